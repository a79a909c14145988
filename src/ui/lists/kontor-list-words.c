#include "kontor-list-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

typedef struct {
  const char *nick;
  const char *label;
} Word;

static const Word sorts[] = {
  { "placed", NC_("sort order", "Date") },
  { "number", NC_("sort order", "Number") },
  { "total", NC_("sort order", "Total") },
  { "customer", NC_("sort order", "Customer") },
  { "updated", NC_("sort order", "Last Change") },
  { "items", NC_("sort order", "Items") },
  { "title", NC_("sort order", "Name") },
  { "name", NC_("sort order", "Name") },
  { "price", NC_("sort order", "Price") },
  { "stock", NC_("sort order", "Stock") },
  { "sku", NC_("sort order", "SKU") },
  { "spent", NC_("sort order", "Spent") },
  { "orders", NC_("sort order", "Orders") },
  { "last-order", NC_("sort order", "Last Order") },
  { "created", NC_("sort order", "Created") },
  { "code", NC_("sort order", "Code") },
  { "ends", NC_("sort order", "End") },
  { "usage", NC_("sort order", "Usage") },
  { "position", NC_("sort order", "Position") },
};

static const Word states[] = {
  { "paid", NC_("filter", "Paid") },
  { "unpaid", NC_("filter", "Unpaid") },
  { "refunded", NC_("filter", "Refunded") },
  { "partially-refunded", NC_("filter", "Partially refunded") },
  { "unfulfilled", NC_("filter", "Unfulfilled") },
  { "partially-fulfilled", NC_("filter", "Partially fulfilled") },
  { "fulfilled", NC_("filter", "Fulfilled") },
  { "open", NC_("filter", "Open") },
  { "cancelled", NC_("filter", "Cancelled") },
  { "draft", NC_("filter", "Draft") },
  { "archived", NC_("filter", "Archived") },
  { "hold", NC_("filter", "On hold") },
  { "to-ship", NC_("filter", "To ship") },
  { "returning", NC_("filter", "With an open return") },
  { "published", NC_("filter", "Published") },
  { "trash", NC_("filter", "In the trash") },
  { "low", NC_("filter", "Low stock") },
  { "out", NC_("filter", "Out of stock") },
  { "featured", NC_("filter", "Featured") },
  { "registered", NC_("filter", "Registered") },
  { "guest", NC_("filter", "Guest") },
  { "subscribed", NC_("filter", "Subscribed") },
  { "active", NC_("filter", "Active") },
  { "paused", NC_("filter", "Paused") },
  { "expired", NC_("filter", "Expired") },
  { "scheduled", NC_("filter", "Scheduled") },
};

static const char *
find_word (const Word *words, guint n_words, const char *context, const char *nick)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].nick, nick) == 0)
      return g_dpgettext2 (NULL, context, words[i].label);
  return nick;
}

const char *
kontor_list_sort_label (const char *sort)
{
  return find_word (sorts, G_N_ELEMENTS (sorts), "sort order", sort);
}

const char *
kontor_list_state_label (KontorEntity entity, const char *state)
{
  /* One word, two things: an order that comes back, and a customer who does. */
  if (entity == KONTOR_ENTITY_CUSTOMER && g_strcmp0 (state, "returning") == 0)
    return C_("filter", "Returning");
  return find_word (states, G_N_ELEMENTS (states), "filter", state);
}

char *
kontor_list_format_total (KontorEntity entity, gint64 total)
{
  g_autofree char *number = kontor_format_number (total);
  gulong n = (gulong) total;

  switch (entity) {
  case KONTOR_ENTITY_ORDER:
    return g_strdup_printf (ngettext ("%s order", "%s orders", n), number);
  case KONTOR_ENTITY_PRODUCT:
    return g_strdup_printf (ngettext ("%s product", "%s products", n), number);
  case KONTOR_ENTITY_CUSTOMER:
    return g_strdup_printf (ngettext ("%s customer", "%s customers", n), number);
  case KONTOR_ENTITY_DISCOUNT:
    return g_strdup_printf (ngettext ("%s discount", "%s discounts", n), number);
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_VARIANT:
    return g_steal_pointer (&number);
  }
  g_return_val_if_reached (NULL);
}

typedef struct {
  const char *builtin;
  KontorListEmpty empty;
} ViewEmpty;

static const ViewEmpty view_empties[] = {
  { "orders-to-ship", { "object-select-symbolic", N_("Nothing to Ship"), N_("Paid orders that wait to be shipped appear here.") } },
  { "orders-unpaid", { "object-select-symbolic", N_("Everything Is Paid"), N_("Orders that wait for their payment appear here.") } },
  { "orders-hold", { "media-playback-pause-symbolic", N_("Nothing on Hold"), N_("Orders that must not be shipped for now appear here.") } },
  { "orders-returns", { "document-revert-symbolic", N_("No Returns"), N_("Orders with an open return appear here.") } },
  { "orders-archived", { "folder-symbolic", N_("Nothing Archived"), N_("Archive orders that are done to keep the other lists short.") } },
  { "products-low", { "object-select-symbolic", N_("Enough of Everything"), N_("Products that are running out appear here.") } },
  { "products-out", { "object-select-symbolic", N_("Nothing Is Sold Out"), N_("Products without any stock appear here.") } },
  { "products-drafts", { "document-edit-symbolic", N_("No Drafts"), N_("Products that are not published yet appear here.") } },
  { "customers-returning", { "system-users-symbolic", N_("Nobody Came Back Yet"), N_("Customers with more than one order appear here.") } },
};

static KontorListEmpty
get_entity_empty (KontorEntity entity)
{
  switch (entity) {
  case KONTOR_ENTITY_ORDER:
    return (KontorListEmpty) { "view-list-symbolic", _("No Orders Yet"), _("Orders appear here as soon as they are placed in the shop.") };
  case KONTOR_ENTITY_PRODUCT:
    return (KontorListEmpty) { "package-x-generic-symbolic", _("No Products Yet"), _("The products of the shop appear here.") };
  case KONTOR_ENTITY_CUSTOMER:
    return (KontorListEmpty) { "system-users-symbolic", _("No Customers Yet"), _("Everybody who orders something appears here.") };
  case KONTOR_ENTITY_DISCOUNT:
    return (KontorListEmpty) { "starred-symbolic", _("No Discounts Yet"), _("Discount codes of the shop appear here.") };
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_VARIANT:
    return (KontorListEmpty) { "view-list-symbolic", _("Nothing Here"), NULL };
  }
  g_return_val_if_reached ((KontorListEmpty) { 0 });
}

KontorListEmpty
kontor_list_describe_empty (KontorEntity entity, const char *builtin)
{
  for (guint i = 0; i < G_N_ELEMENTS (view_empties); i++)
    if (g_strcmp0 (view_empties[i].builtin, builtin) == 0)
      return (KontorListEmpty) { view_empties[i].empty.icon, _(view_empties[i].empty.title), _(view_empties[i].empty.description) };
  return get_entity_empty (entity);
}
