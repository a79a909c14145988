#include "kontor-platforms.h"

const KontorConnectorFactory *
kontor_platforms_find (KontorPlatforms platforms, const char *id)
{
  for (guint i = 0; platforms != NULL && id != NULL && platforms[i] != NULL; i++)
    if (g_str_equal (platforms[i]->info->id, id))
      return platforms[i];
  return NULL;
}

gboolean
kontor_platforms_find_of_account (KontorPlatforms platforms, KontorTxn *txn, gint64 account_id,
                                  const KontorConnectorInfo **info, GError **error)
{
  const KontorConnectorFactory *factory;
  g_autofree char *platform = NULL;

  if (!kontor_txn_query_text (txn, &platform, error, "SELECT platform FROM account WHERE id = ?", "i", account_id))
    return FALSE;
  factory = kontor_platforms_find (platforms, platform);
  *info = factory != NULL ? factory->info : NULL;
  return TRUE;
}

const KontorOpSupport *
kontor_platforms_get_support (const KontorConnectorInfo *info, const char *kind)
{
  for (guint i = 0; info != NULL && info->ops[i].kind != NULL; i++)
    if (g_str_equal (info->ops[i].kind, kind))
      return &info->ops[i];
  return NULL;
}
