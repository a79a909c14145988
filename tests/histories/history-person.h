#pragma once

#include "history.h"

G_BEGIN_DECLS

/* A life, shared by the files that live it: what is edited here, and what others do in the shop. In a fiber. */

typedef struct {
  const HistoryLife *life;
  GMainLoop *loop;
  GRand *rand;
  KontorShop *shop;
  KontorClock *clock;
  KontorEngine *engine;
  guint n_unique;
} HistoryPerson;

/** The number in one of the first @range rows that @sql finds (it ends in "LIMIT 1 OFFSET ?"), or 0. */
gint64 history_choose (HistoryPerson *self, const char *sql, int range);
gint64 history_choose_order (HistoryPerson *self);
/** A text that no other edit of this history writes. */
char *history_make_unique (HistoryPerson *self, const char *prefix);

/** Edits something; what the engine accepts must never be lost, whatever comes. */
void history_edit (HistoryPerson *self);
/** Does what a person does in the shop's own admin, to what is edited here too. */
void history_meddle (HistoryPerson *self);

G_END_DECLS
