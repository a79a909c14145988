#include "kontor-woo-secret.h"

#include "kontor-shop-secret.h"

static const char *const names[][2] = {
  [KONTOR_WOO_LOGIN_PASSWORD] = { "user", "password" },
  [KONTOR_WOO_LOGIN_KEY] = { "key", "secret" },
};

char *
kontor_woo_secret_write (const KontorWooSecret *self)
{
  return kontor_shop_secret_write (names[self->login][0], self->user, names[self->login][1], self->password, NULL);
}

KontorWooSecret *
kontor_woo_secret_read (const char *text)
{
  g_autoptr (GHashTable) pairs = kontor_shop_secret_read (text);

  for (guint i = 0; pairs != NULL && i < G_N_ELEMENTS (names); i++) {
    const char *user = g_hash_table_lookup (pairs, names[i][0]);
    const char *password = g_hash_table_lookup (pairs, names[i][1]);
    KontorWooSecret *self;

    if (user == NULL || password == NULL)
      continue;
    self = g_new0 (KontorWooSecret, 1);
    self->login = (KontorWooLogin) i;
    self->user = g_strdup (user);
    self->password = g_strdup (password);
    return self;
  }
  return NULL;
}

void
kontor_woo_secret_free (KontorWooSecret *self)
{
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}
