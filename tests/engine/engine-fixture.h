#pragma once

#include "fake-shop.h"
#include "kontor-catalog.h"
#include "kontor-engine.h"
#include "kontor-orders.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/* An engine with one account at a fake shop, and a clock that stands where the test puts it. */

typedef struct {
  KontorClock *clock;
  KontorEngine *engine;
  KontorAccount *account;
  FakeShop *shop;
} Fixture;

/** A shop with two products of one variant each and two orders, pulled. */
void fixture_begin (Fixture *self);
/** With an empty shop and nothing pulled. */
void fixture_begin_empty (Fixture *self);
void fixture_end (Fixture *self);
/** Closes the engine and opens the file again, as after a crash: what was under way is lost. */
void fixture_reopen (Fixture *self);
/** Keeps a copy of the file, and puts it back in its place. */
void fixture_back_up (Fixture *self);
void fixture_restore (Fixture *self);

void fixture_step (Fixture *self, gint64 milliseconds);
void fixture_sync (Fixture *self);
void fixture_flush (Fixture *self);

gint64 fixture_find (Fixture *self, KontorEntity entity, const char *key);
/** (transfer full) */
KontorRecord *fixture_load (Fixture *self, KontorEntity entity, const char *key);
gint64 fixture_price (Fixture *self, const char *variant);
gint64 fixture_stock (Fixture *self, const char *variant);
gint64 fixture_shop_price (Fixture *self, const char *variant);
gint64 fixture_shop_stock (Fixture *self, const char *variant);
gint64 fixture_number (Fixture *self, const char *sql);

/* What a person does; each resolves to the action. */
gint64 fixture_set_price (Fixture *self, const char *variant, gint64 amount);
gint64 fixture_adjust (Fixture *self, const char *variant, gint64 by);
gint64 fixture_await (DexFuture *future);
/** The future must reject with @code. */
void fixture_refuses (DexFuture *future, KontorError code);

/* What somebody else does in the shop's own admin. */
void fixture_admin_price (Fixture *self, const char *variant, gint64 amount);
void fixture_admin_stock (Fixture *self, const char *variant, gint64 on_hand);

/** The only op, or the @index-th. (transfer full) */
KontorOp *fixture_op (Fixture *self, guint index);
void fixture_assert_states (Fixture *self, const char *states);
/** The only problem. (transfer full) */
KontorProblem *fixture_problem (Fixture *self);
void fixture_assert_no_problems (Fixture *self);

G_END_DECLS
