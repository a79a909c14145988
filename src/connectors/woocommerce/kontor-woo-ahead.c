#include "kontor-woo-ahead.h"

/* As many as there are readers, beside the one that is wanted now. */
#define MOST 2
/* Milliseconds after which a page is too old to be believed. */
#define FRESH 60000

typedef struct {
  char *name;
  DexFuture *reply;
  gint64 began;
} Page;

struct _KontorWooAhead {
  KontorWooClient *client;
  GPtrArray *pages; /* (element-type Page): oldest first */
};

static void
page_free (gpointer data)
{
  Page *self = data;

  g_free (self->name);
  dex_clear (&self->reply);
  g_free (self);
}

KontorWooAhead *
kontor_woo_ahead_new (KontorWooClient *client)
{
  KontorWooAhead *self = g_new0 (KontorWooAhead, 1);

  self->client = g_object_ref (client);
  self->pages = g_ptr_array_new_with_free_func (page_free);
  return self;
}

void
kontor_woo_ahead_free (KontorWooAhead *self)
{
  g_ptr_array_unref (self->pages);
  g_object_unref (self->client);
  g_free (self);
}

static char *
make_name (const char *path, const char *const *query)
{
  g_autofree char *words = g_strjoinv ("&", (GStrv) query);

  return g_strconcat (path, "?", words, NULL);
}

static Page *
find (KontorWooAhead *self, const char *name, guint *index)
{
  for (*index = 0; *index < self->pages->len; (*index)++) {
    Page *page = g_ptr_array_index (self->pages, *index);

    if (g_str_equal (page->name, name))
      return page;
  }
  return NULL;
}

static DexFuture *
ask (KontorWooAhead *self, const char *path, const char *const *query)
{
  return kontor_woo_client_ask (self->client, &(KontorWooRequest) { .method = "GET", .path = path, .query = query });
}

DexFuture *
kontor_woo_ahead_take (KontorWooAhead *self, const char *path, const char *const *query)
{
  g_autofree char *name = make_name (path, query);
  DexFuture *reply = NULL;
  Page *page;
  guint index;

  page = find (self, name, &index);
  if (page == NULL)
    return ask (self, path, query);
  if (g_get_monotonic_time () / 1000 - page->began < FRESH && !dex_future_is_rejected (page->reply))
    reply = dex_ref (page->reply);
  g_ptr_array_remove_index (self->pages, index);
  return reply != NULL ? reply : ask (self, path, query);
}

void
kontor_woo_ahead_begin (KontorWooAhead *self, const char *path, const char *const *query)
{
  g_autofree char *name = make_name (path, query);
  guint index;
  Page *page;

  if (find (self, name, &index) != NULL)
    return;
  page = g_new0 (Page, 1);
  page->name = g_steal_pointer (&name);
  page->reply = ask (self, path, query);
  page->began = g_get_monotonic_time () / 1000;
  dex_future_disown (dex_ref (page->reply));
  g_ptr_array_add (self->pages, page);
  if (self->pages->len > MOST)
    g_ptr_array_remove_index (self->pages, 0);
}

void
kontor_woo_ahead_drop (KontorWooAhead *self)
{
  g_ptr_array_set_size (self->pages, 0);
}
