#include "kontor-search-exact.h"

#include "kontor-reader.h"

typedef struct {
  KontorEngine *engine;
  char *name;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->engine);
  g_free (self->name);
  g_free (self);
}

static DexFuture *
found (KontorEntity entity, gint64 id)
{
  return dex_future_new_take_variant (
      g_variant_ref_sink (g_variant_new ("(sx)", kontor_entity_get_nick (entity), id)));
}

static gint64
await_named (Search *self, KontorEntity entity, GError **error)
{
  return dex_await_int64 (kontor_reader_resolve (self->engine, entity, 0, self->name), error);
}

static gint64
await_product_of (Search *self, gint64 variant)
{
  g_autoptr (GPtrArray) rows =
      dex_await_boxed (kontor_reader_load_rows (self->engine, KONTOR_ENTITY_VARIANT, &variant, 1), NULL);

  return rows != NULL && rows->len > 0 ? kontor_record_get_ref (g_ptr_array_index (rows, 0), KONTOR_VARIANT_PRODUCT) : 0;
}

static DexFuture *
search_fiber (gpointer data)
{
  Search *self = data;
  GError *error = NULL;
  gint64 id;

  if ((id = await_named (self, KONTOR_ENTITY_ORDER, NULL)) != 0)
    return found (KONTOR_ENTITY_ORDER, id);
  if ((id = await_named (self, KONTOR_ENTITY_VARIANT, NULL)) != 0 && (id = await_product_of (self, id)) != 0)
    return found (KONTOR_ENTITY_PRODUCT, id);
  if ((id = await_named (self, KONTOR_ENTITY_PRODUCT, &error)) != 0)
    return found (KONTOR_ENTITY_PRODUCT, id);
  return dex_future_new_for_error (error);
}

DexFuture *
kontor_search_exact (KontorEngine *engine, const char *text)
{
  Search *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (Search, 1);
  self->engine = g_object_ref (engine);
  self->name = g_strdup (text[0] == '#' ? text + 1 : text);
  g_strstrip (self->name);
  return dex_scheduler_spawn (NULL, 0, search_fiber, self, search_free);
}
