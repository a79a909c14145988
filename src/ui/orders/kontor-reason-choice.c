#include "kontor-reason-choice.h"

#include <glib/gi18n.h>

struct _KontorReasonChoice {
  AdwBin parent_instance;

  KontorOrderWords *words;   /* (owned) (nullable) */
  const KontorReason *usual; /* static */
  GPtrArray *codes;          /* (owned) (element-type utf8) (nullable elements): by the rows of the choice */
  GtkDropDown *choice;
};

G_DEFINE_FINAL_TYPE (KontorReasonChoice, kontor_reason_choice, ADW_TYPE_BIN)

const KontorReason kontor_reasons_of_returns[] = {
  { NULL, N_("Size too small") },
  { NULL, N_("Size too large") },
  { NULL, N_("Colour") },
  { NULL, N_("Style") },
  { NULL, N_("Unwanted") },
  { NULL, N_("Not as described") },
  { NULL, N_("Defective") },
  { NULL, N_("Damaged in transit") },
  { NULL, N_("Wrong item") },
  { NULL, N_("Missing item") },
  { NULL, N_("Arrived late") },
  { NULL, N_("Other") },
  { NULL, NULL },
};

const KontorReason kontor_reasons_of_claims[] = {
  { "missing_item", N_("Missing item") },
  { "wrong_item", N_("Wrong item") },
  { "production_failure", N_("Damaged or defective") },
  { "other", N_("Other") },
  { NULL, NULL },
};

const KontorReason kontor_reasons_conditions[] = {
  { "new", N_("New") },
  { "opened", N_("Opened") },
  { "used", N_("Used") },
  { "damaged", N_("Damaged") },
  { "missing", N_("Missing") },
  { NULL, NULL },
};

typedef struct {
  GPtrArray *codes;
  GtkStringList *labels;
} Rows;

static void
add_row (const char *code, const char *name, gpointer data)
{
  Rows *rows = data;

  g_ptr_array_add (rows->codes, g_strdup (code));
  gtk_string_list_append (rows->labels, name != NULL ? name : code);
}

static void
add_usual (Rows *rows, const KontorReason *usual)
{
  for (; usual->label != NULL; usual++)
    add_row (usual->code != NULL ? usual->code : _(usual->label), _(usual->label), rows);
}

static void
fill (KontorReasonChoice *self)
{
  g_autofree char *before = g_strdup (kontor_reason_choice_get_code (self));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  Rows rows = { self->codes, labels };

  g_ptr_array_set_size (self->codes, 0);
  g_ptr_array_add (self->codes, NULL);
  gtk_string_list_append (labels, _("Not said"));
  if (self->words != NULL)
    kontor_order_words_foreach (self->words, add_row, &rows);
  if (self->codes->len == 1)
    add_usual (&rows, self->usual);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (labels));
  kontor_reason_choice_set_code (self, before);
}

static void
kontor_reason_choice_dispose (GObject *object)
{
  KontorReasonChoice *self = KONTOR_REASON_CHOICE (object);

  g_clear_object (&self->words);

  G_OBJECT_CLASS (kontor_reason_choice_parent_class)->dispose (object);
}

static void
kontor_reason_choice_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_REASON_CHOICE (object)->codes);

  G_OBJECT_CLASS (kontor_reason_choice_parent_class)->finalize (object);
}

static void
kontor_reason_choice_class_init (KontorReasonChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_reason_choice_dispose;
  object_class->finalize = kontor_reason_choice_finalize;
}

static void
kontor_reason_choice_init (KontorReasonChoice *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
}

KontorReasonChoice *
kontor_reason_choice_new (const char *label, KontorOrderWords *words, const KontorReason *usual)
{
  KontorReasonChoice *self = g_object_new (KONTOR_TYPE_REASON_CHOICE, NULL);

  self->usual = usual;
  g_set_object (&self->words, words);
  if (words != NULL)
    g_signal_connect_object (words, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  fill (self);
  return self;
}

const char *
kontor_reason_choice_get_code (KontorReasonChoice *self)
{
  guint selected;

  g_return_val_if_fail (KONTOR_IS_REASON_CHOICE (self), NULL);

  selected = gtk_drop_down_get_selected (self->choice);
  return selected < self->codes->len ? g_ptr_array_index (self->codes, selected) : NULL;
}

void
kontor_reason_choice_set_code (KontorReasonChoice *self, const char *code)
{
  guint found = 0;

  g_return_if_fail (KONTOR_IS_REASON_CHOICE (self));

  for (guint i = 0; i < self->codes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->codes, i), code) == 0)
      found = i;
  gtk_drop_down_set_selected (self->choice, found);
}

const char *
kontor_reason_get_label (const KontorReason *reasons, const char *code)
{
  for (; reasons->label != NULL; reasons++)
    if (reasons->code != NULL && g_strcmp0 (reasons->code, code) == 0)
      return _(reasons->label);
  return code;
}
