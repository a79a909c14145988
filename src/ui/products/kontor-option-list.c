#include "kontor-option-list.h"

#include <glib/gi18n.h>

#include "kontor-option-row.h"

struct _KontorOptionList {
  AdwPreferencesGroup parent_instance;

  KontorDraftVariants *variants; /* (owned) (nullable) */
  GPtrArray *rows;               /* (element-type KontorOptionRow) */
  guint plan_id;

  AdwEntryRow *new_row;
  AdwActionRow *plan_row;
  GtkWidget *make_button;
};

G_DEFINE_FINAL_TYPE (KontorOptionList, kontor_option_list, ADW_TYPE_PREFERENCES_GROUP)

static void
mark (KontorOptionList *self, const GError *error)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->new_row), error != NULL ? error->message : _("Add an Option, Such as Size"));
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->new_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->new_row), "error");
}

static void
typed_cb (KontorOptionList *self)
{
  mark (self, NULL);
}

static void
new_option_cb (KontorOptionList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->new_row));
  g_autoptr (GError) error = NULL;

  if (text[0] == '\0')
    return;
  if (kontor_draft_options_add (self->variants, text, &error)) {
    gtk_editable_set_text (GTK_EDITABLE (self->new_row), "");
    kontor_option_row_focus_new_value (g_ptr_array_index (self->rows, self->rows->len - 1));
  }
  mark (self, error);
}

static void
make_cb (KontorOptionList *self)
{
  kontor_draft_variants_generate (self->variants);
}

/* --- What there is to be made --- */

static char *
describe (const KontorOptionsPlan *plan)
{
  g_autofree char *all = g_strdup_printf (ngettext ("%u variant", "%u variants", (guint) plan->n_all), (guint) plan->n_all);

  if (plan->missing->len == 0)
    return g_steal_pointer (&all);
  /* Translators: "12 variants, 4 new": the first is how many there will be. */
  return g_strdup_printf (_("%s, %u new"), all, plan->missing->len);
}

static char *
describe_stale (const KontorOptionsPlan *plan)
{
  if (plan->stale->len == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%u has a value that is no more, or is there twice", "%u have a value that is no more, or are there twice",
                                    plan->stale->len),
                          plan->stale->len);
}

static void
show_plan (KontorOptionList *self, const KontorOptionsPlan *plan)
{
  gboolean many = plan->n_all > KONTOR_OPTIONS_MAX;
  g_autofree char *title = many ? g_strdup_printf (_("More than %u variants"), KONTOR_OPTIONS_MAX) : describe (plan);
  g_autofree char *stale = describe_stale (plan);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->plan_row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plan_row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_set_subtitle (self->plan_row, many ? _("That is more than a product can have. Take values away.") : stale);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_row), plan->n_all > 0);
  gtk_widget_set_visible (self->make_button, plan->missing->len > 0 || plan->changed->len > 0);
}

static gboolean
plan_cb (gpointer data)
{
  KontorOptionList *self = data;
  g_autoptr (KontorOptionsPlan) plan = NULL;

  self->plan_id = 0;
  if (self->rows->len == 0) {
    gtk_widget_set_visible (GTK_WIDGET (self->plan_row), FALSE);
    return G_SOURCE_REMOVE;
  }
  plan = kontor_draft_variants_plan (self->variants);
  if (plan != NULL)
    show_plan (self, plan);
  return G_SOURCE_REMOVE;
}

/* It goes through all variants, so not with each letter that is typed. */
static void
plan_soon (KontorOptionList *self)
{
  if (self->plan_id == 0)
    self->plan_id = g_idle_add (plan_cb, self);
}

static guint
count_options (KontorOptionList *self)
{
  KontorDraft *draft = kontor_draft_variants_get_draft (self->variants);
  g_autoptr (KontorRecord) product = kontor_draft_dup_record (draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (draft));

  return kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS);
}

static void
add_row (KontorOptionList *self)
{
  GtkWidget *row = kontor_option_row_new (self->variants, self->rows->len);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->plan_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->plan_row));
  g_ptr_array_add (self->rows, row);
}

static void
show (KontorOptionList *self)
{
  guint n_options = count_options (self);

  while (self->rows->len < n_options)
    add_row (self);
  while (self->rows->len > n_options)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  for (guint i = 0; i < self->rows->len; i++)
    kontor_option_row_update (g_ptr_array_index (self->rows, i));
  plan_soon (self);
}

static void
kontor_option_list_dispose (GObject *object)
{
  KontorOptionList *self = KONTOR_OPTION_LIST (object);

  g_clear_handle_id (&self->plan_id, g_source_remove);
  g_clear_object (&self->variants);
  g_clear_object (&self->plan_row);

  G_OBJECT_CLASS (kontor_option_list_parent_class)->dispose (object);
}

static void
kontor_option_list_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_OPTION_LIST (object)->rows);

  G_OBJECT_CLASS (kontor_option_list_parent_class)->finalize (object);
}

static void
kontor_option_list_class_init (KontorOptionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_option_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_option_list_finalize;
}

static void
add_plan_row (KontorOptionList *self)
{
  self->plan_row = ADW_ACTION_ROW (g_object_ref_sink (adw_action_row_new ()));
  self->make_button = gtk_button_new_with_label (_("Create the New Ones"));
  gtk_widget_set_valign (self->make_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->make_button, "clicked", G_CALLBACK (make_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->plan_row, self->make_button);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->plan_row));
}

static void
kontor_option_list_init (KontorOptionList *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Options"));
  self->new_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  mark (self, NULL);
  adw_entry_row_set_show_apply_button (self->new_row, TRUE);
  g_signal_connect_object (self->new_row, "apply", G_CALLBACK (new_option_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->new_row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->new_row));
  add_plan_row (self);
}

void
kontor_option_list_bind (KontorOptionList *self, KontorDraftVariants *variants)
{
  KontorDraft *draft = kontor_draft_variants_get_draft (variants);
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *reason = NULL;

  g_return_if_fail (KONTOR_IS_OPTION_LIST (self));
  g_return_if_fail (self->variants == NULL);

  self->variants = g_object_ref (variants);
  account = kontor_engine_dup_account (kontor_draft_get_engine (draft), kontor_draft_get_account (draft));
  if (account != NULL && !kontor_account_allows (account, "create-variant", NULL, &reason)) {
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), reason);
  }
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (variants, "items-changed", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  show (self);
}
