/*
 * Whatever a WooCommerce store answers: read as each of the things that it
 * could be, and written to by each operation that looks at it first.
 */

#include <stdint.h>

#include "fuzz-record.h"
#include "kontor-json.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-ops.h"
#include "kontor-woo-push-private.h"
#include "kontor-woo-reply.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef gboolean (*ReadFunc) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

static const KontorMappingStore store = { "https://store.example.test", "USD" };
static const ReadFunc readers[] = {
  kontor_woo_read_product,
  kontor_woo_read_variation,
  kontor_woo_read_customer,
  kontor_woo_read_guest,
  kontor_woo_read_coupon,
  kontor_woo_read_category,
  kontor_woo_read_tag,
  kontor_woo_read_brand,
};

/* What is refused says why. */
static void
check (gboolean done, GError *error, KontorBatch *batch)
{
  g_assert_true (done == (error == NULL));
  g_clear_error (&error);
  fuzz_check_batch (batch);
  kontor_batch_unref (batch);
}

static void
read_orders (yyjson_val *object, yyjson_val *lists)
{
  const KontorWooParts parts[] = { { NULL }, { lists, lists, lists } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    KontorBatch *batch = kontor_batch_new ();
    GError *error = NULL;
    gboolean done = kontor_woo_read_order (&store, object, &parts[i], batch, &error);

    check (done, error, batch);
  }
}

static void
read_others (yyjson_val *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    KontorBatch *batch = kontor_batch_new ();
    GError *error = NULL;
    gboolean done = readers[i](&store, object, batch, &error);

    check (done, error, batch);
  }
}

static void
read_setting (yyjson_val *object)
{
  KontorBatch *batch = kontor_batch_new ();
  GError *error = NULL;
  gboolean done = kontor_woo_read_setting ("option", NULL, object, 0, batch, &error);

  check (done, error, batch);
}

static void
read_digests (yyjson_val *object)
{
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    KontorBatch *batch = kontor_woo_get_digest_fields (i) != NULL ? kontor_batch_new () : NULL;
    GError *error = NULL;
    gboolean done;

    if (batch == NULL)
      continue;
    done = kontor_woo_read_digest (i, object, batch, &error);
    check (done, error, batch);
  }
}

/* An op that changes as little as one can. */
static KontorOp *
make_op (const KontorOpKind *kind)
{
  KontorOp *op = kontor_op_new (kind, 1, 1);
  const KontorRecordType *type = kontor_entity_get_record_type (kind->entity);

  op->remote_id = g_strdup ("7");
  op->set = kontor_record_new (type);
  op->add = kontor_record_new (type);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      kontor_record_set_empty (op->add, i);
  return op;
}

static void
plan (yyjson_val *object)
{
  const KontorWooFacts facts = { 2, KONTOR_WOO_TRACKING_META, G_GINT64_CONSTANT (1795329924000) };

  for (guint i = 0; kontor_woo_ops[i].kind != NULL; i++) {
    g_autoptr (KontorOp) op = make_op (kontor_op_kind_lookup (kontor_woo_ops[i].kind));
    KontorWooPlan made = { .op = op };

    kontor_woo_plan (&made, &facts, object);
    g_assert_true (made.receipt != NULL || made.path != NULL);
    kontor_woo_plan_clear (&made);
  }
}

static void
read_object (yyjson_val *object, yyjson_val *lists)
{
  read_orders (object, lists);
  read_others (object);
  read_setting (object);
  read_digests (object);
  plan (object);
  g_clear_error (&(GError *) { kontor_woo_item_to_error (object) });
}

static void
count_sold (yyjson_val *orders)
{
  gint64 least, most;

  kontor_woo_count_sold (NULL, orders, 0, "7", &least, &most);
  kontor_woo_count_sold (orders, orders, G_MAXINT64, "7", &least, &most);
}

static void
explain (GBytes *bytes, KontorJson *json)
{
  static const guint statuses[] = { 200, 400, 401, 404, 500, 501, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (KontorHttpReply) http = kontor_http_reply_new (statuses[i], bytes);
    g_autoptr (KontorWooReply) reply = kontor_woo_reply_new (http, json != NULL ? kontor_json_ref (json) : NULL);
    g_autoptr (GError) error = kontor_woo_reply_to_error (reply);

    g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);
  yyjson_val *root = json != NULL ? kontor_json_get_root (json) : NULL, *item;
  gsize i, n;

  explain (bytes, json);
  if (root == NULL)
    return 0;
  read_object (root, root);
  yyjson_arr_foreach (root, i, n, item)
    read_object (item, root);
  count_sold (root);
  return 0;
}
