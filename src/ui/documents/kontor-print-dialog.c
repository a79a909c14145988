#include "kontor-print-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-format.h"
#include "kontor-print-hand.h"
#include "kontor-print-look.h"
#include "kontor-print-preview.h"
#include "kontor-print-run.h"

#define QUEUE "queue:"
#define SOCKET "socket:"

struct _KontorPrintDialog {
  AdwDialog parent_instance;

  GWeakRef from;
  KontorEngine *engine; /* (owned) */
  KontorScope *scope;   /* (owned) (nullable): NULL: a document that was made */
  gint64 document_id;
  gint64 n;
  GArray *kinds;               /* (element-type KontorDocumentKind) (owned): in the order of the row */
  GStrv queues;                /* (owned) (nullable): in the order of the row, behind the first */
  KontorPrintProfile *profile; /* (owned) (nullable): of the kind that is shown, until it is read */
  gboolean updating;
  gboolean looking;
  gboolean stale; /* something was changed since the look began */

  KontorPrintPreview *preview;
  GtkLabel *count;
  GtkWidget *print;
  AdwComboRow *kind;
  AdwComboRow *printer;
  AdwEntryRow *address;
  AdwComboRow *media;
  AdwSpinRow *first_label;
  AdwSpinRow *left;
  AdwSpinRow *top;
  AdwSwitchRow *zpl;
  AdwComboRow *dpi;
  AdwSpinRow *darkness;
};

G_DEFINE_FINAL_TYPE (KontorPrintDialog, kontor_print_dialog, ADW_TYPE_DIALOG)

static const KontorDocumentKind order_kinds[] = {
  KONTOR_DOCUMENT_PACKING_SLIP,
  KONTOR_DOCUMENT_PICK_LIST,
  KONTOR_DOCUMENT_ADDRESS_LABEL,
  KONTOR_DOCUMENT_RETURN_LABEL,
  KONTOR_DOCUMENT_RECEIPT,
  KONTOR_DOCUMENT_INVOICE,
  KONTOR_DOCUMENT_CREDIT_NOTE,
  KONTOR_DOCUMENT_CN22,
  KONTOR_DOCUMENT_CN23,
};
static const KontorDocumentKind goods_kinds[] = { KONTOR_DOCUMENT_PRICE_LABEL, KONTOR_DOCUMENT_PRODUCT_LABEL };
static const guint resolutions[] = { 203, 300, 600 };

static KontorDocumentKind
get_kind (KontorPrintDialog *self)
{
  guint i = adw_combo_row_get_selected (self->kind);

  return g_array_index (self->kinds, KontorDocumentKind, MIN (i, self->kinds->len - 1));
}

static const KontorMedia *
get_media (KontorPrintDialog *self)
{
  guint n, i = adw_combo_row_get_selected (self->media);
  const KontorMedia *medias = kontor_media_list (&n);

  return &medias[MIN (i, n - 1)];
}

/* The last row is a printer in the network, whose address is typed. */
static gboolean
is_socket_chosen (KontorPrintDialog *self)
{
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (self->printer));

  return n > 0 && adw_combo_row_get_selected (self->printer) == n - 1;
}

static char *
dup_printer (KontorPrintDialog *self)
{
  guint i = adw_combo_row_get_selected (self->printer);
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (is_socket_chosen (self))
    return g_strconcat (SOCKET, address, NULL);
  return i == 0 || self->queues == NULL ? g_strdup ("") : g_strconcat (QUEUE, self->queues[i - 1], NULL);
}

static int
to_hundredths (double millimetres)
{
  return (int) (millimetres * 100 + (millimetres < 0 ? -0.5 : 0.5));
}

/* What the rows say. */
static KontorPrintProfile *
make_profile (KontorPrintDialog *self)
{
  KontorPrintProfile *profile = kontor_print_profile_new (get_kind (self));

  g_free (profile->printer);
  profile->printer = dup_printer (self);
  g_set_str (&profile->media, get_media (self)->name);
  profile->zpl = adw_switch_row_get_active (self->zpl);
  profile->first_label = (guint) adw_spin_row_get_value (self->first_label) - 1;
  profile->left = to_hundredths (adw_spin_row_get_value (self->left));
  profile->top = to_hundredths (adw_spin_row_get_value (self->top));
  profile->dpi = resolutions[MIN (adw_combo_row_get_selected (self->dpi), G_N_ELEMENTS (resolutions) - 1)];
  profile->darkness = (int) adw_spin_row_get_value (self->darkness);
  return profile;
}

static void
show_sensitive (KontorPrintDialog *self)
{
  const KontorMedia *media = get_media (self);
  gboolean label = kontor_document_kind_is_label (get_kind (self)), socket = is_socket_chosen (self);
  g_autofree char *printer = dup_printer (self);

  gtk_widget_set_visible (GTK_WIDGET (self->address), socket);
  gtk_widget_set_visible (GTK_WIDGET (self->first_label), label && kontor_media_is_sheet (media));
  adw_spin_row_set_range (self->first_label, 1, media->columns * media->rows);
  gtk_widget_set_visible (GTK_WIDGET (self->zpl), label && kontor_zpl_can_write (get_kind (self)));
  gtk_widget_set_sensitive (self->print, !socket || kontor_print_run_knows (printer));
}

static void
select_printer (KontorPrintDialog *self, const char *printer)
{
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (self->printer)), selected = 0;

  if (g_str_has_prefix (printer, SOCKET)) {
    gtk_editable_set_text (GTK_EDITABLE (self->address), printer + strlen (SOCKET));
    selected = n - 1;
  }
  for (guint i = 0; self->queues != NULL && g_str_has_prefix (printer, QUEUE) && self->queues[i] != NULL; i++)
    if (g_str_equal (self->queues[i], printer + strlen (QUEUE)))
      selected = i + 1;
  adw_combo_row_set_selected (self->printer, selected);
}

static void
show_profile (KontorPrintDialog *self, const KontorPrintProfile *profile)
{
  guint n;
  const KontorMedia *medias = kontor_media_list (&n);

  self->updating = TRUE;
  select_printer (self, profile->printer);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (medias[i].name, profile->media))
      adw_combo_row_set_selected (self->media, i);
  show_sensitive (self);
  adw_spin_row_set_value (self->first_label, profile->first_label + 1);
  adw_spin_row_set_value (self->left, profile->left / 100.0);
  adw_spin_row_set_value (self->top, profile->top / 100.0);
  adw_switch_row_set_active (self->zpl, profile->zpl);
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (resolutions[i] == profile->dpi)
      adw_combo_row_set_selected (self->dpi, i);
  adw_spin_row_set_value (self->darkness, profile->darkness);
  self->updating = FALSE;
}

static void
show_queues (KontorPrintDialog *self, GStrv queues)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Choose in a Dialog"));
  for (guint i = 0; queues != NULL && queues[i] != NULL; i++)
    gtk_string_list_append (names, queues[i]);
  gtk_string_list_append (names, _("Label Printer in the Network"));
  g_clear_pointer (&self->queues, g_strfreev);
  self->queues = g_strdupv (queues);
  self->updating = TRUE;
  adw_combo_row_set_model (self->printer, G_LIST_MODEL (names));
  self->updating = FALSE;
}

static void look (KontorPrintDialog *self);

static void
show_look (KontorPrintDialog *self, KontorPrintLook *done)
{
  if (self->queues == NULL)
    show_queues (self, done->queues);
  if (self->profile == NULL && done->profile != NULL) {
    self->profile = kontor_print_profile_copy (done->profile);
    show_profile (self, self->profile);
  }
  if (done->pages != NULL)
    kontor_print_preview_show_pages (self->preview, done->pages);
  else
    kontor_print_preview_show_message (self->preview, done->fault != NULL ? done->fault : _("There is nothing to print."));
  gtk_widget_set_sensitive (self->print, done->pages != NULL);
  if (done->pages != NULL)
    show_sensitive (self);
}

typedef struct {
  GWeakRef dialog;
  KontorPrintLook *look;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  g_weak_ref_clear (&self->dialog);
  kontor_print_look_unref (self->look);
  g_free (self);
}

static DexFuture *
on_looked (DexFuture *future, gpointer data)
{
  Looking *looking = data;
  g_autoptr (KontorPrintDialog) self = g_weak_ref_get (&looking->dialog);

  if (self == NULL || self->engine == NULL)
    return NULL;
  self->looking = FALSE;
  if (self->stale)
    look (self);
  else
    show_look (self, looking->look);
  return NULL;
}

/* One look at a time; what was changed meanwhile is looked at afterwards. */
static void
look (KontorPrintDialog *self)
{
  Looking *looking;

  self->stale = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  looking = g_new0 (Looking, 1);
  g_weak_ref_init (&looking->dialog, self);
  looking->look = kontor_print_look_new (self->engine, get_kind (self), self->scope, self->document_id);
  looking->look->queues = g_strdupv (self->queues);
  looking->look->profile = self->profile != NULL ? make_profile (self) : NULL;
  looking->look->scale = KONTOR_PRINT_PREVIEW_SCALE;
  dex_future_disown (dex_future_finally (kontor_print_look_fill (looking->look), on_looked, looking, looking_free));
}

static void
on_changed (KontorPrintDialog *self)
{
  if (self->updating || self->profile == NULL)
    return;
  show_sensitive (self);
  look (self);
}

static void
on_printer (KontorPrintDialog *self)
{
  if (!self->updating && self->profile != NULL)
    show_sensitive (self);
}

/* Each kind of document has its printer and paper. */
static void
on_kind (KontorPrintDialog *self)
{
  if (self->updating || self->engine == NULL)
    return;
  g_clear_pointer (&self->profile, kontor_print_profile_free);
  kontor_print_preview_show_busy (self->preview);
  gtk_widget_set_sensitive (self->print, FALSE);
  look (self);
}

static void
on_print (KontorPrintDialog *self)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autoptr (KontorPrintProfile) profile = make_profile (self);

  dex_future_disown (kontor_print_profile_save (self->engine, get_kind (self), profile));
  if (from != NULL)
    kontor_print_hand_out (from, self->engine, get_kind (self), self->scope, self->document_id, profile);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
kontor_print_dialog_dispose (GObject *object)
{
  KontorPrintDialog *self = KONTOR_PRINT_DIALOG (object);

  self->updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRINT_DIALOG);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->scope, kontor_scope_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->queues, g_strfreev);
  g_clear_pointer (&self->profile, kontor_print_profile_free);

  G_OBJECT_CLASS (kontor_print_dialog_parent_class)->dispose (object);
}

static void
kontor_print_dialog_finalize (GObject *object)
{
  g_weak_ref_clear (&KONTOR_PRINT_DIALOG (object)->from);

  G_OBJECT_CLASS (kontor_print_dialog_parent_class)->finalize (object);
}

static void
kontor_print_dialog_class_init (KontorPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_print_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_print_dialog_finalize;

  g_type_ensure (KONTOR_TYPE_PRINT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/documents/kontor-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, address);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, count);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, darkness);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, dpi);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, first_label);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, left);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, media);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, print);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, printer);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, top);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintDialog, zpl);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_printer);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
fill_media (KontorPrintDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n;
  const KontorMedia *medias = kontor_media_list (&n);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles, medias[i].title);
  adw_combo_row_set_expression (self->media, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  adw_combo_row_set_model (self->media, G_LIST_MODEL (titles));
}

static void
kontor_print_dialog_init (KontorPrintDialog *self)
{
  g_weak_ref_init (&self->from, NULL);
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_media (self);
  self->updating = FALSE;
}

static void
fill_kinds (KontorPrintDialog *self, const KontorDocumentKind *kinds, guint n)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->kinds = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof *kinds), kinds, n);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles, kontor_document_kind_get_label (kinds[i]));
  self->updating = TRUE;
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (titles));
  self->updating = FALSE;
}

static void
show_count (KontorPrintDialog *self)
{
  g_autofree char *number = self->n > KONTOR_PRINT_LOOK_MOST ? kontor_format_number (self->n) : NULL;
  g_autofree char *text = number != NULL ? g_strdup_printf (_("The first %u of %s"), KONTOR_PRINT_LOOK_MOST, number) : NULL;

  gtk_label_set_label (self->count, text != NULL ? text : "");
}

static void
present (KontorPrintDialog *self, GtkWidget *from, KontorEngine *engine)
{
  g_weak_ref_set (&self->from, from);
  self->engine = g_object_ref (engine);
  show_count (self);
  on_kind (self);
  adw_dialog_present (ADW_DIALOG (self), from);
}

void
kontor_print_dialog_present (GtkWidget *from, KontorEngine *engine, KontorScope *scope, gint64 n)
{
  KontorPrintDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && KONTOR_IS_ENGINE (engine) && scope != NULL);

  self = g_object_new (KONTOR_TYPE_PRINT_DIALOG, NULL);
  self->scope = kontor_scope_ref (scope);
  self->n = n;
  if (kontor_scope_get_entity (scope) == KONTOR_ENTITY_ORDER)
    fill_kinds (self, order_kinds, G_N_ELEMENTS (order_kinds));
  else
    fill_kinds (self, goods_kinds, G_N_ELEMENTS (goods_kinds));
  present (self, from, engine);
}

void
kontor_print_dialog_present_made (GtkWidget *from, KontorEngine *engine, KontorDocumentKind kind, gint64 document_id)
{
  KontorPrintDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && KONTOR_IS_ENGINE (engine));

  self = g_object_new (KONTOR_TYPE_PRINT_DIALOG, NULL);
  self->document_id = document_id;
  adw_dialog_set_title (ADW_DIALOG (self), _("Print Again"));
  fill_kinds (self, &kind, 1);
  present (self, from, engine);
}
