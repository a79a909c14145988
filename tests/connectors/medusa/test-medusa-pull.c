#include "kontor-medusa-connector.h"
#include "kontor-test.h"
#include "net-server.h"

#define TOTAL 350

static GHashTable *asked; /* (element-type char* guint): by offset, how often */

static guint
count (const char *offset)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (asked, offset));
}

static void
answer_customers (SoupServerMessage *message)
{
  GHashTable *query = soup_form_decode (g_uri_get_query (soup_server_message_get_uri (message)));
  const char *offset = g_hash_table_lookup (query, "offset");
  g_autoptr (GString) text = g_string_new ("{\"customers\":[");
  guint first = (guint) g_ascii_strtoull (offset, NULL, 10);

  g_hash_table_insert (asked, g_strdup (offset), GUINT_TO_POINTER (count (offset) + 1));
  for (guint i = first; i < MIN (first + 100, TOTAL); i++)
    g_string_append_printf (text, "%s{\"id\":\"cus_%u\"}", i > first ? "," : "", i);
  g_string_append_printf (text, "],\"count\":%u,\"offset\":%u,\"limit\":100}", TOTAL, first);
  net_server_say (message, 200, "application/json", text->str);
  g_hash_table_unref (query);
}

static void
answer (SoupServerMessage *message, const char *path)
{
  if (g_str_equal (path, "/admin/customers"))
    answer_customers (message);
  else if (g_str_equal (path, "/admin/stores"))
    net_server_say (message, 200, "application/json",
                    "{\"stores\":[{\"id\":\"store_1\",\"supported_currencies\":[{\"currency_code\":\"eur\",\"is_default\":true}]}]}");
  else
    net_server_say (message, 404, "application/json", "{\"type\":\"not_found\",\"message\":\"Not here\"}");
}

static char *
pull (KontorConnector *connector, const char *cursor, const char *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBatch) batch = dex_await_boxed (kontor_connector_pull (connector, "customers", KONTOR_PULL_FIRST, cursor), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kontor_record_get_key (g_ptr_array_index (batch->rows, 0)), ==, first);
  return g_strdup (batch->cursor);
}

/* The shop works on the next pages while one is taken in; after a write they are asked for anew. */
static void
test_ahead (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorConnector) connector = kontor_medusa_factory.create (server->origin, "{\"key\":\"sk_1\"}", NULL);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  first = pull (connector, NULL, "cus_0");
  while (count ("100") == 0 || count ("200") == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count ("300"), ==, 0);
  second = pull (connector, first, "cus_100");
  g_assert_cmpuint (count ("100"), ==, 1);
  g_ptr_array_add (ops, kontor_op_new (kontor_op_kind_lookup ("delete-customer"), 1, 1));
  g_set_str (&((KontorOp *) ops->pdata[0])->remote_id, "cus_7");
  dex_future_disown (kontor_connector_push (connector, ops));
  third = pull (connector, second, "cus_200");
  g_assert_cmpuint (count ("200"), ==, 2);
  g_clear_pointer (&asked, g_hash_table_unref);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/medusa/pull/ahead", test_ahead);
  return kontor_test_run ();
}
