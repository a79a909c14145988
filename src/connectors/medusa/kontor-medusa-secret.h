#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How Kontor proves to a shop who it is. */
typedef enum {
  KONTOR_MEDUSA_LOGIN_PASSWORD, /* a person, for a token that lasts a day */
  KONTOR_MEDUSA_LOGIN_KEY,      /* a secret key, which costs the server much with each request */
} KontorMedusaLogin;

/**
 * KontorMedusaSecret:
 * @email: (nullable): NULL with a key
 * @password: or the key
 */
typedef struct {
  KontorMedusaLogin login;
  char *email;
  char *password;
} KontorMedusaSecret;

/** The text that is kept in the Secret Service. */
char *kontor_medusa_secret_write (const KontorMedusaSecret *self);
/** (nullable): NULL for what kontor_medusa_secret_write () did not write. */
KontorMedusaSecret *kontor_medusa_secret_read (const char *text);
void kontor_medusa_secret_free (KontorMedusaSecret *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMedusaSecret, kontor_medusa_secret_free)

G_END_DECLS
