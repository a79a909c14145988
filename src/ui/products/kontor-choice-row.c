#include "kontor-choice-row.h"

#include "kontor-draft-field.h"

struct _KontorChoiceRow {
  AdwComboRow parent_instance;

  KontorDraftField field;
  GStrv words; /* (owned) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorChoiceRow, kontor_choice_row, ADW_TYPE_COMBO_ROW)

enum { PROP_0, PROP_FIELD, PROP_WORDS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *
find_word (KontorChoiceRow *self, guint index)
{
  return index < g_strv_length (self->words) ? self->words[index] : NULL;
}

static guint
find_index (KontorChoiceRow *self, const char *word)
{
  guint n_words = g_strv_length (self->words);

  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (self->words[i], word))
      return i;
  return n_words;
}

/* The list has one more where the shop has a word of its own. */
static void
show_word (KontorChoiceRow *self, const char *word)
{
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (self)));
  guint n_words = g_strv_length (self->words), n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint index = word != NULL ? find_index (self, word) : GTK_INVALID_LIST_POSITION;

  gtk_string_list_splice (list, n_words, n_items - n_words,
                          index == n_words ? (const char *const[]) { word, NULL } : NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), index);
}

static void
show (gpointer row)
{
  KontorChoiceRow *self = row;
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);

  self->filling = TRUE;
  show_word (self, kontor_record_get_text (record, self->field.field));
  self->filling = FALSE;
  kontor_draft_field_mark (&self->field, GTK_WIDGET (self), NULL);
}

static void
chosen (KontorChoiceRow *self)
{
  const char *word = find_word (self, adw_combo_row_get_selected (ADW_COMBO_ROW (self)));
  g_autoptr (KontorRecord) change = NULL;

  if (self->filling || self->field.draft == NULL || word == NULL)
    return;
  change = kontor_draft_field_make_change (&self->field);
  kontor_record_set_text (change, self->field.field, word);
  kontor_draft_field_set (&self->field, change);
}

static void
kontor_choice_row_dispose (GObject *object)
{
  KontorChoiceRow *self = KONTOR_CHOICE_ROW (object);

  kontor_draft_field_clear (&self->field);

  G_OBJECT_CLASS (kontor_choice_row_parent_class)->dispose (object);
}

static void
kontor_choice_row_finalize (GObject *object)
{
  g_strfreev (KONTOR_CHOICE_ROW (object)->words);

  G_OBJECT_CLASS (kontor_choice_row_parent_class)->finalize (object);
}

static void
kontor_choice_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorChoiceRow *self = KONTOR_CHOICE_ROW (object);

  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&self->field, g_value_get_string (value));
    break;
  case PROP_WORDS:
    self->words = g_strsplit (g_value_get_string (value), " ", -1);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_choice_row_class_init (KontorChoiceRowClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_choice_row_dispose;
  object_class->finalize = kontor_choice_row_finalize;
  object_class->set_property = kontor_choice_row_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "product.status", flags);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_choice_row_init (KontorChoiceRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::selected", G_CALLBACK (chosen), NULL);
}

KontorEntity
kontor_choice_row_get_entity (KontorChoiceRow *self)
{
  g_return_val_if_fail (KONTOR_IS_CHOICE_ROW (self), KONTOR_ENTITY_PRODUCT);

  return self->field.entity;
}

void
kontor_choice_row_bind (KontorChoiceRow *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_CHOICE_ROW (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  kontor_draft_field_bind (&self->field, GTK_WIDGET (self), draft, id, show);
}
