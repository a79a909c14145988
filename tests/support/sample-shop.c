/* sample-shop FILE [SETTING=VALUE…]: the sample shop as its owner has it, for tests that see Kontor from outside: makes a
 * shop, or does with one what stands in the lines of standard input:
 *
 *   faults TEXT               as of kontor_shop_set_faults (); none without TEXT
 *   now MILLISECONDS          where the shop's clock stands from now on
 *   later SECONDS             moves the clock that stands
 *   METHOD PATH [JSON]        what somebody does in the shop's own admin; prints the answer
 */
#include "kontor-shop.h"

#include <stdio.h>
#include <string.h>

static GVariant *
read_settings (char **words)
{
  g_auto (GVariantBuilder) settings = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

    if (g_strv_length (parts) == 2)
      g_variant_builder_add (&settings, "{ss}", parts[0], parts[1]);
  }
  return g_variant_ref_sink (g_variant_builder_end (&settings));
}

static gboolean
ask (KontorShop *shop, char **words, GError **error)
{
  g_autofree char *answer = kontor_shop_admin (shop, words[0], words[1] != NULL ? words[1] : "",
                                               words[1] != NULL ? words[2] : NULL);

  if (answer == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The shop refuses %s %s", words[0], words[1]);
  else
    g_print ("%s\n", answer);
  return answer != NULL;
}

static gboolean
obey (KontorShop *shop, const char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  if (g_str_equal (words[0], "faults"))
    return kontor_shop_set_faults (shop, line + strlen ("faults"), error);
  if (g_str_equal (words[0], "now"))
    kontor_shop_set_now (shop, g_ascii_strtoll (words[1], NULL, 10));
  else if (g_str_equal (words[0], "later"))
    kontor_shop_set_now (shop, kontor_shop_get_now (shop) + 1000 * g_ascii_strtoll (words[1], NULL, 10));
  else
    return ask (shop, words, error);
  return TRUE;
}

static gboolean
run (char **arguments, GError **error)
{
  g_autoptr (GVariant) settings = read_settings (arguments + 1);
  g_autoptr (KontorShop) shop = kontor_shop_open (arguments[0], settings, error);
  char line[4096];

  while (shop != NULL && fgets (line, sizeof line, stdin) != NULL)
    if (!obey (shop, g_strchomp (line), error))
      return FALSE;
  return shop != NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc < 2)
    return 2;
  if (run (argv + 1, &error))
    return 0;
  g_printerr ("sample-shop: %s\n", error->message);
  return 1;
}
