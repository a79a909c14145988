#include "kontor-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "kontor-view.h"

/* Keys as gtk_accelerator_parse () has them; where there are two, either will do. */
typedef struct {
  const char *title;
  const char *keys[2];
} Shortcut;

static const Shortcut general[] = {
  { N_("Search Everything"), { "<Control>k" } },
  { N_("Search in This List"), { "<Control>f", "slash" } },
  { N_("Undo"), { "<Control>z", "z" } },
  { N_("Undo History"), { "<Control>h" } },
  { N_("Sync Now"), { "<Control>r" } },
  { N_("Preferences"), { "<Control>comma" } },
  { N_("Keyboard Shortcuts"), { "<Control>question", "question" } },
  { N_("Show or Hide the Views"), { "F9" } },
  { N_("Main Menu"), { "F10" } },
  { N_("New Window"), { "<Control><Shift>n" } },
  { N_("Close Window"), { "<Control>w" } },
  { N_("Quit"), { "<Control>q" } },
};

static const Shortcut lists[] = {
  { N_("Next Row"), { "j", "Down" } },
  { N_("Previous Row"), { "k", "Up" } },
  { N_("Open the Row"), { "Return" } },
  { N_("Select or Unselect the Row"), { "x" } },
  { N_("Select All That Match"), { "<Control>a" } },
  { N_("Unselect All"), { "Escape" } },
};

static const Shortcut orders[] = {
  { N_("Add Note"), { "n" } },
  { N_("Print"), { "p" } },
  { N_("Archive"), { "e" } },
  { N_("Edit Items"), { "<Shift>e" } },
  { N_("Return Items"), { "<Shift>r" } },
  { N_("Refund"), { "<Shift>f" } },
  { N_("Finish a Note or an Edit"), { "<Control>Return" } },
};

static const Shortcut products[] = {
  { N_("New Product"), { "<Control>n" } },
  { N_("Edit Product"), { "<Control>e" } },
  { N_("Save the Product"), { "<Control>s" } },
  { N_("Bold"), { "<Control>b" } },
  { N_("Italic"), { "<Control>i" } },
  { N_("Edit Products as a Table"), { "<Control><Shift>t" } },
  { N_("Import Products"), { "<Control><Shift>i" } },
  { N_("Export This List"), { "<Control><Shift>e" } },
};

static const Shortcut sheet[] = {
  { N_("Type Into the Cell"), { "F2", "Return" } },
  { N_("Leave the Cell as It Was"), { "Escape" } },
  { N_("Next Cell"), { "Tab" } },
  { N_("Copy Cells"), { "<Control>c" } },
  { N_("Cut Cells"), { "<Control>x" } },
  { N_("Paste Cells"), { "<Control>v" } },
  { N_("Empty the Cells"), { "Delete" } },
  { N_("Fill Down"), { "<Control>d" } },
  { N_("Select the Column"), { "<Control>space" } },
  { N_("Select All Cells"), { "<Control>a" } },
  { N_("Set for Selection"), { "<Control>e" } },
  { N_("Search in This Table"), { "<Control>f" } },
  { N_("Save the Table"), { "<Control>s" } },
};

static char *
describe_key (const char *accel)
{
  GdkModifierType modifiers;
  guint key;

  gtk_accelerator_parse (accel, &key, &modifiers);
  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
make_keycap (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "keycap");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_shortcuts (AdwPreferencesPage *page, const char *title, const Shortcut *shortcuts, guint n_shortcuts)
{
  AdwPreferencesGroup *group = add_group (page, title);

  for (guint i = 0; i < n_shortcuts; i++) {
    AdwActionRow *row = add_row (group, _(shortcuts[i].title));

    for (guint j = 0; j < G_N_ELEMENTS (shortcuts[i].keys) && shortcuts[i].keys[j] != NULL; j++) {
      g_autofree char *key = describe_key (shortcuts[i].keys[j]);

      adw_action_row_add_suffix (row, make_keycap (key));
    }
  }
}

/* Every view that there is, in the order of the sidebar. */
static void
add_views (AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = add_group (page, _("Go To"));
  guint n_types;
  const GType *types = kontor_view_list_types (&n_types);

  for (guint i = 0; i < n_types; i++) {
    g_autoptr (KontorViewClass) klass = g_type_class_ref (types[i]);
    g_autofree char *letter = gtk_accelerator_get_label (klass->key, 0);
    /* Translators: two keys, one after the other */
    g_autofree char *keys = g_strdup_printf (_("G then %s"), letter);

    adw_action_row_add_suffix (add_row (group, _(klass->title)), make_keycap (keys));
  }
}

AdwDialog *
kontor_shortcuts_dialog_new (void)
{
  AdwDialog *self = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  add_shortcuts (page, _("Everywhere"), general, G_N_ELEMENTS (general));
  add_views (page);
  add_shortcuts (page, _("Lists"), lists, G_N_ELEMENTS (lists));
  add_shortcuts (page, _("Orders"), orders, G_N_ELEMENTS (orders));
  add_shortcuts (page, _("Products"), products, G_N_ELEMENTS (products));
  add_shortcuts (page, _("Products as a Table"), sheet, G_N_ELEMENTS (sheet));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_title (self, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (self, 480);
  adw_dialog_set_content_height (self, 600);
  adw_dialog_set_child (self, view);
  return self;
}
