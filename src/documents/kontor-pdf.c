#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-page.h"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_pages (cairo_surface_t *surface, GPtrArray *pages)
{
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < pages->len; i++) {
    const KontorPage *page = g_ptr_array_index (pages, i);

    cairo_pdf_surface_set_size (surface, kontor_page_get_width (page), kontor_page_get_height (page));
    kontor_page_draw (page, cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
}

/* Without a date cairo writes the moment at which it runs. */
static void
describe (cairo_surface_t *surface, const char *title, gint64 made_at)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (made_at / 1000);
  g_autofree char *date = when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date != NULL ? date : "1970-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Kontor");
  if (title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
}

GBytes *
kontor_pages_to_pdf (GPtrArray *pages, const char *title, gint64 made_at, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (pages != NULL, NULL);

  if (pages->len == 0) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is nothing to print"));
    return NULL;
  }
  surface = cairo_pdf_surface_create_for_stream (append, bytes, 1, 1);
  describe (surface, title, made_at);
  draw_pages (surface, pages);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return NULL;
}
