#include "kontor-product-editor.h"

#include <glib/gi18n.h>

#include "kontor-check-row.h"
#include "kontor-choice-row.h"
#include "kontor-custom-fields.h"
#include "kontor-day-row.h"
#include "kontor-field-cell.h"
#include "kontor-field-row.h"
#include "kontor-gesture.h"
#include "kontor-later.h"
#include "kontor-option-list.h"
#include "kontor-option-row.h"
#include "kontor-picture-list.h"
#include "kontor-rich-editor.h"
#include "kontor-search-preview.h"
#include "kontor-term-row.h"
#include "kontor-variant-table.h"

struct _KontorProductEditor {
  AdwDialog parent_instance;

  KontorAccount *account;        /* (owned) */
  KontorDraft *draft;            /* (owned) */
  KontorDraftVariants *variants; /* (owned) (nullable): since the draft is open */
  gint64 variant;                /* the only one; 0: there are several, or none is read yet */
  gboolean opened;
  gboolean saving;

  AdwBanner *banner;
  AdwPreferencesPage *page;
  AdwToastOverlay *toasts;
  GtkLabel *changes_label;
  GtkLabel *failure_label;
  GtkRevealer *revealer;
  GtkStack *stack;
  GtkWidget *codes_group;
  GtkWidget *price_group;
  GtkWidget *size_group;
  GtkWidget *stock_group;
  GtkWidget *stock_row;
  GtkWidget *title_row;
  GtkWidget *variants_group;
  KontorCustomFields *custom_fields;
  KontorFieldRow *height_row;
  KontorFieldRow *length_row;
  KontorFieldRow *weight_row;
  KontorFieldRow *width_row;
  KontorOptionList *option_list;
  KontorPictureList *picture_list;
  KontorRichEditor *description_editor;
  KontorRichEditor *summary_editor;
  KontorSearchPreview *preview;
  KontorVariantTable *variant_table;
};

G_DEFINE_FINAL_TYPE (KontorProductEditor, kontor_product_editor, ADW_TYPE_DIALOG)

/* Those that have no place of their own to say that the shop has changed them too. */
static const guint quiet_fields[] = { KONTOR_PRODUCT_DESCRIPTION, KONTOR_PRODUCT_SUMMARY, KONTOR_PRODUCT_PICTURES,
                                      KONTOR_PRODUCT_OPTIONS };

static gint64
get_product (KontorProductEditor *self)
{
  return kontor_draft_get_product (self->draft);
}

static void
say (KontorProductEditor *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- The rows --- */

typedef void (*RowFunc) (KontorProductEditor *self, GtkWidget *row);

static void
for_each_row (KontorProductEditor *self, GtkWidget *widget, RowFunc func)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    func (self, child);
    for_each_row (self, child, func);
  }
}

static gint64
get_id (KontorProductEditor *self, KontorEntity entity)
{
  return entity == KONTOR_ENTITY_PRODUCT ? get_product (self) : self->variant;
}

static gboolean
is_to_bind (KontorProductEditor *self, KontorEntity entity, KontorEntity wanted)
{
  return entity == wanted && (entity == KONTOR_ENTITY_PRODUCT || self->variant != 0);
}

static void
bind_row (KontorProductEditor *self, GtkWidget *row, KontorEntity wanted)
{
  gint64 id = get_id (self, wanted);

  if (KONTOR_IS_FIELD_ROW (row) && is_to_bind (self, kontor_field_row_get_entity (KONTOR_FIELD_ROW (row)), wanted))
    kontor_field_row_bind (KONTOR_FIELD_ROW (row), self->draft, id);
  else if (KONTOR_IS_CHOICE_ROW (row) &&
           is_to_bind (self, kontor_choice_row_get_entity (KONTOR_CHOICE_ROW (row)), wanted))
    kontor_choice_row_bind (KONTOR_CHOICE_ROW (row), self->draft, id);
  else if (KONTOR_IS_CHECK_ROW (row) && is_to_bind (self, kontor_check_row_get_entity (KONTOR_CHECK_ROW (row)), wanted))
    kontor_check_row_bind (KONTOR_CHECK_ROW (row), self->draft, id);
  else if (KONTOR_IS_DAY_ROW (row) && is_to_bind (self, kontor_day_row_get_entity (KONTOR_DAY_ROW (row)), wanted))
    kontor_day_row_bind (KONTOR_DAY_ROW (row), self->draft, id);
  else if (KONTOR_IS_TERM_ROW (row) && wanted == KONTOR_ENTITY_PRODUCT)
    kontor_term_row_bind (KONTOR_TERM_ROW (row), self->draft);
}

static void
bind_product_row (KontorProductEditor *self, GtkWidget *row)
{
  bind_row (self, row, KONTOR_ENTITY_PRODUCT);
}

static void
bind_variant_row (KontorProductEditor *self, GtkWidget *row)
{
  bind_row (self, row, KONTOR_ENTITY_VARIANT);
}

static gboolean
is_invalid (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  return (KONTOR_IS_OPTION_ROW (widget) && kontor_option_row_get_invalid (KONTOR_OPTION_ROW (widget))) ||
         (KONTOR_IS_FIELD_ROW (widget) && kontor_field_row_get_invalid (KONTOR_FIELD_ROW (widget))) ||
         (KONTOR_IS_FIELD_CELL (widget) && kontor_field_cell_get_invalid (KONTOR_FIELD_CELL (widget)));
}

static GtkWidget *
find_invalid (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = is_invalid (child) ? child : find_invalid (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* --- What is to be saved --- */

static gboolean
is_quiet (KontorProductEditor *self, guint field)
{
  return kontor_draft_is_overtaken (self->draft, KONTOR_ENTITY_PRODUCT, get_product (self), field);
}

static void
show_banner (KontorProductEditor *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL, *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (quiet_fields); i++)
    if (is_quiet (self, quiet_fields[i]))
      g_strv_builder_add (builder, kontor_entity_get_field_label (KONTOR_ENTITY_PRODUCT, quiet_fields[i]));
  names = g_strv_builder_end (builder);
  list = g_strjoinv (", ", names);
  /* Translators: %s are the names of what was changed. */
  text = g_strdup_printf (_("The shop has changed this since: %s. What you save takes its place."), list);
  if (names[0] != NULL)
    adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, names[0] != NULL);
}

static void
on_banner (KontorProductEditor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (quiet_fields); i++)
    if (is_quiet (self, quiet_fields[i]))
      kontor_draft_reset (self->draft, KONTOR_ENTITY_PRODUCT, get_product (self), quiet_fields[i]);
}

static char *
dup_changes (KontorProductEditor *self)
{
  g_auto (GStrv) lines = kontor_draft_describe (self->draft);

  return g_strjoinv (", ", lines);
}

static void
show_changes (KontorProductEditor *self)
{
  gboolean dirty = kontor_draft_get_dirty (self->draft);
  g_autofree char *list = dup_changes (self), *text = g_strdup_printf (_("Not saved yet: %s"), list);

  if (get_product (self) == 0)
    gtk_label_set_label (self->changes_label, _("Not saved yet"));
  else if (dirty)
    gtk_label_set_label (self->changes_label, text);
  gtk_revealer_set_reveal_child (self->revealer, dirty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", dirty && !self->saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.discard", dirty && !self->saving);
}

static void
show_title (KontorProductEditor *self, const KontorRecord *record)
{
  const char *title = kontor_record_get_text (record, KONTOR_PRODUCT_TITLE);

  if (get_product (self) == 0)
    adw_dialog_set_title (ADW_DIALOG (self), _("New Product"));
  else if (title != NULL && title[0] != '\0')
    adw_dialog_set_title (ADW_DIALOG (self), title);
}

static void
show (KontorProductEditor *self)
{
  g_autoptr (KontorRecord) record = NULL;

  if (self->draft == NULL)
    return;
  record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, get_product (self));
  show_title (self, record);
  show_changes (self);
  show_banner (self);
  kontor_custom_fields_show (self->custom_fields, kontor_record_get_text (record, KONTOR_PRODUCT_METADATA));
}

/* --- Saving and leaving --- */

static void
flush (KontorProductEditor *self)
{
  kontor_rich_editor_flush (self->description_editor);
  kontor_rich_editor_flush (self->summary_editor);
}

static void
saved_cb (DexFuture *future, gpointer data)
{
  KontorProductEditor *self = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *parent;

  if (self->draft == NULL)
    return;
  self->saving = FALSE;
  show_changes (self);
  if (dex_future_get_value (future, &error) == NULL) {
    say (self, error->message);
    return;
  }
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    kontor_gesture_run (parent, dex_ref (future));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save (KontorProductEditor *self)
{
  GtkWidget *invalid = find_invalid (GTK_WIDGET (self->page));

  if (self->saving)
    return;
  if (invalid != NULL) {
    say (self, _("Something that you typed cannot be read."));
    gtk_widget_grab_focus (invalid);
    return;
  }
  flush (self);
  self->saving = TRUE;
  show_changes (self);
  kontor_later (kontor_draft_save (self->draft), saved_cb, g_object_ref (self), g_object_unref);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (KONTOR_PRODUCT_EDITOR (widget));
}

/* The rows show what the shop has only once nothing is typed in them. */
static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductEditor *self = KONTOR_PRODUCT_EDITOR (widget);

  kontor_draft_discard (self->draft);
  kontor_draft_keep_typed (self->draft);
  if (get_product (self) == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
give_up (KontorProductEditor *self)
{
  kontor_draft_discard (self->draft);
  kontor_draft_keep_typed (self->draft);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
left_cb (AdwAlertDialog *dialog, const char *response, KontorProductEditor *self)
{
  if (g_str_equal (response, "save"))
    save (self);
  else if (g_str_equal (response, "keep")) {
    kontor_draft_keep_typed (self->draft);
    adw_dialog_force_close (ADW_DIALOG (self));
  } else if (g_str_equal (response, "discard"))
    give_up (self);
}

static void
on_close_attempt (KontorProductEditor *self)
{
  AdwDialog *dialog;

  if (self->opened)
    flush (self);
  if (!kontor_draft_get_dirty (self->draft)) {
    adw_dialog_force_close (ADW_DIALOG (self));
    return;
  }
  dialog = adw_alert_dialog_new (_("Save the Changes?"), _("What is not saved is kept, and is here again when you edit "
                                                             "this product the next time."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"), "keep",
                                  _("_Keep for Later"), "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (left_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* --- Opening --- */

static void
show_units (KontorProductEditor *self)
{
  const KontorAccountInfo *info = kontor_account_get_info (self->account);
  KontorFieldRow *sizes[] = { self->length_row, self->width_row, self->height_row };

  if (info == NULL)
    return;
  if (info->weight_unit != NULL)
    kontor_field_row_set_unit (self->weight_row, info->weight_unit);
  for (guint i = 0; info->size_unit != NULL && i < G_N_ELEMENTS (sizes); i++)
    kontor_field_row_set_unit (sizes[i], info->size_unit);
}

static void
show_variant_groups (KontorProductEditor *self)
{
  GtkWidget *groups[] = { self->price_group, self->stock_group, self->codes_group, self->size_group };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (groups[i], self->variant != 0);
}

static gboolean
has_one_level (KontorProductEditor *self)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_VARIANT, self->variant);

  return kontor_record_get_length (record, KONTOR_VARIANT_LEVELS) <= 1;
}

static void
bind_variant (KontorProductEditor *self, gint64 id)
{
  if (self->variant == id)
    return;
  self->variant = id;
  if (id != 0)
    for_each_row (self, GTK_WIDGET (self->page), bind_variant_row);
  show_variant_groups (self);
}

static gboolean
has_options (KontorProductEditor *self)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, get_product (self));

  return kontor_record_get_length (record, KONTOR_PRODUCT_OPTIONS) > 0;
}

static void
show_variants (KontorProductEditor *self)
{
  guint n_variants = g_list_model_get_n_items (G_LIST_MODEL (self->variants));
  g_autoptr (KontorDraftVariant) first = n_variants == 1 ? g_list_model_get_item (G_LIST_MODEL (self->variants), 0) : NULL;

  gtk_widget_set_visible (self->variants_group, n_variants > 1 || (n_variants == 1 && has_options (self)));
  bind_variant (self, first != NULL ? kontor_draft_variant_get_id (first) : 0);
}

static void
follow_variants (KontorProductEditor *self)
{
  self->variants = kontor_draft_variants_new (self->draft);
  g_signal_connect_object (self->variants, "items-changed", G_CALLBACK (show_variants), self, G_CONNECT_SWAPPED);
  kontor_variant_table_bind (self->variant_table, self->variants);
  show_variants (self);
}

static void
bind_product (KontorProductEditor *self)
{
  for_each_row (self, GTK_WIDGET (self->page), bind_product_row);
  kontor_rich_editor_bind (self->description_editor, self->draft, get_product (self));
  kontor_rich_editor_bind (self->summary_editor, self->draft, get_product (self));
  kontor_search_preview_bind (self->preview, self->draft);
  kontor_option_list_bind (self->option_list, self->variants);
  kontor_picture_list_bind (self->picture_list, self->draft);
}

static gboolean
is_read (KontorProductEditor *self)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, get_product (self));

  return get_product (self) == 0 || kontor_record_has (record, KONTOR_PRODUCT_DESCRIPTION);
}

static void
show_when_read (KontorProductEditor *self)
{
  if (self->variants == NULL || gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->page) || !is_read (self))
    return;
  bind_product (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
  gtk_widget_grab_focus (self->title_row);
}

/* A new one begins as a draft that nobody can buy yet. */
static void
begin_new (KontorProductEditor *self)
{
  const KontorAccountInfo *info = kontor_account_get_info (self->account);
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  const char *currency = info != NULL && info->currency != NULL ? info->currency : "EUR";

  kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, "draft");
  kontor_record_set_text (product, KONTOR_PRODUCT_CURRENCY, currency);
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, currency);
  kontor_draft_begin (self->draft, KONTOR_ENTITY_PRODUCT, 0, product);
  kontor_draft_begin (self->draft, KONTOR_ENTITY_VARIANT, -1, variant);
}

static void
begin (KontorProductEditor *self)
{
  g_autoptr (GArray) ids = kontor_draft_list_new_variants (self->draft);

  if (get_product (self) == 0 && ids->len == 0)
    begin_new (self);
  follow_variants (self);
  show_when_read (self);
  show (self);
}

/* Without what was typed before, typing on would write over it. */
static void
opened_cb (DexFuture *future, gpointer data)
{
  KontorProductEditor *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->draft == NULL)
    return;
  if (value == NULL) {
    gtk_label_set_label (self->failure_label, error->message);
    gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->failure_label));
    return;
  }
  self->opened = TRUE;
  if (g_value_get_boolean (value))
    say (self, _("What you had not saved is here again."));
  begin (self);
}

static void
changed_cb (KontorProductEditor *self)
{
  show_when_read (self);
  if (self->variants != NULL)
    show_variants (self);
  if (self->variant > 0)
    gtk_widget_set_sensitive (self->stock_row, has_one_level (self));
  show (self);
}

static void
kontor_product_editor_dispose (GObject *object)
{
  KontorProductEditor *self = KONTOR_PRODUCT_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_EDITOR);
  g_clear_object (&self->variants);
  g_clear_object (&self->draft);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (kontor_product_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-product-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, changes_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, codes_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, custom_fields);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, description_editor);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, failure_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, height_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, length_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, option_list);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, page);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, picture_list);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, price_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, revealer);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, size_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, stock_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, stock_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, summary_editor);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, title_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, variant_table);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, variants_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, weight_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductEditor, width_row);
  gtk_widget_class_bind_template_callback (widget_class, on_banner);
  gtk_widget_class_bind_template_callback (widget_class, on_close_attempt);
}

static void
kontor_product_editor_class_init (KontorProductEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_editor_dispose;

  g_type_ensure (KONTOR_TYPE_CHECK_ROW);
  g_type_ensure (KONTOR_TYPE_CHOICE_ROW);
  g_type_ensure (KONTOR_TYPE_CUSTOM_FIELDS);
  g_type_ensure (KONTOR_TYPE_DAY_ROW);
  g_type_ensure (KONTOR_TYPE_FIELD_ROW);
  g_type_ensure (KONTOR_TYPE_OPTION_LIST);
  g_type_ensure (KONTOR_TYPE_PICTURE_LIST);
  g_type_ensure (KONTOR_TYPE_RICH_EDITOR);
  g_type_ensure (KONTOR_TYPE_SEARCH_PREVIEW);
  g_type_ensure (KONTOR_TYPE_TERM_ROW);
  g_type_ensure (KONTOR_TYPE_VARIANT_TABLE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.discard", NULL, discard_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
}

static void
kontor_product_editor_init (KontorProductEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_product_editor_new (KontorEngine *engine, KontorAccount *account, gint64 product)
{
  KontorProductEditor *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (account), NULL);

  self = g_object_new (KONTOR_TYPE_PRODUCT_EDITOR, NULL);
  self->account = g_object_ref (account);
  self->draft = kontor_draft_share (engine, kontor_account_get_id (account), product);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_units (self);
  show_variant_groups (self);
  gtk_widget_set_visible (self->stock_row, product != 0);
  kontor_later (kontor_draft_open (self->draft), opened_cb, g_object_ref (self), g_object_unref);
  return ADW_DIALOG (self);
}
