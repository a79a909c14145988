#include "kontor-sample-connector.h"

#include "kontor-error.h"
#include "kontor-sample-client.h"
#include "kontor-sample-info.h"

typedef enum { JOB_CHECK, JOB_PULL, JOB_FETCH, JOB_PUSH, JOB_FIND, JOB_PREVIEW, JOB_DOWNLOAD, JOB_QUIT } JobKind;

/** One thing for the shop's thread to do; it answers by the promise. */
typedef struct {
  JobKind kind;
  DexPromise *promise; /* (nullable) */
  char *text;          /* feed or URI */
  char *cursor;
  GStrv ids;
  GPtrArray *ops;
  KontorEntity entity;
  guint number; /* how to pull, step of a check, limit of a download */
} Job;

typedef struct {
  GAsyncQueue *jobs;
  GThread *thread;
} KontorSampleConnectorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorSampleConnector, kontor_sample_connector, KONTOR_TYPE_CONNECTOR)

typedef KontorSampleConnector KontorSampleBare;
typedef KontorSampleConnectorClass KontorSampleBareClass;
typedef KontorSampleConnector KontorSampleKind;
typedef KontorSampleConnectorClass KontorSampleKindClass;
static GType kontor_sample_bare_get_type (void);
static GType kontor_sample_kind_get_type (void);
G_DEFINE_FINAL_TYPE (KontorSampleBare, kontor_sample_bare, KONTOR_TYPE_SAMPLE_CONNECTOR)
G_DEFINE_FINAL_TYPE (KontorSampleKind, kontor_sample_kind, KONTOR_TYPE_SAMPLE_CONNECTOR)

static void
job_free (Job *job)
{
  dex_clear (&job->promise);
  g_clear_pointer (&job->ops, g_ptr_array_unref);
  g_strfreev (job->ids);
  g_free (job->text);
  g_free (job->cursor);
  g_free (job);
}

/* @error is pointed to, as it is set while @result is computed. */
static void
settle (Job *job, GType type, gpointer result, GError **error)
{
  if (result != NULL)
    dex_promise_resolve_boxed (job->promise, type, result);
  else
    dex_promise_reject (job->promise, g_steal_pointer (error));
}

static void
run (KontorSampleClient *client, Job *job)
{
  GError *error = NULL;

  switch (job->kind) {
  case JOB_CHECK:
    settle (job, KONTOR_TYPE_ACCOUNT_INFO, kontor_sample_client_check (client, (KontorCheckStep) job->number, &error),
            &error);
    break;
  case JOB_PULL:
    settle (job, KONTOR_TYPE_BATCH,
            kontor_sample_client_pull (client, job->text, (KontorPullHow) job->number, job->cursor, &error), &error);
    break;
  case JOB_FETCH:
    settle (job, KONTOR_TYPE_BATCH,
            kontor_sample_client_fetch (client, job->entity, (const char *const *) job->ids, &error), &error);
    break;
  case JOB_PUSH:
    settle (job, G_TYPE_PTR_ARRAY, kontor_sample_client_push (client, job->ops), &error);
    break;
  case JOB_FIND:
    settle (job, KONTOR_TYPE_RECEIPT, kontor_sample_client_find (client, g_ptr_array_index (job->ops, 0), &error),
            &error);
    break;
  case JOB_PREVIEW:
    settle (job, KONTOR_TYPE_BATCH, kontor_sample_client_preview (client, g_ptr_array_index (job->ops, 0), &error),
            &error);
    break;
  case JOB_DOWNLOAD:
    settle (job, G_TYPE_BYTES, kontor_sample_client_download (client, job->text, job->number, &error), &error);
    break;
  case JOB_QUIT:
    g_assert_not_reached ();
  }
}

/** What the shop's thread owns; it ends with a job to quit. */
typedef struct {
  GAsyncQueue *jobs;
  KontorSampleClient *client;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Job *job;

  while ((job = g_async_queue_pop (worker->jobs))->kind != JOB_QUIT) {
    run (worker->client, job);
    job_free (job);
  }
  job_free (job);
  kontor_sample_client_free (worker->client);
  g_async_queue_unref (worker->jobs);
  g_free (worker);
  return NULL;
}

static KontorSampleConnectorPrivate *
get_private (gpointer self)
{
  return kontor_sample_connector_get_instance_private (self);
}

static Job *
job_new (JobKind kind)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  return job;
}

static DexFuture *
enqueue (KontorConnector *self, Job *job)
{
  job->promise = dex_promise_new ();
  DexFuture *future = dex_ref (DEX_FUTURE (job->promise));

  g_async_queue_push (get_private (self)->jobs, job);
  return future;
}

static DexFuture *
kontor_sample_connector_sign_in (KontorConnector *self, const char *manner, GVariant *fields)
{
  return dex_future_new_take_string (g_strdup (""));
}

typedef struct {
  KontorConnector *connector;
  KontorCheckProgress progress;
  gpointer data;
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->connector);
  g_free (check);
}

static DexFuture *
check_fiber (gpointer data)
{
  Check *check = data;
  g_autoptr (KontorAccountInfo) info = NULL;

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step <= KONTOR_CHECK_DATA; step++) {
    Job *job = job_new (JOB_CHECK);
    GError *error = NULL;

    job->number = step;
    g_clear_pointer (&info, kontor_account_info_unref);
    info = dex_await_boxed (enqueue (check->connector, job), &error);
    if (check->progress != NULL)
      check->progress (step, error, check->data);
    if (info == NULL)
      return dex_future_new_for_error (error);
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, g_steal_pointer (&info));
}

static DexFuture *
kontor_sample_connector_check (KontorConnector *self, KontorCheckProgress progress, gpointer data)
{
  Check *check = g_new0 (Check, 1);

  check->connector = g_object_ref (self);
  check->progress = progress;
  check->data = data;
  return dex_scheduler_spawn (dex_scheduler_get_default (), 0, check_fiber, check, (GDestroyNotify) check_free);
}

static DexFuture *
kontor_sample_connector_pull (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor)
{
  Job *job = job_new (JOB_PULL);

  job->text = g_strdup (feed);
  job->number = how;
  job->cursor = g_strdup (cursor);
  return enqueue (self, job);
}

static DexFuture *
kontor_sample_connector_fetch (KontorConnector *self, KontorEntity entity, const char *const *remote_ids)
{
  Job *job = job_new (JOB_FETCH);

  job->entity = entity;
  job->ids = g_strdupv ((GStrv) remote_ids);
  return enqueue (self, job);
}

/** The job's own references to ops, which are immutable. */
static DexFuture *
enqueue_ops (KontorConnector *self, JobKind kind, GPtrArray *ops)
{
  Job *job = job_new (kind);

  job->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (job->ops, kontor_op_ref (g_ptr_array_index (ops, i)));
  return enqueue (self, job);
}

static DexFuture *
kontor_sample_connector_push (KontorConnector *self, GPtrArray *ops)
{
  return enqueue_ops (self, JOB_PUSH, ops);
}

static DexFuture *
enqueue_op (KontorConnector *self, JobKind kind, KontorOp *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  g_ptr_array_add (ops, op);
  return enqueue_ops (self, kind, ops);
}

static DexFuture *
kontor_sample_connector_find (KontorConnector *self, KontorOp *op)
{
  return enqueue_op (self, JOB_FIND, op);
}

static DexFuture *
kontor_sample_connector_preview (KontorConnector *self, KontorOp *op)
{
  return enqueue_op (self, JOB_PREVIEW, op);
}

static DexFuture *
kontor_sample_connector_download (KontorConnector *self, const char *uri, gsize limit)
{
  Job *job = job_new (JOB_DOWNLOAD);

  job->text = g_strdup (uri);
  job->number = (guint) MIN (limit, G_MAXUINT);
  return enqueue (self, job);
}

static gboolean
kontor_sample_connector_allows (KontorConnector *self, const char *kind, const KontorRecord *object, char **reason)
{
  KontorConnectorClass *parent = KONTOR_CONNECTOR_CLASS (kontor_sample_connector_parent_class);

  return parent->allows (self, kind, object, reason) && kontor_sample_allows (kind, object, reason);
}

static void
kontor_sample_connector_finalize (GObject *object)
{
  KontorSampleConnectorPrivate *priv = get_private (object);

  g_async_queue_push (priv->jobs, job_new (JOB_QUIT));
  g_thread_join (priv->thread);
  g_async_queue_unref (priv->jobs);
  G_OBJECT_CLASS (kontor_sample_connector_parent_class)->finalize (object);
}

static void
kontor_sample_connector_class_init (KontorSampleConnectorClass *klass)
{
  KontorConnectorClass *connector_class = KONTOR_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_sample_connector_finalize;
  connector_class->sign_in = kontor_sample_connector_sign_in;
  connector_class->check = kontor_sample_connector_check;
  connector_class->pull = kontor_sample_connector_pull;
  connector_class->fetch = kontor_sample_connector_fetch;
  connector_class->push = kontor_sample_connector_push;
  connector_class->find = kontor_sample_connector_find;
  connector_class->preview = kontor_sample_connector_preview;
  connector_class->download = kontor_sample_connector_download;
  connector_class->allows = kontor_sample_connector_allows;
}

static void
kontor_sample_connector_init (KontorSampleConnector *self)
{
}

static void
kontor_sample_bare_class_init (KontorSampleBareClass *klass)
{
  KONTOR_CONNECTOR_CLASS (klass)->info = &kontor_sample_bare_info;
}

static void
kontor_sample_bare_init (KontorSampleBare *self)
{
}

static void
kontor_sample_kind_class_init (KontorSampleKindClass *klass)
{
  KONTOR_CONNECTOR_CLASS (klass)->info = &kontor_sample_kind_info;
}

static void
kontor_sample_kind_init (KontorSampleKind *self)
{
}

static gboolean
is_kind (GVariant *settings)
{
  const char *manner = NULL;

  return settings != NULL && g_variant_lookup (settings, "manner", "&s", &manner) && g_str_equal (manner, "kind");
}

static KontorConnector *
create (const char *address, const char *secret, GVariant *settings)
{
  KontorConnector *self =
      g_object_new (is_kind (settings) ? kontor_sample_kind_get_type () : kontor_sample_bare_get_type (), NULL);
  KontorSampleConnectorPrivate *priv = get_private (self);
  Worker *worker = g_new0 (Worker, 1);

  priv->jobs = g_async_queue_new ();
  worker->jobs = g_async_queue_ref (priv->jobs);
  worker->client = kontor_sample_client_new (address, settings);
  priv->thread = g_thread_new ("sample-shop", work, worker);
  return self;
}

const KontorConnectorFactory kontor_sample_factory = { &kontor_sample_bare_info, create };

GPtrArray *
kontor_sample_dup_truth (KontorShop *shop, KontorEntity entity)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  gboolean more = TRUE;
  const char *after = "0";

  while (more) {
    g_autofree char *path =
        g_strdup_printf ("%s?status=any,trash&order=id&after=%s", kontor_sample_get_collection (entity), after);
    g_autofree char *answer = kontor_shop_admin (shop, "GET", path, NULL);
    g_autoptr (yyjson_doc) doc = yyjson_read (answer, strlen (answer), YYJSON_READ_NOFLAG);
    yyjson_val *item;
    gsize i, n;

    yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "items"), i, n, item)
      g_ptr_array_add (rows, kontor_sample_read_record (kontor_shop_get_manner (shop), entity, item, NULL));
    more = yyjson_get_bool (yyjson_obj_get (yyjson_doc_get_root (doc), "more"));
    after = rows->len > 0 ? kontor_record_get_key (g_ptr_array_index (rows, rows->len - 1)) : after;
  }
  return rows;
}
