#include "kontor-table-label.h"

#include <glib/gi18n.h>

/* By the beginning of the table's name; the first that fits counts. */
static const struct {
  const char *beginning;
  const char *label;
} labels[] = {
  { "account", N_("Accounts") },
  { "bulk", N_("Unsent changes") },
  { "category", N_("Categories") },
  { "customer_", N_("Details of customers") },
  { "customer", N_("Customers") },
  { "discount", N_("Discounts") },
  { "draft", N_("Unsaved changes") },
  { "left_out", N_("What was left out of long actions") },
  { "order_", N_("Details of orders") },
  { "order", N_("Orders") },
  { "outbox", N_("Unsent changes") },
  { "product_", N_("Details of products") },
  { "product", N_("Products") },
  { "saved_view", N_("Saved views") },
  { "setting", N_("Settings of the shop") },
  { "sheet", N_("Unsaved changes") },
  { "stock", N_("Stock") },
  { "tag", N_("Tags") },
  { "variant", N_("Variants") },
};

const char *
kontor_table_label (const char *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_has_prefix (table, labels[i].beginning))
      return _(labels[i].label);
  return _("State of the synchronisation");
}
