#include "kontor-thumbnails.h"

#include "kontor-error.h"
#include "kontor-later.h"
#include "kontor-thumbnail-image.h"
#include "kontor-thumbnail-private.h"
#include "kontor-thumbnail-store.h"

#define DISK_BUDGET (200 * 1024 * 1024)
#define MEMORY_BUDGET (24 * 1024 * 1024)
#define DOWNLOAD_LIMIT (20 * 1024 * 1024)
#define N_THREADS 2
#define N_DOWNLOADS 4
#define RETRY_MISSING (10 * 60 * 1000)
#define RETRY_PASSING (30 * 1000)

/** Thumbnails that wait for one of a few places; the first of the queue is the one wanted last. */
typedef struct {
  GQueue waiting;
  guint running, places;
  void (*begin) (KontorThumbnails *self, KontorThumbnail *thumbnail);
} Stage;

struct _KontorThumbnails {
  GObject parent_instance;

  KontorEngine *engine; /* (nullable): weak */
  GThreadPool *pool;
  char *folder;
  guint64 disk_budget;
  guint64 written; /* since the folder was trimmed */
  gsize memory_budget;
  gsize memory;

  GHashTable *live;    /* key → KontorThumbnail, not owned */
  GHashTable *watched; /* accounts whose status is listened to */
  GQueue recent;       /* (owned): last wanted first */
  Stage look;          /* on the disk */
  Stage fetch;         /* from the shop, decoding included */
};

G_DEFINE_FINAL_TYPE (KontorThumbnails, kontor_thumbnails, G_TYPE_OBJECT)

/** What a thread does; it answers by the promise: with a texture, or NOT_FOUND where the disk has none. */
typedef struct {
  DexPromise *promise; /* (nullable): NULL trims the folder */
  char *folder;
  char *name;
  GBytes *bytes; /* (nullable): as the shop sent it; NULL: what the disk has */
  guint size;
  guint64 budget;
} Job;

/** Who waits for an answer; the thumbnail may be let go meanwhile. */
typedef struct {
  KontorThumbnails *self;
  GWeakRef thumbnail;
} Step;

static void
job_free (gpointer data)
{
  Job *job = data;

  dex_clear (&job->promise);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->folder);
  g_free (job->name);
  g_free (job);
}

static GdkTexture *
read_from_disk (Job *job, GError **error)
{
  g_autoptr (GBytes) bytes = kontor_thumbnail_store_load (job->folder, job->name);
  GdkTexture *texture = bytes != NULL ? kontor_thumbnail_decode (bytes, job->size, NULL) : NULL;

  if (texture != NULL)
    return texture;
  if (bytes != NULL)
    kontor_thumbnail_store_remove (job->folder, job->name);
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, "Not on disk");
  return NULL;
}

static GdkTexture *
make_from_bytes (Job *job, GError **error)
{
  GdkTexture *texture = kontor_thumbnail_decode (job->bytes, job->size, error);
  g_autoptr (GBytes) png = texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;

  if (png != NULL)
    kontor_thumbnail_store_save (job->folder, job->name, png);
  return texture;
}

static void
answer (Job *job)
{
  GError *error = NULL;
  GdkTexture *texture = job->bytes != NULL ? make_from_bytes (job, &error) : read_from_disk (job, &error);

  if (texture != NULL)
    dex_promise_resolve_object (job->promise, texture);
  else
    dex_promise_reject (job->promise, error);
}

/* Runs on a thread of the pool. */
static void
work (gpointer data, gpointer unused)
{
  Job *job = data;

  if (job->promise != NULL)
    answer (job);
  else
    kontor_thumbnail_store_trim (job->folder, job->budget);
  job_free (job);
}

static Step *
step_new (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  Step *step = g_new0 (Step, 1);

  step->self = g_object_ref (self);
  g_weak_ref_init (&step->thumbnail, thumbnail);
  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_weak_ref_clear (&step->thumbnail);
  g_object_unref (step->self);
  g_free (step);
}

static gint64
now (KontorThumbnails *self)
{
  return self->engine != NULL ? kontor_clock_now (kontor_engine_get_clock (self->engine)) : 0;
}

static KontorAccount *
dup_account (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  return self->engine != NULL ? kontor_engine_dup_account (self->engine, thumbnail->account_id) : NULL;
}

/* Ids of accounts are the database's, but there may be several databases. */
static char *
make_file_name (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  g_autoptr (KontorAccount) account = dup_account (self, thumbnail);
  const char *owner = account != NULL ? kontor_account_get_secret_key (account) : "";

  return kontor_thumbnail_store_make_name (owner, thumbnail->url, thumbnail->size);
}

static DexFuture *
start_job (KontorThumbnails *self, KontorThumbnail *thumbnail, GBytes *bytes)
{
  Job *job = g_new0 (Job, 1);
  DexPromise *promise = dex_promise_new ();

  job->promise = dex_ref (promise);
  job->folder = g_strdup (self->folder);
  job->name = make_file_name (self, thumbnail);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->size = thumbnail->size;
  g_thread_pool_push (self->pool, job, NULL);
  return DEX_FUTURE (promise);
}

static void
start_trim (KontorThumbnails *self)
{
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (self->folder);
  job->budget = self->disk_budget;
  self->written = 0;
  g_thread_pool_push (self->pool, job, NULL);
}

/* The sizes in memory are more than those of the files, and near enough to say when it is time to look. */
static void
count_written (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  self->written += kontor_thumbnail_get_cost (thumbnail);
  if (self->written > self->disk_budget / 8)
    start_trim (self);
}

static void
drop_from_recent (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  if (thumbnail->recent.data == NULL)
    return;
  g_queue_unlink (&self->recent, &thumbnail->recent);
  self->memory -= kontor_thumbnail_get_cost (thumbnail);
  thumbnail->recent.data = NULL;
  g_object_unref (thumbnail);
}

/* What is still being fetched is not held: it goes with the last one who wants it. */
static void
put_in_recent (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  g_object_ref (thumbnail);
  drop_from_recent (self, thumbnail);
  thumbnail->recent.data = thumbnail;
  g_queue_push_head_link (&self->recent, &thumbnail->recent);
  self->memory += kontor_thumbnail_get_cost (thumbnail);
  while (self->memory > self->memory_budget)
    drop_from_recent (self, g_queue_peek_tail (&self->recent));
}

static void
leave_queue (KontorThumbnail *thumbnail)
{
  if (thumbnail->queue != NULL)
    g_queue_unlink (thumbnail->queue, &thumbnail->link);
  thumbnail->queue = NULL;
}

static void
advance (KontorThumbnails *self, Stage *stage)
{
  while (stage->running < stage->places && stage->waiting.length > 0) {
    g_autoptr (KontorThumbnail) thumbnail = g_object_ref (g_queue_peek_head (&stage->waiting));

    leave_queue (thumbnail);
    stage->running++;
    stage->begin (self, thumbnail);
  }
}

static void
leave_place (KontorThumbnails *self, Stage *stage)
{
  stage->running--;
  advance (self, stage);
}

static void
enter_stage (KontorThumbnails *self, Stage *stage, KontorThumbnail *thumbnail)
{
  leave_queue (thumbnail);
  thumbnail->queue = &stage->waiting;
  g_queue_push_head_link (&stage->waiting, &thumbnail->link);
  advance (self, stage);
}

static void
succeed (KontorThumbnails *self, KontorThumbnail *thumbnail, DexFuture *answer)
{
  const GValue *value = dex_future_get_value (answer, NULL);

  kontor_thumbnail_set_texture (thumbnail, g_value_get_object (value));
  put_in_recent (self, thumbnail);
}

static gboolean
passes (const GError *error)
{
  static const KontorError passing[] = { KONTOR_ERROR_OFFLINE, KONTOR_ERROR_RATE_LIMITED, KONTOR_ERROR_AUTH,
                                         KONTOR_ERROR_TEMPORARY, KONTOR_ERROR_UNKNOWN_OUTCOME };

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    if (g_error_matches (error, KONTOR_ERROR, (int) passing[i]))
      return TRUE;
  return FALSE;
}

static void
fail (KontorThumbnails *self, KontorThumbnail *thumbnail, const GError *error)
{
  gboolean passing = passes (error);

  g_debug ("No picture at %s: %s", thumbnail->url, error->message);
  kontor_thumbnail_set_missing (thumbnail, now (self) + (passing ? RETRY_PASSING : RETRY_MISSING), passing);
  put_in_recent (self, thumbnail);
}

static void
looked_cb (DexFuture *future, gpointer data)
{
  Step *step = data;
  g_autoptr (KontorThumbnail) thumbnail = g_weak_ref_get (&step->thumbnail);

  if (thumbnail != NULL && dex_future_is_resolved (future))
    succeed (step->self, thumbnail, future);
  else if (thumbnail != NULL)
    enter_stage (step->self, &step->self->fetch, thumbnail);
  leave_place (step->self, &step->self->look);
}

static void
begin_look (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  kontor_later (start_job (self, thumbnail, NULL), looked_cb, step_new (self, thumbnail), step_free);
}

static void
decoded_cb (DexFuture *future, gpointer data)
{
  Step *step = data;
  g_autoptr (KontorThumbnail) thumbnail = g_weak_ref_get (&step->thumbnail);
  g_autoptr (GError) error = NULL;

  if (thumbnail != NULL && dex_future_get_value (future, &error) != NULL) {
    succeed (step->self, thumbnail, future);
    count_written (step->self, thumbnail);
  } else if (thumbnail != NULL) {
    fail (step->self, thumbnail, error);
  }
  leave_place (step->self, &step->self->fetch);
}

static void
downloaded_cb (DexFuture *future, gpointer data)
{
  Step *step = data;
  g_autoptr (KontorThumbnail) thumbnail = g_weak_ref_get (&step->thumbnail);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (thumbnail != NULL && value != NULL) {
    DexFuture *job = start_job (step->self, thumbnail, g_value_get_boxed (value));

    kontor_later (job, decoded_cb, step_new (step->self, thumbnail), step_free);
    return;
  }

  if (thumbnail != NULL)
    fail (step->self, thumbnail, error);
  leave_place (step->self, &step->self->fetch);
}

/* Wanted or in use though it failed: to be begun anew. */
static void
restart (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  kontor_thumbnail_set_loading (thumbnail);
  enter_stage (self, &self->look, thumbnail);
  drop_from_recent (self, thumbnail);
}

static void
status_changed_cb (KontorAccount *account, GParamSpec *pspec, KontorThumbnails *self)
{
  g_autoptr (GPtrArray) failed = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  KontorThumbnail *thumbnail;

  if (kontor_account_get_status (account) != KONTOR_ACCOUNT_OK)
    return;
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &thumbnail))
    if (thumbnail->account_id == kontor_account_get_id (account) && thumbnail->state == KONTOR_THUMBNAIL_MISSING &&
        thumbnail->passing)
      g_ptr_array_add (failed, g_object_ref (thumbnail));
  for (guint i = 0; i < failed->len; i++)
    restart (self, g_ptr_array_index (failed, i));
}

static void
watch (KontorThumbnails *self, KontorAccount *account)
{
  if (g_hash_table_add (self->watched, GSIZE_TO_POINTER ((gsize) kontor_account_get_id (account))))
    g_signal_connect_object (account, "notify::status", G_CALLBACK (status_changed_cb), self, 0);
}

static DexFuture *
download (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  g_autoptr (KontorAccount) account = dup_account (self, thumbnail);
  g_autoptr (KontorConnector) connector = account != NULL ? kontor_account_dup_connector (account) : NULL;

  if (account != NULL)
    watch (self, account);
  if (connector == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "Not connected");
  return kontor_connector_download (connector, thumbnail->url, DOWNLOAD_LIMIT);
}

static void
begin_fetch (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  kontor_later (download (self, thumbnail), downloaded_cb, step_new (self, thumbnail), step_free);
}

static guint
round_up (guint pixels)
{
  static const guint sizes[] = { 64, 96, 128, 192, 256, 384, 512, 768, 1024 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (pixels <= sizes[i])
      return sizes[i];
  return sizes[G_N_ELEMENTS (sizes) - 1];
}

static KontorThumbnail *
make_thumbnail (KontorThumbnails *self, gint64 account_id, const char *url, guint size, char *key)
{
  KontorThumbnail *thumbnail = g_object_new (KONTOR_TYPE_THUMBNAIL, NULL);

  g_set_weak_pointer (&thumbnail->owner, self);
  thumbnail->account_id = account_id;
  thumbnail->url = g_strdup (url);
  thumbnail->size = size;
  thumbnail->key = key;
  g_hash_table_insert (self->live, thumbnail->key, thumbnail);
  enter_stage (self, &self->look, thumbnail);
  return thumbnail;
}

static void
want_again (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  if (thumbnail->queue != NULL) {
    GQueue *queue = thumbnail->queue;

    g_queue_unlink (queue, &thumbnail->link);
    g_queue_push_head_link (queue, &thumbnail->link);
  } else if (thumbnail->state == KONTOR_THUMBNAIL_MISSING && now (self) >= thumbnail->retry_at) {
    restart (self, thumbnail);
  } else if (thumbnail->state != KONTOR_THUMBNAIL_LOADING) {
    put_in_recent (self, thumbnail);
  }
}

static void
kontor_thumbnails_dispose (GObject *object)
{
  KontorThumbnails *self = KONTOR_THUMBNAILS (object);

  while (self->recent.length > 0)
    drop_from_recent (self, g_queue_peek_tail (&self->recent));
  g_clear_weak_pointer (&self->engine);

  G_OBJECT_CLASS (kontor_thumbnails_parent_class)->dispose (object);
}

static void
kontor_thumbnails_finalize (GObject *object)
{
  KontorThumbnails *self = KONTOR_THUMBNAILS (object);

  g_thread_pool_free (self->pool, TRUE, FALSE);
  g_hash_table_unref (self->live);
  g_hash_table_unref (self->watched);
  g_free (self->folder);

  G_OBJECT_CLASS (kontor_thumbnails_parent_class)->finalize (object);
}

static void
kontor_thumbnails_class_init (KontorThumbnailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_thumbnails_dispose;
  object_class->finalize = kontor_thumbnails_finalize;
}

static void
kontor_thumbnails_init (KontorThumbnails *self)
{
  self->pool = g_thread_pool_new_full (work, NULL, job_free, N_THREADS, FALSE, NULL);
  self->live = g_hash_table_new (g_str_hash, g_str_equal);
  self->watched = g_hash_table_new (NULL, NULL);
  self->look = (Stage) { .places = N_THREADS, .begin = begin_look };
  self->fetch = (Stage) { .places = N_DOWNLOADS, .begin = begin_fetch };
}

KontorThumbnails *
kontor_thumbnails_new (KontorEngine *engine, const char *folder, guint64 disk_budget, gsize memory_budget)
{
  KontorThumbnails *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_THUMBNAILS, NULL);
  g_set_weak_pointer (&self->engine, engine);
  self->folder = g_strdup (folder);
  self->disk_budget = disk_budget;
  self->memory_budget = memory_budget;
  start_trim (self);
  return self;
}

void
kontor_thumbnails_set_disk_budget (KontorThumbnails *self, guint64 bytes)
{
  g_return_if_fail (KONTOR_IS_THUMBNAILS (self));

  if (self->disk_budget == bytes)
    return;
  self->disk_budget = bytes;
  start_trim (self);
}

KontorThumbnails *
kontor_thumbnails_get (KontorEngine *engine)
{
  KontorThumbnails *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_get_data (G_OBJECT (engine), "kontor-thumbnails");
  if (self == NULL) {
    g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "kontor", "thumbnails", NULL);

    self = kontor_thumbnails_new (engine, folder, DISK_BUDGET, MEMORY_BUDGET);
    g_object_set_data_full (G_OBJECT (engine), "kontor-thumbnails", self, g_object_unref);
  }
  return self;
}

KontorThumbnail *
kontor_thumbnails_dup (KontorThumbnails *self, gint64 account_id, const char *url, guint pixels)
{
  guint size = round_up (pixels);
  g_autofree char *key = NULL;
  KontorThumbnail *thumbnail;

  g_return_val_if_fail (KONTOR_IS_THUMBNAILS (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  key = g_strdup_printf ("%" G_GINT64_FORMAT " %u %s", account_id, size, url);
  thumbnail = g_hash_table_lookup (self->live, key);
  if (thumbnail == NULL)
    return make_thumbnail (self, account_id, url, size, g_steal_pointer (&key));

  g_object_ref (thumbnail);
  want_again (self, thumbnail);
  return thumbnail;
}

void
kontor_thumbnails_forget (KontorThumbnails *self, KontorThumbnail *thumbnail)
{
  leave_queue (thumbnail);
  g_hash_table_remove (self->live, thumbnail->key);
}
