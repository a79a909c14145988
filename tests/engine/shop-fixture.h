#pragma once

#include "kontor-catalog.h"
#include "kontor-engine.h"
#include "kontor-orders.h"
#include "kontor-scope.h"
#include "kontor-shop.h"

G_BEGIN_DECLS

/* An engine with one account at a sample shop, and one clock for both that stands where the test puts it. */

typedef struct {
  KontorClock *clock;
  KontorShop *shop;
  KontorEngine *engine;
  KontorAccount *account;
} World;

/** Adds a test that runs twice, as @path/bare and @path/kind: with a shop of either manner. */
void world_add (const char *path, GTestFunc func);

/** A shop of the test's manner with @orders orders of two years, imported. */
void world_begin (World *self, guint orders);
void world_end (World *self);
/** Lets the clocks go on. */
void world_pass (World *self, gint64 milliseconds);

/** Awaits; the future must resolve. An int64 is returned. */
gint64 world_await (DexFuture *future);
void world_sync (World *self);
void world_sweep (World *self);
/** Sends what is ready after @milliseconds. */
void world_flush_after (World *self, gint64 milliseconds);

/** The one number that an SQL text asks of the engine's database for. */
gint64 world_ask (World *self, const char *sql);
/** (transfer full): an object whole */
KontorRecord *world_load (World *self, KontorEntity entity, gint64 id);
/** (transfer full): the same as the shop has it now */
KontorRecord *world_fetch (World *self, KontorEntity entity, gint64 id);
/** What somebody does in the shop's own admin to an object of ours: "PUT", "DELETE", "POST" with a @path behind it (nullable). */
void world_admin (World *self, const char *method, KontorEntity entity, gint64 id, const char *path, const char *body);
void world_set_faults (World *self, const char *faults);

/** Every row must be as the first import into an empty file has it. */
void world_assert_as_shop (World *self);

/** (transfer full): the only problem */
KontorProblem *world_problem (World *self);
guint world_count_problems (World *self);

G_END_DECLS
