#include "kontor-object.h"

#include "kontor-category.h"
#include "kontor-customer.h"
#include "kontor-discount.h"
#include "kontor-member.h"
#include "kontor-order.h"
#include "kontor-product.h"
#include "kontor-setting.h"
#include "kontor-tag.h"
#include "kontor-variant.h"

typedef struct {
  gint64 id;
  gint64 seq;
  KontorRecord *record; /* (owned) (nullable) */
  GHashTable *lists;    /* (owned) (nullable): field → KontorMembers, those that somebody asked for */
  gboolean gone;
} KontorObjectPrivate;

enum { PROP_0, PROP_ID, PROP_ACCOUNT_ID, PROP_KEY, PROP_RECORD, PROP_LOADING, PROP_GONE, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorObject, kontor_object, G_TYPE_OBJECT)

static KontorObjectPrivate *
priv_of (KontorObject *self)
{
  return kontor_object_get_instance_private (self);
}

static const KontorRecordType *
type_of (KontorObject *self)
{
  return kontor_entity_get_record_type (kontor_object_get_entity (self));
}

static const char *
get_currency (KontorObject *self, KontorRecord *record)
{
  int field = KONTOR_OBJECT_GET_CLASS (self)->currency_field;

  return record != NULL && field >= 0 ? kontor_record_get_text (record, (guint) field) : NULL;
}

static gboolean
is_known (KontorObject *self, guint field)
{
  KontorRecord *record = priv_of (self)->record;

  return record != NULL && !kontor_record_is_null (record, field);
}

static void
get_field_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KontorObject *self = KONTOR_OBJECT (object);
  guint field = prop_id - 1;

  switch (type_of (self)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    g_value_set_string (value, kontor_object_get_text (self, field));
    break;
  case KONTOR_FIELD_BOOL:
    g_value_set_boolean (value, kontor_object_get_int (self, field) != 0);
    break;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
  case KONTOR_FIELD_REF:
    g_value_set_int64 (value, kontor_object_get_int (self, field));
    break;
  case KONTOR_FIELD_MONEY:
    g_value_take_boxed (value, kontor_object_dup_money (self, field));
    break;
  case KONTOR_FIELD_LIST:
    g_value_set_object (value, kontor_object_get_list (self, field));
    break;
  }
}

static GParamSpec *
make_field_property (const KontorField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY;
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');

  switch (field->kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_param_spec_string (name, NULL, NULL, NULL, flags);
  case KONTOR_FIELD_BOOL:
    return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
  case KONTOR_FIELD_REF:
    return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  case KONTOR_FIELD_MONEY:
    return g_param_spec_boxed (name, NULL, NULL, KONTOR_TYPE_MONEY, flags);
  case KONTOR_FIELD_LIST:
    return g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, flags);
  }
  g_return_val_if_reached (NULL);
}

void
kontor_object_class_set_entity (KontorObjectClass *klass, KontorEntity entity)
{
  const KontorRecordType *type = kontor_entity_get_record_type (entity);

  klass->entity = entity;
  klass->currency_field = kontor_record_type_find (type, "currency");
  klass->field_properties = g_new0 (GParamSpec *, type->n_fields);
  G_OBJECT_CLASS (klass)->get_property = get_field_property;
  for (guint i = 0; i < type->n_fields; i++) {
    klass->field_properties[i] = make_field_property (&type->fields[i]);
    g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1, klass->field_properties[i]);
  }
}

static void
kontor_object_finalize (GObject *object)
{
  KontorObjectPrivate *priv = priv_of (KONTOR_OBJECT (object));

  g_clear_pointer (&priv->record, kontor_record_unref);
  g_clear_pointer (&priv->lists, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_object_parent_class)->finalize (object);
}

static void
kontor_object_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KontorObject *self = KONTOR_OBJECT (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_int64 (value, kontor_object_get_id (self));
    break;
  case PROP_ACCOUNT_ID:
    g_value_set_int64 (value, kontor_object_get_account (self));
    break;
  case PROP_KEY:
    g_value_set_string (value, kontor_object_get_key (self));
    break;
  case PROP_RECORD:
    g_value_set_boxed (value, kontor_object_get_record (self));
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, kontor_object_get_loading (self));
    break;
  case PROP_GONE:
    g_value_set_boolean (value, kontor_object_get_gone (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kontor_object_class_init (KontorObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_object_finalize;
  object_class->get_property = kontor_object_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ACCOUNT_ID] = g_param_spec_int64 ("account-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, KONTOR_TYPE_RECORD, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  properties[PROP_GONE] = g_param_spec_boolean ("gone", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_object_init (KontorObject *self)
{
}

static GType
get_entity_type (KontorEntity entity)
{
  switch (entity) {
  case KONTOR_ENTITY_SETTING:
    return KONTOR_TYPE_SETTING;
  case KONTOR_ENTITY_CATEGORY:
    return KONTOR_TYPE_CATEGORY;
  case KONTOR_ENTITY_TAG:
    return KONTOR_TYPE_TAG;
  case KONTOR_ENTITY_PRODUCT:
    return KONTOR_TYPE_PRODUCT;
  case KONTOR_ENTITY_VARIANT:
    return KONTOR_TYPE_VARIANT;
  case KONTOR_ENTITY_CUSTOMER:
    return KONTOR_TYPE_CUSTOMER;
  case KONTOR_ENTITY_DISCOUNT:
    return KONTOR_TYPE_DISCOUNT;
  case KONTOR_ENTITY_ORDER:
    return KONTOR_TYPE_ORDER;
  }
  g_return_val_if_reached (G_TYPE_INVALID);
}

KontorObject *
kontor_object_new (KontorEntity entity, gint64 id)
{
  KontorObject *self = g_object_new (get_entity_type (entity), NULL);

  priv_of (self)->id = id;
  return self;
}

KontorEntity
kontor_object_get_entity (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), KONTOR_ENTITY_SETTING);

  return KONTOR_OBJECT_GET_CLASS (self)->entity;
}

gint64
kontor_object_get_id (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), 0);

  return priv_of (self)->id;
}

gint64
kontor_object_get_account (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), 0);

  return priv_of (self)->record != NULL ? kontor_record_get_account (priv_of (self)->record) : 0;
}

const char *
kontor_object_get_key (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), NULL);

  return priv_of (self)->record != NULL ? kontor_record_get_key (priv_of (self)->record) : NULL;
}

KontorRecord *
kontor_object_get_record (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), NULL);

  return priv_of (self)->record;
}

gint64
kontor_object_get_seq (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), 0);

  return priv_of (self)->seq;
}

gboolean
kontor_object_get_loading (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), FALSE);

  return priv_of (self)->record == NULL && !priv_of (self)->gone;
}

gboolean
kontor_object_get_gone (KontorObject *self)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), FALSE);

  return priv_of (self)->gone;
}

gboolean
kontor_object_is_whole (KontorObject *self)
{
  const KontorRecordType *type;

  g_return_val_if_fail (KONTOR_IS_OBJECT (self), FALSE);

  type = type_of (self);
  if (priv_of (self)->record == NULL)
    return FALSE;
  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & KONTOR_FIELD_LAZY) != 0 && !kontor_record_has (priv_of (self)->record, i))
      return FALSE;
  return TRUE;
}

const char *
kontor_object_get_text (KontorObject *self, guint field)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), NULL);

  return is_known (self, field) ? kontor_record_get_text (priv_of (self)->record, field) : NULL;
}

gint64
kontor_object_get_int (KontorObject *self, guint field)
{
  g_return_val_if_fail (KONTOR_IS_OBJECT (self), 0);

  return is_known (self, field) ? kontor_record_get_int (priv_of (self)->record, field) : 0;
}

KontorMoney *
kontor_object_dup_money (KontorObject *self, guint field)
{
  const char *currency;
  KontorMoney money;

  g_return_val_if_fail (KONTOR_IS_OBJECT (self), NULL);

  currency = get_currency (self, priv_of (self)->record);
  if (currency == NULL || !is_known (self, field))
    return NULL;
  money = kontor_money_make (kontor_record_get_amount (priv_of (self)->record, field), currency);
  return kontor_money_copy (&money);
}

GListModel *
kontor_object_get_list (KontorObject *self, guint field)
{
  KontorObjectPrivate *priv = priv_of (self);
  KontorMembers *members;

  g_return_val_if_fail (KONTOR_IS_OBJECT (self), NULL);
  g_return_val_if_fail (type_of (self)->fields[field].kind == KONTOR_FIELD_LIST, NULL);

  if (priv->lists == NULL)
    priv->lists = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  members = g_hash_table_lookup (priv->lists, GUINT_TO_POINTER (field));
  if (members == NULL) {
    members = kontor_members_new (field);
    kontor_members_update (members, priv->record, get_currency (self, priv->record));
    g_hash_table_insert (priv->lists, GUINT_TO_POINTER (field), members);
  }
  return G_LIST_MODEL (members);
}

/* A list's row knows less than the detail that is shown: what it leaves out stays. */
static KontorRecord *
complete (KontorRecord *old, KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  KontorRecord *whole;
  guint field = 0;

  while (field < type->n_fields &&
         (kontor_record_has (record, field) || old == NULL || !kontor_record_has (old, field)))
    field++;
  if (field == type->n_fields)
    return kontor_record_ref (record);
  whole = kontor_record_copy (old);
  kontor_record_overlay (whole, record);
  kontor_record_set_account (whole, kontor_record_get_account (record));
  kontor_record_set_key (whole, kontor_record_get_key (record));
  kontor_record_set_revision (whole, kontor_record_get_revision (record));
  return whole;
}

static gboolean
is_same (KontorObject *self, KontorRecord *old, guint field)
{
  KontorRecord *record = priv_of (self)->record;
  const KontorField *info = &type_of (self)->fields[field];

  if (old == NULL)
    return kontor_record_is_null (record, field);
  if (info->kind == KONTOR_FIELD_MONEY && g_strcmp0 (get_currency (self, old), get_currency (self, record)) != 0)
    return FALSE;
  /* References are equal by their names at the storefront before their ids here are known. */
  if (info->kind == KONTOR_FIELD_REF && kontor_record_get_ref (old, field) != kontor_record_get_ref (record, field))
    return FALSE;
  return kontor_record_equal_field (old, record, field) ||
         (kontor_record_is_null (old, field) && kontor_record_is_null (record, field));
}

static gboolean
notify_fields (KontorObject *self, KontorRecord *old)
{
  KontorObjectClass *klass = KONTOR_OBJECT_GET_CLASS (self);
  gboolean changed = FALSE;

  for (guint i = 0; i < type_of (self)->n_fields; i++) {
    if (is_same (self, old, i))
      continue;
    changed = TRUE;
    if (type_of (self)->fields[i].kind != KONTOR_FIELD_LIST)
      g_object_notify_by_pspec (G_OBJECT (self), klass->field_properties[i]);
  }
  return changed;
}

/* Lists keep their models, so that it is these which tell of changes. */
static void
update_lists (KontorObject *self)
{
  KontorObjectPrivate *priv = priv_of (self);
  g_autoptr (GPtrArray) fields =
      priv->lists != NULL ? g_hash_table_get_keys_as_ptr_array (priv->lists) : g_ptr_array_new ();

  for (guint i = 0; i < fields->len; i++)
    kontor_members_update (g_hash_table_lookup (priv->lists, fields->pdata[i]), priv->record,
                           get_currency (self, priv->record));
}

static void
notify_envelope (KontorObject *self, KontorRecord *old)
{
  GObject *object = G_OBJECT (self);
  KontorRecord *record = priv_of (self)->record;

  if (old == NULL)
    g_object_notify_by_pspec (object, properties[PROP_LOADING]);
  if (old == NULL || kontor_record_get_account (old) != kontor_record_get_account (record))
    g_object_notify_by_pspec (object, properties[PROP_ACCOUNT_ID]);
  if (g_strcmp0 (old != NULL ? kontor_record_get_key (old) : NULL, kontor_record_get_key (record)) != 0)
    g_object_notify_by_pspec (object, properties[PROP_KEY]);
}

gboolean
kontor_object_merge (KontorObject *self, KontorRecord *record, gint64 seq)
{
  KontorObjectPrivate *priv = priv_of (self);
  g_autoptr (KontorRecord) old = NULL;
  g_autoptr (KontorObject) held = NULL;

  g_return_val_if_fail (KONTOR_IS_OBJECT (self), FALSE);
  g_return_val_if_fail (kontor_record_get_record_type (record) == type_of (self), FALSE);

  if (seq < priv->seq)
    return FALSE;
  held = g_object_ref (self);
  old = priv->record;
  priv->record = complete (old, record);
  priv->seq = seq;
  if (priv->gone) {
    priv->gone = FALSE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
  }
  notify_envelope (self, old);
  update_lists (self);
  if (notify_fields (self, old) || old == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
  return TRUE;
}

void
kontor_object_set_gone (KontorObject *self, gint64 seq)
{
  KontorObjectPrivate *priv = priv_of (self);
  gboolean was_loading;

  g_return_if_fail (KONTOR_IS_OBJECT (self));

  if (seq < priv->seq || priv->gone)
    return;
  was_loading = kontor_object_get_loading (self);
  priv->gone = TRUE;
  priv->seq = seq;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
  if (was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}
