#include "kontor-order-task.h"

#include "kontor-amount-row.h"
#include "kontor-dialog-focus.h"
#include "kontor-gesture.h"
#include "kontor-order-effects.h"
#include "kontor-order-part.h"

typedef struct {
  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) (nullable) */
  KontorObject *order;    /* (owned) */
  KontorRecord *record;   /* (owned) */
  char *kind;             /* (owned) */
  gboolean running;
  gboolean possible;

  GtkButton *confirm;
  AdwBanner *failure;
  AdwPreferencesPage *page;
  GtkBox *sums;
  GtkLabel *hint;
} KontorOrderTaskPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorOrderTask, kontor_order_task, ADW_TYPE_DIALOG)

static KontorOrderTaskPrivate *
priv_of (KontorOrderTask *self)
{
  return kontor_order_task_get_instance_private (self);
}

static void
enable (KontorOrderTask *self)
{
  KontorOrderTaskPrivate *priv = priv_of (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "task.confirm", priv->possible && !priv->running);
}

static DexFuture *
settle (DexFuture *future, gpointer data)
{
  KontorOrderTask *self = data;
  KontorOrderTaskPrivate *priv = priv_of (self);
  g_autoptr (GError) error = NULL;

  priv->running = FALSE;
  if (dex_future_get_value (future, &error) != NULL) {
    kontor_gesture_run (GTK_WIDGET (self), dex_ref (future));
    adw_dialog_force_close (ADW_DIALOG (self));
    return NULL;
  }
  adw_banner_set_title (priv->failure, error->message);
  adw_banner_set_revealed (priv->failure, TRUE);
  enable (self);
  return NULL;
}

static void
confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderTask *self = KONTOR_ORDER_TASK (widget);

  priv_of (self)->running = TRUE;
  enable (self);
  dex_future_disown (dex_future_finally (KONTOR_ORDER_TASK_GET_CLASS (self)->run (self), settle, g_object_ref (self),
                                         g_object_unref));
}

static void
kontor_order_task_dispose (GObject *object)
{
  KontorOrderTaskPrivate *priv = priv_of (KONTOR_ORDER_TASK (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_TASK);
  g_clear_object (&priv->engine);
  g_clear_object (&priv->account);
  g_clear_object (&priv->order);

  G_OBJECT_CLASS (kontor_order_task_parent_class)->dispose (object);
}

static void
kontor_order_task_finalize (GObject *object)
{
  KontorOrderTaskPrivate *priv = priv_of (KONTOR_ORDER_TASK (object));

  g_clear_pointer (&priv->record, kontor_record_unref);
  g_free (priv->kind);

  G_OBJECT_CLASS (kontor_order_task_parent_class)->finalize (object);
}

static void
kontor_order_task_class_init (KontorOrderTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_task_dispose;
  object_class->finalize = kontor_order_task_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-task.ui");
  gtk_widget_class_bind_template_child_private (widget_class, KontorOrderTask, confirm);
  gtk_widget_class_bind_template_child_private (widget_class, KontorOrderTask, failure);
  gtk_widget_class_bind_template_child_private (widget_class, KontorOrderTask, hint);
  gtk_widget_class_bind_template_child_private (widget_class, KontorOrderTask, page);
  gtk_widget_class_bind_template_child_private (widget_class, KontorOrderTask, sums);

  gtk_widget_class_install_action (widget_class, "task.confirm", NULL, confirm);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "task.confirm", NULL);
}

static void
kontor_order_task_init (KontorOrderTask *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enable (self);
}

void
kontor_order_task_set_up (KontorOrderTask *self, KontorEngine *engine, KontorObject *order, const char *title,
                          const char *confirm_label, const char *kind)
{
  KontorOrderTaskPrivate *priv = priv_of (self);

  g_return_if_fail (KONTOR_IS_ORDER_TASK (self));

  priv->engine = g_object_ref (engine);
  priv->order = g_object_ref (order);
  priv->record = kontor_record_ref (kontor_object_get_record (order));
  priv->account = kontor_engine_dup_account (engine, kontor_object_get_account (order));
  priv->kind = g_strdup (kind);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_button_set_label (priv->confirm, confirm_label);
}

KontorEngine *
kontor_order_task_get_engine (KontorOrderTask *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  return priv_of (self)->engine;
}

KontorAccount *
kontor_order_task_get_account (KontorOrderTask *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  return priv_of (self)->account;
}

gint64
kontor_order_task_get_order_id (KontorOrderTask *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), 0);

  return kontor_object_get_id (priv_of (self)->order);
}

KontorRecord *
kontor_order_task_get_record (KontorOrderTask *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  return priv_of (self)->record;
}

KontorEffects
kontor_order_task_get_effects (KontorOrderTask *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), KONTOR_EFFECT_NONE);

  return kontor_order_effects_get (priv_of (self)->account, priv_of (self)->kind);
}

KontorTraits
kontor_order_task_get_traits (KontorOrderTask *self)
{
  const KontorConnectorInfo *platform;

  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), KONTOR_TRAIT_NONE);

  platform = priv_of (self)->account != NULL ? kontor_account_get_platform (priv_of (self)->account) : NULL;
  return platform != NULL ? platform->traits : KONTOR_TRAIT_NONE;
}

AdwPreferencesGroup *
kontor_order_task_add_group (KontorOrderTask *self, const char *heading, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  if (heading != NULL)
    adw_preferences_group_set_title (group, heading);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (priv_of (self)->page, group);
  return group;
}

void
kontor_order_task_add_pick (KontorOrderTask *self, AdwPreferencesGroup *group, KontorPickRow *row)
{
  g_return_if_fail (KONTOR_IS_ORDER_TASK (self));

  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_signal_connect_object (row, "changed", G_CALLBACK (kontor_order_task_changed), self, G_CONNECT_SWAPPED);
  if (adw_dialog_get_focus (ADW_DIALOG (self)) != NULL)
    return;
  adw_dialog_set_focus (ADW_DIALOG (self), kontor_pick_row_get_focus (row));
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

AdwEntryRow *
kontor_order_task_add_entry (KontorOrderTask *self, AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return ADW_ENTRY_ROW (row);
}

void
kontor_order_task_changed (KontorOrderTask *self)
{
  KontorOrderTaskPrivate *priv = priv_of (self);
  GtkWidget *sum;

  g_return_if_fail (KONTOR_IS_ORDER_TASK (self));

  while ((sum = gtk_widget_get_first_child (GTK_WIDGET (priv->sums))) != NULL)
    gtk_box_remove (priv->sums, sum);
  adw_banner_set_revealed (priv->failure, FALSE);
  KONTOR_ORDER_TASK_GET_CLASS (self)->update (self);
}

void
kontor_order_task_set_missing (KontorOrderTask *self, const char *why)
{
  KontorOrderTaskPrivate *priv = priv_of (self);
  g_autofree char *effects = kontor_order_effects_explain (kontor_order_task_get_effects (self));

  priv->possible = why == NULL;
  gtk_label_set_label (priv->hint, why != NULL ? why : effects);
  enable (self);
}

void
kontor_order_task_add_sum (KontorOrderTask *self, const char *label, const char *detail, gint64 amount)
{
  g_autofree char *text = kontor_order_task_format (self, amount);

  gtk_box_append (priv_of (self)->sums, kontor_amount_row_new (label, detail, text));
}

void
kontor_order_task_add_total (KontorOrderTask *self, const char *label, const char *detail, gint64 amount)
{
  kontor_order_task_add_sum (self, label, detail, amount);
  kontor_amount_row_set_sum (KONTOR_AMOUNT_ROW (gtk_widget_get_last_child (GTK_WIDGET (priv_of (self)->sums))));
}

char *
kontor_order_task_format (KontorOrderTask *self, gint64 amount)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_TASK (self), NULL);

  return kontor_order_format (priv_of (self)->record, amount);
}

guint
kontor_order_task_get_decimals (KontorOrderTask *self)
{
  KontorOrderTaskPrivate *priv = priv_of (self);
  const KontorAccountInfo *info = priv->account != NULL ? kontor_account_get_info (priv->account) : NULL;
  const char *currency = kontor_record_get_text (priv->record, KONTOR_ORDER_CURRENCY);

  /* What the shop says is of its own currency. */
  if (info != NULL && g_strcmp0 (info->currency, currency) == 0)
    return MIN (info->decimals, 6);
  return currency != NULL && kontor_currency_is_valid (currency) ? kontor_currency_get_decimals (currency) : 2;
}
