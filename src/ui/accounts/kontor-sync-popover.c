#include "kontor-sync-popover.h"

#include <glib/gi18n.h>

#include "kontor-accounts-dialog.h"
#include "kontor-problems-dialog.h"
#include "kontor-sync-card.h"

struct _KontorSyncPopover {
  GtkPopover parent_instance;

  KontorEngine *engine;   /* (owned) (nullable) */
  GSignalGroup *problems; /* (owned): of the list */

  GtkListBox *cards;
  AdwButtonContent *problems_content;
};

G_DEFINE_FINAL_TYPE (KontorSyncPopover, kontor_sync_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_card_cb (gpointer item, gpointer data)
{
  KontorSyncPopover *self = data;

  return GTK_WIDGET (kontor_sync_card_new (self->engine, item));
}

static void
update_problems (KontorSyncPopover *self)
{
  guint count = self->engine != NULL ? g_list_model_get_n_items (G_LIST_MODEL (kontor_engine_get_problems (self->engine))) : 0;
  g_autofree char *label = count > 0 ? g_strdup_printf (_("Problems (%u)"), count) : g_strdup (_("Problems"));

  adw_button_content_set_label (self->problems_content, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sync.problems", count > 0);
}

static void
present (KontorSyncPopover *self, AdwDialog *dialog)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  adw_dialog_present (dialog, parent);
}

static void
show_problems (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorSyncPopover *self = KONTOR_SYNC_POPOVER (widget);

  present (self, ADW_DIALOG (kontor_problems_dialog_new (self->engine)));
}

static void
show_accounts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorSyncPopover *self = KONTOR_SYNC_POPOVER (widget);

  present (self, ADW_DIALOG (kontor_accounts_dialog_new (self->engine)));
}

static void
kontor_sync_popover_dispose (GObject *object)
{
  KontorSyncPopover *self = KONTOR_SYNC_POPOVER (object);

  g_clear_object (&self->problems);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SYNC_POPOVER);
  G_OBJECT_CLASS (kontor_sync_popover_parent_class)->dispose (object);
}

static void
kontor_sync_popover_class_init (KontorSyncPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_sync_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSyncPopover, cards);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncPopover, problems_content);
  gtk_widget_class_install_action (widget_class, "sync.problems", NULL, show_problems);
  gtk_widget_class_install_action (widget_class, "sync.accounts", NULL, show_accounts);
}

static void
kontor_sync_popover_init (KontorSyncPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->problems = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->problems, "items-changed", G_CALLBACK (update_problems), self);
}

void
kontor_sync_popover_set_engine (KontorSyncPopover *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_SYNC_POPOVER (self));

  if (!g_set_object (&self->engine, engine))
    return;
  gtk_list_box_bind_model (self->cards, engine != NULL ? kontor_engine_get_accounts (engine) : NULL, make_card_cb, self, NULL);
  g_signal_group_set_target (self->problems, engine != NULL ? kontor_engine_get_problems (engine) : NULL);
  update_problems (self);
}
