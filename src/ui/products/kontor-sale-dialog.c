#include "kontor-sale-dialog.h"

#include <glib/gi18n.h>

#include "kontor-catalog.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-scope.h"
#include "kontor-variant.h"

struct _KontorSaleDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;  /* (owned) */
  KontorObject *variant; /* (owned) */

  AdwExpanderRow *first_row;
  AdwExpanderRow *last_row;
  GtkCalendar *first;
  GtkCalendar *last;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (KontorSaleDialog, kontor_sale_dialog, ADW_TYPE_DIALOG)

static GTimeZone *
get_zone (KontorSaleDialog *self)
{
  return kontor_engine_get_zone (self->engine, kontor_object_get_account (self->variant));
}

static gint64
get_day (GtkCalendar *calendar)
{
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d", gtk_calendar_get_year (calendar),
                                           gtk_calendar_get_month (calendar) + 1, gtk_calendar_get_day (calendar));
  gint64 day = 0;

  kontor_day_parse (text, &day);
  return day;
}

static void
set_day (GtkCalendar *calendar, gint64 day)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_local (1970, 1, 1, 12, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (epoch, (int) day);

  if (date != NULL)
    gtk_calendar_select_day (calendar, date);
}

static void
show_row (AdwExpanderRow *row, GtkCalendar *calendar)
{
  g_autofree char *text = kontor_format_day (get_day (calendar));

  adw_expander_row_set_subtitle (row, adw_expander_row_get_enable_expansion (row) ? text : "");
}

static gboolean
is_in_order (KontorSaleDialog *self)
{
  return !adw_expander_row_get_enable_expansion (self->first_row) ||
         !adw_expander_row_get_enable_expansion (self->last_row) || get_day (self->first) <= get_day (self->last);
}

static void
on_changed (KontorSaleDialog *self)
{
  show_row (self->first_row, self->first);
  show_row (self->last_row, self->last);
  gtk_widget_set_sensitive (self->save, is_in_order (self));
  if (!is_in_order (self))
    adw_expander_row_set_subtitle (self->last_row, _("It cannot end before it begins."));
}

/* An instant within the day stays as the shop has it. @edge: where in the day a new one lies: 0 begins it, 1 ends it. */
static gint64
choose_instant (KontorSaleDialog *self, AdwExpanderRow *row, GtkCalendar *calendar, guint field, int edge)
{
  gint64 present = kontor_object_get_int (self->variant, field), day = get_day (calendar);

  if (!adw_expander_row_get_enable_expansion (row))
    return 0;
  if (present != 0 && kontor_day_of (present, get_zone (self)) == day)
    return present;
  return kontor_day_start (day + edge, get_zone (self)) - edge * 1000;
}

static void
on_save (KontorSaleDialog *self)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, kontor_object_get_id (self->variant));
  g_autoptr (KontorMoney) price = kontor_object_dup_money (self->variant, KONTOR_VARIANT_SALE_PRICE);
  gint64 from = choose_instant (self, self->first_row, self->first, KONTOR_VARIANT_SALE_FROM, 0);
  gint64 to = choose_instant (self, self->last_row, self->last, KONTOR_VARIANT_SALE_TO, 1);

  if (price != NULL)
    kontor_gesture_run (GTK_WIDGET (self), kontor_catalog_set_sale_price (self->engine, scope, price, from, to));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_instant (KontorSaleDialog *self, AdwExpanderRow *row, GtkCalendar *calendar, guint field)
{
  gint64 instant = kontor_object_get_int (self->variant, field);
  gint64 shown = instant != 0 ? instant : kontor_clock_now (kontor_engine_get_clock (self->engine));

  set_day (calendar, kontor_day_of (shown, get_zone (self)));
  adw_expander_row_set_enable_expansion (row, instant != 0);
}

static void
kontor_sale_dialog_dispose (GObject *object)
{
  KontorSaleDialog *self = KONTOR_SALE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SALE_DIALOG);
  g_clear_object (&self->variant);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_sale_dialog_parent_class)->dispose (object);
}

static void
kontor_sale_dialog_class_init (KontorSaleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_sale_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-sale-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSaleDialog, first);
  gtk_widget_class_bind_template_child (widget_class, KontorSaleDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, KontorSaleDialog, last);
  gtk_widget_class_bind_template_child (widget_class, KontorSaleDialog, last_row);
  gtk_widget_class_bind_template_child (widget_class, KontorSaleDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kontor_sale_dialog_init (KontorSaleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_sale_dialog_new (KontorEngine *engine, KontorObject *variant)
{
  KontorSaleDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_OBJECT (variant), NULL);

  self = g_object_new (KONTOR_TYPE_SALE_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->variant = g_object_ref (variant);
  show_instant (self, self->first_row, self->first, KONTOR_VARIANT_SALE_FROM);
  show_instant (self, self->last_row, self->last, KONTOR_VARIANT_SALE_TO);
  on_changed (self);
  return ADW_DIALOG (self);
}
