/* For each kind of operation: the answer is lost, before the deed or after it. Looking decides, and nothing happens twice. */

#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-storefront.h"
#include "kontor-test.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-ops.h"
#include "kontor-woo-push.h"

/* A connector that only reads what was written, as the one of the platform does. */
typedef struct {
  KontorConnector parent;
  KontorStorefront *shop;
} Reader;
typedef KontorConnectorClass ReaderClass;
static GType reader_get_type (void);
G_DEFINE_TYPE (Reader, reader, KONTOR_TYPE_CONNECTOR)

/**
 * World:
 * @fields: of the objects that were made in the shop: "product" → "12"
 */
typedef struct {
  KontorStorefront *shop;
  KontorConnector *reader;
  KontorWooClient *client;
  KontorWooTarget target;
  GHashTable *ids;
  char *picture;
} World;

/**
 * Case:
 * @id: of the object: words of the ids, a variant's "variable/variation"
 * @payload: likewise, in braces
 * @resumes: whether what is found is a step and not the end
 */
typedef struct {
  const char *kind;
  const char *id;
  const char *payload;
  gboolean resumes;
} Case;

/* Of two lines one goes back on the shelf. */
#define MIXED_REFUND                                                                                     \
  "{'v':1,'add':{'refunds':[{'@key':'new:1','amount':17500000,'lines':["                                 \
  "{'@key':'1','kind':'line','line_key':'{mixed-product}','quantity':1,'net':12500000,'restock':false}," \
  "{'@key':'2','kind':'line','line_key':'{mixed-variation}','quantity':2,'net':5000000,'restock':true}]}]}}"

static const Case cases[] = {
  { "set-product", "{product}", "{'v':1,'set':{'title':'Salt & Pepper','featured':true}}" },
  { "create-product", NULL, "{'v':1,'set':{'title':'Tea','sku':'NEW-1'}}" },
  { "create-product", NULL, "{'v':1,'set':{'title':'Tea without a number'}}" },
  { "trash-product", "{product}", "{'v':1,'set':{'status':'trash'}}" },
  { "restore-product", "{trashed}", "{'v':1,'set':{'status':'published'}}" },
  { "set-pictures", "{product}", "{'v':1,'set':{'pictures':[{'@key':'new:1','url':'{picture}','name':'cup.png','alt':'Cup'}]}}", TRUE },
  { "set-variant", "{variable}/{variation}", "{'v':1,'set':{'weight':'0.5','length':'3'}}" },
  { "set-price", "{product}/{product}", "{'v':1,'set':{'price':7770000}}" },
  { "adjust-stock", "{product}/{product}", "{'v':1,'delta':{'levels':[{'@key':'','on_hand':-5}]}}" },
  { "adjust-stock", "{variable}/{variation}", "{'v':1,'delta':{'levels':[{'@key':'','on_hand':4}]}}" },
  { "count-stock", "{product}/{product}", "{'v':1,'add':{'levels':[{'@key':'','on_hand':93}]}}" },
  { "create-variant", NULL,
    "{'v':1,'set':{'product':{'key':'{variable}'},'sku':'NEW-M','price':6000000,'options':[{'@key':'Size','name':'Size','value':'M'}]}}" },
  { "create-variant", NULL, "{'v':1,'set':{'product':{'key':'{product}'},'price':6000000}}" },
  { "set-category", "{category}", "{'v':1,'set':{'name':'Sugar & spice'}}" },
  { "create-category", NULL, "{'v':1,'set':{'name':'Tea & more'}}" },
  { "set-tag", "{tag}", "{'v':1,'set':{'name':'Fresh'}}" },
  { "create-tag", NULL, "{'v':1,'set':{'name':'Organic & fair'}}" },
  { "create-tag", NULL, "{'v':1,'set':{'name':'Acme','kind':'brand'}}" },
  { "set-discount", "{coupon}", "{'v':1,'set':{'description':'For Kluntje'}}" },
  { "create-discount", NULL, "{'v':1,'set':{'code':'KLUNTJE','kind':'percent','percent':'10'}}" },
  { "create-discount", NULL, "{'v':1,'set':{'code':'DRAFT','kind':'percent','percent':'10','status':'draft'}}" },
  { "trash-discount", "{coupon}", "{'v':1,'set':{'status':'trash'}}" },
  { "set-order", "{order}",
    "{'v':1,'set':{'customer_note':'Ring twice'},'add':{'lines':[{'@key':'new:1','quantity':1,'product':{'key':'{variable}'},'variant':{'key':'{variation}'}}]}}" },
  { "set-order-status", "{order}", "{'v':1,'set':{'status':'on-hold'}}" },
  { "set-team", "{order}", "{'v':1,'set':{'stage':'packed'}}" },
  { "tag-order", "{order}", "{'v':1,'add':{'tags':[{'@key':'gift'}]}}" },
  { "add-note", "{order}", "{'v':1,'add':{'notes':[{'@key':'new:1','text':'Salt & pepper &rarr; 5 < 6'}]}}" },
  { "send-note", "{order}", "{'v':1,'add':{'notes':[{'@key':'new:1','text':'It will be late'}]}}" },
  { "mark-paid", "{pending}", "{'v':1,'add':{'payments':[{'@key':'new:1','captured':12500000}]}}" },
  { "refund-order", "{order}",
    "{'v':1,'add':{'refunds':[{'@key':'new:1','amount':12500000,'lines':[{'@key':'1','kind':'line','line_key':'{line}','quantity':1,'net':12500000,'restock':true}]}]}}" },
  { "refund-order", "{mixed}", MIXED_REFUND, TRUE },
  { "cancel-order", "{order}", "{'v':1,'args':{'reason':'fraud'}}" },
  { "create-fulfilment", "{order}",
    "{'v':1,'add':{'fulfilments':[{'@key':'new:1','lines':[{'@key':'{line}','quantity':2}],'shipments':[{'@key':'s','carrier':'DHL','tracking_number':'JD01'}]}]}}" },
  { "create-fulfilment", "{order}",
    "{'v':1,'args':{'notify':'1'},'add':{'fulfilments':[{'@key':'new:1','lines':[{'@key':'{line}','quantity':1}],'shipments':[{'@key':'s','tracking_number':'JD02'}]}]}}",
    TRUE },
  { "cancel-fulfilment", "{sent}", "{'v':1,'add':{'fulfilments':[{'@key':'parcel','status':'cancelled'}]}}" },
  { "set-customer", "{customer}", "{'v':1,'set':{'first_name':'Wilhelmine','note':'Likes it strong'}}" },
  { "tag-customer", "{customer}", "{'v':1,'add':{'tags':[{'@key':'vip'}]}}" },
  { "create-customer", NULL, "{'v':1,'set':{'first_name':'Ada','email':'ada@example.org'}}" },
  { "delete-customer", "{customer}", "{'v':1}" },
};

static void
read_object (KontorStorefront *shop, const char *path,
             gboolean (*read) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error),
             KontorBatch *batch)
{
  const KontorMappingStore store = { "https://shop.example", "USD" };
  guint status;
  g_autofree char *text = kontor_storefront_ask (shop, "GET", path, NULL, &status);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);

  if (status == 200)
    read (&store, kontor_json_get_root (json), batch, NULL);
}

static gboolean
read_plain_order (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  return kontor_woo_read_order (store, object, &(KontorWooParts) { NULL }, batch, error);
}

static const char *world_variation;

static DexFuture *
reader_fetch (KontorConnector *connector, KontorEntity entity, const char *const *ids)
{
  static const struct {
    const char *path;
    gboolean (*read) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
  } readers[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_CATEGORY] = { "wc/v3/products/categories/%s", kontor_woo_read_category },
    [KONTOR_ENTITY_TAG] = { "wc/v3/products/tags/%s", kontor_woo_read_tag },
    [KONTOR_ENTITY_PRODUCT] = { "wc/v3/products/%s?context=edit", kontor_woo_read_product },
    [KONTOR_ENTITY_VARIANT] = { "wc/v3/products/%s?context=edit", kontor_woo_read_product },
    [KONTOR_ENTITY_CUSTOMER] = { "wc/v3/customers/%s", kontor_woo_read_customer },
    [KONTOR_ENTITY_DISCOUNT] = { "wc/v3/coupons/%s", kontor_woo_read_coupon },
    [KONTOR_ENTITY_ORDER] = { "wc/v3/orders/%s", read_plain_order },
  };
  Reader *self = (Reader *) connector;
  KontorBatch *batch = kontor_batch_new ();

  for (guint i = 0; ids[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (readers[entity].path, "%s", 2);
    g_autofree char *path = g_strconcat (parts[0], ids[i], parts[1], NULL);

    if (entity == KONTOR_ENTITY_VARIANT && g_str_has_suffix (world_variation, ids[i]))
      read_object (self->shop, world_variation, kontor_woo_read_variation, batch);
    else
      read_object (self->shop, path, readers[entity].read, batch);
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

static void
reader_class_init (ReaderClass *klass)
{
  ((KontorConnectorClass *) klass)->fetch = reader_fetch;
}

static void
reader_init (Reader *self)
{
}

/* Single quotes are double ones, and words in braces ids. */
static char *
expand (World *w, const char *text)
{
  g_autoptr (GString) expanded = g_string_new (text);
  GHashTableIter iter;
  gpointer name, id;

  g_string_replace (expanded, "'", "\"", 0);
  g_hash_table_iter_init (&iter, w->ids);
  while (g_hash_table_iter_next (&iter, &name, &id)) {
    g_autofree char *word = g_strdup_printf ("{%s}", (char *) name);

    g_string_replace (expanded, word, id, 0);
  }
  return g_string_free_and_steal (g_steal_pointer (&expanded));
}

static void
make (World *w, const char *name, const char *path, const char *body, const char *member)
{
  g_autofree char *where = expand (w, path), *json = expand (w, body), *id = NULL;
  guint status;
  g_autofree char *text = kontor_storefront_ask (w->shop, "POST", where, json, &status);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KontorJson) parsed = kontor_json_parse (bytes, NULL);
  yyjson_val *root = kontor_json_get_root (parsed);

  g_assert_cmpuint (status, ==, 201);
  if (member != NULL)
    root = yyjson_arr_get_first (yyjson_obj_get (root, member));
  id = kontor_json_dup_text (yyjson_obj_get (root, "id"));
  g_assert_nonnull (id);
  g_hash_table_insert (w->ids, g_strdup (name), g_steal_pointer (&id));
}

static void
fill_shop (World *w)
{
  static const char *const order =
      "{'status':'processing','payment_method':'cod','billing':{'email':'p@example.org'},'line_items':[{'product_id':{product},'quantity':3}]}";
  g_autofree char *trash = NULL;

  make (w, "product", "wc/v3/products", "{'name':'Cup','sku':'CUP','regular_price':'12.50','manage_stock':true,'stock_quantity':100}", NULL);
  make (w, "trashed", "wc/v3/products", "{'name':'Jug','regular_price':'12.50'}", NULL);
  trash = expand (w, "wc/v3/products/{trashed}");
  g_free (kontor_storefront_ask (w->shop, "DELETE", trash, NULL, NULL));
  make (w, "variable", "wc/v3/products",
        "{'name':'Shirt','type':'variable','attributes':[{'name':'Size','options':['S','M'],'variation':true,'visible':true}]}", NULL);
  make (w, "variation", "wc/v3/products/{variable}/variations",
        "{'regular_price':'5','manage_stock':true,'stock_quantity':20,'attributes':[{'name':'Size','option':'S'}]}", NULL);
  make (w, "category", "wc/v3/products/categories", "{'name':'Cups'}", NULL);
  make (w, "tag", "wc/v3/products/tags", "{'name':'New'}", NULL);
  make (w, "coupon", "wc/v3/coupons", "{'code':'TEN','amount':'10'}", NULL);
  make (w, "customer", "wc/v3/customers", "{'email':'c@example.org'}", NULL);
  make (w, "order", "wc/v3/orders", order, NULL);
  make (w, "line", "wc/v3/orders", order, "line_items");
  make (w, "mixed", "wc/v3/orders",
        "{'status':'processing','payment_method':'cod','line_items':[{'product_id':{product},'quantity':2},"
        "{'product_id':{variable},'variation_id':{variation},'quantity':3}]}",
        NULL);
  make (w, "pending", "wc/v3/orders", "{'status':'pending','line_items':[{'product_id':{product},'quantity':1}]}", NULL);
  make (w, "sent", "wc/v3/orders",
        "{'status':'completed','line_items':[{'product_id':{product},'quantity':1}],'meta_data':[{'key':'_wc_shipment_tracking_items',"
        "'value':[{'tracking_id':'parcel','tracking_number':'JD00'}]},{'key':'_kontor','value':{'fulfilments':{'parcel':{'status':'shipped'}}}}]}",
        NULL);
}

/* A line of an order, by its place. */
static void
find_line (World *w, const char *name, const char *order, guint index)
{
  g_autofree char *path = expand (w, order);
  g_autofree char *text = kontor_storefront_ask (w->shop, "GET", path, NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KontorJson) parsed = kontor_json_parse (bytes, NULL);
  yyjson_val *line = yyjson_arr_get (yyjson_obj_get (kontor_json_get_root (parsed), "line_items"), index);

  g_hash_table_insert (w->ids, g_strdup (name), kontor_json_dup_text (yyjson_obj_get (line, "id")));
}

static char *
write_picture (void)
{
  static const guchar png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "cup.png", NULL);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, (const char *) png, sizeof png, NULL));
  return g_filename_to_uri (path, NULL, NULL);
}

static KontorWooClient *
make_client (KontorStorefront *shop)
{
  const KontorWooSecret login = { KONTOR_WOO_LOGIN_PASSWORD,
                                  (char *) kontor_storefront_get_user (shop, KONTOR_STOREFRONT_ADMIN),
                                  (char *) kontor_storefront_get_password (shop, KONTOR_STOREFRONT_ADMIN) };
  g_autofree char *secret = kontor_woo_secret_write (&login);
  g_autoptr (GVariant) settings = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", "fingerprint", kontor_storefront_get_fingerprint (shop));
  settings = g_variant_ref_sink (g_variant_builder_end (&builder));
  return kontor_woo_client_new (kontor_storefront_get_address (shop), secret, settings);
}

static void
world_begin (World *w)
{
  g_autoptr (GError) error = NULL;

  *w = (World) { .shop = kontor_storefront_new (&(KontorStorefrontOptions) { .seed = 1 }, &error) };
  g_assert_no_error (error);
  w->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fill_shop (w);
  find_line (w, "line", "wc/v3/orders/{order}", 0);
  find_line (w, "mixed-product", "wc/v3/orders/{mixed}", 0);
  find_line (w, "mixed-variation", "wc/v3/orders/{mixed}", 1);
  g_hash_table_insert (w->ids, g_strdup ("picture"), write_picture ());
  w->reader = g_object_new (reader_get_type (), NULL);
  ((Reader *) w->reader)->shop = w->shop;
  w->client = make_client (w->shop);
  w->target = (KontorWooTarget) { w->reader, w->client, { .decimals = 2 } };
  w->picture = expand (w, "wc/v3/products/{variable}/variations/{variation}");
  world_variation = w->picture;
  /* The shop made a certificate. */
  kontor_test_pardon_stall ();
}

static void
world_end (World *w)
{
  g_object_unref (w->client);
  g_object_unref (w->reader);
  kontor_storefront_free (w->shop);
  g_hash_table_unref (w->ids);
  g_free (w->picture);
}

static KontorOp *
make_op (World *w, const Case *item)
{
  KontorOp *op = kontor_op_new (kontor_op_kind_lookup (item->kind), 1, 1);
  g_autofree char *id = item->id != NULL ? expand (w, item->id) : NULL, *payload = expand (w, item->payload);
  g_auto (GStrv) ids = g_strsplit (id != NULL ? id : "", "/", 2);
  g_autoptr (GError) error = NULL;

  g_set_str (&op->idempotency, op->idempotency != NULL ? op->idempotency : "");
  if (*op->idempotency == '\0') {
    g_free (op->idempotency);
    op->idempotency = g_uuid_string_random ();
  }
  op->created_at = kontor_storefront_get_now (w->shop) * 1000;
  if (id != NULL) {
    g_set_str (&op->remote_id, ids[g_strv_length (ids) - 1]);
    if (ids[1] != NULL)
      g_set_str (&op->parent_remote_id, ids[0]);
  }
  kontor_op_payload_from_json (op, payload, &error);
  g_assert_no_error (error);
  return op;
}

/* What the shop says before the op, which a comparison stands on. */
static void
note_base (World *w, KontorOp *op)
{
  const char *const ids[] = { op->remote_id, NULL };
  g_autoptr (KontorBatch) batch = NULL;

  if (op->remote_id == NULL)
    return;
  batch = dex_await_boxed (kontor_connector_fetch (w->reader, op->kind->entity, ids), NULL);
  for (guint i = 0; i < batch->rows->len && op->base == NULL; i++)
    if (kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == op->kind->entity)
      op->base = kontor_record_copy (g_ptr_array_index (batch->rows, i));
}

static KontorReceipt *
push (World *w, KontorOp *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new (), receipts = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, op);
  receipts = dex_await_boxed (kontor_woo_push (&w->target, ops), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (receipts->len, ==, 1);
  return kontor_receipt_ref (g_ptr_array_index (receipts, 0));
}

static KontorReceipt *
find (World *w, KontorOp *op)
{
  g_autoptr (GError) error = NULL;
  KontorReceipt *receipt = dex_await_boxed (kontor_woo_find (&w->target, op), &error);

  g_assert_no_error (error);
  return receipt;
}

static void
set_fault (World *w, const char *fault)
{
  g_autofree char *faults =
      fault != NULL ? g_strdup_printf ("%s @POST w *1, %s @PUT w *1, %s @DELETE w *1", fault, fault, fault) : NULL;

  g_assert_true (kontor_storefront_set_faults (w->shop, faults, NULL));
}

/* All that operations may have set off, without its dates. */
static char *
dup_state (World *w)
{
  static const char *const paths[] = {
    "wc/v3/products?per_page=100&status=any&include_status=any,trash&_fields=id,name,sku,status,regular_price,stock_quantity,featured,images",
    "wc/v3/products/{variable}/variations?per_page=100&_fields=id,sku,stock_quantity,weight",
    "wc/v3/products/categories?per_page=100&_fields=id,name",
    "wc/v3/products/tags?per_page=100&_fields=id,name",
    "wc/v3/products/brands?per_page=100&_fields=id,name",
    "wc/v3/coupons?per_page=100&status=any&_fields=id,code,status",
    "wc/v3/customers?per_page=100&_fields=id,email,first_name",
    "wc/v3/orders?per_page=100&status=any&_fields=id,status,line_items,refunds,customer_note,total",
    "wc/v3/orders/{order}/notes?_fields=note,customer_note",
    "wc/v3/orders/{order}/refunds?_fields=id,amount",
    "wp/v2/media?per_page=100&_fields=id,slug",
  };
  g_autoptr (GString) state = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *path = expand (w, paths[i]);
    g_autofree char *text = kontor_storefront_ask (w->shop, "GET", path, NULL, NULL);

    g_string_append_printf (state, "%s\n", text);
  }
  g_string_append_printf (state, "%u mails, %u refunds, %u moves of stock", kontor_storefront_count (w->shop, "mail"),
                          kontor_storefront_count (w->shop, "refund"), kontor_storefront_count (w->shop, "stock"));
  return g_string_free_and_steal (g_steal_pointer (&state));
}

static void
lose_before (World *w, const Case *item, KontorOp *op)
{
  g_autofree char *before = dup_state (w), *after = NULL;
  g_autoptr (KontorReceipt) lost = NULL, found = NULL;

  set_fault (w, "lost-before");
  lost = push (w, op);
  set_fault (w, NULL);
  g_assert_error (lost->error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
  after = dup_state (w);
  g_assert_cmpstr (before, ==, after);
  found = find (w, op);
  g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_NOT_FOUND);
}

static void
lose_after (World *w, const Case *item, KontorOp *op)
{
  g_autofree char *before = dup_state (w), *after = NULL, *later = NULL;
  g_autoptr (KontorReceipt) lost = NULL, found = NULL;
  gboolean team = g_str_has_prefix (item->kind, "tag-") || g_str_equal (item->kind, "set-team") ||
                  g_str_equal (item->kind, "set-variant") || g_str_has_prefix (item->kind, "cancel-ful") ||
                  g_str_equal (item->kind, "set-discount") || g_str_equal (item->kind, "create-fulfilment");

  set_fault (w, "lost-after");
  lost = push (w, op);
  set_fault (w, NULL);
  g_assert_error (lost->error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
  after = dup_state (w);
  g_assert_true (team || !g_str_equal (before, after));
  found = find (w, op);
  g_assert_cmpint (found->state, ==, item->resumes ? KONTOR_RECEIPT_AGAIN : KONTOR_RECEIPT_DONE);
  g_assert_true (!item->resumes == (found->resume == NULL));
  if (item->id == NULL)
    g_assert_nonnull (found->remote_id);
  later = dup_state (w);
  g_assert_cmpstr (after, ==, later);
}

/* What is found by a value or a mark, or is gone, is not done again when it is sent again. */
static void
send_again (World *w, const Case *item, KontorOp *op)
{
  const KontorWooOp *known = kontor_woo_op_lookup (item->kind);
  gboolean marked = kontor_woo_plan_needs_object (op) || known->support.proof == KONTOR_PROOF_VALUE ||
                    known->find == KONTOR_WOO_FIND_TRASHED;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (KontorReceipt) again = NULL;

  if (!marked || item->resumes)
    return;
  before = dup_state (w);
  again = push (w, op);
  g_assert_cmpint (again->state, ==, KONTOR_RECEIPT_DONE);
  after = dup_state (w);
  g_assert_cmpstr (before, ==, after);
}

static void
test_walk (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    World w;
    g_autoptr (KontorOp) op = NULL;

    g_test_message ("%s %s", cases[i].kind, cases[i].payload);
    world_begin (&w);
    op = make_op (&w, &cases[i]);
    note_base (&w, op);
    lose_before (&w, &cases[i], op);
    lose_after (&w, &cases[i], op);
    send_again (&w, &cases[i], op);
    world_end (&w);
  }
}

static gint64
get_stock (World *w, const char *path)
{
  g_autofree char *where = expand (w, path);
  g_autofree char *text = kontor_storefront_ask (w->shop, "GET", where, NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);
  gint64 quantity = 0;

  g_assert_true (kontor_json_get_int (yyjson_obj_get (kontor_json_get_root (json), "stock_quantity"), &quantity));
  return quantity;
}

/* The money first; then what goes back, once, whichever answer is lost. */
static void
test_restock (void)
{
  static const Case item = { "refund-order", "{mixed}", MIXED_REFUND, TRUE };
  World w;
  g_autoptr (KontorOp) op = NULL;
  g_autoptr (KontorReceipt) refunded = NULL, lost = NULL, found = NULL, done = NULL, again = NULL;
  gint64 product, variation;

  world_begin (&w);
  op = make_op (&w, &item);
  product = get_stock (&w, "wc/v3/products/{product}");
  variation = get_stock (&w, "wc/v3/products/{variable}/variations/{variation}");
  refunded = push (&w, op);
  g_assert_cmpint (refunded->state, ==, KONTOR_RECEIPT_AGAIN);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{variable}/variations/{variation}"), ==, variation);
  g_set_str (&op->resume, refunded->resume);
  set_fault (&w, "lost-after");
  lost = push (&w, op);
  set_fault (&w, NULL);
  g_assert_error (lost->error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
  found = find (&w, op);
  g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_AGAIN);
  g_assert_cmpstr (found->resume, ==, op->resume);
  done = push (&w, op);
  g_assert_cmpint (done->state, ==, KONTOR_RECEIPT_DONE);
  again = push (&w, op);
  g_assert_cmpint (again->state, ==, KONTOR_RECEIPT_DONE);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{variable}/variations/{variation}"), ==, variation + 2);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{product}"), ==, product);
  g_assert_cmpuint (kontor_storefront_count (w.shop, "refund"), ==, 1);
  world_end (&w);
}

static KontorOp *
make_restocking (World *w, const char *order)
{
  g_autofree char *product = g_strdup_printf ("%s-product", order), *variation = g_strdup_printf ("%s-variation", order);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/{%s}", order), *id = g_strdup_printf ("{%s}", order);
  g_autofree char *lines = g_strdup_printf ("{'@key':'1','kind':'line','line_key':'{%s}','quantity':1,'net':12500000,'restock':false},"
                                            "{'@key':'2','kind':'line','line_key':'{%s}','quantity':2,'net':5000000,'restock':true}",
                                            product, variation);
  g_autofree char *payload =
      g_strdup_printf ("{'v':1,'add':{'refunds':[{'@key':'new:1','amount':17500000,'lines':[%s]}]}}", lines);
  g_autoptr (KontorReceipt) refunded = NULL;
  KontorOp *op;

  make (w, order, "wc/v3/orders",
        "{'status':'processing','payment_method':'cod','line_items':[{'product_id':{product},'quantity':2},"
        "{'product_id':{variable},'variation_id':{variation},'quantity':3}]}",
        NULL);
  find_line (w, product, path, 0);
  find_line (w, variation, path, 1);
  op = make_op (w, &(Case) { "refund-order", id, payload, TRUE });
  refunded = push (w, op);
  g_set_str (&op->resume, refunded->resume);
  return op;
}

/* Two orders bring back the same, and both answers are lost: neither takes away the other's mark. */
static void
test_restock_together (void)
{
  World w;
  g_autoptr (KontorOp) a = NULL, b = NULL;
  g_autoptr (GPtrArray) first = g_ptr_array_new (), second = g_ptr_array_new ();
  g_autoptr (DexFuture) both = NULL;
  g_autoptr (KontorReceipt) done = NULL, done_too = NULL;
  gint64 before;

  world_begin (&w);
  a = make_restocking (&w, "one");
  b = make_restocking (&w, "two");
  before = get_stock (&w, "wc/v3/products/{variable}/variations/{variation}");
  g_ptr_array_add (first, a);
  g_ptr_array_add (second, b);
  g_assert_true (kontor_storefront_set_faults (w.shop, "lost-after @PUT w *2", NULL));
  both = dex_future_all (kontor_woo_push (&w.target, first), kontor_woo_push (&w.target, second), NULL);
  dex_await (dex_ref (both), NULL);
  set_fault (&w, NULL);
  done = push (&w, a);
  done_too = push (&w, b);
  g_assert_cmpint (done->state, ==, KONTOR_RECEIPT_DONE);
  g_assert_cmpint (done_too->state, ==, KONTOR_RECEIPT_DONE);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{variable}/variations/{variation}"), ==, before + 4);
  world_end (&w);
}

/* The store does not know what went back on the shelf, and puts it back once more; whichever answer is lost. */
static void
cancel_restocked (const Case *cancel)
{
  static const Case refund = { "refund-order", "{mixed}", MIXED_REFUND, TRUE };
  World w;
  g_autoptr (KontorOp) op = NULL, later = NULL;
  g_autoptr (KontorReceipt) refunded = NULL, restocked = NULL, lost = NULL, found = NULL, half = NULL, still = NULL;
  g_autoptr (KontorReceipt) done = NULL, again = NULL, nothing = NULL;

  world_begin (&w);
  op = make_op (&w, &refund);
  refunded = push (&w, op);
  g_set_str (&op->resume, refunded->resume);
  restocked = push (&w, op);
  g_assert_cmpint (restocked->state, ==, KONTOR_RECEIPT_DONE);
  later = make_op (&w, cancel);
  note_base (&w, later);
  set_fault (&w, "lost-after");
  lost = push (&w, later);
  set_fault (&w, NULL);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{variable}/variations/{variation}"), ==, 22);
  found = find (&w, later);
  g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_AGAIN);
  g_set_str (&later->resume, found->resume);
  set_fault (&w, "lost-after");
  half = push (&w, later);
  set_fault (&w, NULL);
  g_assert_error (half->error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
  still = find (&w, later);
  g_assert_cmpint (still->state, ==, KONTOR_RECEIPT_AGAIN);
  done = push (&w, later);
  g_assert_cmpint (done->state, ==, KONTOR_RECEIPT_DONE);
  nothing = find (&w, later);
  g_assert_cmpint (nothing->state, ==, KONTOR_RECEIPT_DONE);
  again = push (&w, later);
  g_assert_cmpint (again->state, ==, KONTOR_RECEIPT_DONE);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{variable}/variations/{variation}"), ==, 20);
  world_end (&w);
}

static void
test_restock_cancelled (void)
{
  cancel_restocked (&(Case) { "cancel-order", "{mixed}", "{'v':1,'args':{'reason':'fraud'}}", TRUE });
}

static void
test_restock_status (void)
{
  /* To send it again would not be enough: the shop has the status already. */
  g_assert_cmpint (kontor_woo_op_lookup ("set-order-status")->support.proof, ==, KONTOR_PROOF_MARK);
  cancel_restocked (&(Case) { "set-order-status", "{mixed}", "{'v':1,'set':{'status':'cancelled'}}", TRUE });
  cancel_restocked (&(Case) { "set-order-status", "{mixed}", "{'v':1,'set':{'status':'pending'}}", TRUE });
}

/* What is counted with its product goes back there, of all lines at once. */
static void
test_restock_parent (void)
{
  static const Case item = { "refund-order", "{shared}",
                             "{'v':1,'add':{'refunds':[{'@key':'new:1','amount':27500000,'lines':["
                             "{'@key':'1','kind':'line','line_key':'{shared-product}','quantity':1,'net':12500000,'restock':false},"
                             "{'@key':'2','kind':'line','line_key':'{shared-small}','quantity':2,'net':10000000,'restock':true},"
                             "{'@key':'3','kind':'line','line_key':'{shared-large}','quantity':1,'net':5000000,'restock':true}]}]}}",
                             TRUE };
  World w;
  g_autoptr (KontorOp) op = NULL;
  g_autoptr (KontorReceipt) refunded = NULL, done = NULL;

  world_begin (&w);
  make (&w, "hat", "wc/v3/products",
        "{'name':'Hat','type':'variable','manage_stock':true,'stock_quantity':50,"
        "'attributes':[{'name':'Size','options':['S','L'],'variation':true,'visible':true}]}",
        NULL);
  make (&w, "small", "wc/v3/products/{hat}/variations", "{'regular_price':'5','attributes':[{'name':'Size','option':'S'}]}", NULL);
  make (&w, "large", "wc/v3/products/{hat}/variations", "{'regular_price':'5','attributes':[{'name':'Size','option':'L'}]}", NULL);
  make (&w, "shared", "wc/v3/orders",
        "{'status':'processing','payment_method':'cod','line_items':[{'product_id':{product},'quantity':1},"
        "{'product_id':{hat},'variation_id':{small},'quantity':3},{'product_id':{hat},'variation_id':{large},'quantity':1}]}",
        NULL);
  find_line (&w, "shared-product", "wc/v3/orders/{shared}", 0);
  find_line (&w, "shared-small", "wc/v3/orders/{shared}", 1);
  find_line (&w, "shared-large", "wc/v3/orders/{shared}", 2);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{hat}"), ==, 46);
  op = make_op (&w, &item);
  refunded = push (&w, op);
  g_assert_cmpint (refunded->state, ==, KONTOR_RECEIPT_AGAIN);
  g_set_str (&op->resume, refunded->resume);
  done = push (&w, op);
  g_assert_cmpint (done->state, ==, KONTOR_RECEIPT_DONE);
  g_assert_cmpint (get_stock (&w, "wc/v3/products/{hat}"), ==, 49);
  world_end (&w);
}

/* Where more buy than can be looked at, the stock is not said to be right. */
static void
test_crowd (void)
{
  static const Case item = { "adjust-stock", "{product}/{product}", "{'v':1,'delta':{'levels':[{'@key':'','on_hand':-5}]}}" };
  World w;
  g_autoptr (KontorOp) op = NULL, next = NULL;
  g_autoptr (KontorReceipt) calm = NULL, crowded = NULL;

  world_begin (&w);
  op = make_op (&w, &item);
  calm = push (&w, op);
  g_assert_cmpint (calm->state, ==, KONTOR_RECEIPT_DONE);
  for (guint i = 0; i < 101; i++)
    make (&w, "pending", "wc/v3/orders", "{'status':'pending','line_items':[{'product_id':{trashed},'quantity':1}]}", NULL);
  next = make_op (&w, &item);
  crowded = push (&w, next);
  g_assert_cmpint (crowded->state, ==, KONTOR_RECEIPT_UNDECIDABLE);
  g_assert_nonnull (strstr (crowded->reading, "-5"));
  world_end (&w);
}

/* No kind is left out of the walk. */
static void
test_complete (void)
{
  for (const KontorOpSupport *support = kontor_woo_ops; support->kind != NULL; support++) {
    gboolean walked = FALSE;

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      walked |= g_str_equal (cases[i].kind, support->kind);
    g_test_message ("%s", support->kind);
    g_assert_true (walked);
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/woo/lost/walk", test_walk);
  kontor_test_add ("/woo/lost/restock", test_restock);
  kontor_test_add ("/woo/lost/restock-together", test_restock_together);
  kontor_test_add ("/woo/lost/restock-cancelled", test_restock_cancelled);
  kontor_test_add ("/woo/lost/restock-status", test_restock_status);
  kontor_test_add ("/woo/lost/restock-parent", test_restock_parent);
  kontor_test_add ("/woo/lost/crowd", test_crowd);
  kontor_test_add_plain ("/woo/lost/complete", test_complete);
  return kontor_test_run ();
}
