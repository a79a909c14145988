#include "config.h"
#include "kontor-debug-info.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libdex.h>

#include "kontor-files.h"

static void
add_versions (GString *text)
{
  g_string_append_printf (text, "Kontor %s\nGTK %u.%u.%u (%s)\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\nlibdex %d.%d.%d\n",
                          KONTOR_VERSION, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          G_OBJECT_TYPE_NAME (gdk_display_get_default ()), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version, glib_minor_version,
                          glib_micro_version, DEX_MAJOR_VERSION, DEX_MINOR_VERSION, DEX_MICRO_VERSION);
}

static void
add_database (GString *text, KontorEngine *engine)
{
  g_autofree char *size = NULL;
  GStatBuf info;

  if (g_stat (kontor_files_get_path (engine), &info) == 0)
    size = g_format_size ((guint64) info.st_size);
  g_string_append_printf (text, "\nDatabase: version %u, %s\n", kontor_files_get_schema_version (),
                          size != NULL ? size : "size unknown");
}

static void
add_account (GString *text, KontorAccount *account)
{
  const KontorConnectorInfo *platform = kontor_account_get_platform (account);

  g_string_append_printf (text, "Account %" G_GINT64_FORMAT ": %s, %s, %u unsent, %u problems\n",
                          kontor_account_get_id (account), platform != NULL ? platform->id : "unknown platform",
                          kontor_account_status_to_nick (kontor_account_get_status (account)),
                          kontor_account_get_unsent (account), kontor_account_get_problems (account));
}

char *
kontor_debug_info_describe (KontorEngine *engine)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (engine == NULL || KONTOR_IS_ENGINE (engine), NULL);

  add_versions (text);
  if (engine != NULL)
    add_database (text, engine);
  for (guint i = 0; engine != NULL && i < g_list_model_get_n_items (kontor_engine_get_accounts (engine)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (kontor_engine_get_accounts (engine), i);

    add_account (text, account);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
