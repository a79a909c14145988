#include "kontor-list-memory.h"

#include "kontor-window.h"

#define KEY "lists"

/* (nullable): not where no schema is installed */
static GSettings *
get_settings (GtkWidget *from)
{
  GtkWidget *window = gtk_widget_get_ancestor (from, KONTOR_TYPE_WINDOW);

  return window != NULL ? kontor_window_get_settings (KONTOR_WINDOW (window)) : NULL;
}

void
kontor_list_memory_keep (GtkWidget *from, KontorEntity entity, gint64 view, const char *sort)
{
  GSettings *settings = get_settings (from);
  g_autoptr (GVariant) lists = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (lists);

  if (settings == NULL)
    return;
  g_variant_dict_insert (&dict, kontor_entity_get_nick (entity), "(xs)", view, sort != NULL ? sort : "");
  g_settings_set_value (settings, KEY, g_variant_dict_end (&dict));
}

gboolean
kontor_list_memory_recall (GtkWidget *from, KontorEntity entity, gint64 *view, char **sort)
{
  GSettings *settings = get_settings (from);
  g_autoptr (GVariant) lists = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;

  if (lists == NULL || !g_variant_lookup (lists, kontor_entity_get_nick (entity), "(xs)", view, sort))
    return FALSE;
  if (**sort == '\0')
    g_clear_pointer (sort, g_free);
  return TRUE;
}
