#include "kontor-sheet-edit.h"

static void
fault_free (gpointer data)
{
  KontorSheetFault *self = data;

  g_free (self->text);
  g_free (self->message);
  g_free (self);
}

KontorSheetEdit *
kontor_sheet_edit_new (KontorEntity entity, gint64 id, gint64 account_id)
{
  KontorSheetEdit *self = g_new0 (KontorSheetEdit, 1);

  self->entity = entity;
  self->id = id;
  self->account_id = account_id;
  self->base = kontor_record_new (kontor_entity_get_record_type (entity));
  self->change = kontor_record_new (kontor_entity_get_record_type (entity));
  return self;
}

KontorSheetEdit *
kontor_sheet_edit_copy (const KontorSheetEdit *self)
{
  KontorSheetEdit *copy = kontor_sheet_edit_new (self->entity, self->id, self->account_id);
  GHashTableIter iter;
  gpointer field, fault;

  kontor_record_overlay (copy->base, self->base);
  kontor_record_overlay (copy->change, self->change);
  if (self->faults == NULL)
    return copy;
  g_hash_table_iter_init (&iter, self->faults);
  while (g_hash_table_iter_next (&iter, &field, &fault))
    kontor_sheet_edit_refuse (copy, GPOINTER_TO_UINT (field), ((KontorSheetFault *) fault)->text,
                              ((KontorSheetFault *) fault)->message);
  return copy;
}

void
kontor_sheet_edit_free (KontorSheetEdit *self)
{
  kontor_record_unref (self->base);
  kontor_record_unref (self->change);
  g_clear_pointer (&self->faults, g_hash_table_unref);
  g_free (self);
}

guint
kontor_sheet_edit_count (const KontorSheetEdit *self)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->change);
  guint n = 0;

  for (guint i = 0; i < type->n_fields; i++)
    n += kontor_record_has (self->change, i);
  return n;
}

guint
kontor_sheet_edit_count_faults (const KontorSheetEdit *self)
{
  return self->faults != NULL ? g_hash_table_size (self->faults) : 0;
}

const KontorSheetFault *
kontor_sheet_edit_get_fault (const KontorSheetEdit *self, guint field)
{
  return self->faults != NULL ? g_hash_table_lookup (self->faults, GUINT_TO_POINTER (field)) : NULL;
}

static void
copy_field (KontorRecord *to, const KontorRecord *from, guint field)
{
  const KontorRecordType *type = kontor_record_get_record_type (from);
  g_autoptr (KontorRecord) picked = kontor_record_copy (from);

  for (guint i = 0; i < type->n_fields; i++)
    if (i != field)
      kontor_record_unset (picked, i);
  kontor_record_overlay (to, picked);
}

void
kontor_sheet_edit_reset (KontorSheetEdit *self, guint field)
{
  kontor_record_unset (self->change, field);
  kontor_record_unset (self->base, field);
  if (self->faults != NULL)
    g_hash_table_remove (self->faults, GUINT_TO_POINTER (field));
}

void
kontor_sheet_edit_set (KontorSheetEdit *self, const KontorRecord *present, const KontorRecord *values, guint field)
{
  if (self->faults != NULL)
    g_hash_table_remove (self->faults, GUINT_TO_POINTER (field));
  if (kontor_record_equal_field (present, values, field)) {
    kontor_sheet_edit_reset (self, field);
    return;
  }
  /* What is typed over what the shop says now is meant so. */
  if (kontor_record_has (present, field))
    copy_field (self->base, present, field);
  copy_field (self->change, values, field);
}

void
kontor_sheet_edit_refuse (KontorSheetEdit *self, guint field, const char *text, const char *message)
{
  KontorSheetFault *fault = g_new0 (KontorSheetFault, 1);

  kontor_sheet_edit_reset (self, field);
  fault->text = g_strdup (text);
  fault->message = g_strdup (message);
  if (self->faults == NULL)
    self->faults = g_hash_table_new_full (NULL, NULL, NULL, fault_free);
  g_hash_table_insert (self->faults, GUINT_TO_POINTER (field), fault);
}

static gboolean
is_stock (const KontorSheetEdit *self, guint field)
{
  return self->entity == KONTOR_ENTITY_VARIANT && field == KONTOR_VARIANT_ON_HAND;
}

gboolean
kontor_sheet_edit_is_overtaken (const KontorSheetEdit *self, const KontorRecord *present, guint field)
{
  return !is_stock (self, field) && kontor_record_has (self->change, field) && kontor_record_has (self->base, field) &&
         kontor_record_has (present, field) && !kontor_record_equal_field (present, self->base, field) &&
         !kontor_record_equal_field (present, self->change, field);
}

gint64
kontor_sheet_edit_get_stock (const KontorSheetEdit *self)
{
  if (self->entity != KONTOR_ENTITY_VARIANT || !kontor_record_has (self->change, KONTOR_VARIANT_ON_HAND))
    return 0;
  return kontor_record_get_int (self->change, KONTOR_VARIANT_ON_HAND) -
         kontor_record_get_int (self->base, KONTOR_VARIANT_ON_HAND);
}

void
kontor_sheet_edit_apply (const KontorSheetEdit *self, KontorRecord *record)
{
  gint64 by = kontor_sheet_edit_get_stock (self);
  gint64 present = by != 0 ? kontor_record_get_int (record, KONTOR_VARIANT_ON_HAND) : 0;

  kontor_record_overlay (record, self->change);
  if (by != 0)
    kontor_record_set_int (record, KONTOR_VARIANT_ON_HAND, present + by);
}
