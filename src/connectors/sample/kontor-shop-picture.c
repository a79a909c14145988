#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-sample-resources.h"

/* Letters of a line of a label, and how wide a label is in letters of one unit. */
#define LINE 10
#define WIDTH 280
#define LARGEST 36

static char *
read_drawing (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/org/kontor/sample/pictures/%s.svg", name);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (kontor_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

/** The words of a title in lines of about the same length. */
static GPtrArray *
break_lines (const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++) {
    char *last = lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;

    if (last != NULL && g_utf8_strlen (last, -1) + 1 + g_utf8_strlen (words[i], -1) <= LINE) {
      g_ptr_array_index (lines, lines->len - 1) = g_strjoin (" ", last, words[i], NULL);
      g_free (last);
    } else
      g_ptr_array_add (lines, g_strdup (words[i]));
  }
  return lines;
}

static int
choose_size (GPtrArray *lines)
{
  glong longest = 1;

  for (guint i = 0; i < lines->len; i++)
    longest = MAX (longest, g_utf8_strlen (g_ptr_array_index (lines, i), -1));
  return (int) MIN (LARGEST, WIDTH / longest);
}

/** What stands on a label, centred on the origin. */
static char *
draw_label (const char *title)
{
  g_autoptr (GPtrArray) lines = break_lines (title);
  g_autoptr (GString) out = g_string_new (NULL);
  int size = choose_size (lines), step = size * 112 / 100;

  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *text = g_markup_escape_text (g_ptr_array_index (lines, i), -1);

    g_string_append_printf (
        out,
        "<text font-family=\"Cantarell, 'Adwaita Sans', sans-serif\" font-weight=\"700\" font-size=\"%d\""
        " text-anchor=\"middle\" fill=\"#3a2f27\" y=\"%d\">%s</text>",
        size, step * (2 * (int) i - (int) lines->len + 1) / 2 + size * 34 / 100, text);
  }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static gboolean
colour (GString *picture, const char *palette)
{
  g_autoptr (yyjson_doc) palettes = shop_read_data ("pictures/palettes.json");
  yyjson_val *colours = yyjson_obj_get (yyjson_doc_get_root (palettes), palette), *key, *value;
  gsize i, n;

  yyjson_obj_foreach (colours, i, n, key, value) {
    g_autofree char *name = g_strdup_printf ("{{%s}}", yyjson_get_str (key));

    g_string_replace (picture, name, yyjson_get_str (value), 0);
  }
  return colours != NULL;
}

/** "template/palette/title.svg", the title escaped as in a URI; NULL for what is no such name. */
GBytes *
shop_picture_draw (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 3);
  gboolean whole = g_strv_length (parts) == 3 && g_str_has_suffix (parts[2], ".svg");
  g_autofree char *drawing = whole && !g_str_equal (parts[0], "frame") ? read_drawing (parts[0]) : NULL;
  g_autofree char *stem = whole ? g_strndup (parts[2], strlen (parts[2]) - strlen (".svg")) : NULL;
  g_autofree char *title = stem != NULL ? g_uri_unescape_string (stem, NULL) : NULL;
  g_autofree char *frame = read_drawing ("frame"), *label = NULL;
  g_autoptr (GString) picture = g_string_new (frame);

  if (drawing == NULL || title == NULL || !g_utf8_validate (title, -1, NULL))
    return NULL;
  label = draw_label (title);
  g_string_replace (picture, "{{art}}", drawing, 1);
  if (!colour (picture, parts[1]))
    return NULL;
  g_string_replace (picture, "{{label}}", label, 0);
  return g_string_free_to_bytes (g_steal_pointer (&picture));
}
