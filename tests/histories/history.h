#pragma once

#include "kontor-db.h"
#include "kontor-engine.h"
#include "kontor-shop.h"

G_BEGIN_DECLS

/*
 * A history: several lives of a program that edits, syncs and is killed, against one sample shop that goes on
 * in between; then a last life that settles everything and compares. Its folder holds the shop, the database,
 * its backups and the journal, the observer's notebook that no crash touches.
 */

typedef struct {
  const char *folder;
  guint64 seed;
  guint episode;
  guint die_after; /* calls of that VFS until the process kills itself; 0: never */
} HistoryLife;

/** What a history came to. */
typedef struct {
  guint lost;
  guint doubled;
  guint unknown;
} HistoryResult;

char *history_path (const HistoryLife *life, const char *name);
/** Makes a new shop for the seed; the same in every life. */
KontorShop *history_open_shop (const HistoryLife *life);
GVariant *history_shop_fields (const HistoryLife *life);

/* The journal: a letter and a number a line. A: an action was accepted. B: a backup was made. R: a backup was put back. */
void history_note (const HistoryLife *life, char what, gint64 number);
/** (element-type gint64) as pointers' set: the actions that must be in the outbox. */
GHashTable *history_read_accepted (const HistoryLife *life);

/** Whether an old copy of the database was put back at some time. */
gboolean history_was_restored (const HistoryLife *life);

/* Both run the main loop themselves and return the exit status. */
int history_live (const HistoryLife *life);
int history_settle (const HistoryLife *life, HistoryResult *result);

/** In a fiber: opens the engine on the history's database, with an account for the shop. */
KontorEngine *history_open_engine (const HistoryLife *life, const char *file, KontorClock *clock, GError **error);

/** A clock that stands until it is moved; begins where @life's shop is. */
KontorClock *history_clock_new (gint64 now);
void history_clock_advance (KontorClock *clock, gint64 by);

/** How the two databases differ, a line a difference; empty: not at all. In a fiber. */
GPtrArray *history_compare (KontorDb *mine, KontorDb *fresh, GError **error);

G_END_DECLS
