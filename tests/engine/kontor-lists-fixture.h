#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/** A fresh database with one account, 1. Awaits, as all of these do. */
KontorDb *lists_open (void);
void lists_close (KontorDb *db);

KontorRecord *lists_make_order (const char *key, gint64 total, const char *name);
/** @record: (transfer full): saved in a transaction of its own; returns its id */
gint64 lists_save (KontorDb *db, KontorRecord *record);
/** @records: (element-type KontorRecord) (transfer full): saved in one transaction, not awaited */
DexFuture *lists_save_all (KontorDb *db, GPtrArray *records) G_GNUC_WARN_UNUSED_RESULT;
/** Orders "0" to "@n - 1" of rising totals. */
void lists_fill (KontorDb *db, guint n);
void lists_remove (KontorDb *db, KontorEntity entity, gint64 id);
/** What the database says at this moment. */
GArray *lists_query (KontorDb *db, KontorQuery *query);

/** A reader that stands still inside a read transaction, with a row in its hands. */
typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean reached, released;
  DexFuture *read;
  gint64 id;
  GPtrArray *rows; /* (element-type KontorRecord): none or the order @id */
  gint64 seq;      /* the state that it sees */
} Hold;
Hold *lists_hold (KontorDb *db, KontorDbReader reader, gint64 id);
/** Lets it go on, and waits until it has. */
void lists_release (Hold *hold);
void lists_hold_free (Hold *hold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hold, lists_hold_free)

/** Lets the main loop turn until @done says so; a test that waits too long fails. */
void lists_wait (gboolean (*done) (gpointer data), gpointer data);
/** Lets it turn for a while, for what must not happen. */
void lists_turn (void);

G_END_DECLS
