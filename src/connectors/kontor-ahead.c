#include "kontor-ahead.h"

/* As many as there are readers, beside the one that is wanted now. */
#define MOST 2
/* Milliseconds after which a page is too old to be believed. */
#define FRESH 60000

typedef struct {
  char *path;
  DexFuture *reply;
  gint64 began;
} Page;

struct _KontorAhead {
  KontorAheadAsk ask;
  GObject *client;
  GPtrArray *pages; /* (element-type Page): oldest first */
};

static void
page_free (gpointer data)
{
  Page *self = data;

  g_free (self->path);
  dex_clear (&self->reply);
  g_free (self);
}

KontorAhead *
kontor_ahead_new (KontorAheadAsk ask, GObject *client)
{
  KontorAhead *self = g_new0 (KontorAhead, 1);

  self->ask = ask;
  self->client = g_object_ref (client);
  self->pages = g_ptr_array_new_with_free_func (page_free);
  return self;
}

void
kontor_ahead_free (KontorAhead *self)
{
  g_ptr_array_unref (self->pages);
  g_object_unref (self->client);
  g_free (self);
}

static Page *
find (KontorAhead *self, const char *path, guint *index)
{
  for (*index = 0; *index < self->pages->len; (*index)++) {
    Page *page = g_ptr_array_index (self->pages, *index);

    if (g_str_equal (page->path, path))
      return page;
  }
  return NULL;
}

DexFuture *
kontor_ahead_take (KontorAhead *self, const char *path)
{
  DexFuture *reply = NULL;
  Page *page;
  guint index;

  page = find (self, path, &index);
  if (page == NULL)
    return self->ask (self->client, path);
  if (g_get_monotonic_time () / 1000 - page->began < FRESH && !dex_future_is_rejected (page->reply))
    reply = dex_ref (page->reply);
  g_ptr_array_remove_index (self->pages, index);
  return reply != NULL ? reply : self->ask (self->client, path);
}

void
kontor_ahead_begin (KontorAhead *self, const char *path)
{
  guint index;
  Page *page;

  if (find (self, path, &index) != NULL)
    return;
  page = g_new0 (Page, 1);
  page->path = g_strdup (path);
  page->reply = self->ask (self->client, path);
  page->began = g_get_monotonic_time () / 1000;
  dex_future_disown (dex_ref (page->reply));
  g_ptr_array_add (self->pages, page);
  if (self->pages->len > MOST)
    g_ptr_array_remove_index (self->pages, 0);
}

void
kontor_ahead_drop (KontorAhead *self)
{
  g_ptr_array_set_size (self->pages, 0);
}
