#include "kontor-medusa-secret.h"

#include "kontor-shop-secret.h"

char *
kontor_medusa_secret_write (const KontorMedusaSecret *self)
{
  switch (self->login) {
  case KONTOR_MEDUSA_LOGIN_PASSWORD:
    return kontor_shop_secret_write ("email", self->email, "password", self->password, NULL);
  case KONTOR_MEDUSA_LOGIN_KEY:
    return kontor_shop_secret_write ("key", self->password, NULL);
  }
  g_return_val_if_reached (NULL);
}

KontorMedusaSecret *
kontor_medusa_secret_read (const char *text)
{
  g_autoptr (GHashTable) pairs = kontor_shop_secret_read (text);
  const char *email = pairs != NULL ? g_hash_table_lookup (pairs, "email") : NULL;
  const char *password = pairs != NULL ? g_hash_table_lookup (pairs, "password") : NULL;
  const char *key = pairs != NULL ? g_hash_table_lookup (pairs, "key") : NULL;
  KontorMedusaSecret *self;

  if (key == NULL && (email == NULL || password == NULL))
    return NULL;
  self = g_new0 (KontorMedusaSecret, 1);
  self->login = key != NULL ? KONTOR_MEDUSA_LOGIN_KEY : KONTOR_MEDUSA_LOGIN_PASSWORD;
  self->email = key != NULL ? NULL : g_strdup (email);
  self->password = g_strdup (key != NULL ? key : password);
  return self;
}

void
kontor_medusa_secret_free (KontorMedusaSecret *self)
{
  g_free (self->email);
  g_free (self->password);
  g_free (self);
}
