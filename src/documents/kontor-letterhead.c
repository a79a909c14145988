#include "kontor-letterhead.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-error.h"

#define MOST_PIXELS 40000000
/* Finer than any printer at the size that a logo has on paper. */
#define MOST_WIDTH 1600.0
#define MOST_HEIGHT 800.0

G_DEFINE_BOXED_TYPE (KontorLetterhead, kontor_letterhead, kontor_letterhead_ref, kontor_letterhead_unref)

KontorLetterhead *
kontor_letterhead_new (const char *name, const char *language)
{
  KontorLetterhead *self;

  g_return_val_if_fail (name != NULL && language != NULL, NULL);

  self = g_atomic_rc_box_new0 (KontorLetterhead);
  self->name = g_strdup (name);
  self->language = g_strdup (language);
  self->locale = g_strconcat (language, g_str_has_prefix (language, "ar") ? "@numbers=latn" : NULL, NULL);
  return self;
}

KontorLetterhead *
kontor_letterhead_ref (KontorLetterhead *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
letterhead_clear (gpointer data)
{
  KontorLetterhead *self = data;

  g_free (self->name);
  g_clear_pointer (&self->address, kontor_record_unref);
  g_free (self->contact);
  g_free (self->legal);
  g_free (self->tax_id);
  g_free (self->bank);
  g_free (self->closing);
  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_free (self->language);
  g_free (self->locale);
}

void
kontor_letterhead_unref (KontorLetterhead *self)
{
  g_atomic_rc_box_release_full (self, letterhead_clear);
}

char *
kontor_letterhead_dup_sender_line (const KontorLetterhead *self)
{
  g_autofree char *lines = NULL, *name = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->address == NULL)
    return g_strdup (self->name);
  lines = kontor_address_format_for_mail (self->address, kontor_letterhead_get_country (self), self->locale);
  name = g_strconcat (self->name, "\n", g_str_has_prefix (lines, self->name) ? lines + strlen (self->name) : lines, NULL);
  parts = g_strsplit (name, "\n", -1);
  return g_strjoinv (" · ", parts);
}

const char *
kontor_letterhead_get_country (const KontorLetterhead *self)
{
  const char *country;

  g_return_val_if_fail (self != NULL, NULL);

  country = self->address != NULL ? kontor_record_get_text (self->address, KONTOR_ADDRESS_COUNTRY) : NULL;
  return country != NULL ? country : "";
}

typedef struct {
  const guint8 *data;
  size_t left;
} Source;

static cairo_status_t
read_png (void *closure, unsigned char *buffer, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (buffer, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The size stands at a fixed place, before anything is unpacked. */
static gboolean
is_bearable (const guint8 *data, size_t size)
{
  guint32 width, height;

  if (size < 24)
    return FALSE;
  memcpy (&width, data + 16, 4);
  memcpy (&height, data + 20, 4);
  width = GUINT32_FROM_BE (width);
  height = GUINT32_FROM_BE (height);
  return width > 0 && height > 0 && (guint64) width * height <= MOST_PIXELS;
}

static cairo_surface_t *
shrink (cairo_surface_t *picture)
{
  double width = cairo_image_surface_get_width (picture), height = cairo_image_surface_get_height (picture);
  double scale = MIN (MOST_WIDTH / width, MOST_HEIGHT / height);
  cairo_surface_t *small;
  cairo_t *cr;

  if (scale >= 1)
    return cairo_surface_reference (picture);
  small = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX ((int) (width * scale), 1), MAX ((int) (height * scale), 1));
  cr = cairo_create (small);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return small;
}

gboolean
kontor_letterhead_set_logo_png (KontorLetterhead *self, GBytes *png, GError **error)
{
  Source source;
  cairo_surface_t *picture;
  gboolean good;

  g_return_val_if_fail (self != NULL && png != NULL, FALSE);

  source.data = g_bytes_get_data (png, &source.left);
  if (!is_bearable (source.data, source.left)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The logo is no PNG picture of at most 40 megapixels"));
    return FALSE;
  }
  picture = cairo_image_surface_create_from_png_stream (read_png, &source);
  good = cairo_surface_status (picture) == CAIRO_STATUS_SUCCESS;
  if (good) {
    g_clear_pointer (&self->logo, cairo_surface_destroy);
    self->logo = shrink (picture);
  } else {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The logo is damaged"));
  }
  cairo_surface_destroy (picture);
  return good;
}
