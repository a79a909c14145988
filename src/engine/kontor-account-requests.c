#include "kontor-account-private.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-limiter.h"

static gboolean
await_place (KontorAccount *self, GError **error)
{
  return dex_await (kontor_limiter_acquire (kontor_account_get_reads (self)), error);
}

static KontorBatch *
finish_read (KontorAccount *self, KontorBatch *batch, const GError *failure)
{
  kontor_limiter_release (kontor_account_get_reads (self));
  if (batch != NULL || !kontor_account_note_failure (self, failure))
    kontor_account_note_success (self);
  return batch;
}

/* Right after the start its secret may still be looked for. */
static KontorConnector *
await_connector (KontorAccount *self, GError **error)
{
  KontorConnector *connector;

  dex_await (kontor_account_when_connected (self), NULL);
  connector = kontor_account_dup_connector (self);
  if (connector == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_AUTH, _("Sign in again."));
  return connector;
}

KontorBatch *
kontor_account_await_pull (KontorAccount *self, const char *feed, KontorPullHow how, const char *cursor, GError **error)
{
  g_autoptr (KontorConnector) connector = await_connector (self, error);
  g_autoptr (GError) failure = NULL;
  KontorBatch *batch;

  if (connector == NULL || !await_place (self, error))
    return NULL;
  batch = dex_await_boxed (kontor_connector_pull (connector, feed, how, cursor), &failure);
  finish_read (self, batch, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return batch;
}

KontorBatch *
kontor_account_await_fetch (KontorAccount *self, KontorEntity entity, GPtrArray *remote_ids, GError **error)
{
  g_autoptr (KontorConnector) connector = await_connector (self, error);
  g_auto (GStrv) ids = g_new0 (char *, remote_ids->len + 1);
  g_autoptr (GError) failure = NULL;
  KontorBatch *batch;

  for (guint i = 0; i < remote_ids->len; i++)
    ids[i] = g_strdup (g_ptr_array_index (remote_ids, i));
  if (connector == NULL || !await_place (self, error))
    return NULL;
  batch = dex_await_boxed (kontor_connector_fetch (connector, entity, (const char *const *) ids), &failure);
  finish_read (self, batch, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return batch;
}
