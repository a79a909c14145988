/* What the status of an order sets off: stock, dates, notes and mails. */
#include "storefront-orders.h"

#include <string.h>

static const char *const reducing[] = { "processing", "on-hold", "completed", NULL };
static const char *const returning[] = { "cancelled", "pending", NULL };
static const char *const mailing[] = { "processing", "on-hold", "completed", "refunded", "failed", "cancelled", NULL };
static const char *const paid[] = { "processing", "completed", NULL };

static void
reduce_line (KontorStorefront *self, JsonDoc *doc, Json *line, GString *told)
{
  gint64 product = json_int (line, "product_id");
  gint64 variation = json_int (line, "variation_id");
  gint64 before = storefront_get_stock (self, variation != 0 ? variation : product);
  g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, json_int (line, "quantity"));

  if (storefront_get_meta (line, "_reduced_stock") != NULL || product == 0)
    return;
  storefront_move_stock (self, product, variation, -json_int (line, "quantity"));
  storefront_set_meta (self, doc, line, "_reduced_stock", quantity, TRUE);
  g_string_append_printf (told, "%s%s (%" G_GINT64_FORMAT "&rarr;%" G_GINT64_FORMAT ")", told->len > 0 ? ", " : "",
                          json_text (line, "name"), before, before - json_int (line, "quantity"));
}

static void
return_line (KontorStorefront *self, JsonDoc *doc, Json *line)
{
  const char *reduced = storefront_get_meta (line, "_reduced_stock");

  if (reduced == NULL)
    return;
  storefront_move_stock (self, json_int (line, "product_id"), json_int (line, "variation_id"),
                         g_ascii_strtoll (reduced, NULL, 10));
  storefront_set_meta (self, doc, line, "_reduced_stock", NULL, TRUE);
}

/* "failed" after "processing" gives nothing back, nor does "refunded". */
static void
move_stock (KontorStorefront *self, JsonDoc *doc, gint64 order, const char *status)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *note = NULL;
  size_t at, n;
  Json *line;

  yyjson_mut_arr_foreach (json_get (yyjson_mut_doc_get_root (doc), "line_items"), at, n, line) {
    if (g_strv_contains (reducing, status))
      reduce_line (self, doc, line, told);
    else if (g_strv_contains (returning, status))
      return_line (self, doc, line);
  }
  if (told->len == 0)
    return;
  note = g_strconcat ("Stock levels reduced: ", told->str, NULL);
  storefront_add_note (self, order, note, FALSE, "WooCommerce");
}

static void
set_dates (KontorStorefront *self, JsonDoc *doc, const char *status)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  gint64 now = kontor_storefront_get_now (self);

  if (g_strv_contains (paid, status) && *json_text (root, "date_paid_gmt") == '\0')
    storefront_stamp (self, doc, root, "date_paid", now);
  if (g_str_equal (status, "completed"))
    storefront_stamp (self, doc, root, "date_completed", now);
}

static void
set_hints (JsonDoc *doc, const char *status)
{
  static const char *const editable[] = { "pending", "on-hold", "auto-draft", "checkout-draft", NULL };
  Json *root = yyjson_mut_doc_get_root (doc);

  json_put_bool (doc, root, "is_editable", g_strv_contains (editable, status));
  json_put_bool (doc, root, "needs_payment", g_str_equal (status, "pending") || g_str_equal (status, "failed"));
}

static char *
status_name (KontorStorefront *self, const char *status)
{
  JsonDoc *doc = storefront_get_setting (self, "order-statuses");
  size_t at, n;
  Json *each;

  yyjson_mut_arr_foreach (yyjson_mut_doc_get_root (doc), at, n, each) {
    if (g_str_equal (json_text (each, "slug"), status))
      return g_strdup (json_text (each, "name"));
  }
  return g_strdup (status);
}

/* Any status may follow any other; with the same one, what was added since leaves the shelf. @order: its id, under which notes are kept */
void
storefront_set_status (KontorStorefront *self, JsonDoc *doc, gint64 order, const char *wanted)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *before = g_strdup (json_text (root, "status"));
  g_autofree char *to_keep = g_strdup (storefront_has_status (self, wanted) ? wanted : "pending");
  const char *status = to_keep;
  g_autofree char *from = status_name (self, before);
  g_autofree char *to = status_name (self, status);
  g_autofree char *note = g_strdup_printf ("Order status changed from %s to %s.", from, to);

  json_put_text (doc, root, "status", status);
  set_hints (doc, status);
  if (g_strv_contains (reducing, status) || !g_str_equal (before, status))
    move_stock (self, doc, order, status);
  if (g_str_equal (before, status))
    return;
  set_dates (self, doc, status);
  if (!g_str_equal (before, "trash") && !g_str_equal (before, "auto-draft"))
    storefront_add_note (self, order, note, FALSE, "WooCommerce");
  if (g_strv_contains (mailing, status))
    storefront_count (self, "mail");
}

StorefrontObject *
storefront_add_note (KontorStorefront *self, gint64 order, const char *text, gboolean to_customer, const char *author)
{
  g_autoptr (JsonDoc) doc =
      json_parse ("{\"id\":0,\"author\":\"\",\"date_created\":\"\",\"date_created_gmt\":\"\",\"note\":\"\","
                  "\"customer_note\":false}");
  Json *root = yyjson_mut_doc_get_root (doc);

  json_put_text (doc, root, "author", author);
  storefront_stamp (self, doc, root, "date_created", kontor_storefront_get_now (self));
  json_put_text (doc, root, "note", text);
  json_put_bool (doc, root, "customer_note", to_customer);
  if (to_customer)
    storefront_count (self, "mail");
  return storefront_add (self, STOREFRONT_NOTE, order, doc);
}
