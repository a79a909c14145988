#include "kontor-db-private.h"

#define SALT "org.kontor.Kontor database\n"

/* NULL where this machine does not say who it is. Its own id never leaves it: a copied file tells nothing about it. */
static char *
hash_machine (const char *machine_file)
{
  g_autofree char *machine = NULL;
  g_autofree char *salted = NULL;

  if (machine_file == NULL || !g_file_get_contents (machine_file, &machine, NULL, NULL) ||
      *g_strstrip (machine) == '\0')
    return NULL;
  salted = g_strconcat (SALT, machine, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
}

gboolean
kontor_installation_pause (KontorTxn *txn, GError **error)
{
  if (!kontor_txn_run (txn, error, "UPDATE account SET paused = 2", NULL))
    return FALSE;
  if (kontor_txn_changes (txn) > 0)
    kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  return TRUE;
}

gboolean
kontor_installation_settle (KontorTxn *txn, const char *machine_file, GError **error)
{
  g_autofree char *here = hash_machine (machine_file);
  g_autofree char *home = NULL;

  if (here == NULL)
    return TRUE;
  if (!kontor_txn_query_text (txn, &home, error, "SELECT value FROM state WHERE key = 'installation'", NULL))
    return FALSE;
  if (g_strcmp0 (here, home) == 0)
    return TRUE;
  if (home != NULL && !kontor_installation_pause (txn, error))
    return FALSE;
  return kontor_txn_run (txn, error,
                         "INSERT INTO state (key, value) VALUES ('installation', ?1) "
                         "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                         "s", here);
}
