#include "kontor-error.h"
#include "kontor-medusa-changes.h"
#include "kontor-medusa-connector-private.h"
#include "kontor-medusa-page.h"
#include "kontor-medusa-settings.h"
#include "kontor-medusa-walk.h"

#define FIBER_STACK (256 * 1024)
/* Pages that are asked for ahead. */
#define AHEAD 2

/** One page while it is asked for. */
typedef struct {
  KontorMedusaConnector *connector;
  KontorMedusaClient *client;
  char *text; /* (nullable): the cursor as it came */
  KontorMedusaWalk walk;
} Pull;

static void
pull_free (gpointer data)
{
  Pull *self = data;

  g_object_unref (self->connector);
  g_free (self->text);
  g_free (self);
}

static DexFuture *
finish (Pull *self, KontorBatch *batch, gboolean more)
{
  batch->cursor = kontor_medusa_walk_write (&self->walk);
  batch->more = more;
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

/* The time of now by the server's clock, from which on changes are asked. */
static DexFuture *
begin_changes (Pull *self)
{
  KontorBatch *batch = kontor_batch_new ();

  batch->server_time = self->walk.cursor.start;
  kontor_medusa_walk_end_changes (&self->walk);
  return finish (self, batch, FALSE);
}

/* Of all orders only those that changed are asked for their edits, which is a request for each; others when one looks at them. */
static gboolean
await_parts (Pull *self, KontorMedusaShop *shop, KontorBatch *batch, GError **error)
{
  const KontorMedusaStage *stage = kontor_medusa_walk_get_stage (&self->walk);

  if (stage->read != kontor_medusa_read_order || self->walk.how == KONTOR_PULL_IDS)
    return TRUE;
  return kontor_medusa_await_changes (self->client, shop, batch, error) &&
         (self->walk.how != KONTOR_PULL_CHANGES || kontor_medusa_await_edits (self->client, shop, batch, error));
}

/* While this page is taken in, the shop may work on those behind it. */
static void
begin_next (Pull *self, gint64 rows, gint64 count)
{
  KontorMedusaWalk next = self->walk;

  if (self->walk.how == KONTOR_PULL_CHANGES)
    return;
  for (guint i = 0; i < AHEAD && (next.cursor.offset += rows) < count; i++) {
    g_autofree char *path = kontor_medusa_walk_make_path (&next);

    kontor_ahead_begin (kontor_medusa_connector_get_ahead (self->connector), path);
  }
}

/* Whether there is more. */
static gboolean
step (Pull *self, gint64 rows, gint64 count)
{
  if (kontor_medusa_walk_shrank (&self->walk, count))
    kontor_ahead_drop (kontor_medusa_connector_get_ahead (self->connector));
  return kontor_medusa_walk_step (&self->walk, rows, count);
}

static DexFuture *
take_page (Pull *self, KontorMedusaShop *shop, KontorMedusaReply *reply)
{
  const KontorMedusaStage *stage = kontor_medusa_walk_get_stage (&self->walk);
  gint64 rows = (gint64) yyjson_arr_size (kontor_medusa_reply_get (reply, stage->list));
  gint64 count = kontor_medusa_reply_get_count (reply);
  gboolean first = self->walk.cursor.stage == 0;
  GError *error = NULL;
  KontorBatch *batch;

  begin_next (self, rows, count);
  batch = kontor_medusa_await_batch (shop, &self->walk, reply, &error);
  if (batch != NULL && !await_parts (self, shop, batch, &error))
    g_clear_pointer (&batch, kontor_batch_unref);
  if (batch == NULL)
    return dex_future_new_for_error (error);
  batch->server_time = reply->http->server_time;
  batch->total = first ? count : -1;
  if (kontor_medusa_ends_stock (&self->walk, reply))
    return finish (self, batch, kontor_medusa_walk_leave (&self->walk));
  return finish (self, batch, step (self, rows, count));
}

static DexFuture *
pull_fiber (gpointer data)
{
  Pull *self = data;
  g_autoptr (KontorMedusaShop) shop = NULL;
  g_autoptr (KontorMedusaReply) reply = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;

  shop = kontor_medusa_connector_await_shop (self->connector, &error);
  if (shop == NULL || !kontor_medusa_walk_begin (&self->walk, self->text, &error))
    return dex_future_new_for_error (error);
  if (self->walk.cursor.start == 0)
    self->walk.cursor.start = kontor_medusa_client_get_time (self->client);
  if (self->walk.how == KONTOR_PULL_CHANGES && self->text == NULL)
    return begin_changes (self);
  path = kontor_medusa_walk_make_path (&self->walk);
  reply = dex_await_boxed (kontor_ahead_take (kontor_medusa_connector_get_ahead (self->connector), path), &error);
  return reply != NULL ? take_page (self, shop, reply) : dex_future_new_for_error (error);
}

static DexFuture *
settings_fiber (gpointer data)
{
  Pull *self = data;
  GError *error = NULL;
  KontorBatch *batch = kontor_medusa_await_settings (self->client, &error);

  return batch != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch) : dex_future_new_for_error (error);
}

DexFuture *
kontor_medusa_pull (KontorMedusaConnector *connector, const char *feed, KontorPullHow how, const char *cursor)
{
  const KontorMedusaStage *stages = kontor_medusa_find_stages (feed);
  Pull *self;

  if (stages == NULL && !g_str_equal (feed, "settings"))
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "Medusa has no feed “%s”", feed);
  self = g_new0 (Pull, 1);
  self->connector = g_object_ref (connector);
  self->client = kontor_medusa_connector_get_client (connector);
  self->text = g_strdup (cursor);
  self->walk.stages = stages;
  self->walk.how = how;
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, stages != NULL ? pull_fiber : settings_fiber, self,
                              pull_free);
}
