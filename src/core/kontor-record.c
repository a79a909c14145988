#include "kontor-record.h"

#include <string.h>

#include "kontor-entity.h"

typedef enum { ABSENT, IS_NULL, SET } Presence;

typedef struct {
  guint8 presence;
  gint64 number; /* INT, BOOL, MONEY, INSTANT, DAY; of a REF the id */
  union {
    char *text;      /* (owned) TEXT, JSON; of MONEY the exact text, of a REF the key */
    GPtrArray *list; /* (owned) (element-type KontorRecord) */
  };
} Value;

struct _KontorRecord {
  gatomicrefcount ref_count;
  const KontorRecordType *type;
  gint64 id;
  gint64 account_id;
  char *key;      /* (owned) (nullable) */
  char *revision; /* (owned) (nullable) */
  Value values[];
};

G_DEFINE_BOXED_TYPE (KontorRecord, kontor_record, kontor_record_ref, kontor_record_unref)

static gboolean
is_list (const KontorRecord *self, guint field)
{
  return self->type->fields[field].kind == KONTOR_FIELD_LIST;
}

static void
clear_value (KontorRecord *self, guint field)
{
  Value *value = &self->values[field];

  if (is_list (self, field))
    g_clear_pointer (&value->list, g_ptr_array_unref);
  else
    g_clear_pointer (&value->text, g_free);
  *value = (Value) { 0 };
}

static Value *
renew_value (KontorRecord *self, guint field, Presence presence)
{
  clear_value (self, field);
  self->values[field].presence = presence;
  return &self->values[field];
}

KontorRecord *
kontor_record_new (const KontorRecordType *type)
{
  KontorRecord *self = g_malloc0 (sizeof *self + type->n_fields * sizeof (Value));

  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  return self;
}

KontorRecord *
kontor_record_ref (KontorRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_record_unref (KontorRecord *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->type->n_fields; i++)
    clear_value (self, i);
  g_free (self->key);
  g_free (self->revision);
  g_free (self);
}

static void
copy_value (KontorRecord *to, const KontorRecord *from, guint field)
{
  const Value *source = &from->values[field];
  Value *value = renew_value (to, field, source->presence);

  value->number = source->number;
  if (!is_list (to, field))
    value->text = g_strdup (source->text);
  else if (source->list != NULL)
    value->list = g_ptr_array_copy (source->list, (GCopyFunc) kontor_record_ref, NULL);
}

/**
 * kontor_record_copy:
 *
 * A record that the caller may change; the members of its lists are shared.
 */
KontorRecord *
kontor_record_copy (const KontorRecord *self)
{
  KontorRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = kontor_record_new (self->type);
  copy->id = self->id;
  copy->account_id = self->account_id;
  copy->key = g_strdup (self->key);
  copy->revision = g_strdup (self->revision);
  for (guint i = 0; i < self->type->n_fields; i++)
    copy_value (copy, self, i);
  return copy;
}

const KontorRecordType *
kontor_record_get_record_type (const KontorRecord *self)
{
  return self->type;
}

gint64
kontor_record_get_id (const KontorRecord *self)
{
  return self->id;
}

void
kontor_record_set_id (KontorRecord *self, gint64 id)
{
  self->id = id;
}

gint64
kontor_record_get_account (const KontorRecord *self)
{
  return self->account_id;
}

void
kontor_record_set_account (KontorRecord *self, gint64 account_id)
{
  self->account_id = account_id;
}

const char *
kontor_record_get_key (const KontorRecord *self)
{
  return self->key;
}

void
kontor_record_set_key (KontorRecord *self, const char *key)
{
  g_set_str (&self->key, key);
}

const char *
kontor_record_get_revision (const KontorRecord *self)
{
  return self->revision;
}

void
kontor_record_set_revision (KontorRecord *self, const char *revision)
{
  g_set_str (&self->revision, revision);
}

gboolean
kontor_record_has (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (field < self->type->n_fields, FALSE);

  return self->values[field].presence != ABSENT;
}

gboolean
kontor_record_is_null (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (field < self->type->n_fields, TRUE);

  return self->values[field].presence != SET;
}

void
kontor_record_unset (KontorRecord *self, guint field)
{
  clear_value (self, field);
}

void
kontor_record_set_null (KontorRecord *self, guint field)
{
  renew_value (self, field, IS_NULL);
}

const char *
kontor_record_get_text (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (
      self->type->fields[field].kind == KONTOR_FIELD_TEXT || self->type->fields[field].kind == KONTOR_FIELD_JSON, NULL);

  return self->values[field].text;
}

void
kontor_record_set_text (KontorRecord *self, guint field, const char *value)
{
  kontor_record_take_text (self, field, g_strdup (value));
}

void
kontor_record_take_text (KontorRecord *self, guint field, char *value)
{
  g_return_if_fail (self->type->fields[field].kind == KONTOR_FIELD_TEXT ||
                    self->type->fields[field].kind == KONTOR_FIELD_JSON);

  renew_value (self, field, value != NULL ? SET : IS_NULL)->text = value;
}

gint64
kontor_record_get_int (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (!is_list (self, field), 0);

  return self->values[field].number;
}

void
kontor_record_set_int (KontorRecord *self, guint field, gint64 number)
{
  g_return_if_fail (!is_list (self, field));

  renew_value (self, field, SET)->number = number;
}

gboolean
kontor_record_get_bool (const KontorRecord *self, guint field)
{
  return kontor_record_get_int (self, field) != 0;
}

void
kontor_record_set_bool (KontorRecord *self, guint field, gboolean value)
{
  kontor_record_set_int (self, field, value ? 1 : 0);
}

gint64
kontor_record_get_amount (const KontorRecord *self, guint field)
{
  return kontor_record_get_int (self, field);
}

const char *
kontor_record_get_exact (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (self->type->fields[field].kind == KONTOR_FIELD_MONEY, NULL);

  return self->values[field].text;
}

void
kontor_record_set_amount (KontorRecord *self, guint field, gint64 amount)
{
  kontor_record_set_int (self, field, amount);
}

/**
 * kontor_record_set_decimal:
 *
 * From a decimal as servers write it; the text itself is kept where it says
 * more than millionths can.
 */
gboolean
kontor_record_set_decimal (KontorRecord *self, guint field, const char *text, GError **error)
{
  char *own;
  gint64 amount;
  gboolean exact;

  g_return_val_if_fail (self->type->fields[field].kind == KONTOR_FIELD_MONEY, FALSE);

  if (!kontor_decimal_parse (text, &amount, &exact, error))
    return FALSE;
  own = exact ? NULL : g_strdup (text);
  kontor_record_set_amount (self, field, amount);
  self->values[field].text = own;
  return TRUE;
}

char *
kontor_record_dup_decimal (const KontorRecord *self, guint field)
{
  if (kontor_record_get_exact (self, field) != NULL)
    return g_strdup (kontor_record_get_exact (self, field));
  return kontor_decimal_format (kontor_record_get_amount (self, field), 0);
}

gint64
kontor_record_get_ref (const KontorRecord *self, guint field)
{
  return kontor_record_get_int (self, field);
}

const char *
kontor_record_get_ref_key (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (self->type->fields[field].kind == KONTOR_FIELD_REF, NULL);

  return self->values[field].text;
}

void
kontor_record_set_ref (KontorRecord *self, guint field, gint64 id, const char *key)
{
  g_autofree char *own = g_strdup (key);
  Value *value;

  g_return_if_fail (self->type->fields[field].kind == KONTOR_FIELD_REF);

  value = renew_value (self, field, id != 0 || key != NULL ? SET : IS_NULL);
  value->number = id;
  value->text = g_steal_pointer (&own);
}

guint
kontor_record_get_length (const KontorRecord *self, guint field)
{
  g_return_val_if_fail (is_list (self, field), 0);

  return self->values[field].list != NULL ? self->values[field].list->len : 0;
}

KontorRecord *
kontor_record_get_member (const KontorRecord *self, guint field, guint index)
{
  g_return_val_if_fail (index < kontor_record_get_length (self, field), NULL);

  return g_ptr_array_index (self->values[field].list, index);
}

static int
find_index (const KontorRecord *self, guint field, const char *key)
{
  for (guint i = 0; i < kontor_record_get_length (self, field); i++)
    if (g_strcmp0 (kontor_record_get_member (self, field, i)->key, key) == 0)
      return (int) i;
  return -1;
}

KontorRecord *
kontor_record_find_member (const KontorRecord *self, guint field, const char *key)
{
  int index = find_index (self, field, key);

  return index >= 0 ? kontor_record_get_member (self, field, (guint) index) : NULL;
}

void
kontor_record_set_empty (KontorRecord *self, guint field)
{
  g_return_if_fail (is_list (self, field));

  renew_value (self, field, SET)->list = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
}

/**
 * kontor_record_take_member:
 *
 * Appends @member; an absent list becomes one.
 */
void
kontor_record_take_member (KontorRecord *self, guint field, KontorRecord *member)
{
  g_return_if_fail (member->type == self->type->fields[field].members);

  if (self->values[field].list == NULL)
    kontor_record_set_empty (self, field);
  g_ptr_array_add (self->values[field].list, member);
}

/**
 * kontor_record_replace_member:
 * @member: (transfer full): instead of the one at @index
 */
void
kontor_record_replace_member (KontorRecord *self, guint field, guint index, KontorRecord *member)
{
  g_return_if_fail (index < kontor_record_get_length (self, field));

  kontor_record_unref (g_ptr_array_index (self->values[field].list, index));
  g_ptr_array_index (self->values[field].list, index) = member;
}

void
kontor_record_remove_member (KontorRecord *self, guint field, const char *key)
{
  int index = find_index (self, field, key);

  if (index >= 0)
    g_ptr_array_remove_index (self->values[field].list, (guint) index);
}

static gboolean
equal_lists (const KontorRecord *a, const KontorRecord *b, guint field)
{
  guint length = kontor_record_get_length (a, field);

  if (length != kontor_record_get_length (b, field))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!kontor_record_equal (kontor_record_get_member (a, field, i), kontor_record_get_member (b, field, i)))
      return FALSE;
  return TRUE;
}

static gboolean
equal_refs (const Value *a, const Value *b)
{
  if (a->text != NULL && b->text != NULL)
    return g_str_equal (a->text, b->text);
  return a->number == b->number;
}

gboolean
kontor_record_equal_field (const KontorRecord *a, const KontorRecord *b, guint field)
{
  const Value *x, *y;

  g_return_val_if_fail (a->type == b->type && field < a->type->n_fields, FALSE);

  x = &a->values[field];
  y = &b->values[field];
  if (x->presence != y->presence)
    return FALSE;
  switch (a->type->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_strcmp0 (x->text, y->text) == 0;
  case KONTOR_FIELD_LIST:
    return equal_lists (a, b, field);
  case KONTOR_FIELD_REF:
    return equal_refs (x, y);
  case KONTOR_FIELD_MONEY:
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_BOOL:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    return x->number == y->number;
  }
  g_return_val_if_reached (FALSE);
}

/**
 * kontor_record_equal:
 *
 * Same type, same key, and every field equal. Ids and revisions do not count.
 */
gboolean
kontor_record_equal (const KontorRecord *a, const KontorRecord *b)
{
  if (a == b)
    return TRUE;
  if (a->type != b->type || g_strcmp0 (a->key, b->key) != 0)
    return FALSE;
  for (guint i = 0; i < a->type->n_fields; i++)
    if (!kontor_record_equal_field (a, b, i))
      return FALSE;
  return TRUE;
}

void
kontor_record_overlay (KontorRecord *self, const KontorRecord *change)
{
  g_return_if_fail (self->type == change->type);

  if (self == change)
    return;
  for (guint i = 0; i < self->type->n_fields; i++)
    if (kontor_record_has (change, i))
      copy_value (self, change, i);
}

int
kontor_record_type_find (const KontorRecordType *type, const char *name)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (g_str_equal (type->fields[i].name, name))
      return (int) i;
  return -1;
}
