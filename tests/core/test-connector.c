#include "kontor-connector.h"
#include "kontor-error.h"
#include "kontor-test.h"

/* A platform that can do nothing but one op. */
#define BARE_TYPE_CONNECTOR (bare_connector_get_type ())
G_DECLARE_FINAL_TYPE (BareConnector, bare_connector, BARE, CONNECTOR, KontorConnector)

struct _BareConnector {
  KontorConnector parent_instance;
};

G_DEFINE_FINAL_TYPE (BareConnector, bare_connector, KONTOR_TYPE_CONNECTOR)

static const KontorOpSupport bare_ops[] = {
  { "set-price", 10, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { NULL },
};
static const KontorConnectorInfo bare_info = { .id = "bare", .name = "Bare", .ops = bare_ops };

static void
bare_connector_class_init (BareConnectorClass *klass)
{
  KONTOR_CONNECTOR_CLASS (klass)->info = &bare_info;
}

static void
bare_connector_init (BareConnector *self)
{
}

static KontorConnector *
new_bare (void)
{
  return g_object_new (BARE_TYPE_CONNECTOR, NULL);
}

static void
assert_unsupported (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (future, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED);
  g_assert_cmpstr (error->message, ==, "Bare cannot do this");
}

static void
test_unimplemented (void)
{
  g_autoptr (KontorConnector) connector = new_bare ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new ("a{ss}", NULL));
  KontorOp *op = kontor_op_new (kontor_op_kind_list ()[0], 1, 1);

  g_ptr_array_add (ops, op);
  assert_unsupported (kontor_connector_sign_in (connector, "password", fields));
  assert_unsupported (kontor_connector_check (connector, NULL, NULL));
  assert_unsupported (kontor_connector_pull (connector, "orders", KONTOR_PULL_FIRST, NULL));
  assert_unsupported (kontor_connector_fetch (connector, KONTOR_ENTITY_ORDER, (const char *const[]) { "1", NULL }));
  assert_unsupported (kontor_connector_push (connector, ops));
  assert_unsupported (kontor_connector_preview (connector, op));
  assert_unsupported (kontor_connector_download (connector, "https://shop.example/a.png", 1000));
}

static void
test_find_is_undecidable (void)
{
  g_autoptr (KontorConnector) connector = new_bare ();
  g_autoptr (KontorOp) op = kontor_op_new (kontor_op_kind_list ()[0], 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReceipt) receipt = dex_await_boxed (kontor_connector_find (connector, op), &error);

  g_assert_no_error (error);
  g_assert_cmpint (receipt->state, ==, KONTOR_RECEIPT_UNDECIDABLE);
}

static void
test_allows (void)
{
  g_autoptr (KontorConnector) connector = new_bare ();
  g_autofree char *reason = NULL;

  g_assert_true (kontor_connector_get_info (connector) == &bare_info);
  g_assert_true (kontor_connector_get_support (connector, "set-price") == &bare_ops[0]);
  g_assert_null (kontor_connector_get_support (connector, "refund"));
  g_assert_true (kontor_connector_allows (connector, "set-price", NULL, &reason));
  g_assert_null (reason);
  g_assert_false (kontor_connector_allows (connector, "refund", NULL, NULL));
  g_assert_false (kontor_connector_allows (connector, "refund", NULL, &reason));
  g_assert_cmpstr (reason, ==, "Bare cannot do this");
}

static void
test_wrong_arguments (void)
{
  g_autoptr (KontorConnector) connector = new_bare ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (kontor_connector_push (connector, none), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVAL);
}

static void
test_account_info (void)
{
  g_autoptr (KontorAccountInfo) info = kontor_account_info_new ();
  g_autoptr (GError) error = NULL;
  KontorAccountInfo *same;

  info->name = g_strdup ("Tea & Co");
  info->capabilities = g_strsplit ("write refund", " ", -1);
  same = dex_await_boxed (dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, kontor_account_info_ref (info)), &error);
  g_assert_no_error (error);
  g_assert_true (same == info);
  kontor_account_info_unref (same);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/core/connector/unimplemented", test_unimplemented);
  kontor_test_add ("/core/connector/find-is-undecidable", test_find_is_undecidable);
  kontor_test_add ("/core/connector/allows", test_allows);
  kontor_test_add ("/core/connector/wrong-arguments", test_wrong_arguments);
  kontor_test_add ("/core/connector/account-info", test_account_info);
  return kontor_test_run ();
}
