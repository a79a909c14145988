#include "kontor-rich-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "kontor-rich-buffer.h"

/* What is typed without a pause is taken back at once. */
#define PAUSE_MS 400
#define MOST_STEPS 100

struct _KontorRichView {
  GtkTextView parent_instance;

  GtkTextBuffer *buffer; /* (owned) */
  GPtrArray *steps;      /* (element-type GPtrArray): what could be gone back to, the present last */
  GPtrArray *redone;     /* (element-type GPtrArray) */
  GStrv next_marks;      /* (owned) (nullable): what is typed next has these */
  guint edit_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorRichView, kontor_rich_view, GTK_TYPE_TEXT_VIEW)

enum { EDITED, MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static int
get_cursor_line (KontorRichView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_get_line (&iter);
}

/* --- Chips --- */

static gboolean
find_chip (KontorRichView *self, GtkWidget *widget, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextChildAnchor *anchor = g_object_get_data (G_OBJECT (widget), "anchor");

  if (gtk_text_child_anchor_get_deleted (anchor))
    return FALSE;
  gtk_text_buffer_get_iter_at_child_anchor (self->buffer, start, anchor);
  *end = *start;
  gtk_text_iter_forward_char (end);
  return TRUE;
}

static void
delete_block (KontorRichView *self, GtkTextIter *start, GtkTextIter *end)
{
  if (gtk_text_iter_starts_line (start) && gtk_text_iter_ends_line (end) && !gtk_text_iter_forward_char (end))
    gtk_text_iter_backward_char (start);
  gtk_text_buffer_delete (self->buffer, start, end);
}

static void
chip_deleted_cb (KontorRichView *self, GtkWidget *button)
{
  GtkTextIter start, end;

  if (find_chip (self, button, &start, &end))
    delete_block (self, &start, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void attach_chip (KontorRichView *self, GtkTextChildAnchor *anchor);

static void
move_chip (KontorRichView *self, GtkWidget *button, int by)
{
  GtkTextIter start, end;
  g_autoptr (KontorRichBlock) block = NULL;
  int line;

  if (!find_chip (self, button, &start, &end))
    return;
  block = kontor_rich_block_ref (kontor_rich_buffer_get_opaque (g_object_get_data (G_OBJECT (button), "anchor")));
  line = gtk_text_iter_get_line (&start) + by;
  if (line < 0 || line >= gtk_text_buffer_get_line_count (self->buffer))
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  delete_block (self, &start, &end);
  if (line >= gtk_text_buffer_get_line_count (self->buffer)) {
    gtk_text_buffer_get_end_iter (self->buffer, &start);
    gtk_text_buffer_insert (self->buffer, &start, "\n", 1);
    attach_chip (self, kontor_rich_buffer_insert_opaque (self->buffer, &start, block));
  } else {
    gtk_text_buffer_get_iter_at_line (self->buffer, &start, line);
    attach_chip (self, kontor_rich_buffer_insert_opaque (self->buffer, &start, block));
    gtk_text_buffer_get_iter_at_line_offset (self->buffer, &start, line, 1);
    gtk_text_buffer_insert (self->buffer, &start, "\n", 1);
  }
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
chip_raised_cb (KontorRichView *self, GtkWidget *button)
{
  move_chip (self, button, -1);
}

static void
chip_lowered_cb (KontorRichView *self, GtkWidget *button)
{
  move_chip (self, button, 1);
}

static void
add_chip_button (KontorRichView *self, GtkWidget *chip, GtkTextChildAnchor *anchor, const char *icon,
                 const char *meaning, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  g_object_set_data_full (G_OBJECT (button), "anchor", g_object_ref (anchor), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), button);
}

static void
attach_chip (KontorRichView *self, GtkTextChildAnchor *anchor)
{
  KontorRichBlock *block = kontor_rich_buffer_get_opaque (anchor);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *label = gtk_label_new (block->label);
  g_autofree char *source = g_utf8_substring (block->source, 0, MIN (g_utf8_strlen (block->source, -1), 200));

  gtk_widget_add_css_class (chip, "rich-chip");
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_set_tooltip_text (label, source);
  gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name ("text-html-symbolic"));
  gtk_box_append (GTK_BOX (chip), label);
  add_chip_button (self, chip, anchor, "go-up-symbolic", _("Move Up"), G_CALLBACK (chip_raised_cb));
  add_chip_button (self, chip, anchor, "go-down-symbolic", _("Move Down"), G_CALLBACK (chip_lowered_cb));
  add_chip_button (self, chip, anchor, "user-trash-symbolic", _("Delete"), G_CALLBACK (chip_deleted_cb));
  gtk_text_view_add_child_at_anchor (GTK_TEXT_VIEW (self), chip, anchor);
}

static void
attach_chips (KontorRichView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  do
    if (gtk_text_iter_get_child_anchor (&iter) != NULL)
      attach_chip (self, gtk_text_iter_get_child_anchor (&iter));
  while (gtk_text_iter_forward_char (&iter));
}

/* --- Steps --- */

static gboolean
are_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    g_autofree char *x = kontor_rich_block_dup_key (a->pdata[i]), *y = kontor_rich_block_dup_key (b->pdata[i]);

    if (!g_str_equal (x, y))
      return FALSE;
  }
  return TRUE;
}

static void
take_step (KontorRichView *self)
{
  g_autoptr (GPtrArray) blocks = NULL;

  g_clear_handle_id (&self->edit_id, g_source_remove);
  self->filling = TRUE;
  kontor_rich_buffer_renumber (self->buffer);
  self->filling = FALSE;
  blocks = kontor_rich_buffer_read (self->buffer);
  if (self->steps->len > 0 && are_equal (blocks, g_ptr_array_index (self->steps, self->steps->len - 1)))
    return;
  if (self->steps->len >= MOST_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  g_ptr_array_add (self->steps, g_steal_pointer (&blocks));
  g_ptr_array_set_size (self->redone, 0);
  g_signal_emit (self, signals[EDITED], 0);
}

static gboolean
edit_cb (gpointer data)
{
  KontorRichView *self = data;

  self->edit_id = 0;
  take_step (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (KontorRichView *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->edit_id, g_source_remove);
  self->edit_id = g_timeout_add (PAUSE_MS, edit_cb, self);
}

static void
fill (KontorRichView *self, GPtrArray *blocks)
{
  GtkTextIter iter;
  int line = get_cursor_line (self);

  self->filling = TRUE;
  kontor_rich_buffer_fill (self->buffer, blocks);
  attach_chips (self);
  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, line);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  self->filling = FALSE;
}

static void
go (KontorRichView *self, GPtrArray *from, GPtrArray *to)
{
  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
  fill (self, g_ptr_array_index (self->steps, self->steps->len - 1));
  g_signal_emit (self, signals[EDITED], 0);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRichView *self = KONTOR_RICH_VIEW (widget);

  if (self->edit_id != 0)
    take_step (self);
  if (self->steps->len > 1)
    go (self, self->steps, self->redone);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRichView *self = KONTOR_RICH_VIEW (widget);

  if (self->redone->len > 0)
    go (self, self->redone, self->steps);
}

/* --- What is typed --- */

static void
apply_marks (KontorRichView *self, const GtkTextIter *start, const GtkTextIter *end)
{
  for (guint i = 0; self->next_marks[i] != NULL; i++)
    gtk_text_buffer_apply_tag (self->buffer, kontor_rich_buffer_need_mark (self->buffer, self->next_marks[i]), start,
                               end);
}

/* As the character before it looks, links aside; the insertion has taken the look of what it is within already. */
static void
continue_look (KontorRichView *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter before = *start;
  g_autoptr (GSList) tags = NULL;

  if (gtk_text_iter_starts_line (start) || !gtk_text_iter_backward_char (&before))
    return;
  tags = gtk_text_iter_get_tags (&before);
  for (GSList *at = tags; at != NULL; at = at->next) {
    const char *mark = kontor_rich_buffer_get_mark (at->data);
    g_autofree char *name = mark != NULL ? kontor_rich_mark_dup_name (mark) : NULL, *tag_name = NULL;

    g_object_get (at->data, "name", &tag_name, NULL);
    if ((mark != NULL && !g_str_equal (name, "a")) || (tag_name != NULL && tag_name[0] == 'h'))
      gtk_text_buffer_apply_tag (self->buffer, at->data, start, end);
  }
}

static void
inserted_cb (KontorRichView *self, GtkTextIter *end, const char *text, int length)
{
  GtkTextIter start = *end;

  if (self->filling || g_utf8_strlen (text, length) != 1 || text[0] == '\n')
    return;
  gtk_text_iter_backward_char (&start);
  if (self->next_marks == NULL)
    continue_look (self, &start, end);
  else {
    kontor_rich_buffer_remove_mark (self->buffer, "strong", &start, end);
    kontor_rich_buffer_remove_mark (self->buffer, "em", &start, end);
    apply_marks (self, &start, end);
    g_clear_pointer (&self->next_marks, g_strfreev);
  }
}

static void
cursor_moved_cb (KontorRichView *self)
{
  if (self->filling)
    return;
  g_clear_pointer (&self->next_marks, g_strfreev);
  g_signal_emit (self, signals[MOVED], 0);
}

static gboolean
break_line (KontorRichView *self)
{
  int line = get_cursor_line (self), prefix = kontor_rich_buffer_get_prefix (self->buffer, line);
  KontorLineStyle style = kontor_rich_buffer_get_style (self->buffer, line);
  GtkTextIter iter, end;

  if (style != KONTOR_LINE_BULLET && style != KONTOR_LINE_NUMBER)
    return FALSE;
  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, line);
  end = iter;
  gtk_text_iter_forward_chars (&end, prefix);
  if (gtk_text_iter_ends_line (&end)) { /* an empty item ends the list */
    kontor_rich_buffer_set_style (self->buffer, line, KONTOR_LINE_PLAIN);
    return TRUE;
  }
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, "\n", 1);
  kontor_rich_buffer_set_style (self->buffer, line + 1, style);
  gtk_text_buffer_end_user_action (self->buffer);
  return TRUE;
}

/* Right behind a bullet it takes the bullet. */
static gboolean
erase_bullet (KontorRichView *self)
{
  int line = get_cursor_line (self), prefix = kontor_rich_buffer_get_prefix (self->buffer, line);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  if (prefix == 0 || gtk_text_iter_get_line_offset (&iter) > prefix || gtk_text_buffer_get_has_selection (self->buffer))
    return FALSE;
  kontor_rich_buffer_set_style (self->buffer, line, KONTOR_LINE_PLAIN);
  return TRUE;
}

static gboolean
key_pressed_cb (KontorRichView *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key == GDK_KEY_Return && (modifiers & GDK_SHIFT_MASK) != 0) {
    gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
    gtk_text_buffer_insert_interactive_at_cursor (self->buffer, "\342\200\250", -1, TRUE);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    return break_line (self);
  return key == GDK_KEY_BackSpace ? erase_bullet (self) : GDK_EVENT_PROPAGATE;
}

/* --- What is done --- */

static gboolean
get_selection (KontorRichView *self, GtkTextIter *start, GtkTextIter *end)
{
  return gtk_text_buffer_get_selection_bounds (self->buffer, start, end);
}

static gboolean
is_all_marked (KontorRichView *self, const char *name, GtkTextIter start, const GtkTextIter *end)
{
  for (; gtk_text_iter_compare (&start, end) < 0; gtk_text_iter_forward_char (&start))
    if (!gtk_text_iter_ends_line (&start) && !kontor_rich_buffer_has_mark (&start, name))
      return FALSE;
  return TRUE;
}

gboolean
kontor_rich_view_has_mark (KontorRichView *self, const char *name)
{
  GtkTextIter start, end;

  g_return_val_if_fail (KONTOR_IS_RICH_VIEW (self), FALSE);

  if (get_selection (self, &start, &end))
    return is_all_marked (self, name, start, &end);
  if (self->next_marks != NULL) {
    g_autofree char *mark = g_strdup_printf ("<%s>", name);

    return g_strv_contains ((const char *const *) self->next_marks, mark);
  }
  return !gtk_text_iter_starts_line (&start) && gtk_text_iter_backward_char (&start) &&
         kontor_rich_buffer_has_mark (&start, name);
}

static void
toggle_next (KontorRichView *self, const char *name, const char *mark)
{
  static const char *const names[][2] = { { "strong", "<strong>" }, { "em", "<em>" } };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (kontor_rich_view_has_mark (self, names[i][0]) != g_str_equal (names[i][0], name))
      g_strv_builder_add (builder, names[i][1]);
  g_strfreev (self->next_marks);
  self->next_marks = g_strv_builder_end (builder);
  g_signal_emit (self, signals[MOVED], 0);
}

void
kontor_rich_view_toggle_mark (KontorRichView *self, const char *mark)
{
  g_autofree char *name = NULL;
  GtkTextIter start, end;

  g_return_if_fail (KONTOR_IS_RICH_VIEW (self));
  g_return_if_fail (mark != NULL);

  name = kontor_rich_mark_dup_name (mark);
  if (!get_selection (self, &start, &end)) {
    toggle_next (self, name, mark);
    return;
  }
  if (is_all_marked (self, name, start, &end))
    kontor_rich_buffer_remove_mark (self->buffer, name, &start, &end);
  else
    gtk_text_buffer_apply_tag (self->buffer, kontor_rich_buffer_need_mark (self->buffer, mark), &start, &end);
  changed_cb (self);
  g_signal_emit (self, signals[MOVED], 0);
}

void
kontor_rich_view_set_link (KontorRichView *self, const char *address)
{
  GtkTextIter start, end;

  g_return_if_fail (KONTOR_IS_RICH_VIEW (self));

  if (!get_selection (self, &start, &end)) {
    if (gtk_text_iter_inside_word (&start) || gtk_text_iter_ends_word (&start)) {
      if (!gtk_text_iter_starts_word (&start))
        gtk_text_iter_backward_word_start (&start);
      if (!gtk_text_iter_ends_word (&end))
        gtk_text_iter_forward_word_end (&end);
    }
  }
  kontor_rich_buffer_remove_mark (self->buffer, "a", &start, &end);
  if (address != NULL) {
    g_autofree char *escaped = g_markup_escape_text (address, -1);
    g_autofree char *mark = g_strdup_printf ("<a href=\"%s\">", escaped);

    gtk_text_buffer_apply_tag (self->buffer, kontor_rich_buffer_need_mark (self->buffer, mark), &start, &end);
  }
  changed_cb (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static KontorLineStyle
find_style (const char *name)
{
  static const struct {
    const char *name;
    KontorLineStyle style;
  } styles[] = { { "heading", KONTOR_LINE_HEADING_2 }, { "small-heading", KONTOR_LINE_HEADING_3 }, { "list", KONTOR_LINE_BULLET }, { "numbers", KONTOR_LINE_NUMBER } };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i].name, name))
      return styles[i].style;
  return KONTOR_LINE_PLAIN;
}

static void
style_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRichView *self = KONTOR_RICH_VIEW (widget);
  KontorLineStyle style = find_style (g_variant_get_string (parameter, NULL));
  GtkTextIter start, end;
  int first, last;

  get_selection (self, &start, &end);
  first = gtk_text_iter_get_line (&start);
  last = gtk_text_iter_get_line (&end);
  gtk_text_buffer_begin_user_action (self->buffer);
  for (int i = first; i <= last; i++)
    kontor_rich_buffer_set_style (self->buffer, i, style);
  gtk_text_buffer_end_user_action (self->buffer);
  changed_cb (self);
  g_signal_emit (self, signals[MOVED], 0);
  gtk_widget_grab_focus (widget);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_rich_view_toggle_mark (KONTOR_RICH_VIEW (widget), g_str_equal (name, "rich.bold") ? "<strong>" : "<em>");
  gtk_widget_grab_focus (widget);
}

static void
kontor_rich_view_dispose (GObject *object)
{
  KontorRichView *self = KONTOR_RICH_VIEW (object);

  g_clear_handle_id (&self->edit_id, g_source_remove);
  g_clear_pointer (&self->next_marks, g_strfreev);
  g_ptr_array_set_size (self->steps, 0);
  g_ptr_array_set_size (self->redone, 0);

  G_OBJECT_CLASS (kontor_rich_view_parent_class)->dispose (object);
}

static void
kontor_rich_view_finalize (GObject *object)
{
  KontorRichView *self = KONTOR_RICH_VIEW (object);

  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->redone);
  g_object_unref (self->buffer);

  G_OBJECT_CLASS (kontor_rich_view_parent_class)->finalize (object);
}

static void
kontor_rich_view_class_init (KontorRichViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_rich_view_dispose;
  object_class->finalize = kontor_rich_view_finalize;

  signals[EDITED] =
      g_signal_new ("edited", KONTOR_TYPE_RICH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", KONTOR_TYPE_RICH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "rich.bold", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "rich.italic", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "rich.style", "s", style_action);
  gtk_widget_class_install_action (widget_class, "rich.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "rich.redo", NULL, redo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "rich.bold", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "rich.italic", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "rich.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rich.redo", NULL);
}

static void
kontor_rich_view_init (KontorRichView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->redone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->buffer = kontor_rich_buffer_new ();
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), self->buffer);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self), FALSE);

  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
kontor_rich_view_set_blocks (KontorRichView *self, GPtrArray *blocks)
{
  g_return_if_fail (KONTOR_IS_RICH_VIEW (self));
  g_return_if_fail (blocks != NULL);

  g_clear_handle_id (&self->edit_id, g_source_remove);
  fill (self, blocks);
  g_ptr_array_set_size (self->steps, 0);
  g_ptr_array_set_size (self->redone, 0);
  g_ptr_array_add (self->steps, kontor_rich_buffer_read (self->buffer));
}

GPtrArray *
kontor_rich_view_read (KontorRichView *self)
{
  g_return_val_if_fail (KONTOR_IS_RICH_VIEW (self), NULL);

  return kontor_rich_buffer_read (self->buffer);
}
