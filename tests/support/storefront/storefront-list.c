/* Lists: which things, in which order, and which page of them. */
#include "storefront-private.h"

#include <stdlib.h>
#include <string.h>

typedef enum {
  BY_DATE,
  BY_MODIFIED,
  BY_ID,
  BY_NAME,
  BY_INCLUDE,
} Order;

typedef struct {
  Order order;
  gboolean descends;
} Sorting;

/* What a list is asked for, read once. Both bounds of a time are exclusive, in whole seconds. */
typedef struct {
  gint64 after;
  gint64 before;
  gint64 modified_after;
  gint64 modified_before;
  GHashTable *include; /* (nullable): ids */
  GHashTable *exclude; /* (nullable) */
  GHashTable *parents; /* (nullable) */
  gboolean any;
  gboolean trash;
  GStrv statuses; /* (nullable) */
} Question;

static gint64
read_bound (StorefrontRequest *request, const char *name, gint64 otherwise)
{
  const char *text = storefront_request_get (request, name);
  const char *utc = storefront_request_get (request, "dates_are_gmt");

  return text != NULL
             ? storefront_parse_time (request->shop, text, g_strcmp0 (utc, "true") == 0 || g_strcmp0 (utc, "1") == 0)
             : otherwise;
}

static GHashTable *
read_ids (StorefrontRequest *request, const char *name)
{
  const char *text = storefront_request_get (request, name);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", -1);
  GHashTable *ids;

  if (words[0] == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; words[i] != NULL; i++) {
    gint64 id = g_ascii_strtoll (words[i], NULL, 10);

    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  }
  return ids;
}

/*
 * What lies in the trash is in no list unless it is asked for; together with "any" only by its own parameter, or of coupons,
 * of which only those that are published are listed without a word of it.
 */
static void
read_statuses (StorefrontRequest *request, StorefrontKind kind, Question *question)
{
  const char *fallback = kind == STOREFRONT_COUPON ? "publish" : NULL;
  const char *wanted = storefront_request_get (request, "status") != NULL ? storefront_request_get (request, "status") : fallback;

  question->trash = storefront_request_lists (request, "include_status", "trash") ||
                    (kind == STOREFRONT_COUPON && storefront_request_lists (request, "status", "trash"));
  question->any = wanted == NULL || storefront_request_lists (request, "status", "any");
  if (!question->any)
    question->statuses = g_strsplit (wanted, ",", -1);
}

static void
question_init (Question *question, StorefrontRequest *request, StorefrontKind kind)
{
  question->after = read_bound (request, "after", G_MININT64);
  question->before = read_bound (request, "before", G_MAXINT64);
  question->modified_after = read_bound (request, "modified_after", G_MININT64);
  question->modified_before = read_bound (request, "modified_before", G_MAXINT64);
  question->include = read_ids (request, "include");
  question->exclude = question->include == NULL ? read_ids (request, "exclude") : NULL;
  question->parents = read_ids (request, "parent");
  read_statuses (request, kind, question);
}

static void
question_clear (Question *question)
{
  g_clear_pointer (&question->include, g_hash_table_unref);
  g_clear_pointer (&question->exclude, g_hash_table_unref);
  g_clear_pointer (&question->parents, g_hash_table_unref);
  g_clear_pointer (&question->statuses, g_strfreev);
}

/* Customers know no bounds: they are answered all. */
static gboolean
is_in_time (const Question *question, StorefrontObject *object)
{
  if (object->kind == STOREFRONT_CUSTOMER || object->created == 0)
    return TRUE;
  return object->created > question->after && object->created < question->before &&
         object->modified > question->modified_after && object->modified < question->modified_before;
}

static gboolean
has_wanted_status (const Question *question, StorefrontObject *object)
{
  gboolean is_trash = g_strcmp0 (object->status, "trash") == 0;

  if (object->status == NULL || *object->status == '\0' || object->kind == STOREFRONT_MEDIA)
    return TRUE;
  if (is_trash && question->trash)
    return TRUE;
  return question->any ? !is_trash : g_strv_contains ((const char *const *) question->statuses, object->status);
}

static gboolean
is_named (const Question *question, StorefrontObject *object)
{
  if (question->parents != NULL && !g_hash_table_contains (question->parents, &object->parent))
    return FALSE;
  if (question->include != NULL)
    return g_hash_table_contains (question->include, &object->id);
  return question->exclude == NULL || !g_hash_table_contains (question->exclude, &object->id);
}

static Order
read_order (StorefrontRequest *request, StorefrontKind kind)
{
  const char *by = storefront_request_get (request, "orderby");

  if (g_strcmp0 (by, "modified") == 0)
    return BY_MODIFIED;
  if (g_strcmp0 (by, "id") == 0)
    return BY_ID;
  if (g_strcmp0 (by, "include") == 0)
    return BY_INCLUDE;
  if (g_strcmp0 (by, "registered_date") == 0 || g_strcmp0 (by, "date") == 0)
    return BY_DATE;
  if (kind >= STOREFRONT_CUSTOMER && kind <= STOREFRONT_ATTRIBUTE)
    return BY_NAME;
  return BY_DATE;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare (gconstpointer first, gconstpointer second, gpointer data)
{
  const StorefrontObject *a = *(StorefrontObject *const *) first;
  const StorefrontObject *b = *(StorefrontObject *const *) second;
  const Sorting *sorting = data;
  int order = 0;

  switch (sorting->order) {
  case BY_DATE:
    order = compare_numbers (a->created, b->created);
    break;
  case BY_MODIFIED:
    order = compare_numbers (a->modified, b->modified);
    break;
  case BY_NAME:
    order = g_strcmp0 (a->key, b->key);
    break;
  case BY_ID:
  case BY_INCLUDE:
    break;
  }
  if (order == 0)
    order = compare_numbers (a->id, b->id);
  return sorting->descends ? -order : order;
}

static void
sort (StorefrontRequest *request, StorefrontKind kind, GPtrArray *found)
{
  Sorting sorting = { read_order (request, kind), FALSE };
  const char *order = storefront_request_get (request, "order");

  sorting.descends = order != NULL ? g_str_equal (order, "desc")
                                   : sorting.order == BY_DATE || sorting.order == BY_MODIFIED || sorting.order == BY_ID;
  if (sorting.order == BY_NAME && order == NULL)
    sorting.descends = FALSE;
  g_ptr_array_sort_with_data (found, compare, &sorting);
}

static GPtrArray *
collect (StorefrontRequest *request, StorefrontKind kind, StorefrontFilter filter)
{
  GPtrArray *all = storefront_get_all (request->shop, kind);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  Question question = { 0 };

  question_init (&question, request, kind);
  for (guint i = 0; i < all->len; i++) {
    StorefrontObject *object = g_ptr_array_index (all, i);

    if (has_wanted_status (&question, object) && is_in_time (&question, object) && is_named (&question, object) &&
        (filter == NULL || filter (request, object)))
      g_ptr_array_add (found, object);
  }
  question_clear (&question);
  return g_steal_pointer (&found);
}

static void
write_next_link (StorefrontRequest *request, guint page)
{
  GHashTableIter iter;
  gpointer name, value;
  g_autoptr (GString) link = g_string_new ("<");

  g_string_append_printf (link, "%s/wp-json/%s?",
                          request->secure ? request->shop->address : request->shop->plain_address, request->path);
  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

    if (!g_str_equal (name, "page"))
      g_string_append_printf (link, "%s=%s&", (char *) name, escaped);
  }
  g_string_append_printf (link, "page=%u>; rel=\"next\"", page);
  soup_message_headers_append (request->more, "Link", link->str);
}

static void
write_page_headers (StorefrontRequest *request, guint total, guint per_page, guint page)
{
  g_autofree char *total_text = NULL;
  g_autofree char *pages_text = NULL;
  guint pages = (total + per_page - 1) / per_page;
  gboolean is_beyond = page > MAX (pages, 1);

  /* Orders forget their total beyond the last page. */
  if (is_beyond && g_str_equal (request->path, "wc/v3/orders"))
    total = pages = 0;
  total_text = g_strdup_printf ("%u", total);
  pages_text = g_strdup_printf ("%u", pages);
  soup_message_headers_replace (request->more, "X-WP-Total", total_text);
  soup_message_headers_replace (request->more, "X-WP-TotalPages", pages_text);
  if (page < pages)
    write_next_link (request, page + 1);
}

static void
write_array (StorefrontRequest *request, GPtrArray *objects, guint from, guint to)
{
  request->status = 200;
  request->n_rows = to - from;
  g_string_assign (request->answer, "[");
  for (guint i = from; i < to; i++) {
    if (i > from)
      g_string_append_c (request->answer, ',');
    storefront_view (request, g_ptr_array_index (objects, i), request->answer);
  }
  g_string_append_c (request->answer, ']');
}

/* All of them, as lists are answered that know no pages. */
void
storefront_answer_array (StorefrontRequest *request, GPtrArray *objects)
{
  write_array (request, objects, 0, objects->len);
}

void
storefront_answer_one (StorefrontRequest *request, guint status, StorefrontObject *object)
{
  request->status = status;
  g_string_truncate (request->answer, 0);
  storefront_view (request, object, request->answer);
}

/* @filter: (nullable): which of the kind are in this list at all */
void
storefront_answer_list (StorefrontRequest *request, StorefrontKind kind, StorefrontFilter filter)
{
  gint64 per_page = storefront_request_get_int (request, "per_page", 10);
  gint64 page = storefront_request_get_int (request, "page", 1);
  g_autoptr (GPtrArray) found = NULL;
  gint64 from;

  if (per_page < 1 || per_page > 100) {
    storefront_fail_parameter (request, "per_page", "rest_out_of_bounds",
                               "per_page must be between 1 (inclusive) and 100 (inclusive)");
    return;
  }
  if (page < 1) {
    storefront_fail_parameter (request, "page", "rest_out_of_bounds", "page must be greater than or equal to 1");
    return;
  }
  found = collect (request, kind, filter);
  sort (request, kind, found);
  from = storefront_request_get_int (request, "offset", (page - 1) * per_page);
  write_page_headers (request, found->len, (guint) per_page, (guint) page);
  write_array (request, found, (guint) MIN (from, found->len), (guint) MIN (from + per_page, found->len));
}
