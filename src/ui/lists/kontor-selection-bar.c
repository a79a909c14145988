#include "kontor-selection-bar.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

struct _KontorSelectionBar {
  AdwBin parent_instance;

  KontorListCursor *cursor; /* (owned) */

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkBox *actions;
};

G_DEFINE_FINAL_TYPE (KontorSelectionBar, kontor_selection_bar, ADW_TYPE_BIN)

static char *
describe (gint64 n)
{
  g_autofree char *number = n >= 0 ? kontor_format_number (n) : NULL;

  if (number == NULL)
    return g_strdup (_("All selected"));
  return g_strdup_printf (ngettext ("%s selected", "%s selected", (gulong) n), number);
}

static void
show (KontorSelectionBar *self)
{
  gint64 n = kontor_selection_get_n_selected (kontor_list_cursor_get_selection (self->cursor));
  g_autofree char *text = describe (n);

  gtk_label_set_label (self->label, text);
  gtk_revealer_set_reveal_child (self->revealer,
                                 n > 1 || n < 0 || (n == 1 && kontor_list_cursor_get_marking (self->cursor)));
}

/* Bars that are slid away must not leave their padding behind. */
static gboolean
is_either (KontorSelectionBar *self, gboolean reveals, gboolean revealed)
{
  return reveals || revealed;
}

static void
kontor_selection_bar_dispose (GObject *object)
{
  KontorSelectionBar *self = KONTOR_SELECTION_BAR (object);

  /* The template would take the bin's child away behind its back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SELECTION_BAR);
  g_clear_object (&self->cursor);

  G_OBJECT_CLASS (kontor_selection_bar_parent_class)->dispose (object);
}

static void
kontor_selection_bar_class_init (KontorSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_selection_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSelectionBar, actions);
  gtk_widget_class_bind_template_child (widget_class, KontorSelectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, KontorSelectionBar, revealer);
  gtk_widget_class_bind_template_callback (widget_class, is_either);
}

static void
kontor_selection_bar_init (KontorSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_selection_bar_set_cursor (KontorSelectionBar *self, KontorListCursor *cursor)
{
  g_return_if_fail (KONTOR_IS_SELECTION_BAR (self));
  g_return_if_fail (KONTOR_IS_LIST_CURSOR (cursor));
  g_return_if_fail (self->cursor == NULL);

  self->cursor = g_object_ref (cursor);
  g_signal_connect_object (kontor_list_cursor_get_selection (cursor), "notify::n-selected", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cursor, "notify::marking", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

void
kontor_selection_bar_add_action (KontorSelectionBar *self, GtkWidget *action)
{
  g_return_if_fail (KONTOR_IS_SELECTION_BAR (self));

  gtk_box_append (self->actions, action);
}
