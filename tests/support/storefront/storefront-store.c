/* What the shop keeps, in memory, each thing as the JSON that it answers. */
#include "storefront-private.h"

struct _StorefrontStore {
  GHashTable *by_id[STOREFRONT_N_KINDS];  /* gint64 → StorefrontObject (owned) */
  GHashTable *by_key[STOREFRONT_N_KINDS]; /* char * (of the object) → StorefrontObject */
  GPtrArray *all[STOREFRONT_N_KINDS];     /* in the order of their ids */
  gint64 last[STOREFRONT_N_IDS];
};

/* Which member of its JSON is unique in each kind. */
static const char *const keys[STOREFRONT_N_KINDS] = {
  [STOREFRONT_PRODUCT] = "sku",
  [STOREFRONT_VARIATION] = "sku",
  [STOREFRONT_COUPON] = "code",
  [STOREFRONT_CUSTOMER] = "email",
  [STOREFRONT_GUEST] = "email",
  [STOREFRONT_CATEGORY] = "slug",
  [STOREFRONT_TAG] = "slug",
  [STOREFRONT_BRAND] = "slug",
  [STOREFRONT_SHIPPING_CLASS] = "slug",
  [STOREFRONT_ATTRIBUTE] = "slug",
};

static const StorefrontId sequences[STOREFRONT_N_KINDS] = {
  [STOREFRONT_CUSTOMER] = STOREFRONT_ID_USER,
  [STOREFRONT_GUEST] = STOREFRONT_ID_FULFILMENT,
  [STOREFRONT_CATEGORY] = STOREFRONT_ID_TERM,
  [STOREFRONT_TAG] = STOREFRONT_ID_TERM,
  [STOREFRONT_BRAND] = STOREFRONT_ID_TERM,
  [STOREFRONT_SHIPPING_CLASS] = STOREFRONT_ID_TERM,
  [STOREFRONT_TERM] = STOREFRONT_ID_TERM,
  [STOREFRONT_ATTRIBUTE] = STOREFRONT_ID_ATTRIBUTE,
  [STOREFRONT_NOTE] = STOREFRONT_ID_COMMENT,
  [STOREFRONT_FULFILMENT] = STOREFRONT_ID_FULFILMENT,
  [STOREFRONT_TRACKING] = STOREFRONT_ID_FULFILMENT,
};

static void
object_free (gpointer data)
{
  StorefrontObject *object = data;

  g_free (object->status);
  g_free (object->key);
  g_free (object->json);
  g_clear_pointer (&object->bytes, g_bytes_unref);
  g_free (object);
}

StorefrontStore *
storefront_store_new (void)
{
  StorefrontStore *self = g_new0 (StorefrontStore, 1);

  for (guint kind = 0; kind < STOREFRONT_N_KINDS; kind++) {
    self->by_id[kind] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, object_free);
    self->by_key[kind] = g_hash_table_new (g_str_hash, g_str_equal);
    self->all[kind] = g_ptr_array_new ();
  }
  return self;
}

void
storefront_store_free (StorefrontStore *self)
{
  for (guint kind = 0; kind < STOREFRONT_N_KINDS; kind++) {
    g_hash_table_unref (self->by_key[kind]);
    g_ptr_array_unref (self->all[kind]);
    g_hash_table_unref (self->by_id[kind]);
  }
  g_free (self);
}

gint64
storefront_next_id (KontorStorefront *self, StorefrontId sequence)
{
  return ++self->store->last[sequence];
}

static void
forget_key (StorefrontStore *self, StorefrontObject *object)
{
  if (object->key != NULL && g_hash_table_lookup (self->by_key[object->kind], object->key) == object)
    g_hash_table_remove (self->by_key[object->kind], object->key);
  g_clear_pointer (&object->key, g_free);
}

static void
note_key (StorefrontStore *self, StorefrontObject *object, Json *root)
{
  const char *key = keys[object->kind] != NULL ? json_text (root, keys[object->kind]) : "";

  forget_key (self, object);
  if (*key == '\0')
    return;
  object->key = storefront_text_fold (key);
  g_hash_table_insert (self->by_key[object->kind], object->key, object);
}

static gint64
read_time (KontorStorefront *self, Json *root, const char *name)
{
  const char *text = json_text (root, name);

  return *text != '\0' ? storefront_parse_time (self, text, TRUE) : 0;
}

void
storefront_save (KontorStorefront *self, StorefrontObject *object, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);

  note_key (self->store, object, root);
  g_set_str (&object->status, json_text (root, "status"));
  object->created = read_time (self, root, "date_created_gmt");
  object->modified = read_time (self, root, "date_modified_gmt");
  g_free (object->json);
  object->json = json_dup (root);
}

/* The root's "id" is set, and so is its place in the shop's order; with an id in it that one is kept. */
StorefrontObject *
storefront_add (KontorStorefront *self, StorefrontKind kind, gint64 parent, JsonDoc *doc)
{
  StorefrontStore *store = self->store;
  StorefrontObject *object = g_new0 (StorefrontObject, 1);
  Json *root = yyjson_mut_doc_get_root (doc);

  object->kind = kind;
  object->parent = parent;
  object->id = json_int (root, "id");
  if (object->id == 0)
    object->id = storefront_next_id (self, sequences[kind]);
  json_put_int (doc, root, "id", object->id);
  g_hash_table_insert (store->by_id[kind], &object->id, object);
  g_ptr_array_add (store->all[kind], object);
  storefront_save (self, object, doc);
  return object;
}

void
storefront_remove (KontorStorefront *self, StorefrontObject *object)
{
  forget_key (self->store, object);
  g_ptr_array_remove (self->store->all[object->kind], object);
  g_hash_table_remove (self->store->by_id[object->kind], &object->id);
}

StorefrontObject *
storefront_find (KontorStorefront *self, StorefrontKind kind, gint64 id)
{
  return g_hash_table_lookup (self->store->by_id[kind], &id);
}

StorefrontObject *
storefront_find_key (KontorStorefront *self, StorefrontKind kind, const char *key)
{
  g_autofree char *folded = storefront_text_fold (key);

  return g_hash_table_lookup (self->store->by_key[kind], folded);
}

/* A SKU is unique among products and variations together. */
StorefrontObject *
storefront_find_sku (KontorStorefront *self, const char *sku)
{
  StorefrontObject *object = storefront_find_key (self, STOREFRONT_PRODUCT, sku);

  return object != NULL ? object : storefront_find_key (self, STOREFRONT_VARIATION, sku);
}

GPtrArray *
storefront_get_all (KontorStorefront *self, StorefrontKind kind)
{
  return self->store->all[kind];
}

JsonDoc *
storefront_load (StorefrontObject *object)
{
  return json_parse (object->json);
}
