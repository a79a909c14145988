#include "kontor-woo-discovery.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-http.h"
#include "kontor-json.h"
#include "kontor-shop-address.h"
#include "kontor-woo-address.h"

#define RELATION "https://api.w.org/"
/* What is asked of a home page. */
#define PAGE_LIMIT (8 * 1024 * 1024)
/* How long this computer may take to answer by https before plain http is tried. */
#define SECURE_SECONDS 3
#define FIBER_STACK (256 * 1024)

G_DEFINE_BOXED_TYPE (KontorWooPlace, kontor_woo_place, kontor_woo_place_copy, kontor_woo_place_free)

KontorWooPlace *
kontor_woo_place_copy (KontorWooPlace *self)
{
  KontorWooPlace *copy = g_memdup2 (self, sizeof *self);

  copy->home = g_strdup (self->home);
  copy->root = g_strdup (self->root);
  return copy;
}

void
kontor_woo_place_free (KontorWooPlace *self)
{
  g_free (self->home);
  g_free (self->root);
  g_free (self);
}

static KontorHttpReply *
await_get (KontorHttp *http, const char *uri, GError **error)
{
  return dex_await_boxed (kontor_http_send (http, &(KontorHttpRequest) { .method = "GET", .uri = uri, .limit = PAGE_LIMIT }),
                          error);
}

static KontorWooPlace *
place_new (KontorHttp *http, const char *home, const char *root)
{
  KontorWooPlace *self = g_new0 (KontorWooPlace, 1);

  self->home = g_strdup (home);
  while (g_str_has_suffix (self->home, "/"))
    self->home[strlen (self->home) - 1] = '\0';
  self->root = g_str_has_suffix (root, "/") ? g_strdup (root) : g_strconcat (root, "/", NULL);
  self->clock_offset = kontor_http_get_clock_offset (http);
  return self;
}

/* WooCommerce looks for /wp-json/wc in the address, so with ?rest_route= no key is ever recognised. */
static gboolean
check_root (const char *root, GError **error)
{
  if (strstr (root, "rest_route=") == NULL)
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED,
                       _("The shop uses plain permalinks, with which WooCommerce accepts no login. In WordPress, open "
                          "Settings → Permalinks and choose any other structure."));
  return FALSE;
}

/* Some shops show it to none but who is signed in; then WordPress itself says so. */
static gboolean
is_index (const KontorHttpReply *reply)
{
  g_autoptr (KontorJson) json = kontor_json_parse (reply->body, NULL);
  yyjson_val *root = json != NULL ? kontor_json_get_root (json) : NULL;
  const char *code = yyjson_get_str (yyjson_obj_get (root, "code"));

  if (kontor_http_reply_is_ok (reply))
    return yyjson_is_arr (yyjson_obj_get (root, "namespaces"));
  return reply->status == 401 && code != NULL && g_str_has_prefix (code, "rest_");
}

/* Some plugins take the header away. Then the interface may still be where it usually is. */
static KontorWooPlace *
await_guess (KontorHttp *http, const char *home, const KontorHttpReply *page, GError **error)
{
  static const char *const usual[] = { "/wp-json/", "/index.php/wp-json/" };
  gboolean blocked = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++) {
    g_autofree char *root = g_strconcat (home, usual[i], NULL);
    g_autoptr (KontorHttpReply) reply = await_get (http, root, error);

    if (reply == NULL)
      return NULL;
    if (is_index (reply))
      return place_new (http, home, root);
    blocked |= reply->status == 401 || reply->status == 403;
  }
  if (blocked)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, kontor_woo_explain_blocked ());
  else if (page->status >= 500)
    g_propagate_error (error, kontor_http_reply_to_error (page, NULL));
  else
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED,
                         _("There is no WordPress at this address. Enter the address of the shop’s home page."));
  return NULL;
}

static gboolean
check_encrypted (const char *home, const char *uri, GError **error)
{
  if (!g_str_has_prefix (home, "https://") || g_str_has_prefix (uri, "https://"))
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED,
                       _("The shop leads from https back to plain http. Set both addresses in WordPress under Settings → "
                          "General to https, and let the proxy in front of it pass on that the connection was encrypted."));
  return FALSE;
}

static KontorWooPlace *
await_at (const char *home, const char *fingerprint, GError **error)
{
  g_autoptr (KontorHttp) http = kontor_http_new (home);
  g_autofree char *start = g_strconcat (home, "/", NULL);
  g_autoptr (KontorHttpReply) page = NULL;
  g_autofree char *root = NULL, *end = NULL;

  kontor_http_set_fingerprint (http, fingerprint);
  page = await_get (http, start, error);
  if (page == NULL || !check_encrypted (home, page->uri, error))
    return NULL;
  root = kontor_woo_find_link (kontor_http_reply_get_header (page, "Link"), RELATION);
  end = kontor_woo_address_normalise (page->uri);
  if (root == NULL)
    return await_guess (http, end != NULL ? end : home, page, error);
  if (!check_root (root, error) || !check_encrypted (home, root, error))
    return NULL;
  return place_new (http, end != NULL ? end : home, root);
}

/** A search at one address beside others. */
typedef struct {
  char *home;
  char *fingerprint;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->home);
  g_free (self->fingerprint);
  g_free (self);
}

static DexFuture *
search_fiber (gpointer data)
{
  Search *self = data;
  GError *error = NULL;
  KontorWooPlace *place = await_at (self->home, self->fingerprint, &error);

  return place != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_WOO_PLACE, place) : dex_future_new_for_error (error);
}

static DexFuture *
search_at (const char *home, const char *fingerprint)
{
  Search *self = g_new0 (Search, 1);

  self->home = g_strdup (home);
  self->fingerprint = g_strdup (fingerprint);
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, search_fiber, self, search_free);
}

/* Nobody answered by https: what did, and is no shop, is not asked without it. */
static gboolean
is_silent (const GError *error)
{
  return g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE) ||
         g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY) ||
         g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
}

/* A server without encryption may wait for ever for the end of what it does not understand; one with it may be slow. */
static KontorWooPlace *
await_on_loopback (const char *home, const char *fingerprint, GError **error)
{
  g_autoptr (DexFuture) secure = search_at (home, fingerprint);
  g_autofree char *plain = g_strconcat ("http", home + strlen ("https"), NULL);
  g_autoptr (GError) first = NULL;
  KontorWooPlace *place;

  dex_await (dex_future_first (dex_ref (secure), dex_timeout_new_seconds (SECURE_SECONDS), NULL), &first);
  if (!dex_future_is_pending (secure))
    return is_silent (first) ? await_at (plain, fingerprint, error) : dex_await_boxed (dex_ref (secure), error);
  place = await_at (plain, fingerprint, NULL);
  return place != NULL ? place : dex_await_boxed (dex_ref (secure), error);
}

const char *
kontor_woo_explain_blocked (void)
{
  return _("The shop’s REST interface is blocked. Allow it in the security plugin or firewall of the shop.");
}

KontorWooPlace *
kontor_woo_await_place (const char *typed, const char *fingerprint, GError **error)
{
  g_autofree char *home = kontor_woo_address_normalise (typed);

  if (home == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not the address of a website."), typed != NULL ? typed : "");
    return NULL;
  }
  if (kontor_shop_address_has_scheme (typed) || !kontor_http_is_loopback (home))
    return await_at (home, fingerprint, error);
  return await_on_loopback (home, fingerprint, error);
}
