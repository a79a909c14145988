#include "kontor-draft-variants.h"

#include "kontor-results.h"

struct _KontorDraftVariant {
  GObject parent_instance;

  gint64 id;
};

G_DEFINE_FINAL_TYPE (KontorDraftVariant, kontor_draft_variant, G_TYPE_OBJECT)

static void
kontor_draft_variant_class_init (KontorDraftVariantClass *klass)
{
}

static void
kontor_draft_variant_init (KontorDraftVariant *self)
{
}

gint64
kontor_draft_variant_get_id (KontorDraftVariant *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANT (self), 0);

  return self->id;
}

struct _KontorDraftVariants {
  GObject parent_instance;

  KontorDraft *draft;     /* (owned) */
  KontorResults *results; /* (owned) (nullable): what a product that is there has */
  GPtrArray *rows;        /* (element-type KontorDraftVariant) */
};

static void kontor_draft_variants_init_list (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorDraftVariants, kontor_draft_variants, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, kontor_draft_variants_init_list))

static gint64
get_id (KontorDraftVariants *self, guint index)
{
  return ((KontorDraftVariant *) g_ptr_array_index (self->rows, index))->id;
}

static GArray *
list_ids (KontorDraftVariants *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) made = kontor_draft_list_new_variants (self->draft);

  for (guint i = 0; self->results != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->results)); i++) {
    gint64 id = kontor_results_get_id (self->results, i);

    g_array_append_val (ids, id);
  }
  g_array_append_vals (ids, made->data, made->len);
  return ids;
}

static guint
count_same (KontorDraftVariants *self, const GArray *ids)
{
  guint n_same = 0;

  while (n_same < ids->len && n_same < self->rows->len && g_array_index (ids, gint64, n_same) == get_id (self, n_same))
    n_same++;
  return n_same;
}

/* Rows that stay keep their widgets, and with them what is being typed there. */
static void
update (KontorDraftVariants *self)
{
  g_autoptr (GArray) ids = NULL;
  guint n_same, n_removed;

  if (self->draft == NULL)
    return;
  ids = list_ids (self);
  n_same = count_same (self, ids);
  n_removed = self->rows->len - n_same;
  if (n_removed == 0 && ids->len == n_same)
    return;
  g_ptr_array_set_size (self->rows, (gint) n_same);
  for (guint i = n_same; i < ids->len; i++) {
    KontorDraftVariant *row = g_object_new (KONTOR_TYPE_DRAFT_VARIANT, NULL);

    row->id = g_array_index (ids, gint64, i);
    g_ptr_array_add (self->rows, row);
  }
  g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_removed, ids->len - n_same);
}

static void
follow (KontorDraftVariants *self)
{
  KontorEngine *engine = kontor_draft_get_engine (self->draft);
  g_autofree char *filter = g_strdup_printf ("product:%" G_GINT64_FORMAT, kontor_draft_get_product (self->draft));
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_VARIANT, 0, filter, NULL, "position", NULL);

  self->results = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), NULL);
  g_signal_connect_object (self->results, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  kontor_results_set_query (self->results, query);
}

static void
kontor_draft_variants_dispose (GObject *object)
{
  KontorDraftVariants *self = KONTOR_DRAFT_VARIANTS (object);

  g_clear_object (&self->results);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (kontor_draft_variants_parent_class)->dispose (object);
}

static void
kontor_draft_variants_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_DRAFT_VARIANTS (object)->rows);

  G_OBJECT_CLASS (kontor_draft_variants_parent_class)->finalize (object);
}

static GType
get_item_type (GListModel *model)
{
  return KONTOR_TYPE_DRAFT_VARIANT;
}

static guint
get_n_items (GListModel *model)
{
  return KONTOR_DRAFT_VARIANTS (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  KontorDraftVariants *self = KONTOR_DRAFT_VARIANTS (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
kontor_draft_variants_init_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
kontor_draft_variants_class_init (KontorDraftVariantsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_draft_variants_dispose;
  object_class->finalize = kontor_draft_variants_finalize;
}

static void
kontor_draft_variants_init (KontorDraftVariants *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorDraftVariants *
kontor_draft_variants_new (KontorDraft *draft)
{
  KontorDraftVariants *self;

  g_return_val_if_fail (KONTOR_IS_DRAFT (draft), NULL);

  self = g_object_new (KONTOR_TYPE_DRAFT_VARIANTS, NULL);
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (kontor_draft_get_product (draft) > 0)
    follow (self);
  update (self);
  return self;
}

KontorDraft *
kontor_draft_variants_get_draft (KontorDraftVariants *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), NULL);

  return self->draft;
}

static KontorRecord *
dup_record (KontorDraftVariants *self, guint index)
{
  return kontor_draft_dup_record (self->draft, KONTOR_ENTITY_VARIANT, get_id (self, index));
}

static KontorRecord *
dup_product (KontorDraftVariants *self)
{
  return kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft));
}

static GPtrArray *
list_records (KontorDraftVariants *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (records, dup_record (self, i));
  return records;
}

static gboolean
is_read (KontorDraftVariants *self, guint index)
{
  g_autoptr (KontorRecord) record = dup_record (self, index);

  return get_id (self, index) <= 0 || kontor_record_has (record, KONTOR_VARIANT_OPTIONS);
}

gboolean
kontor_draft_variants_read (KontorDraftVariants *self)
{
  gboolean all = TRUE;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), FALSE);

  if (self->results != NULL && kontor_results_get_loading (self->results))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    all &= is_read (self, i);
  return all;
}

KontorOptionsPlan *
kontor_draft_variants_plan (KontorDraftVariants *self)
{
  g_autoptr (KontorRecord) product = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), NULL);

  if (!kontor_draft_variants_read (self))
    return NULL;
  product = dup_product (self);
  records = list_records (self);
  return kontor_options_plan (product, records);
}

/* What variants of one product mostly have in common. @first: (nullable) */
static KontorRecord *
make_like (const KontorRecord *first, const KontorRecord *missing)
{
  static const guint fields[] = { KONTOR_VARIANT_MANAGE_STOCK, KONTOR_VARIANT_BACKORDERS, KONTOR_VARIANT_WEIGHT,
                                  KONTOR_VARIANT_LENGTH, KONTOR_VARIANT_WIDTH, KONTOR_VARIANT_HEIGHT,
                                  KONTOR_VARIANT_HS_CODE, KONTOR_VARIANT_ORIGIN };
  KontorRecord *variant = kontor_record_copy (missing);

  if (first == NULL)
    return variant;
  if (!kontor_record_is_null (first, KONTOR_VARIANT_CURRENCY))
    kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, kontor_record_get_text (first, KONTOR_VARIANT_CURRENCY));
  if (!kontor_record_is_null (first, KONTOR_VARIANT_PRICE))
    kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, kontor_record_get_amount (first, KONTOR_VARIANT_PRICE));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (kontor_record_is_null (first, fields[i]))
      continue;
    if (fields[i] == KONTOR_VARIANT_MANAGE_STOCK)
      kontor_record_set_bool (variant, fields[i], kontor_record_get_bool (first, fields[i]));
    else
      kontor_record_set_text (variant, fields[i], kontor_record_get_text (first, fields[i]));
  }
  return variant;
}

static void
apply (KontorDraftVariants *self, const KontorOptionsPlan *plan)
{
  g_autoptr (KontorRecord) first = self->rows->len > 0 ? dup_record (self, 0) : NULL;

  for (guint i = 0; i < plan->changed->len; i++) {
    const KontorRecord *change = g_ptr_array_index (plan->changed, i);

    kontor_draft_set (self->draft, KONTOR_ENTITY_VARIANT, kontor_record_get_id (change), change);
  }
  for (guint i = 0; i < plan->missing->len; i++) {
    g_autoptr (KontorRecord) variant = make_like (first, g_ptr_array_index (plan->missing, i));

    kontor_draft_add_variant (self->draft, variant);
  }
}

void
kontor_draft_variants_generate (KontorDraftVariants *self)
{
  g_autoptr (KontorOptionsPlan) plan = NULL;

  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  plan = kontor_draft_variants_plan (self);
  if (plan == NULL)
    return;
  kontor_draft_freeze (self->draft);
  apply (self, plan);
  kontor_draft_thaw (self->draft);
}

void
kontor_draft_variants_rename (KontorDraftVariants *self, const char *option, const char *value, const char *name)
{
  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  kontor_draft_freeze (self->draft);
  for (guint i = 0; i < self->rows->len; i++) {
    g_autoptr (KontorRecord) record = dup_record (self, i);
    g_autoptr (KontorRecord) change = kontor_options_rename (record, option, value, name);

    if (change != NULL)
      kontor_draft_set (self->draft, KONTOR_ENTITY_VARIANT, get_id (self, i), change);
  }
  kontor_draft_thaw (self->draft);
}
