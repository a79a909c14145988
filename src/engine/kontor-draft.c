#include "kontor-draft-store.h"

#include <glib/gi18n.h>

#include "kontor-later.h"
#include "kontor-together.h"

/* What is typed is on the disk so much later at most. */
#define STORE_AFTER_MS 400

struct _KontorDraft {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  gint64 account_id;
  gint64 product;
  gint64 made;
  GPtrArray *parts; /* (element-type KontorDraftPart) */
  guint store_id;
  guint tell_id;  /* of what live objects said */
  guint n_frozen; /* while several things are changed at once */
  gboolean changed;
  gboolean dirty;
  gboolean opened;
};

G_DEFINE_FINAL_TYPE (KontorDraft, kontor_draft, G_TYPE_OBJECT)

enum { PROP_0, PROP_DIRTY, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static KontorDraftPart *
find_part (KontorDraft *self, KontorEntity entity, gint64 id)
{
  for (guint i = 0; i < self->parts->len; i++) {
    KontorDraftPart *part = g_ptr_array_index (self->parts, i);

    if (part->entity == entity && part->id == id)
      return part;
  }
  return NULL;
}

static void
tell_changed (KontorDraft *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
tell_cb (gpointer data)
{
  KontorDraft *self = data;

  self->tell_id = 0;
  tell_changed (self);
  return G_SOURCE_REMOVE;
}

/* Many properties of many objects change with one commit. */
static void
object_changed_cb (KontorDraft *self)
{
  if (self->tell_id == 0)
    self->tell_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);
}

static void
follow (KontorDraft *self, KontorDraftPart *part)
{
  KontorIdentity *identity = kontor_engine_get_identity (self->engine);

  if (part->id <= 0)
    return;
  part->object = kontor_identity_dup (identity, part->entity, part->id);
  if (!kontor_object_is_whole (part->object))
    kontor_identity_want_whole (identity, part->object);
  g_signal_connect_object (part->object, "notify", G_CALLBACK (object_changed_cb), self, G_CONNECT_SWAPPED);
}

static KontorDraftPart *
need_part (KontorDraft *self, KontorEntity entity, gint64 id)
{
  KontorDraftPart *part = find_part (self, entity, id);

  if (part != NULL)
    return part;
  part = kontor_draft_part_new (entity, id);
  follow (self, part);
  g_ptr_array_add (self->parts, part);
  return part;
}

static gboolean
is_dirty (KontorDraft *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (kontor_draft_part_is_touched (g_ptr_array_index (self->parts, i)))
      return TRUE;
  return FALSE;
}

/* What a new product begins with is nothing that anybody would miss. */
static void
store (KontorDraft *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_clear_handle_id (&self->store_id, g_source_remove);
  dex_future_disown (kontor_draft_store_save (self->engine, self->account_id, self->product,
                                              self->dirty ? self->parts : nothing));
}

static gboolean
store_cb (gpointer data)
{
  KontorDraft *self = data;

  self->store_id = 0;
  store (self);
  return G_SOURCE_REMOVE;
}

static void
show_dirty (KontorDraft *self)
{
  if (self->dirty == is_dirty (self))
    return;
  self->dirty = !self->dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

static void
after_change (KontorDraft *self)
{
  self->changed = self->n_frozen > 0;
  if (self->changed)
    return;
  if (self->store_id == 0)
    self->store_id = g_timeout_add (STORE_AFTER_MS, store_cb, self);
  show_dirty (self);
  tell_changed (self);
}

static void leave_shared (KontorDraft *self);

static void
kontor_draft_dispose (GObject *object)
{
  KontorDraft *self = KONTOR_DRAFT (object);

  if (self->store_id != 0)
    store (self);
  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_ptr_array_set_size (self->parts, 0);
  if (self->engine != NULL)
    leave_shared (self);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_draft_parent_class)->dispose (object);
}

static void
kontor_draft_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_DRAFT (object)->parts);

  G_OBJECT_CLASS (kontor_draft_parent_class)->finalize (object);
}

static void
kontor_draft_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_DIRTY:
    g_value_set_boolean (value, KONTOR_DRAFT (object)->dirty);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_draft_class_init (KontorDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_draft_dispose;
  object_class->finalize = kontor_draft_finalize;
  object_class->get_property = kontor_draft_get_property;

  properties[PROP_DIRTY] = g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_draft_init (KontorDraft *self)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_draft_part_free);
}

KontorDraft *
kontor_draft_new (KontorEngine *engine, gint64 account_id, gint64 product)
{
  KontorDraft *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_DRAFT, NULL);
  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  self->product = product;
  need_part (self, KONTOR_ENTITY_PRODUCT, product);
  return self;
}

/* Weak: each takes itself out. */
static GHashTable *
get_shared (KontorEngine *engine)
{
  GHashTable *shared = g_object_get_data (G_OBJECT (engine), "drafts");

  if (shared != NULL)
    return shared;
  shared = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_object_set_data_full (G_OBJECT (engine), "drafts", shared, (GDestroyNotify) g_hash_table_unref);
  return shared;
}

static void
leave_shared (KontorDraft *self)
{
  GHashTable *shared = get_shared (self->engine);

  if (g_hash_table_lookup (shared, &self->product) == self)
    g_hash_table_remove (shared, &self->product);
}

/* Ids of products are unique over all accounts. */
KontorDraft *
kontor_draft_share (KontorEngine *engine, gint64 account_id, gint64 product)
{
  KontorDraft *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = product > 0 ? g_hash_table_lookup (get_shared (engine), &product) : NULL;
  if (self != NULL)
    return g_object_ref (self);
  self = kontor_draft_new (engine, account_id, product);
  if (product > 0)
    g_hash_table_insert (get_shared (engine), g_memdup2 (&product, sizeof product), self);
  return self;
}

static void
take_part (KontorDraft *self, const KontorDraftPart *stored)
{
  KontorDraftPart *part = need_part (self, stored->entity, stored->id);

  kontor_record_overlay (part->base, stored->base);
  kontor_record_overlay (part->change, stored->change);
}

static DexFuture *
opened_cb (DexFuture *future, gpointer data)
{
  KontorDraft *self = data;
  GPtrArray *parts = g_value_get_boxed (dex_future_get_value (future, NULL));

  for (guint i = 0; self->engine != NULL && !self->opened && i < parts->len; i++)
    take_part (self, g_ptr_array_index (parts, i));
  self->opened = TRUE;
  show_dirty (self);
  if (self->dirty)
    tell_changed (self);
  return dex_future_new_for_boolean (self->dirty);
}

DexFuture *
kontor_draft_open (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), NULL);

  return dex_future_then (kontor_draft_store_load (self->engine, self->account_id, self->product), opened_cb,
                          g_object_ref (self), g_object_unref);
}

KontorEngine *
kontor_draft_get_engine (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), NULL);

  return self->engine;
}

gint64
kontor_draft_get_account (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), 0);

  return self->account_id;
}

gint64
kontor_draft_get_product (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), 0);

  return self->product;
}

gboolean
kontor_draft_get_dirty (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), FALSE);

  return self->dirty;
}

KontorRecord *
kontor_draft_dup_record (KontorDraft *self, KontorEntity entity, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), NULL);

  return kontor_draft_part_dup_record (need_part (self, entity, id));
}

gboolean
kontor_draft_has_changed (KontorDraft *self, KontorEntity entity, gint64 id, guint field)
{
  KontorDraftPart *part;

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), FALSE);

  part = find_part (self, entity, id);
  return part != NULL && kontor_record_has (part->change, field);
}

gboolean
kontor_draft_is_overtaken (KontorDraft *self, KontorEntity entity, gint64 id, guint field)
{
  KontorDraftPart *part;

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), FALSE);

  part = find_part (self, entity, id);
  return part != NULL && kontor_draft_part_is_overtaken (part, field);
}

void
kontor_draft_set (KontorDraft *self, KontorEntity entity, gint64 id, const KontorRecord *values)
{
  KontorDraftPart *part;
  const KontorRecordType *type;

  g_return_if_fail (KONTOR_IS_DRAFT (self));
  g_return_if_fail (values != NULL);

  part = need_part (self, entity, id);
  type = kontor_record_get_record_type (values);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (values, i))
      kontor_draft_part_set (part, values, i);
  after_change (self);
}

void
kontor_draft_begin (KontorDraft *self, KontorEntity entity, gint64 id, const KontorRecord *values)
{
  KontorDraftPart *part;

  g_return_if_fail (KONTOR_IS_DRAFT (self));
  g_return_if_fail (id <= 0);

  part = need_part (self, entity, id);
  kontor_record_overlay (part->base, values);
  kontor_record_overlay (part->change, values);
  after_change (self);
}

void
kontor_draft_freeze (KontorDraft *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));

  self->n_frozen++;
}

void
kontor_draft_thaw (KontorDraft *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));
  g_return_if_fail (self->n_frozen > 0);

  if (--self->n_frozen == 0 && self->changed)
    after_change (self);
}

void
kontor_draft_reset (KontorDraft *self, KontorEntity entity, gint64 id, guint field)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));

  kontor_draft_part_reset (need_part (self, entity, id), field);
  after_change (self);
}

void
kontor_draft_keep (KontorDraft *self, KontorEntity entity, gint64 id, guint field)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));

  kontor_draft_part_keep (need_part (self, entity, id), field);
  after_change (self);
}

gint64
kontor_draft_add_variant (KontorDraft *self, const KontorRecord *variant)
{
  gint64 id = -1;
  KontorDraftPart *part;

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), 0);

  for (guint i = 0; i < self->parts->len; i++) {
    part = g_ptr_array_index (self->parts, i);
    if (part->entity == KONTOR_ENTITY_VARIANT)
      id = MIN (id, part->id - 1);
  }
  part = need_part (self, KONTOR_ENTITY_VARIANT, id);
  kontor_record_set_ref (part->change, KONTOR_VARIANT_PRODUCT, self->product, NULL);
  kontor_record_overlay (part->change, variant);
  after_change (self);
  return id;
}

GArray *
kontor_draft_list_new_variants (KontorDraft *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), ids);

  for (guint i = 0; i < self->parts->len; i++) {
    const KontorDraftPart *part = g_ptr_array_index (self->parts, i);

    if (part->entity == KONTOR_ENTITY_VARIANT && part->id < 0 && !kontor_draft_part_is_empty (part))
      g_array_append_val (ids, part->id);
  }
  return ids;
}

void
kontor_draft_drop (KontorDraft *self, KontorEntity entity, gint64 id)
{
  KontorDraftPart *part;

  g_return_if_fail (KONTOR_IS_DRAFT (self));

  part = find_part (self, entity, id);
  if (part == NULL)
    return;
  kontor_draft_part_forget (part);
  after_change (self);
}

void
kontor_draft_keep_typed (KontorDraft *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));

  if (self->store_id != 0)
    store (self);
}

void
kontor_draft_discard (KontorDraft *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT (self));

  for (guint i = 0; i < self->parts->len; i++)
    kontor_draft_part_forget (g_ptr_array_index (self->parts, i));
  after_change (self);
}

static void
count (GHashTable *counts, GPtrArray *order, const char *label)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, label));

  if (n == 0)
    g_ptr_array_add (order, (gpointer) label);
  g_hash_table_insert (counts, (gpointer) label, GUINT_TO_POINTER (n + 1));
}

static void
count_part (GHashTable *counts, GPtrArray *order, const KontorDraftPart *part)
{
  const KontorRecordType *type = kontor_record_get_record_type (part->change);

  if (part->entity == KONTOR_ENTITY_VARIANT && part->id < 0 && !kontor_draft_part_is_empty (part)) {
    count (counts, order, _("New variant"));
    return;
  }
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (part->change, i))
      count (counts, order, kontor_entity_get_field_label (part->entity, i));
}

GStrv
kontor_draft_describe (KontorDraft *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), NULL);

  for (guint i = 0; i < self->parts->len; i++)
    count_part (counts, order, g_ptr_array_index (self->parts, i));
  for (guint i = 0; i < order->len; i++) {
    const char *label = g_ptr_array_index (order, i);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, label));

    g_strv_builder_take (builder, n > 1 ? g_strdup_printf ("%s (%u)", label, n) : g_strdup (label));
  }
  return g_strv_builder_end (builder);
}

static gboolean
saved (KontorTxn *txn, gpointer data, GError **error)
{
  const gint64 *key = data;

  return kontor_draft_store_drop (txn, key[0], key[1], error);
}

typedef struct {
  KontorDraft *draft;
  GPtrArray *parts; /* (element-type KontorDraftPart): as they were saved */
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_object_unref (self->draft);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static DexFuture *
saved_cb (DexFuture *future, gpointer data)
{
  Save *save = data;
  KontorDraft *self = save->draft;
  const KontorMade *made = g_value_get_boxed (dex_future_get_value (future, NULL));

  self->made = made->product;
  for (guint i = 0; i < save->parts->len; i++) {
    const KontorDraftPart *old = g_ptr_array_index (save->parts, i);
    KontorDraftPart *part = find_part (self, old->entity, old->id);

    if (part != NULL)
      kontor_draft_part_forget_saved (part, old);
  }
  if (self->engine != NULL)
    after_change (self);
  return dex_future_new_for_int64 (made->action);
}

DexFuture *
kontor_draft_save (KontorDraft *self)
{
  g_autoptr (GPtrArray) intents = NULL;
  const gint64 key[] = { self->account_id, self->product };
  Save *save;

  g_return_val_if_fail (KONTOR_IS_DRAFT (self), NULL);

  g_clear_handle_id (&self->store_id, g_source_remove);
  save = g_new0 (Save, 1);
  save->draft = g_object_ref (self);
  save->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_draft_part_free);
  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (save->parts, kontor_draft_part_copy (g_ptr_array_index (self->parts, i)));
  intents = kontor_draft_list_intents (save->parts, self->account_id);
  return dex_future_then (kontor_engine_enqueue_together (self->engine, intents, saved,
                                                          g_memdup2 (key, sizeof key), g_free),
                          saved_cb, save, save_free);
}

gint64
kontor_draft_get_made (KontorDraft *self)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT (self), 0);

  return self->made;
}
