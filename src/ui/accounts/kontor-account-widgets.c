#include "kontor-account-widgets.h"

#include <glib/gi18n.h>

void
kontor_sync_all (KontorEngine *engine)
{
  GListModel *accounts = kontor_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (kontor_account_get_pause (account) == KONTOR_ACCOUNT_RUNNING)
      dex_future_disown (kontor_sync_run_once (kontor_account_get_sync (account)));
  }
  dex_future_disown (kontor_outbox_flush (engine));
}

void
kontor_toast_error (AdwToastOverlay *toasts, const GError *error)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, error->message);
  adw_toast_overlay_add_toast (toasts, toast);
}

const KontorSignInManner *
kontor_platform_find_demo (const KontorConnectorInfo *platform)
{
  for (const KontorSignInManner *manner = platform->manners; manner != NULL && manner->name != NULL; manner++)
    if (manner->fields == NULL || manner->fields[0].name == NULL)
      return manner;
  return NULL;
}

/* "Address, Key, Secret" */
static char *
describe_needs (const KontorConnectorInfo *platform)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  if (kontor_platform_find_demo (platform) != NULL)
    return g_strdup (_("Made-up orders, products and customers to try everything with"));
  for (const KontorSignInField *field = platform->manners[0].fields; field->name != NULL; field++)
    if (!field->optional && !field->returned)
      g_strv_builder_add (builder, _(field->label));
  labels = g_strv_builder_end (builder);
  return g_strjoinv (", ", labels);
}

GtkWidget *
kontor_platform_row_new (const KontorConnectorInfo *platform)
{
  g_autofree char *needs = describe_needs (platform);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new_from_icon_name (platform->mark);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(platform->name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), needs);
  gtk_image_set_icon_size (GTK_IMAGE (mark), GTK_ICON_SIZE_LARGE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "platform", (gpointer) platform);
  return row;
}

const KontorConnectorInfo *
kontor_platform_row_get_platform (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "platform");
}
