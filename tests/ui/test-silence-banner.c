#include <string.h>

#include "engine-fixture.h"
#include "kontor-silence-banner.h"
#include "kontor-test.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
put_order (Fixture *f, guint number, gint64 placed)
{
  g_autofree char *key = g_strdup_printf ("%u", 5000 + number);
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_key (order, key);
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, key);
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, "open");
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, placed);
  fake_shop_put (f->shop, order);
}

/* Thirty orders, an hour from one to the next; the last one comes just now. */
static void
begin (Fixture *f)
{
  fixture_begin_empty (f);
  fixture_step (f, 30 * DAY);
  for (guint i = 0; i < 30; i++)
    put_order (f, i, kontor_clock_now (f->clock) - (30 - i) * DAY / 24);
  fixture_sync (f);
}

static AdwBanner *
get_banner (GtkWidget *widget)
{
  return ADW_BANNER (adw_bin_get_child (ADW_BIN (widget)));
}

static void
wait_until_revealed (GtkWidget *widget)
{
  while (!adw_banner_get_revealed (get_banner (widget)))
    dex_await (dex_timeout_new_msec (5), NULL);
}

/* What was asked is answered after whatever is asked later. */
static void
settle (Fixture *f)
{
  fixture_number (f, "SELECT 1");
  for (guint i = 0; i < 5; i++)
    dex_await (dex_timeout_new_msec (1), NULL);
}

static void
test_usual (void)
{
  Fixture f = { 0 };
  g_autoptr (GtkWidget) widget = NULL;

  begin (&f);
  widget = g_object_ref_sink (kontor_silence_banner_new (f.engine));
  settle (&f);
  g_assert_false (adw_banner_get_revealed (get_banner (widget)));
  g_clear_object (&widget);
  fixture_end (&f);
}

static void
test_unusual (void)
{
  Fixture f = { 0 };
  g_autoptr (GtkWidget) widget = NULL;

  begin (&f);
  fixture_step (&f, 3 * DAY);
  widget = g_object_ref_sink (kontor_silence_banner_new (f.engine));
  wait_until_revealed (widget);
  g_assert_nonnull (strstr (adw_banner_get_title (get_banner (widget)), kontor_account_get_name (f.account)));

  g_signal_emit_by_name (get_banner (widget), "button-clicked");
  g_assert_false (adw_banner_get_revealed (get_banner (widget)));
  g_clear_object (&widget);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/silence-banner/usual", test_usual);
  kontor_test_add ("/ui/silence-banner/unusual", test_unusual);
  return kontor_test_run ();
}
