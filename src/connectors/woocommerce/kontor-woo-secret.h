#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How Kontor proves to a shop who it is. */
typedef enum {
  KONTOR_WOO_LOGIN_PASSWORD, /* a user and an application password: for all of WordPress */
  KONTOR_WOO_LOGIN_KEY,      /* a consumer's key and secret: for WooCommerce alone */
} KontorWooLogin;

typedef struct {
  KontorWooLogin login;
  char *user;     /* or the key */
  char *password; /* or the secret */
} KontorWooSecret;

/** The text that is kept in the Secret Service. */
char *kontor_woo_secret_write (const KontorWooSecret *self);
/** (nullable): NULL for what kontor_woo_secret_write () did not write. */
KontorWooSecret *kontor_woo_secret_read (const char *text);
void kontor_woo_secret_free (KontorWooSecret *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWooSecret, kontor_woo_secret_free)

G_END_DECLS
