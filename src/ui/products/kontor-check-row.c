#include "kontor-check-row.h"

#include "kontor-draft-field.h"

struct _KontorCheckRow {
  AdwActionRow parent_instance;

  KontorDraftField field;
  GtkSwitch *check;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorCheckRow, kontor_check_row, ADW_TYPE_ACTION_ROW)

enum { PROP_0, PROP_FIELD, PROP_ACTIVE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
show (gpointer row)
{
  KontorCheckRow *self = row;
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);

  self->filling = TRUE;
  gtk_switch_set_active (self->check, kontor_record_get_bool (record, self->field.field));
  self->filling = FALSE;
  kontor_draft_field_mark (&self->field, GTK_WIDGET (self), NULL);
}

static void
switched (KontorCheckRow *self)
{
  g_autoptr (KontorRecord) change = NULL;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  if (self->filling || self->field.draft == NULL)
    return;
  change = kontor_draft_field_make_change (&self->field);
  kontor_record_set_bool (change, self->field.field, gtk_switch_get_active (self->check));
  kontor_draft_field_set (&self->field, change);
}

static void
kontor_check_row_dispose (GObject *object)
{
  KontorCheckRow *self = KONTOR_CHECK_ROW (object);

  kontor_draft_field_clear (&self->field);

  G_OBJECT_CLASS (kontor_check_row_parent_class)->dispose (object);
}

static void
kontor_check_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_ACTIVE:
    g_value_set_boolean (value, gtk_switch_get_active (KONTOR_CHECK_ROW (object)->check));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_check_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&KONTOR_CHECK_ROW (object)->field, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_check_row_class_init (KontorCheckRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_check_row_dispose;
  object_class->get_property = kontor_check_row_get_property;
  object_class->set_property = kontor_check_row_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "product.featured",
                                                G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_check_row_init (KontorCheckRow *self)
{
  self->check = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (self->check, "notify::active", G_CALLBACK (switched), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
}

KontorEntity
kontor_check_row_get_entity (KontorCheckRow *self)
{
  g_return_val_if_fail (KONTOR_IS_CHECK_ROW (self), KONTOR_ENTITY_PRODUCT);

  return self->field.entity;
}

void
kontor_check_row_bind (KontorCheckRow *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_CHECK_ROW (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  kontor_draft_field_bind (&self->field, GTK_WIDGET (self), draft, id, show);
}
