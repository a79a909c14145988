/* kontor-storefront [NAME=VALUE…]: a shop on loopback to play with, as of kontor-storefront.h. Prints where it stands and by
 * what one gets in; reads orders for it from standard input, a line each:
 *
 *   faults TEXT          as of kontor_storefront_set_faults (); none without TEXT
 *   buy N                lets customers place N orders
 *   skew SECONDS
 *   log                  prints the requests since the last "forget", a line each, and an empty one
 *   forget
 *   METHOD PATH [JSON]   what somebody does in the shop's own admin; prints the answer
 *
 * Names: seed, products, variable, customers, orders, port, plain-port, zone, currency, decimals, paced, fulfilments, tracking,
 * self-signed, authority (a file that the authority of the certificate is written to).
 */
#include "kontor-storefront.h"

#include <gio/gunixinputstream.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  KontorStorefrontOptions options;
  const char *authority;
} Settings;

static gboolean
read_number (KontorStorefrontOptions *options, const char *name, guint64 value)
{
  const struct {
    const char *name;
    guint *value;
  } numbers[] = {
    { "seed", &options->seed },
    { "products", &options->n_products },
    { "variable", &options->variable_percent },
    { "customers", &options->n_customers },
    { "orders", &options->n_orders },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (numbers[i].name, name)) {
      *numbers[i].value = (guint) value;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_switch (KontorStorefrontOptions *options, const char *name, gboolean value)
{
  const struct {
    const char *name;
    gboolean *value;
  } switches[] = {
    { "paced", &options->paced },
    { "fulfilments", &options->fulfilments },
    { "tracking", &options->shipment_tracking },
    { "self-signed", &options->self_signed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (g_str_equal (switches[i].name, name)) {
      *switches[i].value = value;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_setting (Settings *settings, const char *word)
{
  KontorStorefrontOptions *options = &settings->options;
  g_auto (GStrv) pair = g_strsplit (word, "=", 2);
  const char *value = strchr (word, '=') != NULL ? strchr (word, '=') + 1 : "";
  guint64 number = g_ascii_strtoull (value, NULL, 10);

  if (g_str_equal (pair[0], "port"))
    options->port = (guint16) number;
  else if (g_str_equal (pair[0], "plain-port"))
    options->plain_port = (guint16) number;
  else if (g_str_equal (pair[0], "decimals"))
    options->decimals = number == 0 ? -1 : (int) number;
  else if (g_str_equal (pair[0], "zone"))
    options->time_zone = value;
  else if (g_str_equal (pair[0], "currency"))
    options->currency = value;
  else if (g_str_equal (pair[0], "authority"))
    settings->authority = value;
  else
    return read_number (options, pair[0], number) || read_switch (options, pair[0], number != 0);
  return TRUE;
}

static void
print_credentials (KontorStorefront *shop)
{
  static const char *const keys[] = { "read and write", "read", "write" };

  g_print ("address %s\nplain address %s\n", kontor_storefront_get_address (shop),
           kontor_storefront_get_plain_address (shop));
  for (guint i = 0; i <= KONTOR_STOREFRONT_CUSTOMER; i++)
    g_print ("user %s, application password %s\n", kontor_storefront_get_user (shop, i),
             kontor_storefront_get_password (shop, i));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_print ("consumer key to %s: %s %s\n", keys[i], kontor_storefront_get_key (shop, i),
             kontor_storefront_get_secret (shop, i));
  g_print ("fingerprint %s\n", kontor_storefront_get_fingerprint (shop));
  g_print ("ready\n");
}

static void
obey (KontorStorefront *shop, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  if (words[0] == NULL || *words[0] == '\0')
    return;
  if (g_str_equal (words[0], "faults")) {
    if (!kontor_storefront_set_faults (shop, line + strlen ("faults"), &error))
      g_printerr ("%s\n", error->message);
  } else if (g_str_equal (words[0], "buy"))
    kontor_storefront_buy (shop, (guint) g_ascii_strtoull (words[1] != NULL ? words[1] : "1", NULL, 10));
  else if (g_str_equal (words[0], "forget"))
    kontor_storefront_reset_counts (shop);
  else if (g_str_equal (words[0], "log")) {
    answer = kontor_storefront_dup_log (shop);
    g_print ("%s\n", answer);
  } else if (g_str_equal (words[0], "skew"))
    kontor_storefront_set_skew (shop, g_ascii_strtoll (words[1] != NULL ? words[1] : "0", NULL, 10));
  else if (words[1] != NULL) {
    answer = kontor_storefront_ask (shop, words[0], words[1], words[2], NULL);
    g_print ("%s\n", answer);
  }
}

/* The end of standard input is no end of the shop, which ends with its process. */
static void
listen_to (KontorStorefront *shop)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  char *line;

  while ((line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL)) != NULL) {
    obey (shop, line);
    g_free (line);
  }
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  Settings settings = { .options = { .n_products = 120, .variable_percent = 10, .n_customers = 80, .n_orders = 400 } };
  g_autoptr (KontorStorefront) shop = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < argc; i++)
    if (!read_setting (&settings, argv[i])) {
      g_printerr ("kontor-storefront: what is “%s”?\n", argv[i]);
      return 2;
    }
  shop = kontor_storefront_new (&settings.options, &error);
  if (shop == NULL || (settings.authority != NULL &&
                       !g_file_set_contents (settings.authority, kontor_storefront_get_authority (shop), -1, &error))) {
    g_printerr ("kontor-storefront: %s\n", error->message);
    return 1;
  }
  print_credentials (shop);
  listen_to (shop);
  return 0;
}
