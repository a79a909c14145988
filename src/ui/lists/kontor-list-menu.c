#include "kontor-list-menu.h"

#include <glib/gi18n.h>

#include "kontor-list-words.h"

static GMenuModel *
make_sort_section (KontorEntity entity)
{
  const char *const *sorts = kontor_query_list_sorts (entity);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; sorts[i] != NULL; i++) {
    g_autofree char *action = g_strconcat ("list.sort::", sorts[i], NULL);

    g_menu_append (menu, kontor_list_sort_label (sorts[i]), action);
  }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_order_section (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Ascending"), "list.order::ascending");
  g_menu_append (menu, _("_Descending"), "list.order::descending");
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_views_section (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Save as _New View…"), "list.save-view");
  g_menu_append (menu, _("Save _Changes to This View"), "list.change-view");
  g_menu_append (menu, _("_Rename View…"), "list.rename-view");
  g_menu_append (menu, _("De_lete View…"), "list.remove-view");
  g_menu_append (menu, _("Restore the _Usual Views"), "list.restore-views");
  return G_MENU_MODEL (menu);
}

/* Tables are of products alone. */
static GMenuModel *
make_tables_section (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("_Import…"), "products.import");
  g_menu_append (menu, _("_Export This List…"), "products.export");
  g_menu_append (menu, _("Export _All Products…"), "products.export-all");
  return G_MENU_MODEL (menu);
}

GMenuModel *
kontor_list_menu_new (KontorEntity entity)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) sorts = make_sort_section (entity), orders = make_order_section ();
  g_autoptr (GMenuModel) views = make_views_section ();

  g_menu_append_section (menu, _("Sort By"), sorts);
  g_menu_append_section (menu, NULL, orders);
  g_menu_append_section (menu, NULL, views);
  if (entity == KONTOR_ENTITY_PRODUCT) {
    g_autoptr (GMenuModel) tables = make_tables_section ();

    g_menu_append_section (menu, NULL, tables);
  }
  return G_MENU_MODEL (menu);
}
