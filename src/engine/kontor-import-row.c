#include "kontor-import-row.h"

G_DEFINE_BOXED_TYPE (KontorImportRow, kontor_import_row, kontor_import_row_ref, kontor_import_row_unref)

static void
change_free (gpointer data)
{
  KontorImportChange *self = data;

  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

GPtrArray *
kontor_import_changes_new (void)
{
  return g_ptr_array_new_with_free_func (change_free);
}

void
kontor_import_changes_add (GPtrArray *changes, const char *label, const char *before, const char *after)
{
  KontorImportChange *change = g_new0 (KontorImportChange, 1);

  change->label = g_strdup (label);
  change->before = g_strdup (before != NULL ? before : "");
  change->after = g_strdup (after != NULL ? after : "");
  g_ptr_array_add (changes, change);
}

KontorImportRow *
kontor_import_row_ref (KontorImportRow *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_import_row_unref (KontorImportRow *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->changes);
  g_free (self->name);
  g_free (self->fault);
  g_free (self->column);
  g_free (self);
}
