#include "kontor-medusa-reply.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

G_DEFINE_BOXED_TYPE (KontorMedusaReply, kontor_medusa_reply, kontor_medusa_reply_ref, kontor_medusa_reply_unref)

KontorMedusaReply *
kontor_medusa_reply_new (KontorHttpReply *http, KontorJson *json)
{
  KontorMedusaReply *self = g_new0 (KontorMedusaReply, 1);

  self->http = kontor_http_reply_ref (http);
  self->json = json;
  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

KontorMedusaReply *
kontor_medusa_reply_ref (KontorMedusaReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_medusa_reply_unref (KontorMedusaReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  kontor_http_reply_unref (self->http);
  g_clear_pointer (&self->json, kontor_json_unref);
  g_free (self);
}

yyjson_val *
kontor_medusa_reply_get (const KontorMedusaReply *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json != NULL ? yyjson_obj_get (kontor_json_get_root (self->json), name) : NULL;
}

gint64
kontor_medusa_reply_get_count (const KontorMedusaReply *self)
{
  gint64 count = -1;

  g_return_val_if_fail (self != NULL, -1);

  kontor_json_get_int (kontor_medusa_reply_get (self, "count"), &count);
  return count;
}

static GError *
explain_good (const KontorMedusaReply *self)
{
  if (self->json != NULL)
    return NULL;
  if (self->http->write)
    return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME,
                                _("The shop’s answer was not understood, so it is not known whether it was done."));
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL,
                              _("The shop answered with something else than data. Is this the address of the Medusa server?"));
}

/* The server answers two requests that met with this, and does not say what became of them. */
static GError *
explain_meeting (const KontorMedusaReply *self, const char *message)
{
  return g_error_new_literal (KONTOR_ERROR, self->http->write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_TEMPORARY,
                              message != NULL ? message : _("Somebody else changed the same at the same time."));
}

GError *
kontor_medusa_reply_to_error (const KontorMedusaReply *self)
{
  g_autofree char *message = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (kontor_http_reply_is_ok (self->http))
    return explain_good (self);
  if (self->json == NULL && self->http->status == 404)
    return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED,
                                _("The shop does not offer this. Its version of Medusa may be too old."));
  message = kontor_json_dup_text (kontor_medusa_reply_get (self, "message"));
  if (self->http->status == 409)
    return explain_meeting (self, message);
  return kontor_http_reply_to_error (self->http, message);
}
