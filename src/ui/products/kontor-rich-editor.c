#include "kontor-rich-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-draft-field.h"
#include "kontor-rich-buffer.h"
#include "kontor-rich-view.h"

/* Longer ones are edited as source alone, so that nothing is read for long on the main thread. */
#define LONGEST (300 * 1024)

struct _KontorRichEditor {
  AdwBin parent_instance;

  KontorDraftField field;
  KontorRichText *text; /* (owned) (nullable): as it was read */
  char *html;           /* (owned) (nullable): what is shown */
  char *title;
  gboolean filling;

  GtkEditable *link_entry;
  GtkMenuButton *style_button;
  GtkPopover *link_popover;
  GtkStack *stack;
  GtkTextView *source;
  GtkToggleButton *bold_button;
  GtkToggleButton *italic_button;
  GtkToggleButton *source_button;
  GtkWidget *link_button;
  KontorRichView *view;
};

G_DEFINE_FINAL_TYPE (KontorRichEditor, kontor_rich_editor, ADW_TYPE_BIN)

enum { PROP_0, PROP_FIELD, PROP_TITLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
shows_source (KontorRichEditor *self)
{
  return gtk_toggle_button_get_active (self->source_button);
}

static void
put_html (KontorRichEditor *self, const char *html)
{
  g_autoptr (KontorRecord) change = kontor_draft_field_make_change (&self->field);

  if (!g_set_str (&self->html, html))
    return;
  kontor_record_set_text (change, self->field.field, html);
  kontor_draft_field_set (&self->field, change);
}

static void
on_edited (KontorRichEditor *self)
{
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GBytes) html = NULL;
  g_autofree char *text = NULL;
  const char *data;
  gsize size;

  if (self->field.draft == NULL || self->text == NULL)
    return;
  blocks = kontor_rich_view_read (self->view);
  html = kontor_rich_text_write (self->text, blocks);
  data = g_bytes_get_data (html, &size);
  text = g_strndup (data != NULL ? data : "", size);
  put_html (self, text);
}

static char *
read_source (KontorRichEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->source);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
source_changed_cb (KontorRichEditor *self)
{
  g_autofree char *html = NULL;

  if (self->filling || self->field.draft == NULL)
    return;
  html = read_source (self);
  put_html (self, html);
}

static void
fill_view (KontorRichEditor *self)
{
  g_clear_pointer (&self->text, kontor_rich_text_unref);
  self->text = kontor_rich_text_new (self->html, -1);
  kontor_rich_view_set_blocks (self->view, kontor_rich_text_get_blocks (self->text));
}

static void
fill_source (KontorRichEditor *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->source), self->html, -1);
}

static void
fill (KontorRichEditor *self)
{
  self->filling = TRUE;
  if (shows_source (self))
    fill_source (self);
  else
    fill_view (self);
  self->filling = FALSE;
}

static void
show_tools (KontorRichEditor *self)
{
  GtkWidget *tools[] = { GTK_WIDGET (self->style_button), GTK_WIDGET (self->bold_button),
                         GTK_WIDGET (self->italic_button), self->link_button };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    gtk_widget_set_sensitive (tools[i], !shows_source (self));
}

static void
on_source (KontorRichEditor *self)
{
  if (self->field.draft == NULL)
    return;
  if (shows_source (self))
    on_edited (self);
  gtk_stack_set_visible_child (self->stack,
                               shows_source (self) ? GTK_WIDGET (self->source) : GTK_WIDGET (self->view));
  fill (self);
  show_tools (self);
}

/* What is typed here, or was, comes back as it is; what another says is shown anew. */
static void
show (KontorRichEditor *self)
{
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);
  const char *html = kontor_record_get_text (record, self->field.field);
  gboolean large;

  if (!kontor_record_has (record, self->field.field) && self->field.id > 0)
    return;
  if (self->html != NULL && g_strcmp0 (html != NULL ? html : "", self->html) == 0)
    return;
  g_set_str (&self->html, html != NULL ? html : "");
  large = strlen (self->html) > LONGEST;
  if (large)
    gtk_toggle_button_set_active (self->source_button, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->source_button), !large);
  fill (self);
}

static const char *
get_style_label (KontorLineStyle style)
{
  switch (style) {
  case KONTOR_LINE_PLAIN:
    return _("Paragraph");
  case KONTOR_LINE_HEADING_2:
  case KONTOR_LINE_HEADING_OTHER:
    return _("Heading");
  case KONTOR_LINE_HEADING_3:
    return _("Small Heading");
  case KONTOR_LINE_BULLET:
    return _("List");
  case KONTOR_LINE_NUMBER:
    return _("Numbered List");
  }
  g_return_val_if_reached ("");
}

static void
on_moved (KontorRichEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_toggle_button_set_active (self->bold_button, kontor_rich_view_has_mark (self->view, "strong"));
  gtk_toggle_button_set_active (self->italic_button, kontor_rich_view_has_mark (self->view, "em"));
  gtk_menu_button_set_label (self->style_button,
                             get_style_label (kontor_rich_buffer_get_style (buffer, gtk_text_iter_get_line (&iter))));
}

static void
on_bold (KontorRichEditor *self)
{
  kontor_rich_view_toggle_mark (self->view, "<strong>");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_italic (KontorRichEditor *self)
{
  kontor_rich_view_toggle_mark (self->view, "<em>");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
set_link (KontorRichEditor *self, const char *address)
{
  gtk_popover_popdown (self->link_popover);
  kontor_rich_view_set_link (self->view, address);
  gtk_editable_set_text (self->link_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_link (KontorRichEditor *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->link_entry)));

  if (address[0] != '\0')
    set_link (self, address);
}

static void
on_unlink (KontorRichEditor *self)
{
  set_link (self, NULL);
}

static void
style_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (KONTOR_RICH_EDITOR (widget)->view), "rich.style", parameter);
}

static void
kontor_rich_editor_dispose (GObject *object)
{
  KontorRichEditor *self = KONTOR_RICH_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_RICH_EDITOR);
  kontor_draft_field_clear (&self->field);
  g_clear_pointer (&self->text, kontor_rich_text_unref);
  g_clear_pointer (&self->html, g_free);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (kontor_rich_editor_parent_class)->dispose (object);
}

static void
set_title (KontorRichEditor *self, const char *title)
{
  g_set_str (&self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "",
                                  -1);
}

static void
kontor_rich_editor_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorRichEditor *self = KONTOR_RICH_EDITOR (object);

  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&self->field, g_value_get_string (value));
    break;
  case PROP_TITLE:
    set_title (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-rich-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, bold_button);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, italic_button);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, link_button);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, link_entry);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, link_popover);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, source);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, source_button);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, style_button);
  gtk_widget_class_bind_template_child (widget_class, KontorRichEditor, view);
  gtk_widget_class_bind_template_callback (widget_class, on_bold);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_italic);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_source);
  gtk_widget_class_bind_template_callback (widget_class, on_unlink);
}

static void
kontor_rich_editor_class_init (KontorRichEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_rich_editor_dispose;
  object_class->set_property = kontor_rich_editor_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "product.description",
                                                G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_RICH_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "rich-editor.style", "s", style_action);
}

static void
kontor_rich_editor_init (KontorRichEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->source), "changed", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
kontor_rich_editor_bind (KontorRichEditor *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_RICH_EDITOR (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  if (self->field.draft != NULL)
    g_signal_handlers_disconnect_by_func (self->field.draft, show, self);
  g_set_object (&self->field.draft, draft);
  self->field.id = id;
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

void
kontor_rich_editor_flush (KontorRichEditor *self)
{
  g_return_if_fail (KONTOR_IS_RICH_EDITOR (self));

  if (!shows_source (self))
    on_edited (self);
}
