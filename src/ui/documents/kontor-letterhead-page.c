#include "kontor-letterhead-page.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-address-group.h"
#include "kontor-letterheads.h"
#include "kontor-logo-file.h"
#include "kontor-wording.h"

struct _KontorLetterheadPage {
  AdwNavigationPage parent_instance;

  KontorEngine *engine; /* (owned) */
  gint64 account_id;
  GBytes *png; /* (owned) (nullable): the logo */

  AdwToastOverlay *toasts;
  AdwEntryRow *name;
  AdwComboRow *language;
  AdwActionRow *logo_row;
  GtkPicture *logo;
  GtkWidget *remove_logo;
  KontorAddressGroup *address;
  AdwEntryRow *contact;
  AdwEntryRow *legal;
  AdwEntryRow *tax_id;
  AdwEntryRow *bank;
  AdwEntryRow *closing;
  AdwEntryRow *invoice_prefix;
  AdwSpinRow *invoice_next;
  AdwEntryRow *credit_prefix;
  AdwSpinRow *credit_next;
};

G_DEFINE_FINAL_TYPE (KontorLetterheadPage, kontor_letterhead_page, ADW_TYPE_NAVIGATION_PAGE)

/* Lines are typed in a row, divided by semicolons. */
static char *
join_lines (const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  return g_strjoinv ("; ", parts);
}

static char *
split_lines (const char *row)
{
  g_auto (GStrv) parts = g_strsplit (row, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  return g_strjoinv ("\n", parts);
}

static void
show_logo (KontorLetterheadPage *self)
{
  g_autoptr (GdkTexture) texture = self->png != NULL ? gdk_texture_new_from_bytes (self->png, NULL) : NULL;

  gtk_picture_set_paintable (self->logo, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->logo), texture != NULL);
  gtk_widget_set_visible (self->remove_logo, self->png != NULL);
  adw_action_row_set_subtitle (self->logo_row, self->png == NULL ? _("None") : "");
}

static void
set_png (KontorLetterheadPage *self, GBytes *png)
{
  g_clear_pointer (&self->png, g_bytes_unref);
  self->png = png != NULL ? g_bytes_ref (png) : NULL;
  show_logo (self);
}

static void
on_remove_logo (KontorLetterheadPage *self)
{
  set_png (self, NULL);
}

static DexFuture *
on_logo (DexFuture *future, gpointer data)
{
  KontorLetterheadPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *png = dex_future_get_value (future, &error);

  if (self->engine == NULL)
    return NULL;
  if (png == NULL) {
    kontor_toast_error (self->toasts, error);
    return NULL;
  }
  set_png (self, g_value_get_boxed (png));
  return NULL;
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorLetterheadPage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    dex_future_disown (dex_future_finally (kontor_logo_file_load (file), on_logo, g_object_ref (self), g_object_unref));
}

static void
on_choose_logo (KontorLetterheadPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _("Choose a Logo"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_file, g_object_ref (self));
}

/* The rows of plain text, and what they are of. */
static const struct {
  gsize row;
  guint field;
  gboolean several;
} texts[] = {
  { G_STRUCT_OFFSET (KontorLetterheadPage, name), KONTOR_LETTERHEAD_NAME, FALSE },
  { G_STRUCT_OFFSET (KontorLetterheadPage, contact), KONTOR_LETTERHEAD_CONTACT, TRUE },
  { G_STRUCT_OFFSET (KontorLetterheadPage, legal), KONTOR_LETTERHEAD_LEGAL, TRUE },
  { G_STRUCT_OFFSET (KontorLetterheadPage, tax_id), KONTOR_LETTERHEAD_TAX_ID, FALSE },
  { G_STRUCT_OFFSET (KontorLetterheadPage, bank), KONTOR_LETTERHEAD_BANK, TRUE },
  { G_STRUCT_OFFSET (KontorLetterheadPage, closing), KONTOR_LETTERHEAD_CLOSING, TRUE },
};

static GtkEditable *
get_row (KontorLetterheadPage *self, guint i)
{
  return GTK_EDITABLE (G_STRUCT_MEMBER (gpointer, self, texts[i].row));
}

static gboolean
is_empty (const KontorRecord *address)
{
  for (guint i = 0; i < KONTOR_ADDRESS_N_FIELDS; i++)
    if (kontor_record_get_text (address, i) != NULL && kontor_record_get_text (address, i)[0] != '\0')
      return FALSE;
  return TRUE;
}

static KontorRecord *
make_record (KontorLetterheadPage *self)
{
  KontorRecord *record = kontor_record_new (&kontor_letterhead_type);
  g_autoptr (KontorRecord) address = kontor_address_group_dup_address (self->address);
  guint language = adw_combo_row_get_selected (self->language);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *typed = gtk_editable_get_text (get_row (self, i));

    kontor_record_take_text (record, texts[i].field, texts[i].several ? split_lines (typed) : g_strdup (typed));
  }
  kontor_record_set_text (record, KONTOR_LETTERHEAD_LANGUAGE, kontor_wording_get_languages ()[language]);
  kontor_record_set_empty (record, KONTOR_LETTERHEAD_ADDRESSES);
  kontor_record_set_key (address, "shop");
  if (!is_empty (address))
    kontor_record_take_member (record, KONTOR_LETTERHEAD_ADDRESSES, g_steal_pointer (&address));
  return record;
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  KontorLetterheadPage *self = data;
  g_autoptr (GError) error = NULL;

  if (self->engine == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Letterhead saved")));
  else
    kontor_toast_error (self->toasts, error);
  return NULL;
}

static DexFuture *
save_series (KontorLetterheadPage *self, KontorDocumentKind kind, AdwEntryRow *prefix, AdwSpinRow *next)
{
  return kontor_letterheads_save_series (self->engine, self->account_id, kind, gtk_editable_get_text (GTK_EDITABLE (prefix)),
                                         (gint64) adw_spin_row_get_value (next));
}

static void
on_save (KontorLetterheadPage *self)
{
  g_autoptr (KontorRecord) record = make_record (self);
  g_autoptr (KontorLetterheadSetup) setup = kontor_letterhead_setup_new (record, self->png);
  DexFuture *all = dex_future_all (kontor_letterheads_save (self->engine, self->account_id, setup),
                                   save_series (self, KONTOR_DOCUMENT_INVOICE, self->invoice_prefix, self->invoice_next),
                                   save_series (self, KONTOR_DOCUMENT_CREDIT_NOTE, self->credit_prefix, self->credit_next), NULL);

  dex_future_disown (dex_future_finally (all, on_saved, g_object_ref (self), g_object_unref));
}

static void
show_setup (KontorLetterheadPage *self, const KontorLetterheadSetup *setup)
{
  const char *const *languages = kontor_wording_get_languages ();
  const char *language = kontor_record_get_text (setup->record, KONTOR_LETTERHEAD_LANGUAGE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = join_lines (kontor_record_get_text (setup->record, texts[i].field));

    gtk_editable_set_text (get_row (self, i), text);
  }
  for (guint i = 0; languages[i] != NULL; i++)
    if (g_strcmp0 (languages[i], language) == 0)
      adw_combo_row_set_selected (self->language, i);
  if (kontor_record_get_length (setup->record, KONTOR_LETTERHEAD_ADDRESSES) > 0)
    kontor_address_group_set_address (self->address, kontor_record_get_member (setup->record, KONTOR_LETTERHEAD_ADDRESSES, 0));
  set_png (self, setup->logo);
}

static void
show_series (DexFuture *future, AdwEntryRow *prefix, AdwSpinRow *next)
{
  const GValue *value = dex_future_get_value (future, NULL);
  const KontorSeries *series = value != NULL ? g_value_get_boxed (value) : NULL;

  if (series == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (prefix), series->prefix);
  adw_spin_row_set_value (next, (double) series->next);
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  KontorLetterheadPage *self = data;
  DexFutureSet *all = DEX_FUTURE_SET (future);
  const GValue *setup = dex_future_get_value (dex_future_set_get_future_at (all, 0), NULL);

  if (self->engine == NULL)
    return NULL;
  if (setup != NULL)
    show_setup (self, g_value_get_boxed (setup));
  show_series (dex_future_set_get_future_at (all, 1), self->invoice_prefix, self->invoice_next);
  show_series (dex_future_set_get_future_at (all, 2), self->credit_prefix, self->credit_next);
  return NULL;
}

static void
load (KontorLetterheadPage *self)
{
  DexFuture *all = dex_future_all (kontor_letterheads_load (self->engine, self->account_id),
                                   kontor_letterheads_load_series (self->engine, self->account_id, KONTOR_DOCUMENT_INVOICE),
                                   kontor_letterheads_load_series (self->engine, self->account_id, KONTOR_DOCUMENT_CREDIT_NOTE), NULL);

  dex_future_disown (dex_future_finally (all, on_loaded, g_object_ref (self), g_object_unref));
}

static void
kontor_letterhead_page_dispose (GObject *object)
{
  KontorLetterheadPage *self = KONTOR_LETTERHEAD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LETTERHEAD_PAGE);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->png, g_bytes_unref);

  G_OBJECT_CLASS (kontor_letterhead_page_parent_class)->dispose (object);
}

static void
kontor_letterhead_page_class_init (KontorLetterheadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_letterhead_page_dispose;

  g_type_ensure (KONTOR_TYPE_ADDRESS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/documents/kontor-letterhead-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, address);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, bank);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, closing);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, contact);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, credit_next);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, credit_prefix);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, invoice_next);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, invoice_prefix);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, language);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, legal);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, logo);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, logo_row);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, remove_logo);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, tax_id);
  gtk_widget_class_bind_template_child (widget_class, KontorLetterheadPage, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_logo);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_logo);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

/* A language is called as its speakers call it. */
static void
fill_languages (KontorLetterheadPage *self)
{
  static const char *const names[][2] = { { "en", "English" }, { "de", "Deutsch" }, { "ar", "العربية" }, { "fr", "Français" } };
  const char *const *languages = kontor_wording_get_languages ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++) {
    const char *name = languages[i];

    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      if (g_str_equal (names[j][0], languages[i]))
        name = names[j][1];
    gtk_string_list_append (list, name);
  }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (list));
}

static void
kontor_letterhead_page_init (KontorLetterheadPage *self)
{
  g_autoptr (KontorRecord) nowhere = kontor_record_new (&kontor_address_type);

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_languages (self);
  kontor_address_group_set_address (self->address, nowhere);
}

KontorLetterheadPage *
kontor_letterhead_page_new (KontorEngine *engine, KontorAccount *account)
{
  KontorLetterheadPage *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_ACCOUNT (account), NULL);

  self = g_object_new (KONTOR_TYPE_LETTERHEAD_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->account_id = kontor_account_get_id (account);
  load (self);
  return self;
}
