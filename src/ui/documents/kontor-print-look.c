#include "kontor-print-look.h"

#include <glib/gi18n.h>

#include "kontor-printer.h"

G_DEFINE_BOXED_TYPE (KontorPrintLook, kontor_print_look, kontor_print_look_ref, kontor_print_look_unref)

KontorPrintLook *
kontor_print_look_new (KontorEngine *engine, KontorDocumentKind kind, KontorScope *scope, gint64 document_id)
{
  KontorPrintLook *self = g_atomic_rc_box_new0 (KontorPrintLook);

  self->engine = g_object_ref (engine);
  self->kind = kind;
  self->scope = scope != NULL ? kontor_scope_ref (scope) : NULL;
  self->document_id = document_id;
  self->scale = 1;
  return self;
}

KontorPrintLook *
kontor_print_look_ref (KontorPrintLook *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
look_clear (gpointer data)
{
  KontorPrintLook *self = data;

  g_object_unref (self->engine);
  g_clear_pointer (&self->scope, kontor_scope_unref);
  g_clear_pointer (&self->profile, kontor_print_profile_free);
  g_strfreev (self->queues);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self->fault);
}

void
kontor_print_look_unref (KontorPrintLook *self)
{
  g_atomic_rc_box_release_full (self, look_clear);
}

static DexFuture *
load_job (KontorPrintLook *self)
{
  if (self->scope == NULL)
    return kontor_documents_reopen (self->engine, self->document_id);
  if (kontor_scope_get_entity (self->scope) != KONTOR_ENTITY_ORDER)
    return kontor_documents_label (self->engine, self->kind, self->scope, KONTOR_PRINT_LOOK_MOST);
  return kontor_documents_look (self->engine, self->kind, self->scope, KONTOR_PRINT_LOOK_MOST);
}

static gboolean
await_pages (KontorPrintLook *self, GError **error)
{
  g_autoptr (KontorPrintJob) job = dex_await_boxed (load_job (self), error);
  KontorPrintSetup setup;

  if (job == NULL)
    return FALSE;
  setup = kontor_print_profile_get_setup (self->profile);
  self->pages = dex_await_boxed (kontor_print_job_draw (job, &setup, self->scale, KONTOR_PRINT_LOOK_MOST), error);
  return self->pages != NULL;
}

static DexFuture *
fill_fiber (gpointer data)
{
  KontorPrintLook *self = data;
  g_autoptr (GError) error = NULL;

  if (self->queues == NULL)
    self->queues = dex_await_boxed (kontor_printer_list_queues (), NULL);
  if (self->profile == NULL)
    self->profile = dex_await_boxed (kontor_print_profile_load (self->engine, self->kind), &error);
  if (self->profile == NULL || !await_pages (self, &error))
    self->fault = g_strdup (error->message);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
kontor_print_look_fill (KontorPrintLook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dex_scheduler_spawn (NULL, 0, fill_fiber, kontor_print_look_ref (self), (GDestroyNotify) kontor_print_look_unref);
}
