#include "engine-fixture.h"
#include "kontor-pace.h"
#include "kontor-test.h"

/* A network that does what the test says. */
#define FAKE_TYPE_NETWORK (fake_network_get_type ())
G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)
struct _FakeNetwork {
  GObject parent_instance;
  gboolean metered;
};

enum { PROP_0, PROP_AVAILABLE, PROP_METERED, PROP_CONNECTIVITY };

static gboolean
fake_network_start (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_init (GInitableIface *iface)
{
  iface->init = fake_network_start;
}

static void
monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork, fake_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_init))

static void
fake_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, TRUE);
    break;
  case PROP_METERED:
    g_value_set_boolean (value, FAKE_NETWORK (object)->metered);
    break;
  case PROP_CONNECTIVITY:
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
}

static void
use_fake_network (void)
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", "fake", TRUE);
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, FAKE_TYPE_NETWORK, "fake", 1000);
}

static void
put_product (Fixture *f, const char *key)
{
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_key (product, key);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Tea");
  fake_shop_put (f->shop, product);
}

static gboolean
is_busy (Fixture *f)
{
  gboolean running, importing;

  g_object_get (kontor_account_get_sync (f->account), "running", &running, "importing", &importing, NULL);
  return running || importing;
}

/* Until they are here and the next look is planned. */
static void
wait_for_products (Fixture *f, gint64 n)
{
  while (fixture_number (f, "SELECT count (*) FROM product") < n || is_busy (f))
    dex_await (dex_timeout_new_msec (5), NULL);
}

/* When the network is back one looks at once, not after the minute or five that were planned. */
static void
test_back (void)
{
  Fixture f;
  GNetworkMonitor *network = g_network_monitor_get_default ();

  g_assert_true (FAKE_IS_NETWORK (network));
  fixture_begin_empty (&f);
  put_product (&f, "1");
  kontor_engine_start (f.engine);
  wait_for_products (&f, 1);
  put_product (&f, "2");
  fixture_step (&f, 120000);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  wait_for_products (&f, 2);
  fixture_end (&f);
}

/* Where data or power is dear one looks less often. */
static void
test_pace (void)
{
  FakeNetwork *network = FAKE_NETWORK (g_network_monitor_get_default ());

  network->metered = FALSE;
  g_assert_cmpuint (kontor_pace_get_seconds (TRUE), ==, 60);
  g_assert_cmpuint (kontor_pace_get_seconds (FALSE), ==, 300);
  network->metered = TRUE;
  g_assert_cmpuint (kontor_pace_get_seconds (TRUE), ==, 300);
  g_assert_cmpuint (kontor_pace_get_seconds (FALSE), ==, 900);
  network->metered = FALSE;
  g_assert_cmpuint (kontor_pace_choose (TRUE, FALSE, TRUE), ==, 300);
  g_assert_cmpuint (kontor_pace_choose (FALSE, FALSE, TRUE), ==, 900);
}

static DexFuture *
send_price (Fixture *f)
{
  DexFuture *flush;

  fixture_set_price (f, "20", 15);
  fake_shop_hold (f->shop);
  flush = kontor_outbox_flush (f->engine);
  while (fake_shop_count_held (f->shop) == 0)
    dex_await (dex_timeout_new_msec (1), NULL);
  return flush;
}

static gboolean
release_cb (gpointer shop)
{
  fake_shop_release (shop);
  return G_SOURCE_REMOVE;
}

/* What is under way when one quits is waited for. */
static void
test_quit (void)
{
  Fixture f;
  g_autoptr (DexFuture) flush = NULL;

  fixture_begin (&f);
  flush = send_price (&f);
  g_timeout_add (50, release_cb, f.shop);
  fixture_reopen (&f);
  fixture_assert_states (&f, "acked");
  fixture_end (&f);
}

/* But not for ever; the answer that never came is settled in the next life. */
static void
test_quit_silence (void)
{
  Fixture f;
  g_autoptr (DexFuture) flush = NULL;

  fixture_begin (&f);
  flush = send_price (&f);
  fixture_reopen (&f);
  fixture_assert_states (&f, "sending");
  fake_shop_release (f.shop);
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fixture_end (&f);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  use_fake_network ();
  kontor_test_add ("/engine/network/back", test_back);
  kontor_test_add ("/engine/network/pace", test_pace);
  kontor_test_add ("/engine/quit/waits", test_quit);
  kontor_test_add ("/engine/quit/silence", test_quit_silence);
  return kontor_test_run ();
}
