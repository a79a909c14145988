#include "kontor-sweep-private.h"

/* What of a dated feed is looked through each time; of the rest a part. */
#define WINDOW (G_GINT64_CONSTANT (90) * 24 * 60 * 60 * 1000)
#define PARTS 30

/* A walk through what a feed names. */
typedef struct {
  KontorSync *sync;
  KontorAccount *account;
  const KontorFeedInfo *feed;
  KontorPullHow how;
  KontorSeen *seen;
  char *cursor;
  gboolean more;
  gint64 total; /* rows in all, as the server says; -1: it does not */
  guint n_rows; /* named so far */
  guint n_pages;
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->seen, kontor_seen_free);
  g_clear_pointer (&self->cursor, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
walk_begin (Walk *self, KontorSync *sync, KontorAccount *account, const KontorFeedInfo *feed)
{
  gboolean named = (feed->flags & KONTOR_FEED_IDS) != 0 && (feed->flags & KONTOR_FEED_CHANGES) != 0;

  *self = (Walk) { sync, account, feed, named ? KONTOR_PULL_IDS : KONTOR_PULL_FIRST, .more = TRUE, .total = -1 };
  self->seen = kontor_seen_new ();
}

/* Where a feed has things of several kinds, a server's total may be of the first alone. */
static gboolean
is_of_one (const KontorFeedInfo *feed)
{
  return (feed->entities & (feed->entities - 1)) == 0;
}

static gboolean
await_page (Walk *self, GError **error)
{
  gint64 began = kontor_account_get_context (self->account)->seq;
  g_autoptr (KontorBatch) batch =
      kontor_account_await_pull (self->account, self->feed->name, self->how, self->cursor, error);

  if (batch == NULL)
    return FALSE;
  if (self->how == KONTOR_PULL_FIRST &&
      !kontor_page_await_ingest (self->account, self->feed, KONTOR_PAGE_ANEW, batch, began, error))
    return FALSE;
  if (!kontor_sweep_await_compare (self->account, batch, self->seen, error))
    return FALSE;
  if (self->n_pages == 0 && is_of_one (self->feed))
    self->total = batch->total;
  self->n_rows += batch->rows->len;
  self->n_pages++;
  /* A server that says "more" and does not go on would be asked for ever. */
  self->more = batch->more && g_strcmp0 (batch->cursor, self->cursor) != 0;
  g_set_str (&self->cursor, batch->cursor);
  return TRUE;
}

static gboolean
await_pages (Walk *self, gint64 since, GError **error)
{
  while (self->more && self->seen->oldest >= since && !kontor_sync_is_closed (self->sync))
    if (!await_page (self, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_whole (const Walk *self)
{
  return !self->more;
}

/* Some pages of what is older than the window, from where the last sweep ended; @cursor is where the next one begins. */
static gboolean
await_slice (Walk *walk, const char *kept, char **cursor, GError **error)
{
  guint per_page = MAX (walk->n_rows / walk->n_pages, 1);
  gint64 rest = MAX (walk->total - walk->n_rows, 0);
  gint64 n_pages = rest / per_page / PARTS + 1;
  g_auto (Walk) slice = { 0 };

  walk_begin (&slice, walk->sync, walk->account, walk->feed);
  slice.cursor = g_strdup (kept != NULL ? kept : walk->cursor);
  for (gint64 i = 0; i < n_pages && slice.more && !kontor_sync_is_closed (walk->sync); i++)
    if (!await_page (&slice, error)) {
      /* A place that the server does not know any more would keep every sweep from its end. */
      kontor_sweep_await_forget (walk->account, walk->feed, NULL);
      return FALSE;
    }
  *cursor = slice.more ? g_steal_pointer (&slice.cursor) : NULL;
  return TRUE;
}

/* Whether what is here, less what vanished and with what is new, is as much as the server has. */
static gboolean
do_counts_agree (const Walk *walk, gint64 here, const GPtrArray *vanished)
{
  return walk->total >= 0 && here - vanished->len + walk->seen->n_unknown == walk->total;
}

static gboolean
await_rest (Walk *walk, gint64 here, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) vanished =
      kontor_sweep_await_vanished (walk->account, walk->feed, walk->seen, is_whole (walk) ? G_MININT64 : since, error);
  g_autoptr (KontorFeedRow) row = NULL;
  g_autofree char *cursor = NULL;

  if (vanished == NULL)
    return FALSE;
  if (!is_whole (walk) && !do_counts_agree (walk, here, vanished)) {
    g_clear_pointer (&vanished, g_ptr_array_unref);
    vanished = await_pages (walk, G_MININT64, error)
                   ? kontor_sweep_await_vanished (walk->account, walk->feed, walk->seen, G_MININT64, error)
                   : NULL;
  } else if (!is_whole (walk)) {
    row = kontor_feed_await_load (walk->account, walk->feed->name, error);
    if (row == NULL || !await_slice (walk, row->ids_cursor, &cursor, error))
      return FALSE;
  }
  if (vanished == NULL)
    return FALSE;
  return kontor_sync_is_closed (walk->sync) ||
         kontor_sweep_await_end (walk->account, walk->feed, vanished, here, cursor, error);
}

/* Counts before anything else: what is certain to be many is asked about at once. */
static gboolean
await_counts (Walk *walk, gint64 *here, gboolean *allowed, GError **error)
{
  *allowed = TRUE;
  if (!await_page (walk, error) || !kontor_sweep_await_count (walk->account, walk->feed, here, error))
    return FALSE;
  if (walk->total <= 0 || walk->total >= *here)
    return TRUE;
  return kontor_sweep_await_check (walk->account, walk->feed, *here - walk->total, *here, allowed, error);
}

static gint64
get_since (const Walk *walk)
{
  KontorEntity entity;

  /* Without CHANGES nothing but looking at everything tells what changed. */
  if (!kontor_sweep_get_dated (walk->feed, &entity) || (walk->feed->flags & KONTOR_FEED_CHANGES) == 0)
    return G_MININT64;
  return kontor_clock_now (kontor_account_get_context (walk->account)->clock) - WINDOW;
}

gboolean
kontor_sweep_await_feed (KontorSync *sync, KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  g_auto (Walk) walk = { 0 };
  gboolean allowed;
  gint64 here, since;

  walk_begin (&walk, sync, account, feed);
  since = get_since (&walk);
  if (!await_counts (&walk, &here, &allowed, error))
    return FALSE;
  if (!allowed)
    return TRUE;
  return await_pages (&walk, since, error) && (kontor_sync_is_closed (sync) || await_rest (&walk, here, since, error));
}
