#include "kontor-secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "kontor-error.h"

struct _KontorSecrets {
  GObject parent_instance;

  gboolean memory_only;
  GHashTable *kept; /* (owned) key → secret, of this process */
};

G_DEFINE_FINAL_TYPE (KontorSecrets, kontor_secrets, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "org.kontor.Kontor.Account",
  SECRET_SCHEMA_NONE,
  { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
forget (gpointer data)
{
  secret_password_free (data);
}

static void
keep (KontorSecrets *self, const char *key, const char *secret)
{
  g_hash_table_replace (self->kept, g_strdup (key), g_strdup (secret));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  if (!stored)
    g_message ("No Secret Service keeps the secret: %s", error->message);
  dex_promise_resolve_boolean (promise, stored);
}

DexFuture *
kontor_secrets_store (KontorSecrets *self, const char *key, const char *label, const char *secret)
{
  DexPromise *promise;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self) && key != NULL && secret != NULL, NULL);

  keep (self, key, secret);
  if (self->memory_only)
    return dex_future_new_false ();
  promise = dex_promise_new ();
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, stored_cb, dex_ref (promise),
                         "account", key, NULL);
  return DEX_FUTURE (promise);
}

static GError *
new_ask_error (void)
{
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_AUTH, _("Sign in again: no secret is kept for this account."));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_message ("The Secret Service does not answer: %s", error->message);
  if (secret == NULL) {
    dex_promise_reject (promise, new_ask_error ());
    return;
  }
  dex_promise_resolve_string (promise, g_strdup (secret));
  secret_password_free (secret);
}

DexFuture *
kontor_secrets_lookup (KontorSecrets *self, const char *key)
{
  DexPromise *promise;
  const char *kept;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self) && key != NULL, NULL);

  kept = g_hash_table_lookup (self->kept, key);
  if (kept != NULL)
    return dex_future_new_for_string (kept);
  if (self->memory_only)
    return dex_future_new_for_error (new_ask_error ());
  promise = dex_promise_new ();
  secret_password_lookup (&schema, NULL, found_cb, dex_ref (promise), "account", key, NULL);
  return DEX_FUTURE (promise);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("The Secret Service does not answer: %s", error->message);
  dex_promise_resolve_boolean (promise, TRUE);
}

DexFuture *
kontor_secrets_clear (KontorSecrets *self, const char *key)
{
  DexPromise *promise;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self) && key != NULL, NULL);

  g_hash_table_remove (self->kept, key);
  if (self->memory_only)
    return dex_future_new_true ();
  promise = dex_promise_new ();
  secret_password_clear (&schema, NULL, cleared_cb, dex_ref (promise), "account", key, NULL);
  return DEX_FUTURE (promise);
}

static void
kontor_secrets_finalize (GObject *object)
{
  KontorSecrets *self = KONTOR_SECRETS (object);

  g_clear_pointer (&self->kept, g_hash_table_unref);
  G_OBJECT_CLASS (kontor_secrets_parent_class)->finalize (object);
}

static void
kontor_secrets_class_init (KontorSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_secrets_finalize;
}

static void
kontor_secrets_init (KontorSecrets *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, forget);
}

KontorSecrets *
kontor_secrets_new (void)
{
  return g_object_new (KONTOR_TYPE_SECRETS, NULL);
}

KontorSecrets *
kontor_secrets_new_memory (void)
{
  KontorSecrets *self = kontor_secrets_new ();

  self->memory_only = TRUE;
  return self;
}
