#include "kontor-error.h"
#include "kontor-woo-connector-private.h"
#include "kontor-woo-page.h"
#include "kontor-woo-walk.h"

#define FIBER_STACK (256 * 1024)
/* Pages that are asked for ahead. */
#define AHEAD 2

/** One page while it is asked for. */
typedef struct {
  KontorWooConnector *connector;
  char *text; /* (nullable): the cursor as it came */
  KontorWooWalk walk;
  KontorWooShop *shop; /* (nullable): until it was asked */
} Pull;

static void
pull_free (gpointer data)
{
  Pull *self = data;

  g_clear_pointer (&self->shop, kontor_woo_shop_unref);
  g_object_unref (self->connector);
  g_free (self->text);
  g_free (self);
}

static char *
make_path (Pull *self, guint page)
{
  g_autoptr (GPtrArray) query = kontor_woo_walk_make_query (&self->walk, self->shop->statuses, page);
  g_autofree char *words = g_strjoinv ("&", (GStrv) query->pdata);

  return g_strconcat (kontor_woo_walk_get_stage (&self->walk)->path, "?", words, NULL);
}

static KontorWooReply *
await_list (Pull *self, GError **error)
{
  g_autofree char *path = make_path (self, self->walk.cursor.page);

  return dex_await_boxed (kontor_ahead_take (kontor_woo_connector_get_ahead (self->connector), path), error);
}

/* While this page is taken in, the shop may work on those behind it. What is read without haste needs none. */
static void
begin_next (Pull *self, const KontorWooReply *reply)
{
  const KontorWooStage *stage = kontor_woo_walk_get_stage (&self->walk);
  guint page = self->walk.cursor.page;

  if (self->walk.how == KONTOR_PULL_CHANGES || (stage->flags & KONTOR_WOO_STAGE_NOTES) != 0)
    return;
  for (guint next = page + 1; next <= page + AHEAD && next <= (guint) MAX (reply->pages, 0); next++) {
    g_autofree char *path = make_path (self, next);

    kontor_ahead_begin (kontor_woo_connector_get_ahead (self->connector), path);
  }
}

static gboolean
is_lacking (const Pull *self, const GError *failure)
{
  return (kontor_woo_walk_get_stage (&self->walk)->flags & KONTOR_WOO_STAGE_OPTIONAL) != 0 &&
         failure->domain == KONTOR_ERROR &&
         (failure->code == KONTOR_ERROR_UNSUPPORTED || failure->code == KONTOR_ERROR_NOT_FOUND ||
          failure->code == KONTOR_ERROR_AUTH || failure->code == KONTOR_ERROR_REJECTED);
}

/** Once smaller, where the server failed at the size. */
static KontorWooReply *
await_page (Pull *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  KontorWooReply *reply = await_list (self, &failure);

  if (reply != NULL)
    return reply;
  if (g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY) && kontor_woo_walk_shrink (&self->walk))
    return await_list (self, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static DexFuture *
finish (Pull *self, KontorBatch *batch, gboolean more)
{
  batch->cursor = kontor_woo_walk_write (&self->walk);
  batch->more = more;
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

static gint64
get_server_time (const Pull *self)
{
  KontorHttp *http = kontor_woo_client_get_http (kontor_woo_connector_get_client (self->connector));

  return g_get_real_time () / 1000 + kontor_http_get_clock_offset (http);
}

/* The time of now by the server's clock, from which on changes are asked. */
static DexFuture *
begin_changes (Pull *self)
{
  KontorBatch *batch = kontor_batch_new ();

  batch->server_time = get_server_time (self);
  self->walk.cursor.start = batch->server_time;
  kontor_woo_walk_end_changes (&self->walk);
  return finish (self, batch, FALSE);
}

static gboolean
step (Pull *self, const KontorWooReply *reply)
{
  gboolean more = kontor_woo_walk_step (&self->walk, reply);

  if (self->walk.shrank)
    kontor_ahead_drop (kontor_woo_connector_get_ahead (self->connector));
  return more;
}

static DexFuture *
take_page (Pull *self, KontorWooReply *reply)
{
  const KontorWooWalk *walk = &self->walk;
  gint64 total = walk->cursor.stage == 0 ? reply->total : -1;
  GError *error = NULL;
  KontorBatch *batch;

  begin_next (self, reply);
  batch = kontor_woo_await_batch (kontor_woo_connector_get_client (self->connector), self->shop,
                                  kontor_woo_walk_get_stage (walk), walk->how, reply, &error);
  if (batch == NULL)
    return dex_future_new_for_error (error);
  batch->server_time = reply->server_time;
  batch->total = total;
  return finish (self, batch, step (self, reply));
}

static DexFuture *
pull_fiber (gpointer data)
{
  Pull *self = data;
  g_autoptr (KontorWooReply) reply = NULL;
  GError *error = NULL;

  self->shop = kontor_woo_connector_await_shop (self->connector, &error);
  if (self->shop == NULL || !kontor_woo_walk_begin (&self->walk, self->text, &error))
    return dex_future_new_for_error (error);
  if (self->walk.how == KONTOR_PULL_CHANGES && self->text == NULL)
    return begin_changes (self);
  /* All pages end at the same moment, the first as well: else it would hold rows that the others do not count. */
  if (self->walk.cursor.start == 0)
    self->walk.cursor.start = get_server_time (self);
  reply = await_page (self, &error);
  if (reply != NULL)
    return take_page (self, reply);
  if (!is_lacking (self, error))
    return dex_future_new_for_error (error);
  g_error_free (error);
  return finish (self, kontor_batch_new (), kontor_woo_walk_next_stage (&self->walk));
}

static DexFuture *
settings_fiber (gpointer data)
{
  Pull *self = data;
  GError *error = NULL;
  KontorBatch *batch = kontor_woo_await_settings (self->connector, self->text, &error);

  return batch != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch) : dex_future_new_for_error (error);
}

DexFuture *
kontor_woo_pull (KontorWooConnector *connector, const char *feed, KontorPullHow how, const char *cursor)
{
  const KontorWooStage *stages = kontor_woo_find_stages (feed);
  Pull *self;

  if (stages == NULL && !g_str_equal (feed, "settings"))
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "WooCommerce has no feed “%s”", feed);
  self = g_new0 (Pull, 1);
  self->connector = g_object_ref (connector);
  self->text = g_strdup (cursor);
  self->walk.stages = stages;
  self->walk.how = how;
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, stages != NULL ? pull_fiber : settings_fiber, self,
                              pull_free);
}
