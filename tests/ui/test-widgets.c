#include "kontor-chip.h"
#include "kontor-clock.h"
#include "kontor-format.h"
#include "kontor-late-menu.h"
#include "kontor-test.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
/* 2026-11-12 00:30 in Berlin, where it is 23:30 of the day before in UTC. */
#define NOW G_GINT64_CONSTANT (1794439800000)

static void
assert_age (gint64 ago, const char *expected)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *age = kontor_format_age (NOW - ago, NOW, berlin);

  g_assert_cmpstr (age, ==, expected);
}

static void
test_ages (void)
{
  assert_age (0, "now");
  assert_age (59999, "now");
  assert_age (-30000, "now");
  assert_age (MINUTE, "1 min");
  assert_age (59 * MINUTE, "59 min");
  assert_age (HOUR, "yesterday");
  assert_age (24 * HOUR + 20 * MINUTE, "yesterday");
  assert_age (2 * DAY, "10 Nov");
  assert_age (-10 * HOUR, "12 Nov");
  assert_age (400 * DAY, "8 Oct 2025");
  assert_age (NOW, "");
}

/* Pango begins each line at the side of its own direction. */
static void
assert_aligned (const char *address, PangoDirection reading)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  g_autofree char *lines = kontor_format_lines (address, reading);

  pango_context_set_base_dir (context, reading);
  pango_layout_set_text (layout, lines, -1);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    g_assert_cmpint ((int) pango_layout_get_line_readonly (layout, i)->resolved_dir, ==, (int) reading);
  g_object_unref (context);
}

/* An address in two scripts begins all its lines at the same side; one in the window's own is as it was. */
static void
test_lines (void)
{
  static const char *const mixed = "فاطمة الزهراء\n26122 Oldenburg\n12";
  g_autofree char *same = kontor_format_lines ("Ada Berg\n12", PANGO_DIRECTION_LTR);

  g_assert_cmpstr (same, ==, "Ada Berg\n12");
  assert_aligned (mixed, PANGO_DIRECTION_RTL);
  assert_aligned (mixed, PANGO_DIRECTION_LTR);
}

static void
test_age_in_hours (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *age = kontor_format_age (NOW - 23 * HOUR, NOW, utc);

  g_assert_cmpstr (age, ==, "23 h");
}

static void
test_instants (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *instant = kontor_format_instant (NOW, berlin);
  g_autofree char *none = kontor_format_instant (0, berlin);
  g_autofree char *time = kontor_format_time (NOW, berlin);
  g_autofree char *day = kontor_format_day (kontor_day_of (NOW, berlin));

  g_assert_cmpstr (instant, ==, "12 November 2026 at 00:30");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (time, ==, "00:30");
  g_assert_cmpstr (day, ==, "12 November 2026");
}

static void
test_items (void)
{
  g_autofree char *one = kontor_format_items (1);
  g_autofree char *two = kontor_format_items (2);

  g_assert_cmpstr (one, ==, "1 item");
  g_assert_cmpstr (two, ==, "2 items");
}

static void
assert_chip (GtkWidget *chip, const char *label, KontorTone tone)
{
  g_assert_cmpint (gtk_widget_get_visible (chip), ==, label != NULL);
  g_assert_cmpstr (kontor_chip_get_label (KONTOR_CHIP (chip)), ==, label != NULL ? label : "");
  if (label != NULL)
    g_assert_cmpint (kontor_chip_get_tone (KONTOR_CHIP (chip)), ==, tone);
}

/* One chip shows one state after the other, as in a row that is used again. */
static void
test_chip (void)
{
  GtkWidget *chip = g_object_ref_sink (kontor_chip_new ());

  assert_chip (chip, NULL, 0);
  kontor_chip_show_payment (KONTOR_CHIP (chip), "paid");
  assert_chip (chip, "Paid", KONTOR_TONE_SUCCESS);
  g_assert_true (gtk_widget_has_css_class (chip, "success"));
  kontor_chip_show_payment (KONTOR_CHIP (chip), "overcharged");
  assert_chip (chip, "Overcharged", KONTOR_TONE_ERROR);
  g_assert_false (gtk_widget_has_css_class (chip, "success"));
  kontor_chip_show_fulfilment (KONTOR_CHIP (chip), "at-the-moon");
  assert_chip (chip, "at-the-moon", KONTOR_TONE_NEUTRAL);
  kontor_chip_show_return (KONTOR_CHIP (chip), "none");
  assert_chip (chip, NULL, 0);
  kontor_chip_show_return (KONTOR_CHIP (chip), "requested");
  assert_chip (chip, "Return requested", KONTOR_TONE_WARNING);
  kontor_chip_show_hold (KONTOR_CHIP (chip), "Wrong address");
  assert_chip (chip, "Hold: Wrong address", KONTOR_TONE_WARNING);
  kontor_chip_show_hold (KONTOR_CHIP (chip), NULL);
  assert_chip (chip, NULL, 0);
  kontor_chip_show_lifecycle (KONTOR_CHIP (chip), "open");
  assert_chip (chip, NULL, 0);
  kontor_chip_show_pending (KONTOR_CHIP (chip), TRUE);
  assert_chip (chip, "Not sent yet", KONTOR_TONE_NEUTRAL);
  g_object_unref (chip);
}

/* The menu is made when it is opened, once. */
static void
test_late_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *button = gtk_menu_button_new ();
  GtkPopover *popover;

  gtk_window_set_child (window, button);
  kontor_late_menu_set (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_window_present (window);
  g_assert_null (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)) == G_MENU_MODEL (menu));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) == popover);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  gtk_init ();
  kontor_test_add_plain ("/ui/widgets/ages", test_ages);
  kontor_test_add_plain ("/ui/format/lines", test_lines);
  kontor_test_add_plain ("/ui/widgets/age-in-hours", test_age_in_hours);
  kontor_test_add_plain ("/ui/widgets/instants", test_instants);
  kontor_test_add_plain ("/ui/widgets/items", test_items);
  kontor_test_add_plain ("/ui/widgets/chip", test_chip);
  kontor_test_add_plain ("/ui/widgets/late-menu", test_late_menu);
  return kontor_test_run ();
}
