#include "kontor-print-job.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "kontor-error.h"

#define FIBER_STACK (1024 * 1024)

G_DEFINE_BOXED_TYPE (KontorPrintJob, kontor_print_job, kontor_print_job_ref, kontor_print_job_unref)

typedef struct {
  KontorRecord *record;
  GBytes *logo; /* (nullable) */
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  kontor_record_unref (self->record);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self);
}

KontorPrintItem *
kontor_print_item_new (gint64 document_id, gint64 account_id, gint64 letterhead)
{
  KontorPrintItem *self = g_atomic_rc_box_new0 (KontorPrintItem);

  self->document_id = document_id;
  self->account_id = account_id;
  self->letterhead = letterhead;
  self->subjects = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
item_clear (gpointer data)
{
  KontorPrintItem *self = data;

  g_ptr_array_unref (self->subjects);
  g_clear_pointer (&self->document, kontor_document_unref);
  g_free (self->fault);
}

void
kontor_print_item_free (KontorPrintItem *self)
{
  g_atomic_rc_box_release_full (self, item_clear);
}

KontorPrintJob *
kontor_print_job_new (KontorDocumentKind kind)
{
  KontorPrintJob *self = g_atomic_rc_box_new0 (KontorPrintJob);

  self->kind = kind;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_print_item_free);
  self->letterheads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, source_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  return self;
}

KontorPrintJob *
kontor_print_job_ref (KontorPrintJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
job_clear (gpointer data)
{
  KontorPrintJob *self = data;

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->letterheads);
  g_ptr_array_unref (self->left_out);
}

void
kontor_print_job_unref (KontorPrintJob *self)
{
  g_atomic_rc_box_release_full (self, job_clear);
}

void
kontor_print_job_take (KontorPrintJob *self, KontorPrintItem *item)
{
  g_return_if_fail (self != NULL && item != NULL && item->document != NULL);

  g_ptr_array_add (self->items, item);
}

void
kontor_print_job_take_letterhead (KontorPrintJob *self, gint64 letterhead, KontorRecord *record, GBytes *logo)
{
  Source *source = g_new0 (Source, 1);

  source->record = record;
  source->logo = logo;
  g_hash_table_replace (self->letterheads, g_memdup2 (&letterhead, sizeof letterhead), source);
}

gboolean
kontor_print_job_has_letterhead (KontorPrintJob *self, gint64 letterhead)
{
  return g_hash_table_contains (self->letterheads, &letterhead);
}

static void
share_letterheads (KontorPrintJob *self, KontorPrintJob *other)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, other->letterheads);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    const Source *source = value;

    kontor_print_job_take_letterhead (self, *(gint64 *) key, kontor_record_ref (source->record),
                                      source->logo != NULL ? g_bytes_ref (source->logo) : NULL);
  }
}

void
kontor_print_job_join (KontorPrintJob *self, KontorPrintJob *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  share_letterheads (self, other);
  g_ptr_array_extend_and_steal (self->items, g_ptr_array_ref (other->items));
  g_ptr_array_extend_and_steal (self->left_out, g_ptr_array_ref (other->left_out));
}

guint
kontor_print_job_count (KontorPrintJob *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->items->len; i++)
    n += ((KontorPrintItem *) g_ptr_array_index (self->items, i))->fault == NULL;
  return n;
}

char *
kontor_print_job_explain (KontorPrintJob *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->left_out->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (char *) g_ptr_array_index (self->left_out, i));
  for (guint i = 0; i < self->items->len; i++) {
    const KontorPrintItem *item = g_ptr_array_index (self->items, i);

    if (item->fault != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", item->fault);
  }
  return g_string_free (text, text->len == 0);
}

KontorPrintJob *
kontor_print_job_cut (KontorPrintJob *self, guint first, guint n)
{
  KontorPrintJob *part;

  g_return_val_if_fail (self != NULL, NULL);

  part = kontor_print_job_new (self->kind);
  share_letterheads (part, self);
  for (guint i = first; i < self->items->len && i - first < n; i++)
    g_ptr_array_add (part->items, g_atomic_rc_box_acquire (g_ptr_array_index (self->items, i)));
  return part;
}

/* A job being set on a thread of the pool. */
typedef struct {
  KontorPrintJob *job;
  KontorPrintSetup setup;
  KontorZplOptions zpl;
  gint64 made_at;
  double scale;
  guint most; /* pages to be drawn */
  /* of the letterhead at hand */
  gint64 letterhead;
  KontorLetterhead *shop; /* (nullable) */
  KontorType *type;       /* (nullable) */
} Setting;

static Setting *
setting_new (KontorPrintJob *job, const KontorPrintSetup *setup)
{
  Setting *self = g_new0 (Setting, 1);

  self->job = kontor_print_job_ref (job);
  self->setup = *setup;
  return self;
}

static void
setting_free (gpointer data)
{
  Setting *self = data;

  kontor_print_job_unref (self->job);
  g_clear_pointer (&self->shop, kontor_letterhead_unref);
  g_clear_pointer (&self->type, kontor_type_free);
  g_free (self);
}

/* Items of one letterhead stand beside each other mostly. */
static void
take_letterhead (Setting *self, const KontorPrintItem *item)
{
  const Source *source = g_hash_table_lookup (self->job->letterheads, &item->letterhead);

  if (self->shop != NULL && self->letterhead == item->letterhead)
    return;
  g_clear_pointer (&self->shop, kontor_letterhead_unref);
  g_clear_pointer (&self->type, kontor_type_free);
  self->letterhead = item->letterhead;
  self->shop = kontor_letterhead_new_from_record (source->record, source->logo);
  self->type = kontor_type_new (self->shop->language);
}

static void
set_item (Setting *self, KontorPrintItem *item, GPtrArray *pages)
{
  g_autoptr (GError) error = NULL;

  take_letterhead (self, item);
  g_clear_pointer (&item->fault, g_free);
  if (!kontor_document_typeset_by (item->document, self->shop, self->setup.media, self->type, pages, &error))
    item->fault = g_strdup (error->message);
}

static GPtrArray *
set_pages (Setting *self, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_page_unref);
  g_autofree char *reason = NULL;

  for (guint i = 0; i < self->job->items->len; i++)
    set_item (self, g_ptr_array_index (self->job->items, i), pages);
  if (pages->len > 0)
    return kontor_media_impose (self->setup.media, pages, self->setup.first_label);
  reason = kontor_print_job_explain (self->job);
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, reason != NULL ? reason : _("There is nothing to print."));
  return NULL;
}

/* Where a printer lays everything beside the place that it should. */
static GPtrArray *
move_pages (Setting *self, GPtrArray *pages)
{
  GPtrArray *moved;

  if (self->setup.left == 0 && self->setup.top == 0)
    return g_ptr_array_ref (pages);
  moved = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_page_unref);
  for (guint i = 0; i < pages->len; i++) {
    KontorPage *page = g_ptr_array_index (pages, i);
    KontorPage *sheet = kontor_page_new (kontor_page_get_width (page), kontor_page_get_height (page));

    kontor_page_add_page (sheet, page, self->setup.left * KONTOR_MM, self->setup.top * KONTOR_MM);
    g_ptr_array_add (moved, sheet);
  }
  return moved;
}

static GPtrArray *
set (Setting *self, GError **error)
{
  g_autoptr (GPtrArray) pages = set_pages (self, error);

  return pages != NULL ? move_pages (self, pages) : NULL;
}

static cairo_surface_t *
draw_page (const KontorPage *page, double scale)
{
  int width = (int) ceil (kontor_page_get_width (page) * scale), height = (int) ceil (kontor_page_get_height (page) * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (width, 1), MAX (height, 1));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  kontor_page_draw (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static DexFuture *
draw_fiber (gpointer data)
{
  Setting *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) pages = set (self, &error);
  GPtrArray *surfaces;

  if (pages == NULL)
    return dex_future_new_for_error (error);
  surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  for (guint i = 0; i < MIN (pages->len, self->most); i++)
    g_ptr_array_add (surfaces, draw_page (g_ptr_array_index (pages, i), self->scale));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, surfaces);
}

static DexFuture *
pdf_fiber (gpointer data)
{
  Setting *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) pages = set (self, &error);
  GBytes *pdf = pages != NULL ? kontor_pages_to_pdf (pages, self->shop->name, self->made_at, &error) : NULL;

  return pdf != NULL ? dex_future_new_take_boxed (G_TYPE_BYTES, pdf) : dex_future_new_for_error (error);
}

static GBytes *
write_label (Setting *self, KontorPrintItem *item)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *zpl;

  take_letterhead (self, item);
  g_clear_pointer (&item->fault, g_free);
  g_ptr_array_add (one, item->document);
  zpl = kontor_zpl_write (one, self->shop, self->setup.media, &self->zpl, &error);
  if (zpl == NULL)
    item->fault = g_strdup (error->message);
  return zpl != NULL ? g_bytes_new_take (zpl, strlen (zpl)) : g_bytes_new (NULL, 0);
}

static DexFuture *
zpl_fiber (gpointer data)
{
  Setting *self = data;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < self->job->items->len; i++)
    g_ptr_array_add (labels, write_label (self, g_ptr_array_index (self->job->items, i)));
  if (kontor_print_job_count (self->job) == 0) {
    g_autofree char *reason = kontor_print_job_explain (self->job);

    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", reason != NULL ? reason : _("There is nothing to print."));
  }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&labels));
}

static DexFuture *
run (Setting *setting, DexFiberFunc fiber)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK, fiber, setting, setting_free);
}

DexFuture *
kontor_print_job_draw (KontorPrintJob *self, const KontorPrintSetup *setup, double scale, guint most)
{
  Setting *setting;

  g_return_val_if_fail (self != NULL && setup != NULL && setup->media != NULL && scale > 0, NULL);

  setting = setting_new (self, setup);
  setting->scale = scale;
  setting->most = most;
  return run (setting, draw_fiber);
}

DexFuture *
kontor_print_job_to_pdf (KontorPrintJob *self, const KontorPrintSetup *setup, gint64 made_at)
{
  Setting *setting;

  g_return_val_if_fail (self != NULL && setup != NULL && setup->media != NULL, NULL);

  setting = setting_new (self, setup);
  setting->made_at = made_at;
  return run (setting, pdf_fiber);
}

DexFuture *
kontor_print_job_to_zpl (KontorPrintJob *self, const KontorMedia *media, const KontorZplOptions *options)
{
  const KontorPrintSetup setup = { .media = media };
  Setting *setting;

  g_return_val_if_fail (self != NULL && media != NULL && options != NULL, NULL);

  setting = setting_new (self, &setup);
  setting->zpl = *options;
  return run (setting, zpl_fiber);
}
