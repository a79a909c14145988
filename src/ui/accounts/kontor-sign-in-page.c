#include "kontor-sign-in-page.h"

#include <glib/gi18n.h>

struct _KontorSignInPage {
  AdwNavigationPage parent_instance;

  const KontorConnectorInfo *platform;
  const KontorSignInManner *manner;
  KontorAccount *account; /* (owned) (nullable): that is signed in to anew */
  GPtrArray *rows;        /* (element-type GtkWidget): of the manner's fields, with NULL where a field is not asked for */
  GHashTable *entered;    /* char * → char *: what other manners were told, but for secrets */

  AdwBanner *complaint;
  AdwComboRow *manners;
  AdwPreferencesGroup *fields;
  GtkButton *send;
};

G_DEFINE_FINAL_TYPE (KontorSignInPage, kontor_sign_in_page, ADW_TYPE_NAVIGATION_PAGE)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entered_cb (KontorSignInPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
submit_cb (KontorSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connect.run", NULL);
}

/** (nullable): what the person said already, or long ago. */
static const char *
get_known (KontorSignInPage *self, const char *name)
{
  const char *entered = g_hash_table_lookup (self->entered, name);

  return entered == NULL && self->account != NULL ? kontor_account_get_setting (self->account, name) : entered;
}

static GtkWidget *
make_field (KontorSignInPage *self, const KontorSignInField *field)
{
  GtkWidget *row = field->secret ? adw_password_entry_row_new () : adw_entry_row_new ();
  const char *known = get_known (self, field->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  if (known != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), known);
  g_signal_connect_object (row, "changed", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (submit_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* The place stays when one signs in anew. */
static gboolean
is_asked (KontorSignInPage *self, const KontorSignInField *field)
{
  return !field->returned && (self->account == NULL || !g_str_equal (field->name, "address"));
}

static void
add_field (KontorSignInPage *self, const KontorSignInField *field)
{
  GtkWidget *row = is_asked (self, field) ? make_field (self, field) : NULL;

  if (row != NULL)
    adw_preferences_group_add (self->fields, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_field (KontorSignInPage *self, const KontorSignInField *field, GtkWidget *row)
{
  if (!field->secret)
    g_hash_table_replace (self->entered, g_strdup (field->name), g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  adw_preferences_group_remove (self->fields, row);
}

static void
clear_fields (KontorSignInPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL)
      clear_field (self, &self->manner->fields[i], g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* Where one finds what is asked for, a line for each field. */
static char *
describe_fields (KontorSignInPage *self)
{
  const KontorSignInField *fields = self->manner->fields;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; fields != NULL && fields[i].name != NULL; i++)
    if (fields[i].help != NULL && is_asked (self, &fields[i]))
      g_strv_builder_take (builder, g_markup_printf_escaped ("%s", _(fields[i].help)));
  if (kontor_sign_in_manner_uses_browser (self->manner))
    g_strv_builder_add (builder, _("Your shop opens in the browser and asks whether Kontor may connect. You need no key."));
  lines = g_strv_builder_end (builder);
  return g_strjoinv ("\n", lines);
}

static void
show_manner (KontorSignInPage *self, const KontorSignInManner *manner)
{
  g_autofree char *description = NULL;

  clear_fields (self);
  self->manner = manner;
  description = describe_fields (self);
  adw_preferences_group_set_description (self->fields, description);
  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++)
    add_field (self, &manner->fields[i]);
  gtk_button_set_label (self->send, kontor_sign_in_manner_uses_browser (manner) ? _("Continue in _Browser") : _("_Connect"));
  entered_cb (self);
}

static void
manner_chosen_cb (KontorSignInPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->manners);

  if (self->platform != NULL && chosen != GTK_INVALID_LIST_POSITION)
    show_manner (self, &self->platform->manners[chosen]);
}

/* Whether something beside the address is known of it. */
static gboolean
was_used (KontorSignInPage *self, const KontorSignInManner *manner)
{
  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++)
    if (kontor_account_get_setting (self->account, manner->fields[i].name) != NULL)
      return TRUE;
  return FALSE;
}

static void
choose_manner (KontorSignInPage *self)
{
  for (guint i = 0; self->account != NULL && self->platform->manners[i].name != NULL; i++)
    if (was_used (self, &self->platform->manners[i])) {
      adw_combo_row_set_selected (self->manners, i);
      return;
    }
}

static void
kontor_sign_in_page_dispose (GObject *object)
{
  g_clear_object (&KONTOR_SIGN_IN_PAGE (object)->account);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (kontor_sign_in_page_parent_class)->dispose (object);
}

static void
kontor_sign_in_page_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_SIGN_IN_PAGE (object)->rows);
  g_hash_table_unref (KONTOR_SIGN_IN_PAGE (object)->entered);
  G_OBJECT_CLASS (kontor_sign_in_page_parent_class)->finalize (object);
}

static void
kontor_sign_in_page_class_init (KontorSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_sign_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_sign_in_page_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSignInPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, KontorSignInPage, manners);
  gtk_widget_class_bind_template_child (widget_class, KontorSignInPage, fields);
  gtk_widget_class_bind_template_child (widget_class, KontorSignInPage, send);
  gtk_widget_class_bind_template_callback (widget_class, manner_chosen_cb);
}

static void
kontor_sign_in_page_init (KontorSignInPage *self)
{
  self->rows = g_ptr_array_new ();
  self->entered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_sign_in_page_set_platform (KontorSignInPage *self, const KontorConnectorInfo *platform, KontorAccount *account)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (KONTOR_IS_SIGN_IN_PAGE (self) && platform != NULL);

  self->platform = platform;
  g_set_object (&self->account, account);
  for (guint i = 0; platform->manners[i].name != NULL; i++)
    gtk_string_list_append (names, _(platform->manners[i].label));
  gtk_widget_set_visible (GTK_WIDGET (self->manners), g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  adw_combo_row_set_model (self->manners, G_LIST_MODEL (names));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 account != NULL ? kontor_account_get_name (account) : _(platform->name));
  choose_manner (self);
  manner_chosen_cb (self);
}

const KontorSignInManner *
kontor_sign_in_page_get_manner (KontorSignInPage *self)
{
  g_return_val_if_fail (KONTOR_IS_SIGN_IN_PAGE (self), NULL);

  return self->manner;
}

void
kontor_sign_in_page_choose_typing (KontorSignInPage *self)
{
  g_return_if_fail (KONTOR_IS_SIGN_IN_PAGE (self) && self->platform != NULL);

  for (guint i = 0; self->platform->manners[i].name != NULL; i++)
    if (!kontor_sign_in_manner_uses_browser (&self->platform->manners[i])) {
      adw_combo_row_set_selected (self->manners, i);
      return;
    }
}

gboolean
kontor_sign_in_page_is_empty (KontorSignInPage *self)
{
  g_return_val_if_fail (KONTOR_IS_SIGN_IN_PAGE (self), TRUE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL)
      return FALSE;
  return self->manner == NULL || !kontor_sign_in_manner_uses_browser (self->manner);
}

static const char *
get_entered (KontorSignInPage *self, guint field)
{
  GtkWidget *row = g_ptr_array_index (self->rows, field);

  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : "";
}

gboolean
kontor_sign_in_page_is_complete (KontorSignInPage *self)
{
  g_return_val_if_fail (KONTOR_IS_SIGN_IN_PAGE (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL && !self->manner->fields[i].optional && get_entered (self, i)[0] == '\0')
      return FALSE;
  return TRUE;
}

void
kontor_sign_in_page_collect (KontorSignInPage *self, GVariantBuilder *fields)
{
  g_return_if_fail (KONTOR_IS_SIGN_IN_PAGE (self) && fields != NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *entered = g_strstrip (g_strdup (get_entered (self, i)));

    if (entered[0] != '\0')
      g_variant_builder_add (fields, "{ss}", self->manner->fields[i].name, entered);
  }
}

void
kontor_sign_in_page_complain (KontorSignInPage *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_SIGN_IN_PAGE (self));

  if (text != NULL)
    adw_banner_set_title (self->complaint, text);
  adw_banner_set_revealed (self->complaint, text != NULL);
}
