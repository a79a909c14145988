#include <string.h>

#include "kontor-error.h"
#include "kontor-medusa-client.h"
#include "kontor-medusa-connector.h"
#include "kontor-medusa-token.h"
#include "kontor-test.h"
#include "net-server.h"

#define SECRET "{\"email\":\"me@example.com\",\"password\":\"right\"}"
/* {"exp":4102444800}: a day long after all tests. */
#define LATE "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.x"
/* {"exp":946684800}: over since 2000. */
#define OVER "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjk0NjY4NDgwMH0.x"

static const char *token;    /* that is given to who signs in */
static const char *accepted; /* what stands for a good login, as the whole header */
static guint sign_ins;

static void
say (SoupServerMessage *message, guint status, const char *text)
{
  net_server_say (message, status, "application/json", text);
}

static const char *
get_authorization (SoupServerMessage *message)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
}

static void
sign_in (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length), *answer = NULL;

  sign_ins++;
  if (!g_str_equal (text, SECRET)) {
    say (message, 401, "{\"type\":\"unauthorized\",\"message\":\"Invalid email or password\"}");
    return;
  }
  answer = g_strdup_printf ("{\"token\":\"%s\"}", token);
  say (message, 200, answer);
}

/* As Medusa answers; what it says was recorded. */
static void
answer (SoupServerMessage *message, const char *path)
{
  if (g_str_equal (path, "/health"))
    net_server_say (message, 200, "text/html", "OK");
  else if (g_str_equal (path, "/auth/user/emailpass"))
    sign_in (message);
  else if (g_strcmp0 (get_authorization (message), accepted) != 0)
    say (message, 401, "{\"message\":\"Unauthorized\"}");
  else if (g_str_equal (path, "/admin/orders"))
    say (message, 200, "{\"orders\":[],\"count\":0,\"offset\":0,\"limit\":1}");
  else if (g_str_equal (path, "/admin/stores"))
    say (message, 200,
         "{\"stores\":[{\"id\":\"store_1\",\"name\":\"Rig Shop\",\"default_sales_channel_id\":\"sc_1\",\"supported_currencies\":["
         "{\"currency_code\":\"usd\",\"is_default\":false},{\"currency_code\":\"jpy\",\"is_default\":true}]}],\"count\":1}");
  else if (g_str_equal (path, "/admin/shipping-profiles"))
    say (message, 200, "{\"shipping_profiles\":[{\"id\":\"sp_1\"}],\"count\":1}");
  else
    net_server_say (message, 404, "text/html", "<!DOCTYPE html><pre>Cannot GET</pre>");
}

static void
note_step (KontorCheckStep step, const GError *error, gpointer data)
{
  g_string_append_printf (data, "%d%s", (int) step, error != NULL ? "!" : "");
}

static KontorAccountInfo *
check (NetServer *server, const char *secret, const char *steps, GError **error)
{
  g_autoptr (KontorConnector) connector = kontor_medusa_factory.create (server->origin, secret, NULL);
  g_autoptr (GString) seen = g_string_new (NULL);
  KontorAccountInfo *info = dex_await_boxed (kontor_connector_check (connector, note_step, seen), error);

  g_assert_cmpstr (seen->str, ==, steps);
  return info;
}

static void
test_password (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorAccountInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  token = LATE;
  accepted = "Bearer " LATE;
  sign_ins = 0;
  info = check (server, SECRET, "01234", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->name, ==, "Rig Shop");
  g_assert_cmpstr (info->currency, ==, "JPY");
  g_assert_cmpuint (info->decimals, ==, 0);
  g_assert_nonnull (info->time_zone);
  /* Once for all that was asked. */
  g_assert_cmpuint (sign_ins, ==, 1);
}

static void
test_key (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorAccountInfo) info = NULL, refused = NULL;
  g_autoptr (GError) error = NULL;

  accepted = "Basic c2tfMTo=";
  sign_ins = 0;
  info = check (server, "{\"key\":\"sk_1\"}", "01234", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sign_ins, ==, 0);
  refused = check (server, "{\"key\":\"sk_2\"}", "0123!", &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_AUTH);
}

static void
test_refused (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorAccountInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  accepted = "nothing";
  info = check (server, "{\"email\":\"me@example.com\",\"password\":\"wrong\"}", "0123!", &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_AUTH);
}

static void
answer_page (SoupServerMessage *message, const char *path)
{
  net_server_say (message, 404, "text/html", "<html>Not here</html>");
}

/* A server that is something else is there, and is named as what is wrong. */
static void
test_other_server (void)
{
  g_autoptr (NetServer) server = net_server_new (answer_page, NULL);
  g_autoptr (KontorAccountInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  info = check (server, SECRET, "012!", &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED);
}

static KontorMedusaReply *
ask_orders (KontorMedusaClient *client, GError **error)
{
  return dex_await_boxed (kontor_medusa_client_get (client, "admin/orders?limit=1"), error);
}

static guint
count_orders (NetServer *server)
{
  guint n = 0;

  for (guint i = 0; i < server->asked->len; i++)
    n += g_str_equal (g_ptr_array_index (server->asked, i), "GET /admin/orders");
  return n;
}

/* A token that is over, or that the shop does not take any more, is renewed unseen. */
static void
test_renewal (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorMedusaClient) client = kontor_medusa_client_new (server->origin, SECRET, NULL);
  g_autoptr (KontorMedusaReply) first = NULL, second = NULL, third = NULL;
  g_autoptr (GError) error = NULL;

  token = OVER;
  accepted = "Bearer " OVER;
  sign_ins = 0;
  first = ask_orders (client, &error);
  g_assert_no_error (error);
  token = LATE;
  accepted = "Bearer " LATE;
  second = ask_orders (client, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sign_ins, ==, 2);
  /* Before it was sent, not after it was refused. */
  g_assert_cmpuint (count_orders (server), ==, 2);
  token = LATE "2";
  accepted = "Bearer " LATE "2";
  third = ask_orders (client, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sign_ins, ==, 3);
  g_assert_cmpuint (count_orders (server), ==, 4);
}

static void
test_errors (void)
{
  static const struct {
    guint status;
    gboolean write;
    const char *body;
    KontorError code;
  } cases[] = {
    { 400, TRUE, "{\"type\":\"invalid_data\",\"message\":\"Product variant with sku: L22-1, already exists.\"}", KONTOR_ERROR_REJECTED },
    { 404, FALSE, "{\"type\":\"not_found\",\"message\":\"Order id not found\"}", KONTOR_ERROR_NOT_FOUND },
    { 404, TRUE, "<html>", KONTOR_ERROR_UNSUPPORTED },
    { 409, TRUE, "{\"type\":\"conflict\",\"message\":\"x\"}", KONTOR_ERROR_UNKNOWN_OUTCOME },
    { 409, FALSE, "{\"type\":\"conflict\",\"message\":\"x\"}", KONTOR_ERROR_TEMPORARY },
    { 500, TRUE, "{\"type\":\"unknown_error\",\"message\":\"An unknown error occurred.\"}", KONTOR_ERROR_UNKNOWN_OUTCOME },
    { 500, FALSE, "{\"type\":\"unknown_error\"}", KONTOR_ERROR_TEMPORARY },
    { 200, TRUE, "<html>", KONTOR_ERROR_UNKNOWN_OUTCOME },
    { 200, FALSE, "<html>", KONTOR_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = g_bytes_new (cases[i].body, strlen (cases[i].body));
    g_autoptr (KontorHttpReply) http = kontor_http_reply_new (cases[i].status, body);
    g_autoptr (KontorMedusaReply) reply = kontor_medusa_reply_new (http, kontor_json_parse (body, NULL));
    g_autoptr (GError) error = NULL;

    http->write = cases[i].write;
    error = kontor_medusa_reply_to_error (reply);
    g_assert_error (error, KONTOR_ERROR, (int) cases[i].code);
  }
}

static void
test_address (void)
{
  static const char *const cases[][2] = {
    { "api.shop.example", "https://api.shop.example" },
    { "https://api.shop.example/app/orders?page=2", "https://api.shop.example" },
    { "127.0.0.1:9000", "http://127.0.0.1:9000" },
    { "http://localhost:9000/admin", "http://localhost:9000" },
    { "nothing at all", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorMedusaClient) client = kontor_medusa_client_new (cases[i][0], NULL, NULL);

    g_assert_cmpstr (kontor_medusa_client_get_home (client), ==, cases[i][1]);
  }
  g_assert_cmpint (kontor_medusa_token_get_end (LATE), ==, 4102444800000);
  g_assert_cmpint (kontor_medusa_token_get_end ("sk_1"), ==, 0);
  g_assert_cmpint (kontor_medusa_token_get_end ("a.!!.c"), ==, 0);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/medusa/check/password", test_password);
  kontor_test_add ("/medusa/check/key", test_key);
  kontor_test_add ("/medusa/check/refused", test_refused);
  kontor_test_add ("/medusa/check/other-server", test_other_server);
  kontor_test_add ("/medusa/client/renewal", test_renewal);
  kontor_test_add_plain ("/medusa/client/errors", test_errors);
  kontor_test_add_plain ("/medusa/client/address", test_address);
  return kontor_test_run ();
}
