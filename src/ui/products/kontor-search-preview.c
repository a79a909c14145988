#include "kontor-search-preview.h"

#include <glib/gi18n.h>

#include "kontor-html.h"

/* What search engines show of a title and of a text. */
#define LONGEST_TITLE 60
#define LONGEST_TEXT 158

struct _KontorSearchPreview {
  AdwPreferencesRow parent_instance;

  KontorDraft *draft; /* (owned) (nullable) */
  GtkLabel *address_label;
  GtkLabel *title_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (KontorSearchPreview, kontor_search_preview, ADW_TYPE_PREFERENCES_ROW)

static char *
shorten (const char *text, glong longest)
{
  g_autofree char *beginning = NULL;
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t\302\240", -1);
  g_autofree char *line = g_strjoinv (" ", words);

  if (g_utf8_strlen (line, -1) <= longest)
    return g_steal_pointer (&line);
  beginning = g_utf8_substring (line, 0, longest - 1);
  return g_strconcat (g_strchomp (beginning), "…", NULL);
}

static const char *
get_text (const KontorRecord *record, guint field, guint fallback)
{
  const char *text = kontor_record_get_text (record, field);

  if (text == NULL || text[0] == '\0')
    text = kontor_record_get_text (record, fallback);
  return text != NULL ? text : "";
}

/* As it will be: the address of the shop's page with the end that is typed. */
static char *
dup_address (const KontorRecord *record)
{
  const char *view = get_text (record, KONTOR_PRODUCT_VIEW_URL, KONTOR_PRODUCT_VIEW_URL);
  const char *handle = get_text (record, KONTOR_PRODUCT_HANDLE, KONTOR_PRODUCT_HANDLE);
  g_autoptr (GUri) uri = g_uri_parse (view, G_URI_FLAGS_NONE, NULL);

  return g_strdup_printf ("%s › … › %s", uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "…", handle);
}

static char *
dup_words (const KontorRecord *record)
{
  const char *own = kontor_record_get_text (record, KONTOR_PRODUCT_SEO_DESCRIPTION);

  return own != NULL && own[0] != '\0'
             ? g_strdup (own)
             : kontor_html_dup_text (get_text (record, KONTOR_PRODUCT_SUMMARY, KONTOR_PRODUCT_DESCRIPTION));
}

static void
show (KontorSearchPreview *self)
{
  g_autoptr (KontorRecord) record =
      kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft));
  g_autofree char *title =
      shorten (get_text (record, KONTOR_PRODUCT_SEO_TITLE, KONTOR_PRODUCT_TITLE), LONGEST_TITLE);
  g_autofree char *words = dup_words (record), *text = shorten (words, LONGEST_TEXT), *address = dup_address (record);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->text_label, text);
  gtk_label_set_label (self->address_label, address);
}

static void
kontor_search_preview_dispose (GObject *object)
{
  g_clear_object (&KONTOR_SEARCH_PREVIEW (object)->draft);

  G_OBJECT_CLASS (kontor_search_preview_parent_class)->dispose (object);
}

static void
kontor_search_preview_class_init (KontorSearchPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_search_preview_dispose;
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
kontor_search_preview_init (KontorSearchPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->address_label = add_label (box, "caption");
  self->title_label = add_label (box, "heading");
  self->text_label = add_label (box, "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "accent");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Preview"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Preview"), -1);
}

void
kontor_search_preview_bind (KontorSearchPreview *self, KontorDraft *draft)
{
  g_return_if_fail (KONTOR_IS_SEARCH_PREVIEW (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
