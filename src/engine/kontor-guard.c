#include "kontor-sync-private.h"

#define ALWAYS_FEW 9
#define MOST 50
#define PERCENT 5

/* state: "vanish/1/products" → how many wait; "vanish-allowed/1/products" → how many may */
static char *
make_key (const char *what, gint64 account_id, const char *feed)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", what, account_id, feed);
}

static gboolean
write_state (KontorTxn *txn, const char *key, gint64 value, GError **error)
{
  return kontor_txn_run (txn, error, "INSERT OR REPLACE INTO state (key, value) VALUES (?, CAST (? AS TEXT))", "si",
                         key, value);
}

static gboolean
forget (KontorTxn *txn, const char *key, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM state WHERE key = ?", "s", key);
}

static gboolean
read_state (KontorTxn *txn, const char *key, gint64 *value, GError **error)
{
  return kontor_txn_query_int (txn, value, 0, error, "SELECT CAST (value AS INTEGER) FROM state WHERE key = ?", "s",
                               key);
}

static gboolean
is_many (gint64 vanishing, gint64 total)
{
  return vanishing > MOST || (vanishing > ALWAYS_FEW && vanishing * 100 > total * PERCENT);
}

gboolean
kontor_guard_check (KontorTxn *txn, gint64 account_id, const char *feed, gint64 vanishing, gint64 total,
                    gboolean *allowed, GError **error)
{
  g_autofree char *asked = make_key ("vanish", account_id, feed);
  g_autofree char *word = make_key ("vanish-allowed", account_id, feed);
  gint64 limit;

  if (!read_state (txn, word, &limit, error))
    return FALSE;
  *allowed = !is_many (vanishing, total) || vanishing <= limit;
  if (*allowed)
    return TRUE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  return write_state (txn, asked, vanishing, error) && forget (txn, word, error);
}

gboolean
kontor_guard_allows (KontorTxn *txn, gint64 account_id, const char *feed, gint64 vanishing, gint64 total,
                     gboolean *allowed, GError **error)
{
  g_autofree char *asked = make_key ("vanish", account_id, feed);
  g_autofree char *word = make_key ("vanish-allowed", account_id, feed);

  if (!kontor_guard_check (txn, account_id, feed, vanishing, total, allowed, error))
    return FALSE;
  if (!*allowed)
    return TRUE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  return forget (txn, asked, error) && forget (txn, word, error);
}

gboolean
kontor_guard_allow (KontorTxn *txn, gint64 account_id, const char *feed, GError **error)
{
  g_autofree char *asked = make_key ("vanish", account_id, feed);
  g_autofree char *word = make_key ("vanish-allowed", account_id, feed);
  gint64 vanishing;

  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  return read_state (txn, asked, &vanishing, error) && write_state (txn, word, vanishing, error) &&
         forget (txn, asked, error);
}

gboolean
kontor_guard_get (KontorTxn *txn, gint64 account_id, const char *feed, gint64 *vanishing, GError **error)
{
  g_autofree char *asked = make_key ("vanish", account_id, feed);

  return read_state (txn, asked, vanishing, error);
}
