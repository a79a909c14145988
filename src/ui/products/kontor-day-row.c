#include "kontor-day-row.h"

#include <glib/gi18n.h>

#include "kontor-draft-field.h"
#include "kontor-format.h"

struct _KontorDayRow {
  AdwActionRow parent_instance;

  KontorDraftField field;
  gboolean last;
  GtkCalendar *calendar;
  GtkWidget *clear_button;
  GtkMenuButton *menu_button;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorDayRow, kontor_day_row, ADW_TYPE_ACTION_ROW)

enum { PROP_0, PROP_FIELD, PROP_LAST, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GTimeZone *
get_zone (KontorDayRow *self)
{
  return kontor_engine_get_zone (kontor_draft_get_engine (self->field.draft), kontor_draft_get_account (self->field.draft));
}

static gint64
get_day (KontorDayRow *self)
{
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d", gtk_calendar_get_year (self->calendar),
                                           gtk_calendar_get_month (self->calendar) + 1,
                                           gtk_calendar_get_day (self->calendar));
  gint64 day = 0;

  kontor_day_parse (text, &day);
  return day;
}

static void
show_day (KontorDayRow *self, gint64 day)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_local (1970, 1, 1, 12, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (epoch, (int) day);

  if (date != NULL && day != get_day (self))
    gtk_calendar_select_day (self->calendar, date);
}

static void
show (gpointer row)
{
  KontorDayRow *self = row;
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);
  gint64 instant = kontor_record_get_int (record, self->field.field);
  g_autofree char *text = instant != 0 ? kontor_format_day (kontor_day_of (instant, get_zone (self))) : g_strdup (_("None"));

  self->filling = TRUE;
  if (instant != 0)
    show_day (self, kontor_day_of (instant, get_zone (self)));
  self->filling = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->clear_button, instant != 0);
  kontor_draft_field_mark (&self->field, GTK_WIDGET (self), NULL);
}

static void
set_instant (KontorDayRow *self, gint64 instant)
{
  g_autoptr (KontorRecord) change = kontor_draft_field_make_change (&self->field);

  if (instant != 0)
    kontor_record_set_int (change, self->field.field, instant);
  else
    kontor_record_set_null (change, self->field.field);
  kontor_draft_field_set (&self->field, change);
}

static void
selected (KontorDayRow *self)
{
  int edge = self->last ? 1 : 0;

  if (self->filling || self->field.draft == NULL)
    return;
  set_instant (self, kontor_day_start (get_day (self) + edge, get_zone (self)) - edge * 1000);
  gtk_menu_button_popdown (self->menu_button);
}

static void
cleared (KontorDayRow *self)
{
  set_instant (self, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
kontor_day_row_dispose (GObject *object)
{
  KontorDayRow *self = KONTOR_DAY_ROW (object);

  kontor_draft_field_clear (&self->field);

  G_OBJECT_CLASS (kontor_day_row_parent_class)->dispose (object);
}

static void
kontor_day_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorDayRow *self = KONTOR_DAY_ROW (object);

  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&self->field, g_value_get_string (value));
    break;
  case PROP_LAST:
    self->last = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_day_row_class_init (KontorDayRowClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_day_row_dispose;
  object_class->set_property = kontor_day_row_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "variant.sale_from", flags);
  properties[PROP_LAST] = g_param_spec_boolean ("last", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
add_menu (KontorDayRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->menu_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu_button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->menu_button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->menu_button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), _("Choose a Day"));
  gtk_widget_add_css_class (GTK_WIDGET (self->menu_button), "flat");
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (selected), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->menu_button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->menu_button));
}

static void
add_clear (KontorDayRow *self)
{
  self->clear_button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_valign (self->clear_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->clear_button, _("No Day"));
  gtk_widget_add_css_class (self->clear_button, "flat");
  g_signal_connect_object (self->clear_button, "clicked", G_CALLBACK (cleared), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear_button);
}

static void
kontor_day_row_init (KontorDayRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  add_clear (self);
  add_menu (self);
}

KontorEntity
kontor_day_row_get_entity (KontorDayRow *self)
{
  g_return_val_if_fail (KONTOR_IS_DAY_ROW (self), KONTOR_ENTITY_VARIANT);

  return self->field.entity;
}

void
kontor_day_row_bind (KontorDayRow *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_DAY_ROW (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  kontor_draft_field_bind (&self->field, GTK_WIDGET (self), draft, id, show);
}
