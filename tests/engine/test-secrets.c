#include <libsecret/secret.h>

#include "kontor-error.h"
#include "kontor-secrets.h"
#include "kontor-test.h"

/* With a Secret Service of their own, which tests/support/with-keyring starts. */

static gboolean
await_store (KontorSecrets *secrets, const char *key, const char *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = dex_await_boolean (kontor_secrets_store (secrets, key, "A shop", secret), &error);

  g_assert_no_error (error);
  return kept;
}

static void
assert_kept (KontorSecrets *secrets, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = dex_await_string (kontor_secrets_lookup (secrets, key), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
assert_asked (KontorSecrets *secrets, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = dex_await_string (kontor_secrets_lookup (secrets, key), &error);

  g_assert_null (secret);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_AUTH);
}

/* What one process keeps another finds, until it is deleted. */
static void
test_service (void)
{
  g_autoptr (KontorSecrets) one = kontor_secrets_new ();
  g_autoptr (KontorSecrets) other = kontor_secrets_new ();

  g_assert_true (await_store (one, "sample:1", "geheim"));
  g_assert_true (await_store (one, "sample:2", "anders"));
  assert_kept (other, "sample:1", "geheim");
  g_assert_true (await_store (one, "sample:1", "neu"));
  assert_kept (other, "sample:1", "neu");
  assert_kept (other, "sample:2", "anders");
  g_assert_true (dex_await (kontor_secrets_clear (one, "sample:1"), NULL));
  g_assert_true (dex_await (kontor_secrets_clear (one, "sample:1"), NULL));
  assert_asked (one, "sample:1");
  assert_asked (other, "sample:1");
  assert_kept (other, "sample:2", "anders");
}

/* A locked keyring that nobody unlocks: the person is asked for the secret, and what is given then is kept in memory. */
static void
test_locked (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_autoptr (KontorSecrets) before = kontor_secrets_new ();
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new ();
  g_autolist (SecretCollection) collections = NULL;

  g_assert_no_error (error);
  g_assert_true (await_store (before, "sample:3", "geheim"));
  collections = secret_service_get_collections (service);
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  assert_asked (secrets, "sample:3");
  g_assert_false (await_store (secrets, "sample:3", "noch einmal"));
  assert_kept (secrets, "sample:3", "noch einmal");
}

static void
test_memory (void)
{
  g_autoptr (KontorSecrets) one = kontor_secrets_new_memory ();
  g_autoptr (KontorSecrets) other = kontor_secrets_new ();

  g_assert_false (await_store (one, "sample:4", "geheim"));
  assert_kept (one, "sample:4", "geheim");
  assert_asked (other, "sample:4");
  g_assert_true (dex_await (kontor_secrets_clear (one, "sample:4"), NULL));
  assert_asked (one, "sample:4");
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/secrets/memory", test_memory);
  kontor_test_add ("/engine/secrets/service", test_service);
  kontor_test_add ("/engine/secrets/locked", test_locked);
  return kontor_test_run ();
}
