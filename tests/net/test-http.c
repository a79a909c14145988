#include "kontor-error.h"
#include "kontor-http.h"
#include "kontor-test.h"
#include "net-server.h"

static char *elsewhere;

static void
answer (SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/moved"))
    soup_server_message_set_redirect (message, 302, "/good");
  else if (g_str_equal (path, "/away"))
    soup_server_message_set_redirect (message, 302, elsewhere);
  else if (g_str_equal (path, "/loop"))
    soup_server_message_set_redirect (message, 302, "/loop");
  else if (g_str_equal (path, "/cut"))
    net_server_cut (message);
  else if (g_str_equal (path, "/busy")) {
    soup_message_headers_append (headers, "Retry-After", "120");
    net_server_say (message, 429, "text/html", "<h1>Too many</h1>");
  } else if (g_str_equal (path, "/clock")) {
    soup_message_headers_replace (headers, "Date", "Sat, 01 Jan 2050 00:00:00 GMT");
    net_server_say (message, 200, "text/plain", "late");
  } else
    net_server_say (message, 200, "application/json", "{\"good\":true}");
}

static KontorHttpReply *
send (KontorHttp *http, const char *method, const char *origin, const char *path, GError **error)
{
  g_autofree char *uri = g_strconcat (origin, path, NULL);

  return dex_await_boxed (kontor_http_send (http, &(KontorHttpRequest) { .method = method, .uri = uri }), error);
}

static void
assert_body (const KontorHttpReply *reply, const char *text)
{
  g_assert_nonnull (reply);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), text, strlen (text));
}

static void
test_get (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (KontorHttpReply) reply = NULL;

  kontor_http_set_password (http, "me", "pass word");
  reply = send (http, "GET", server->origin, "/moved", NULL);
  assert_body (reply, "{\"good\":true}");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_suffix (reply->uri, "/good"));
  g_assert_cmpstr (server->authorization, ==, "Basic bWU6cGFzcyB3b3Jk");
  g_assert_cmpstr (kontor_http_reply_get_header (reply, "content-TYPE"), ==, "application/json");
}

/* A token takes the place of a password, and goes where that would. */
static void
test_token (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL), other = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (KontorHttpReply) reply = NULL, away = NULL, anonymous = NULL;

  elsewhere = g_strconcat (other->origin, "/stranger", NULL);
  kontor_http_set_password (http, "me", "secret");
  kontor_http_set_token (http, "t0.k_en");
  reply = send (http, "GET", server->origin, "/good", NULL);
  g_assert_cmpstr (server->authorization, ==, "Bearer t0.k_en");
  away = send (http, "GET", server->origin, "/away", NULL);
  assert_body (away, "{\"good\":true}");
  g_assert_null (other->authorization);
  kontor_http_set_token (http, NULL);
  g_clear_pointer (&server->authorization, g_free);
  anonymous = send (http, "GET", server->origin, "/good", NULL);
  g_assert_null (server->authorization);
  g_clear_pointer (&elsewhere, g_free);
}

/* What changes something is not sent to where a redirect points, and credentials never leave their server. */
static void
test_redirects (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL), other = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (KontorHttpReply) away = NULL, kept = NULL;
  g_autoptr (GError) error = NULL;

  elsewhere = g_strconcat (other->origin, "/stranger", NULL);
  kontor_http_set_password (http, "me", "secret");
  away = send (http, "GET", server->origin, "/away", NULL);
  assert_body (away, "{\"good\":true}");
  g_assert_nonnull (server->authorization);
  g_assert_null (other->authorization);
  kept = send (http, "POST", server->origin, "/away", NULL);
  g_assert_cmpuint (kept->status, ==, 302);
  g_assert_cmpuint (other->asked->len, ==, 1);
  g_assert_null (send (http, "GET", server->origin, "/loop", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  g_clear_pointer (&elsewhere, g_free);
}

static guint
count (NetServer *server, const char *what)
{
  guint n = 0;

  for (guint i = 0; i < server->asked->len; i++)
    n += g_str_equal (g_ptr_array_index (server->asked, i), what);
  return n;
}

/* A connection that was used before breaks: nothing that changes something may go out twice. */
static void
test_lost (void)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE" };
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (GError) read_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autoptr (KontorHttpReply) warm = send (http, "GET", server->origin, "/good", NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *what = g_strconcat (methods[i], " /cut", NULL);

    g_assert_nonnull (warm);
    g_assert_null (send (http, methods[i], server->origin, "/cut", &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
    g_assert_cmpuint (count (server, what), ==, 1);
  }
  g_assert_null (send (http, "GET", server->origin, "/cut", &read_error));
  g_assert_error (read_error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY);
}

static void
test_offline (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autofree char *origin = g_strdup (server->origin);
  g_autoptr (GError) refused = NULL, plain = NULL, nonsense = NULL;

  g_clear_pointer (&server, net_server_free);
  g_assert_null (send (http, "PUT", origin, "/good", &refused));
  g_assert_error (refused, KONTOR_ERROR, KONTOR_ERROR_OFFLINE);
  g_assert_null (send (http, "GET", "http://shop.example", "/", &plain));
  g_assert_error (plain, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  g_assert_null (send (http, "GET", "ftp://shop.example", "/", &nonsense));
  g_assert_error (nonsense, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_limits (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autofree char *uri = g_strconcat (server->origin, "/good", NULL);
  g_autoptr (KontorHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL, busy = NULL;
  gint64 now = g_get_real_time () / 1000;

  g_assert_null (dex_await_boxed (kontor_http_send (http, &(KontorHttpRequest) { .method = "GET", .uri = uri, .limit = 12 }), &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  reply = send (http, "GET", server->origin, "/busy", NULL);
  busy = kontor_http_reply_to_error (reply, NULL);
  g_assert_error (busy, KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED);
  g_assert_cmpint (kontor_error_get_retry_at (busy), >=, now + 120000);
  g_assert_cmpint (kontor_error_get_retry_at (busy), <=, now + 180000);
  g_assert_true (kontor_http_reply_is_html (reply));
}

/* Over plain http a key signs, by the server's clock. */
static void
test_consumer (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (KontorHttpReply) reply = NULL, second = NULL;
  g_autofree char *stamp = NULL;
  const char *at;

  kontor_http_set_consumer (http, "ck_1", "cs_1");
  reply = send (http, "GET", server->origin, "/clock", NULL);
  g_assert_cmpint (kontor_http_get_clock_offset (http), >, 0);
  second = send (http, "GET", server->origin, "/good", NULL);
  g_assert_true (g_str_has_prefix (server->authorization, "OAuth oauth_consumer_key=\"ck_1\""));
  at = strstr (server->authorization, "oauth_timestamp=\"");
  stamp = g_strndup (at + strlen ("oauth_timestamp=\""), 10);
  g_assert_cmpint (ABS (g_ascii_strtoll (stamp, NULL, 10) - G_GINT64_CONSTANT (2524608000)), <=, 60);
}

/* Many who wait, of whom some lose their interest. */
static void
test_cancel (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autofree char *uri = g_strconcat (server->origin, "/good", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++) {
    DexFuture *future = kontor_http_send (http, &(KontorHttpRequest) { .method = "GET", .uri = uri });

    g_assert_true (dex_await (dex_future_first (future, dex_future_new_true (), NULL), NULL));
  }
  for (guint i = 0; i < 3; i++) {
    g_autoptr (KontorHttpReply) reply = send (http, "GET", server->origin, "/good", &error);

    g_assert_no_error (error);
  }
}

static GTlsCertificate *
make_certificate (void)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (g_test_get_filename (G_TEST_DIST, "server.pem", NULL), &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_certificate (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ();
  g_autoptr (NetServer) server = net_server_new (answer, certificate);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autoptr (KontorHttpReply) reply = NULL, kept = NULL;
  g_autoptr (GError) error = NULL, wrong = NULL, plain = NULL;
  g_autofree char *fingerprint = NULL;

  kontor_http_set_consumer (http, "ck", "cs");
  g_assert_null (send (http, "POST", server->origin, "/good", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_AUTH);
  fingerprint = g_strdup (kontor_error_get_fingerprint (error));
  g_assert_cmpuint (strlen (fingerprint), ==, 64);
  g_assert_cmpuint (server->asked->len, ==, 0);

  kontor_http_set_fingerprint (http, "0000000000000000000000000000000000000000000000000000000000000000");
  g_assert_null (send (http, "GET", server->origin, "/good", &wrong));
  g_assert_cmpstr (kontor_error_get_fingerprint (wrong), ==, fingerprint);

  kontor_http_set_fingerprint (http, fingerprint);
  reply = send (http, "GET", server->origin, "/good", NULL);
  assert_body (reply, "{\"good\":true}");
  g_assert_cmpstr (server->authorization, ==, "Basic Y2s6Y3M=");
}

/* A certificate is trusted for the account's own server, wherever else it is met. */
static void
test_certificate_elsewhere (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ();
  g_autoptr (NetServer) server = net_server_new (answer, certificate), other = net_server_new (answer, certificate);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin), own = kontor_http_new (other->origin);
  g_autoptr (KontorHttpReply) reply = NULL, welcome = NULL;
  g_autoptr (GError) direct = NULL, led = NULL;

  g_assert_null (send (http, "GET", server->origin, "/good", &direct));
  kontor_http_set_fingerprint (http, kontor_error_get_fingerprint (direct));
  reply = send (http, "GET", server->origin, "/good", NULL);
  assert_body (reply, "{\"good\":true}");
  elsewhere = g_strconcat (other->origin, "/stranger", NULL);
  g_assert_null (send (http, "GET", server->origin, "/away", &led));
  g_assert_error (led, KONTOR_ERROR, KONTOR_ERROR_AUTH);
  g_assert_cmpuint (other->asked->len, ==, 0);
  /* Whose own account may; and a server that was hung up on has noticed that before it goes. */
  kontor_http_set_fingerprint (own, kontor_error_get_fingerprint (direct));
  welcome = send (own, "GET", other->origin, "/good", NULL);
  assert_body (welcome, "{\"good\":true}");
  g_clear_pointer (&elsewhere, g_free);
}

/* Without the login, though there is one; and signed by a clock that another one has learned. */
static void
test_anonymous (void)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorHttp) http = kontor_http_new (server->origin);
  g_autofree char *uri = g_strconcat (server->origin, "/good", NULL);
  g_autoptr (KontorHttpReply) bare = NULL, signed_in = NULL;
  const char *at;

  kontor_http_set_consumer (http, "ck_1", "cs_1");
  kontor_http_set_clock_offset (http, G_GINT64_CONSTANT (1000000000000));
  bare = dex_await_boxed (kontor_http_send (http, &(KontorHttpRequest) { .method = "GET", .uri = uri, .anonymous = TRUE }), NULL);
  assert_body (bare, "{\"good\":true}");
  g_assert_null (server->authorization);
  kontor_http_set_clock_offset (http, G_GINT64_CONSTANT (1000000000000));
  signed_in = send (http, "GET", server->origin, "/good", NULL);
  at = strstr (server->authorization, "oauth_timestamp=\"");
  g_assert_cmpint (g_ascii_strtoll (at + strlen ("oauth_timestamp=\""), NULL, 10), >, g_get_real_time () / 1000000 + 900000000);
}

static void
test_addresses (void)
{
  g_assert_true (kontor_http_same_origin ("https://A.example/x", "https://a.example:443/y?z"));
  g_assert_false (kontor_http_same_origin ("https://a.example", "http://a.example"));
  g_assert_false (kontor_http_same_origin ("https://a.example", "https://b.a.example"));
  g_assert_false (kontor_http_same_origin ("https://a.example", "https://a.example:8443"));
  g_assert_true (kontor_http_is_loopback ("http://127.0.0.1:8081/"));
  g_assert_true (kontor_http_is_loopback ("http://[::1]/"));
  g_assert_true (kontor_http_is_loopback ("http://localhost"));
  g_assert_false (kontor_http_is_loopback ("http://localhost.example"));
  g_assert_false (kontor_http_is_loopback ("http://192.168.1.2"));
}

static void
test_errors (void)
{
  static const struct {
    guint status;
    gboolean write;
    KontorError code;
  } cases[] = {
    { 400, TRUE, KONTOR_ERROR_REJECTED },
    { 401, FALSE, KONTOR_ERROR_AUTH },
    { 403, FALSE, KONTOR_ERROR_AUTH },
    { 403, TRUE, KONTOR_ERROR_UNSUPPORTED },
    { 404, FALSE, KONTOR_ERROR_NOT_FOUND },
    { 408, FALSE, KONTOR_ERROR_TEMPORARY },
    { 408, TRUE, KONTOR_ERROR_UNKNOWN_OUTCOME },
    { 409, TRUE, KONTOR_ERROR_CONFLICT },
    { 413, TRUE, KONTOR_ERROR_REJECTED },
    { 425, FALSE, KONTOR_ERROR_TEMPORARY },
    { 410, TRUE, KONTOR_ERROR_NOT_FOUND },
    { 412, TRUE, KONTOR_ERROR_CONFLICT },
    { 429, TRUE, KONTOR_ERROR_RATE_LIMITED },
    { 500, FALSE, KONTOR_ERROR_TEMPORARY },
    { 500, TRUE, KONTOR_ERROR_UNKNOWN_OUTCOME },
    { 503, FALSE, KONTOR_ERROR_TEMPORARY },
    { 504, TRUE, KONTOR_ERROR_UNKNOWN_OUTCOME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorHttpReply) reply = kontor_http_reply_new (cases[i].status, NULL);
    g_autoptr (GError) error = NULL;

    reply->write = cases[i].write;
    error = kontor_http_reply_to_error (reply, "<b>Why &amp; what</b>");
    g_assert_error (error, KONTOR_ERROR, (int) cases[i].code);
    g_assert_cmpstr (error->message, ==, "Why & what");
  }
}

/* What a server says of its failure is shown where a person can read it, and the time that it names is kept. */
static void
test_words (void)
{
  g_autoptr (KontorHttpReply) reply = kontor_http_reply_new (503, NULL);
  g_autofree char *novel = g_strnfill (5000, 'x');
  g_autoptr (GError) silent = NULL, empty = NULL, endless = NULL, dated = NULL, nonsense = NULL;

  silent = kontor_http_reply_to_error (reply, NULL);
  empty = kontor_http_reply_to_error (reply, "<p> </p>");
  endless = kontor_http_reply_to_error (reply, novel);
  g_assert_cmpstr (silent->message, ==, "The shop is being maintained or overloaded.");
  g_assert_cmpstr (empty->message, ==, silent->message);
  g_assert_cmpstr (endless->message, ==, silent->message);
  g_hash_table_insert (reply->headers, g_strdup ("retry-after"), g_strdup ("Sat, 01 Jan 2050 00:00:00 GMT"));
  dated = kontor_http_reply_to_error (reply, NULL);
  g_assert_error (dated, KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED);
  g_assert_cmpint (kontor_error_get_retry_at (dated), ==, G_GINT64_CONSTANT (2524608000000));
  g_hash_table_insert (reply->headers, g_strdup ("retry-after"), g_strdup ("soon"));
  nonsense = kontor_http_reply_to_error (reply, NULL);
  g_assert_error (nonsense, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/net/http/get", test_get);
  kontor_test_add ("/net/http/token", test_token);
  kontor_test_add ("/http/token", test_token);
  kontor_test_add ("/net/http/redirects", test_redirects);
  kontor_test_add ("/net/http/lost", test_lost);
  kontor_test_add ("/net/http/offline", test_offline);
  kontor_test_add ("/net/http/limits", test_limits);
  kontor_test_add ("/net/http/consumer", test_consumer);
  kontor_test_add ("/net/http/cancel", test_cancel);
  kontor_test_add ("/net/http/certificate", test_certificate);
  kontor_test_add ("/net/http/certificate-elsewhere", test_certificate_elsewhere);
  kontor_test_add ("/net/http/anonymous", test_anonymous);
  kontor_test_add_plain ("/net/http/addresses", test_addresses);
  kontor_test_add_plain ("/net/http/errors", test_errors);
  kontor_test_add_plain ("/net/http/words", test_words);
  return kontor_test_run ();
}
