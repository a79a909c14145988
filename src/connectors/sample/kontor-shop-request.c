#include "kontor-shop-private.h"

#include <stdlib.h>
#include <string.h>

/**
 * Route:
 * @sub: (nullable): after the id: "refunds"
 * @sub_id: whether an id follows that
 */
typedef struct {
  const char *method;
  const char *collection; /* (nullable): any */
  gboolean id;
  const char *sub;
  gboolean sub_id;
  gboolean (*handle) (ShopCall *call, GError **error);
} Route;

static gboolean handle_get (ShopCall *call, GError **error);
static gboolean handle_about (ShopCall *call, GError **error);

static const Route routes[] = {
  { "GET", "about", FALSE, NULL, FALSE, handle_about },
  { "GET", "deleted", FALSE, NULL, FALSE, shop_list_deleted },
  { "POST", "orders", TRUE, "notes", FALSE, shop_order_note },
  { "POST", "orders", TRUE, "pay", FALSE, shop_order_pay },
  { "POST", "orders", TRUE, "captures", FALSE, shop_order_capture },
  { "POST", "orders", TRUE, "void", FALSE, shop_order_void },
  { "POST", "orders", TRUE, "cancel", FALSE, shop_order_cancel },
  { "POST", "orders", TRUE, "refunds", FALSE, shop_order_refund },
  { "POST", "orders", TRUE, "refund-preview", FALSE, shop_order_refund },
  { "DELETE", "orders", TRUE, "refunds", TRUE, shop_order_delete_refund },
  { "POST", "orders", TRUE, "fulfilments", FALSE, shop_order_fulfil },
  { "DELETE", "orders", TRUE, "fulfilments", TRUE, shop_order_cancel_fulfilment },
  { "PUT", "orders", TRUE, "fulfilments", TRUE, shop_order_update_fulfilment },
  { "POST", "orders", TRUE, "exchanges", FALSE, shop_order_exchange },
  { "POST", "orders", TRUE, "claims", FALSE, shop_order_claim },
  { "POST", "orders", TRUE, "returns", FALSE, shop_order_return },
  { "PUT", "orders", TRUE, "returns", TRUE, shop_order_update_return },
  { "POST", "variations", TRUE, "stock", FALSE, shop_stock_adjust },
  { "GET", NULL, FALSE, NULL, FALSE, shop_list },
  { "GET", NULL, TRUE, NULL, FALSE, handle_get },
  { "POST", NULL, FALSE, NULL, FALSE, shop_edit_create },
  { "PUT", NULL, TRUE, NULL, FALSE, shop_edit_update },
  { "DELETE", NULL, TRUE, NULL, FALSE, shop_edit_delete },
};

Json *
shop_call_body (const ShopCall *call)
{
  return yyjson_mut_doc_get_root (call->body);
}

const char *
shop_call_get_query (const ShopCall *call, const char *name)
{
  return g_hash_table_lookup (call->query, name);
}

gint64
shop_call_get_id (const ShopCall *call, guint segment)
{
  return segment < g_strv_length (call->path) ? g_ascii_strtoll (call->path[segment], NULL, 10) : 0;
}

/** A kind shop carries out a write only on the revision that it depends on. */
gboolean
shop_call_check_revision (const ShopCall *call, const ShopRow *row, GError **error)
{
  if (call->shop->manner == KONTOR_SHOP_BARE || call->revision == 0 || call->revision == row->revision)
    return TRUE;
  g_set_error (error, SHOP_STATUS, 412, "It was changed: revision %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT ".",
               row->revision, call->revision);
  return FALSE;
}

gboolean
shop_call_answer (ShopCall *call, const ShopRow *row)
{
  shop_row_print (call->shop, row, call->answer);
  return TRUE;
}

static gboolean
handle_about (ShopCall *call, GError **error)
{
  g_autofree char *now = shop_format_time (shop_now (call->shop), call->shop->manner == KONTOR_SHOP_BARE);

  g_string_append_printf (
      call->answer,
      "{\"name\":\"Tide & "
      "Leaf\",\"currency\":\"EUR\",\"decimals\":2,\"time_zone\":\"Europe/Berlin\",\"weight_unit\":\"g\","
      "\"size_unit\":\"cm\",\"version\":\"1.0\",\"now\":\"%s\"}",
      now);
  return TRUE;
}

static gboolean
handle_get (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) row = NULL;
  ShopKind kind;

  if (!shop_kind_from_name (call->path[0], &kind)) {
    g_set_error (error, SHOP_STATUS, 404, "No route.");
    return FALSE;
  }
  row = shop_row_load (call->shop, kind, shop_call_get_id (call, 1), error);
  return row != NULL && shop_call_answer (call, row);
}

static gboolean
matches (const Route *route, const ShopCall *call)
{
  guint n = g_strv_length (call->path);
  guint wanted = 1u + (route->id ? 1 : 0) + (route->sub != NULL ? 1 : 0) + (route->sub_id ? 1 : 0);

  if (route->collection != NULL && g_str_equal (route->collection, "deleted"))
    wanted = 2;
  return n == wanted && g_str_equal (route->method, call->method) &&
         (route->collection == NULL || g_str_equal (route->collection, call->path[0])) &&
         (route->sub == NULL || g_str_equal (route->sub, call->path[2]));
}

static gboolean
dispatch (ShopCall *call, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (matches (&routes[i], call))
      return routes[i].handle (call, error);
  g_set_error (error, SHOP_STATUS, 404, "No route %s.", call->path[0] != NULL ? call->path[0] : "");
  return FALSE;
}

static gboolean
parse_call (ShopCall *call, const char *path, const char *body, GError **error)
{
  const char *mark = strchr (path, '?');
  g_autofree char *plain = mark != NULL ? g_strndup (path, (gsize) (mark - path)) : g_strdup (path);

  call->path = g_strsplit (plain, "/", -1);
  call->query = mark != NULL ? g_uri_parse_params (mark + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  if (call->query == NULL)
    call->query = g_hash_table_new (g_str_hash, g_str_equal);
  call->body = shop_parse (body);
  if (body == NULL || call->body != NULL)
    return TRUE;
  g_set_error (error, SHOP_STATUS, 400, "The body is not JSON.");
  return FALSE;
}

static void
clear_call (ShopCall *call)
{
  g_strfreev (call->path);
  g_clear_pointer (&call->query, g_hash_table_unref);
  yyjson_mut_doc_free (call->body);
}

static void
print_error (KontorShop *self, GString *out, const GError *error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *message = shop_encode (self, error->message);
  g_autofree char *text = NULL;
  Json *root = yyjson_mut_obj (doc);

  shop_set_int (doc, root, "status", error->code);
  shop_set_text (doc, root, "message", message);
  text = shop_dup_json (root);
  g_string_assign (out, text);
}

static gboolean
find_answered (KontorShop *self, const char *key, GString *answer)
{
  sqlite3_stmt *statement;
  gboolean found;

  if (key == NULL || self->manner == KONTOR_SHOP_BARE)
    return FALSE;
  statement = shop_bind (self, SHOP_SQL_KEY_GET, "t", key);
  found = sqlite3_step (statement) == SQLITE_ROW;
  if (found)
    g_string_assign (answer, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return found;
}

static void
note_write (KontorShop *self, const char *key, const ShopCall *call)
{
  shop_effect (self, "write", shop_call_get_id (call, 1), 0);
  if (key == NULL || self->manner == KONTOR_SHOP_BARE)
    return;
  shop_bind (self, SHOP_SQL_KEY_SET, "tt", key, call->answer->str);
  shop_run (self, SHOP_SQL_KEY_SET);
}

/** One request within the transaction that its caller opened; the status. */
static int
answer_one (KontorShop *self, const KontorShopRequest *request, GString *answer)
{
  ShopCall call = { .shop = self, .method = request->method, .revision = request->revision, .answer = answer };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (find_answered (self, request->key, answer))
    return 200;
  self->trace = request->trace;
  done = parse_call (&call, request->path, request->body, &error) && dispatch (&call, &error);
  if (!done)
    print_error (self, answer, error);
  else if (!g_str_equal (request->method, "GET"))
    note_write (self, request->key, &call);
  clear_call (&call);
  self->trace = NULL;
  return done ? 200 : error->code;
}

/** One member of a batch: what fails is undone, the others stay. */
static void
answer_member (KontorShop *self, Json *member, GString *answer)
{
  g_autofree char *body = shop_has (member, "body") ? shop_dup_json (shop_get (member, "body")) : NULL;
  g_autoptr (GString) own = g_string_new (NULL);
  const KontorShopRequest request = {
    .method = shop_get_text (member, "method"),
    .path = shop_get_text (member, "path"),
    .body = body,
    .key = shop_get_text (member, "key"),
    .trace = shop_get_text (member, "trace"),
    .revision = shop_get_int (member, "revision"),
  };
  int status;

  shop_bind (self, SHOP_SQL_SAVE_POINT, "");
  shop_run (self, SHOP_SQL_SAVE_POINT);
  status = request.method != NULL && request.path != NULL ? answer_one (self, &request, own) : 400;
  if (status != 200) {
    shop_bind (self, SHOP_SQL_BACK, "");
    shop_run (self, SHOP_SQL_BACK);
  }
  shop_bind (self, SHOP_SQL_RELEASE, "");
  shop_run (self, SHOP_SQL_RELEASE);
  g_string_append_printf (answer, "{\"status\":%d,\"body\":%s}", status, own->len > 0 ? own->str : "null");
}

static int
answer_batch (KontorShop *self, const KontorShopRequest *request, GString *answer)
{
  g_autoptr (yyjson_mut_doc) body = shop_parse (request->body);
  Json *members = shop_get (yyjson_mut_doc_get_root (body), "requests");

  g_string_assign (answer, "{\"replies\":[");
  for (guint i = 0; i < shop_length (members); i++) {
    g_string_append (answer, i > 0 ? "," : "");
    answer_member (self, shop_at (members, i), answer);
  }
  g_string_append (answer, "]}");
  return 200;
}

static gboolean
is_write (const KontorShopRequest *request)
{
  return !g_str_equal (request->method, "GET");
}

static gboolean
is_preview (const KontorShopRequest *request)
{
  return g_str_has_suffix (request->path, "-preview");
}

static int
carry_out (KontorShop *self, const KontorShopRequest *request, GString *answer)
{
  gboolean keep;
  int status;

  shop_bind (self, SHOP_SQL_BEGIN, "");
  if (sqlite3_step (self->statements[SHOP_SQL_BEGIN]) != SQLITE_DONE)
    return KONTOR_SHOP_OFFLINE;
  sqlite3_reset (self->statements[SHOP_SQL_BEGIN]);
  self->moment = kontor_shop_get_now (self);
  shop_life_catch_up (self);
  status =
      g_str_equal (request->path, "batch") ? answer_batch (self, request, answer) : answer_one (self, request, answer);
  keep = status == 200 && !is_preview (request);
  shop_bind (self, keep ? SHOP_SQL_COMMIT : SHOP_SQL_ROLLBACK, "");
  shop_run (self, keep ? SHOP_SQL_COMMIT : SHOP_SQL_ROLLBACK);
  self->moment = 0;
  return status;
}

static KontorShopReply *
reply_new (int status, const char *text)
{
  KontorShopReply *reply = g_new0 (KontorShopReply, 1);

  reply->status = status;
  if (text != NULL)
    reply->body = g_bytes_new (text, strlen (text) + 1);
  return reply;
}

static KontorShopReply *
reply_rate_limited (KontorShop *self, gint64 seconds)
{
  KontorShopReply *reply = reply_new (429, "{\"message\":\"Too many requests.\"}");

  reply->retry_at = kontor_shop_get_now (self) + MAX (seconds, 1) * 1000;
  return reply;
}

/** What keeps a request from being carried out; NULL where nothing does. */
static KontorShopReply *
refuse (KontorShop *self, const ShopStrike *strike, gboolean write)
{
  switch (strike->fault) {
  case KONTOR_SHOP_FAULT_OFFLINE:
    return reply_new (KONTOR_SHOP_OFFLINE, NULL);
  case KONTOR_SHOP_FAULT_RATE_LIMIT:
    return reply_rate_limited (self, strike->value);
  case KONTOR_SHOP_FAULT_REJECT:
    return write ? reply_new (422, "{\"message\":\"The shop refuses this &ndash; ask its admin.\"}") : NULL;
  case KONTOR_SHOP_FAULT_LOST_BEFORE:
    return reply_new (KONTOR_SHOP_LOST, NULL);
  case KONTOR_SHOP_FAULT_FAILED:
    return reply_new (500, "<h1>Internal Server Error</h1>");
  case KONTOR_SHOP_FAULT_UNAUTHORIZED:
    return reply_new (401, "{\"message\":\"Who are you?\"}");
  case KONTOR_SHOP_FAULT_FORBIDDEN:
    return reply_new (403, "{\"message\":\"You may not do this.\"}");
  case KONTOR_SHOP_FAULT_LATENCY:
    g_usleep ((gulong) CLAMP (strike->value, 0, 5000) * 1000);
    return NULL;
  case KONTOR_SHOP_FAULT_CONFLICT:
  case KONTOR_SHOP_FAULT_LOST_AFTER:
  case KONTOR_SHOP_FAULT_GARBAGE:
  case KONTOR_SHOP_FAULT_EMPTY:
  case KONTOR_SHOP_FAULT_VANISHED:
  case KONTOR_SHOP_FAULT_SHIFT:
    return NULL;
  }
  g_return_val_if_reached (NULL);
}

static gboolean
is_struck (KontorShop *self, KontorShopFault fault)
{
  return (self->struck & (1u << fault)) != 0;
}

/** What others do in the shop just before it answers. */
static void
disturb (KontorShop *self, const KontorShopRequest *request)
{
  g_auto (GStrv) path = g_strsplit_set (request->path, "/?", 3);
  ShopKind kind;

  if (!shop_kind_from_name (path[0], &kind))
    return;
  if (is_struck (self, KONTOR_SHOP_FAULT_CONFLICT) && is_write (request) && path[1] != NULL)
    shop_life_meddle (self, kind, g_ascii_strtoll (path[1], NULL, 10));
  if (is_struck (self, KONTOR_SHOP_FAULT_SHIFT) && !is_write (request))
    shop_life_shift (self, kind);
}

static const char *
get_garbage (KontorShop *self)
{
  static const char *const garbage[] = {
    "<!DOCTYPE html><title>Maintenance</title>",
    "{\"items\":[{\"id\":1,",
    "[]",
    "{\"items\":{\"id\":\"x\"},\"total\":\"many\"}",
    "",
    "null",
    "{\"items\":[7,null,\"x\",{\"id\":null}]}",
  };
  g_autoptr (GRand) random = shop_random (self, "garbage");

  return garbage[g_rand_int_range (random, 0, G_N_ELEMENTS (garbage))];
}

static KontorShopReply *
answer_request (KontorShop *self, const KontorShopRequest *request)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  int status;

  disturb (self, request);
  status = carry_out (self, request, answer);
  if (is_struck (self, KONTOR_SHOP_FAULT_LOST_AFTER))
    return reply_new (KONTOR_SHOP_LOST, NULL);
  if (is_struck (self, KONTOR_SHOP_FAULT_GARBAGE) && !is_write (request))
    return reply_new (200, get_garbage (self));
  return reply_new (status, answer->str);
}

static KontorShopReply *
answer_picture (const char *path)
{
  g_autoptr (GBytes) picture = shop_picture_draw (path + strlen ("media/"));
  KontorShopReply *reply =
      reply_new (picture != NULL ? 200 : 404, picture != NULL ? NULL : "{\"message\":\"No such picture.\"}");

  if (picture != NULL)
    reply->body = g_steal_pointer (&picture);
  return reply;
}

KontorShopReply *
kontor_shop_request (KontorShop *self, const KontorShopRequest *request)
{
  g_autoptr (GArray) strikes = shop_faults_strike (self, request->method, request->path);

  self->struck = 0;
  for (guint i = 0; i < strikes->len; i++) {
    const ShopStrike *strike = &g_array_index (strikes, ShopStrike, i);
    KontorShopReply *refusal = refuse (self, strike, is_write (request));

    if (refusal != NULL)
      return refusal;
    self->struck |= 1u << strike->fault;
  }
  return g_str_has_prefix (request->path, "media/") ? answer_picture (request->path) : answer_request (self, request);
}

char *
kontor_shop_admin (KontorShop *self, const char *method, const char *path, const char *body)
{
  const KontorShopRequest request = { .method = method, .path = path, .body = body, .trace = "admin" };
  g_autoptr (GString) answer = g_string_new (NULL);

  self->struck = 0;
  return carry_out (self, &request, answer) == 200 ? g_strdup (answer->str) : NULL;
}

const char *
kontor_shop_reply_get_text (const KontorShopReply *self)
{
  return self->body != NULL ? g_bytes_get_data (self->body, NULL) : "";
}

void
kontor_shop_reply_free (KontorShopReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
