#include <string.h>

#include "kontor-error.h"
#include "kontor-test.h"
#include "kontor-woo-walk.h"
#include "test-woo.h"

#define NOW G_GINT64_CONSTANT (1795329924000)

static char *
make_query (const char *feed, KontorPullHow how, const char *cursor, guint page)
{
  KontorWooWalk walk = { .stages = kontor_woo_find_stages (feed), .how = how };
  g_autoptr (GPtrArray) query = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  kontor_woo_walk_begin (&walk, cursor, &error);
  g_assert_no_error (error);
  query = kontor_woo_walk_make_query (&walk, "processing,trash", page);
  for (guint i = 0; i + 1 < query->len && g_ptr_array_index (query, i) != NULL; i += 2)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? "&" : "", (char *) g_ptr_array_index (query, i),
                            (char *) g_ptr_array_index (query, i + 1));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What is written back is read for editing, amounts with all their decimals, times in UTC, and the trash is no deletion. */
static void
test_queries (void)
{
  static const struct {
    const char *feed;
    KontorPullHow how;
    const char *cursor;
    const char *query;
  } cases[] = {
    { "orders", KONTOR_PULL_FIRST, "0:3:100:1795329924000:0:230",
      "per_page=100&page=3&orderby=date&order=desc&before=2026-11-22T06:45:24&dates_are_gmt=true&status=processing,trash&dp=6" },
    { "orders", KONTOR_PULL_CHANGES, "0:1:100:0:1795329914000:-1",
      "per_page=100&page=1&orderby=modified&order=asc&modified_after=2026-11-22T06:45:14&dates_are_gmt=true&status=processing,trash&dp=6" },
    { "orders", KONTOR_PULL_IDS, "0:1:100:1795329924000:0:-1",
      "per_page=100&page=1&orderby=date&order=desc&before=2026-11-22T06:45:24&dates_are_gmt=true&status=processing,trash&dp=6"
      "&_fields=id,status,date_modified_gmt,date_created_gmt,total,refunds" },
    { "catalogue", KONTOR_PULL_FIRST, NULL,
      "per_page=100&page=1&orderby=date&order=desc&status=any&include_status=any,trash&context=edit" },
    { "customers", KONTOR_PULL_CHANGES, "0:1:100:0:1795329914000:-1",
      "per_page=100&page=1&orderby=registered_date&order=desc&role=all&context=edit" },
    { "customers", KONTOR_PULL_FIRST, "1:1:100:1795329924000:0:-1",
      "per_page=100&page=1&orderby=date_registered&order=desc&user_type=guest&context=edit" },
    { "notes", KONTOR_PULL_FIRST, NULL, "per_page=10&page=1&orderby=date&order=desc&status=processing,trash&dp=6&_fields=id,date_modified_gmt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint page = g_str_has_prefix (cases[i].cursor != NULL ? cases[i].cursor : "", "0:3:") ? 3 : 1;
    g_autofree char *query = make_query (cases[i].feed, cases[i].how, cases[i].cursor, page);

    g_assert_cmpstr (query, ==, cases[i].query);
  }
}

static void
test_cursors (void)
{
  static const char *const bad[] = { "", "x", "0:0:100:0:0:0", "0:1:0:0:0:0", "9:1:100:0:0:0", "0:1:100:0:0" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    KontorWooWalk walk = { .stages = kontor_woo_find_stages ("orders") };
    g_autoptr (GError) error = NULL;

    g_assert_false (kontor_woo_walk_begin (&walk, bad[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  }
  g_assert_null (kontor_woo_find_stages ("settings"));
}

/* Where a server fails at a page, the smaller ones begin where it began. */
static void
test_shrink (void)
{
  KontorWooWalk walk = { .stages = kontor_woo_find_stages ("orders") };
  g_autofree char *cursor = NULL;

  g_assert_true (kontor_woo_walk_begin (&walk, "0:4:100:0:0:900", NULL));
  g_assert_true (kontor_woo_walk_shrink (&walk));
  cursor = kontor_woo_walk_write (&walk);
  g_assert_cmpstr (cursor, ==, "0:7:50:0:0:900");
  g_assert_true (kontor_woo_walk_shrink (&walk));
  g_assert_cmpuint (walk.cursor.page, ==, 16);
  g_assert_cmpuint (walk.cursor.size, ==, 20);
  g_assert_false (kontor_woo_walk_shrink (&walk));
}

static KontorWooReply *
make_reply (const char *rows, gint64 total)
{
  g_autoptr (GBytes) bytes = g_bytes_new (rows, strlen (rows));
  g_autoptr (KontorHttpReply) http = kontor_http_reply_new (200, bytes);
  KontorWooReply *reply = kontor_woo_reply_new (http, kontor_json_parse (bytes, NULL));

  reply->total = total;
  return reply;
}

/* All rows of a page in one second: then the next page of it, else the pages behind its last second. */
static void
test_changes (void)
{
  KontorWooWalk walk = { .stages = kontor_woo_find_stages ("orders"), .how = KONTOR_PULL_CHANGES };
  g_autoptr (KontorWooReply) same = make_reply ("[{\"id\":1,\"date_modified_gmt\":\"2026-11-22T06:45:24\"},{\"id\":2,\"date_modified_gmt\":\"2026-11-22T06:45:24\"}]", 9);
  g_autoptr (KontorWooReply) later = make_reply ("[{\"id\":1,\"date_modified_gmt\":\"2026-11-22T06:45:24\"},{\"id\":2,\"date_modified_gmt\":\"2026-11-22T06:45:44\"}]", 9);
  g_autoptr (KontorWooReply) last = make_reply ("[{\"id\":1,\"date_modified_gmt\":\"2026-11-22T06:46:00\"}]", 9);

  g_assert_true (kontor_woo_walk_begin (&walk, "0:1:2:1795330000000:1795329923000:-1", NULL));
  g_assert_true (kontor_woo_walk_step (&walk, same));
  g_assert_cmpuint (walk.cursor.page, ==, 2);
  g_assert_cmpint (walk.cursor.since, ==, NOW - 1000);
  g_assert_true (kontor_woo_walk_step (&walk, later));
  g_assert_cmpuint (walk.cursor.page, ==, 1);
  g_assert_cmpint (walk.cursor.since, ==, NOW + 19000);
  g_assert_false (kontor_woo_walk_step (&walk, last));
  g_assert_cmpint (walk.cursor.since, ==, G_GINT64_CONSTANT (1795330000000) - 10000);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/woo/walk/queries", test_queries);
  kontor_test_add_plain ("/woo/walk/cursors", test_cursors);
  kontor_test_add_plain ("/woo/walk/shrink", test_shrink);
  kontor_test_add_plain ("/woo/walk/changes", test_changes);
  return kontor_test_run ();
}
