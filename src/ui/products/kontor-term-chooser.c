#include "kontor-term-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-term-edit.h"
#include "kontor-term-tree.h"

struct _KontorTermChooser {
  AdwDialog parent_instance;

  KontorDraft *draft; /* (owned) */
  KontorEntity entity;
  guint field;               /* of the product */
  KontorTermTree *terms;     /* (owned) */
  GtkFilterListModel *found; /* (owned) */
  char *words;               /* (owned): that are searched, folded */
  char *renaming;            /* (owned) (nullable): why none can be changed */
  gboolean filling;

  GtkListView *list;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkWidget *empty_page;
  GtkWidget *list_page;
  GtkWidget *new_button;
};

G_DEFINE_FINAL_TYPE (KontorTermChooser, kontor_term_chooser, ADW_TYPE_DIALOG)

/* Members of both kinds have their reference first. */
G_STATIC_ASSERT (KONTOR_PRODUCT_CATEGORY_CATEGORY == 0 && KONTOR_PRODUCT_TAG_TAG == 0);

static KontorRecord *
dup_product (KontorTermChooser *self)
{
  return kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft));
}

static gboolean
is_it (const KontorRecord *member, KontorObject *object)
{
  return kontor_record_get_ref (member, 0) == kontor_object_get_id (object);
}

static gboolean
is_in (KontorTermChooser *self, const KontorRecord *product, KontorObject *object)
{
  for (guint i = 0; i < kontor_record_get_length (product, self->field); i++)
    if (is_it (kontor_record_get_member (product, self->field, i), object))
      return TRUE;
  return FALSE;
}

static KontorRecord *
make_member (KontorTermChooser *self, KontorObject *object)
{
  const KontorRecordType *type = kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT);
  KontorRecord *member = kontor_record_new (type->fields[self->field].members);
  const char *key = kontor_object_get_key (object);
  g_autofree char *own = g_strdup_printf ("new:%" G_GINT64_FORMAT, kontor_object_get_id (object));

  kontor_record_set_key (member, key != NULL ? key : own);
  kontor_record_set_ref (member, 0, kontor_object_get_id (object), key);
  return member;
}

static void
set_in (KontorTermChooser *self, KontorObject *object, gboolean in)
{
  g_autoptr (KontorRecord) product = dup_product (self);
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  if (is_in (self, product, object) == in)
    return;
  kontor_record_set_empty (change, self->field);
  for (guint i = 0; i < kontor_record_get_length (product, self->field); i++) {
    KontorRecord *member = kontor_record_get_member (product, self->field, i);

    if (!is_it (member, object))
      kontor_record_take_member (change, self->field, kontor_record_ref (member));
  }
  if (in)
    kontor_record_take_member (change, self->field, make_member (self, object));
  kontor_draft_set (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft), change);
}

/* --- Rows --- */

static GtkWidget *
get_check (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

static void
toggled_cb (GtkCheckButton *check, GtkListItem *item)
{
  KontorTermChooser *self = KONTOR_TERM_CHOOSER (gtk_widget_get_ancestor (GTK_WIDGET (check), KONTOR_TYPE_TERM_CHOOSER));

  if (self != NULL && !self->filling && gtk_list_item_get_item (item) != NULL)
    set_in (self, kontor_term_item_get_object (gtk_list_item_get_item (item)), gtk_check_button_get_active (check));
}

static void
edit_cb (GtkWidget *button, GtkListItem *item)
{
  KontorTermChooser *self = KONTOR_TERM_CHOOSER (gtk_widget_get_ancestor (button, KONTOR_TYPE_TERM_CHOOSER));

  adw_dialog_present (kontor_term_edit_new (kontor_draft_get_engine (self->draft), self->entity,
                                            kontor_draft_get_account (self->draft), self->terms,
                                            gtk_list_item_get_item (item)),
                      GTK_WIDGET (self));
}

static void
on_setup (KontorTermChooser *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL), *edit = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (edit, self->renaming == NULL);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), item, 0);
  g_signal_connect_object (edit, "clicked", G_CALLBACK (edit_cb), item, 0);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), edit);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_focusable (item, FALSE);
}

/* Tags are brands, collections and more at some shops. */
static const char *
get_kind (KontorTermChooser *self, KontorTermItem *term)
{
  const char *kind = self->entity == KONTOR_ENTITY_TAG ? kontor_object_get_text (kontor_term_item_get_object (term), KONTOR_TAG_KIND) : NULL;

  if (g_strcmp0 (kind, "brand") == 0)
    return _("Brand");
  if (g_strcmp0 (kind, "collection") == 0)
    return _("Collection");
  return g_strcmp0 (kind, "type") == 0 ? _("Type") : NULL;
}

static char *
dup_label (KontorTermChooser *self, KontorTermItem *term)
{
  const char *name = self->words[0] != '\0' ? kontor_term_item_get_path (term) : kontor_term_item_get_name (term);
  const char *kind = get_kind (self, term);

  return kind != NULL ? g_strdup_printf ("%s (%s)", name, kind) : g_strdup (name);
}

static void
show_row (KontorTermChooser *self, GtkListItem *item)
{
  KontorTermItem *term = gtk_list_item_get_item (item);
  g_autoptr (KontorRecord) product = dup_product (self);
  g_autofree char *label = dup_label (self, term), *edit = g_strdup_printf (_("Edit “%s”"), kontor_term_item_get_name (term));
  GtkWidget *check = get_check (item), *button = gtk_widget_get_next_sibling (check);

  gtk_widget_set_margin_start (check, self->words[0] != '\0' ? 0 : (int) (18 * MIN (kontor_term_item_get_depth (term), 8)));
  gtk_label_set_label (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (check))), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, kontor_term_item_get_path (term), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, edit, -1);
  gtk_widget_set_tooltip_text (button, self->renaming != NULL ? self->renaming : edit);
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_in (self, product, kontor_term_item_get_object (term)));
  self->filling = FALSE;
}

static void
draft_changed_cb (KontorDraft *draft, GtkListItem *item)
{
  KontorTermChooser *self = KONTOR_TERM_CHOOSER (gtk_widget_get_ancestor (get_check (item), KONTOR_TYPE_TERM_CHOOSER));

  if (self != NULL && gtk_list_item_get_item (item) != NULL)
    show_row (self, item);
}

static void
on_bind (KontorTermChooser *self, GtkListItem *item)
{
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (draft_changed_cb), item, 0);
  show_row (self, item);
}

static void
on_unbind (KontorTermChooser *self, GtkListItem *item)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, draft_changed_cb, item);
}

/* --- Searching --- */

static gboolean
is_found (gpointer item, gpointer data)
{
  KontorTermChooser *self = data;
  g_autofree char *path = g_utf8_casefold (kontor_term_item_get_path (item), -1);

  return strstr (path, self->words) != NULL;
}

static void
show_page (KontorTermChooser *self)
{
  gboolean none = self->words[0] != '\0' && g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0;

  gtk_stack_set_visible_child (self->stack, none ? self->empty_page : self->list_page);
}

static void
on_search (KontorTermChooser *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  /* Each row is shown anew, since a path takes the place of what is indented. */
  gtk_filter_list_model_set_filter (self->found, NULL);
  gtk_list_view_set_model (self->list, NULL);
  gtk_filter_list_model_set_filter (self->found, GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->found)))));
  show_page (self);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorTermChooser *self = KONTOR_TERM_CHOOSER (widget);

  adw_dialog_present (kontor_term_edit_new (kontor_draft_get_engine (self->draft), self->entity,
                                            kontor_draft_get_account (self->draft), self->terms, NULL),
                      widget);
}

static void
kontor_term_chooser_dispose (GObject *object)
{
  KontorTermChooser *self = KONTOR_TERM_CHOOSER (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  /* The model may outlive what its filter asks. */
  if (self->found != NULL)
    gtk_filter_list_model_set_filter (self->found, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_TERM_CHOOSER);
  g_clear_object (&self->found);
  g_clear_object (&self->terms);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (kontor_term_chooser_parent_class)->dispose (object);
}

static void
kontor_term_chooser_finalize (GObject *object)
{
  g_free (KONTOR_TERM_CHOOSER (object)->words);
  g_free (KONTOR_TERM_CHOOSER (object)->renaming);

  G_OBJECT_CLASS (kontor_term_chooser_parent_class)->finalize (object);
}

static void
kontor_term_chooser_class_init (KontorTermChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_term_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_term_chooser_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-term-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, empty_page);
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, list);
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, list_page);
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, new_button);
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, KontorTermChooser, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_install_action (widget_class, "terms.new", NULL, new_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "terms.new", NULL);
}

static void
kontor_term_chooser_init (KontorTermChooser *self)
{
  self->words = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_support (KontorTermChooser *self)
{
  gboolean category = self->entity == KONTOR_ENTITY_CATEGORY;
  g_autoptr (KontorAccount) account =
      kontor_engine_dup_account (kontor_draft_get_engine (self->draft), kontor_draft_get_account (self->draft));
  g_autofree char *reason = NULL;

  if (account == NULL)
    return;
  if (!kontor_account_allows (account, category ? "create-category" : "create-tag", NULL, &reason)) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "terms.new", FALSE);
    gtk_widget_set_tooltip_text (self->new_button, reason);
  }
  kontor_account_allows (account, category ? "set-category" : "set-tag", NULL, &self->renaming);
}

AdwDialog *
kontor_term_chooser_new (KontorDraft *draft, KontorEntity entity)
{
  KontorTermChooser *self;

  g_return_val_if_fail (KONTOR_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (entity == KONTOR_ENTITY_CATEGORY || entity == KONTOR_ENTITY_TAG, NULL);

  self = g_object_new (KONTOR_TYPE_TERM_CHOOSER, NULL);
  self->draft = g_object_ref (draft);
  self->entity = entity;
  self->field = entity == KONTOR_ENTITY_CATEGORY ? KONTOR_PRODUCT_CATEGORIES : KONTOR_PRODUCT_TAGS;
  adw_dialog_set_title (ADW_DIALOG (self), entity == KONTOR_ENTITY_CATEGORY ? _("Categories") : _("Tags"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_dialog_get_title (ADW_DIALOG (self)), -1);
  show_support (self);
  self->terms = kontor_term_tree_new (kontor_draft_get_engine (draft), entity, kontor_draft_get_account (draft));
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->terms)), NULL);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  on_search (self);
  return ADW_DIALOG (self);
}
