#include "kontor-term-row.h"

#include <glib/gi18n.h>

#include "kontor-draft-field.h"
#include "kontor-product-names.h"
#include "kontor-term-chooser.h"

struct _KontorTermRow {
  AdwActionRow parent_instance;

  KontorDraftField field;
  KontorProductNames *names; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorTermRow, kontor_term_row, ADW_TYPE_ACTION_ROW)

enum { PROP_0, PROP_FIELD, N_PROPS };

static GParamSpec *properties[N_PROPS];

static KontorEntity
get_target (KontorTermRow *self)
{
  return self->field.field == KONTOR_PRODUCT_CATEGORIES ? KONTOR_ENTITY_CATEGORY : KONTOR_ENTITY_TAG;
}

static void
show_names (KontorTermRow *self)
{
  const char *text = kontor_product_names_get_text (self->names);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text[0] != '\0' ? text : _("None"));
}

static void
show (gpointer row)
{
  KontorTermRow *self = row;
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);

  kontor_product_names_update (self->names, record);
  kontor_draft_field_mark (&self->field, GTK_WIDGET (self), NULL);
}

static void
activated_cb (KontorTermRow *self)
{
  if (self->field.draft != NULL)
    adw_dialog_present (kontor_term_chooser_new (self->field.draft, get_target (self)), GTK_WIDGET (self));
}

static void
kontor_term_row_dispose (GObject *object)
{
  KontorTermRow *self = KONTOR_TERM_ROW (object);

  kontor_draft_field_clear (&self->field);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (kontor_term_row_parent_class)->dispose (object);
}

static void
kontor_term_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&KONTOR_TERM_ROW (object)->field, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_term_row_class_init (KontorTermRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_term_row_dispose;
  object_class->set_property = kontor_term_row_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "product.categories",
                                                G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_term_row_init (KontorTermRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

void
kontor_term_row_bind (KontorTermRow *self, KontorDraft *draft)
{
  KontorIdentity *identity;

  g_return_if_fail (KONTOR_IS_TERM_ROW (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  identity = kontor_engine_get_identity (kontor_draft_get_engine (draft));
  g_clear_object (&self->names);
  self->names = kontor_product_names_new (identity, get_target (self), self->field.field, 0);
  g_signal_connect_object (self->names, "notify::text", G_CALLBACK (show_names), self, G_CONNECT_SWAPPED);
  kontor_draft_field_bind (&self->field, GTK_WIDGET (self), draft, kontor_draft_get_product (draft), show);
  show_names (self);
}
