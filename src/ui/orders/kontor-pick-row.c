#include "kontor-pick-row.h"

#include <glib/gi18n.h>

#include "kontor-picture.h"

struct _KontorPickRow {
  AdwPreferencesRow parent_instance;

  gint64 account_id;
  KontorRecord *record; /* (owned) */

  KontorPicture *picture;
  GtkLabel *name;
  GtkLabel *detail;
  GtkSpinButton *quantity;
  GtkWidget *extras;
};

G_DEFINE_FINAL_TYPE (KontorPickRow, kontor_pick_row, ADW_TYPE_PREFERENCES_ROW)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_extras (KontorPickRow *self)
{
  gtk_widget_set_visible (self->extras,
                          gtk_widget_get_first_child (self->extras) != NULL && kontor_pick_row_get_quantity (self) > 0);
}

static void
on_quantity (KontorPickRow *self)
{
  show_extras (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
kontor_pick_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_PICK_ROW (widget)->quantity));
}

static void
kontor_pick_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PICK_ROW);

  G_OBJECT_CLASS (kontor_pick_row_parent_class)->dispose (object);
}

static void
kontor_pick_row_finalize (GObject *object)
{
  kontor_record_unref (KONTOR_PICK_ROW (object)->record);

  G_OBJECT_CLASS (kontor_pick_row_parent_class)->finalize (object);
}

static void
kontor_pick_row_class_init (KontorPickRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_pick_row_dispose;
  object_class->finalize = kontor_pick_row_finalize;
  widget_class->grab_focus = kontor_pick_row_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_PICK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KONTOR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-pick-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPickRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorPickRow, extras);
  gtk_widget_class_bind_template_child (widget_class, KontorPickRow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorPickRow, picture);
  gtk_widget_class_bind_template_child (widget_class, KontorPickRow, quantity);
  gtk_widget_class_bind_template_callback (widget_class, on_quantity);
}

static void
kontor_pick_row_init (KontorPickRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorPickRow *
kontor_pick_row_new (KontorEngine *engine, gint64 account_id, KontorRecord *record)
{
  KontorPickRow *self = g_object_new (KONTOR_TYPE_PICK_ROW, NULL);

  self->account_id = account_id;
  self->record = kontor_record_ref (record);
  kontor_picture_set_engine (self->picture, engine);
  return self;
}

KontorPickRow *
kontor_pick_row_new_for_line (KontorEngine *engine, gint64 account_id, KontorRecord *line)
{
  KontorPickRow *self = kontor_pick_row_new (engine, account_id, line);
  const char *name = kontor_record_get_text (line, KONTOR_LINE_NAME);

  kontor_pick_row_set_what (self, name != NULL ? name : _("Unnamed Item"), kontor_record_get_text (line, KONTOR_LINE_VARIANT_NAME),
                            kontor_record_get_text (line, KONTOR_LINE_PICTURE_URL));
  kontor_pick_row_add_detail (self, kontor_record_get_text (line, KONTOR_LINE_SKU));
  return self;
}

KontorRecord *
kontor_pick_row_get_record (KontorPickRow *self)
{
  g_return_val_if_fail (KONTOR_IS_PICK_ROW (self), NULL);

  return self->record;
}

void
kontor_pick_row_set_what (KontorPickRow *self, const char *name, const char *detail, const char *picture)
{
  g_autofree char *label = NULL;

  g_return_if_fail (KONTOR_IS_PICK_ROW (self));
  g_return_if_fail (name != NULL);

  /* Translators: what a number that one changes is of: "Quantity of Green Tea" */
  label = g_strdup_printf (_("Quantity of %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->quantity), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && detail[0] != '\0');
  kontor_picture_set_source (self->picture, self->account_id, picture);
}

void
kontor_pick_row_add_detail (KontorPickRow *self, const char *text)
{
  const char *before;
  g_autofree char *both = NULL;

  g_return_if_fail (KONTOR_IS_PICK_ROW (self));

  if (text == NULL || text[0] == '\0')
    return;
  before = gtk_label_get_label (self->detail);
  both = before[0] != '\0' ? g_strdup_printf ("%s\n%s", before, text) : g_strdup (text);
  gtk_label_set_label (self->detail, both);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), TRUE);
}

void
kontor_pick_row_set_range (KontorPickRow *self, gint64 least, gint64 most)
{
  g_return_if_fail (KONTOR_IS_PICK_ROW (self));

  gtk_spin_button_set_range (self->quantity, (double) least, (double) most);
}

gint64
kontor_pick_row_get_quantity (KontorPickRow *self)
{
  g_return_val_if_fail (KONTOR_IS_PICK_ROW (self), 0);

  return gtk_spin_button_get_value_as_int (self->quantity);
}

void
kontor_pick_row_set_quantity (KontorPickRow *self, gint64 quantity)
{
  g_return_if_fail (KONTOR_IS_PICK_ROW (self));

  gtk_spin_button_set_value (self->quantity, (double) quantity);
}

void
kontor_pick_row_add_extra (KontorPickRow *self, GtkWidget *extra)
{
  g_return_if_fail (KONTOR_IS_PICK_ROW (self));

  adw_wrap_box_append (ADW_WRAP_BOX (self->extras), extra);
  show_extras (self);
}

GtkWidget *
kontor_pick_row_get_focus (KontorPickRow *self)
{
  g_return_val_if_fail (KONTOR_IS_PICK_ROW (self), NULL);

  return GTK_WIDGET (self->quantity);
}
