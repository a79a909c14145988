#include "kontor-connector.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

G_DEFINE_ABSTRACT_TYPE (KontorConnector, kontor_connector, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (KontorAccountInfo, kontor_account_info, kontor_account_info_ref, kontor_account_info_unref)

KontorAccountInfo *
kontor_account_info_new (void)
{
  KontorAccountInfo *self = g_new0 (KontorAccountInfo, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

KontorAccountInfo *
kontor_account_info_ref (KontorAccountInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_account_info_unref (KontorAccountInfo *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->address);
  g_free (self->time_zone);
  g_free (self->currency);
  g_free (self->weight_unit);
  g_free (self->size_unit);
  g_strfreev (self->capabilities);
  g_free (self);
}

gboolean
kontor_sign_in_manner_uses_browser (const KontorSignInManner *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; self->fields != NULL && self->fields[i].name != NULL; i++)
    if (self->fields[i].returned)
      return TRUE;
  return FALSE;
}

char *
kontor_sign_in_dup_field (GVariant *fields, const char *name)
{
  char *text = NULL;

  return g_variant_lookup (fields, name, "s", &text) ? text : g_strdup ("");
}

static DexFuture *
unsupported (KontorConnector *self)
{
  return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("%s cannot do this"),
                                kontor_connector_get_info (self)->name);
}

static DexFuture *
kontor_connector_real_sign_in (KontorConnector *self, const char *manner, GVariant *fields)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_ask_approval (KontorConnector *self, const char *manner, const char *back,
                                    KontorCheckProgress progress, gpointer data)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_check (KontorConnector *self, KontorCheckProgress progress, gpointer data)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_pull (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_fetch (KontorConnector *self, KontorEntity entity, const char *const *remote_ids)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_push (KontorConnector *self, GPtrArray *ops)
{
  return unsupported (self);
}

/* Without a way to look nobody can tell. */
static DexFuture *
kontor_connector_real_find (KontorConnector *self, KontorOp *op)
{
  return dex_future_new_take_boxed (KONTOR_TYPE_RECEIPT, kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE));
}

static DexFuture *
kontor_connector_real_preview (KontorConnector *self, KontorOp *op)
{
  return unsupported (self);
}

static DexFuture *
kontor_connector_real_download (KontorConnector *self, const char *uri, gsize limit)
{
  return unsupported (self);
}

/* Where the platform does not say more. */
static char *
dup_refusal (const KontorConnectorInfo *info, const char *kind)
{
  for (const KontorOpRefusal *refusal = info->refusals; refusal != NULL && refusal->kind != NULL; refusal++)
    if (g_str_equal (refusal->kind, kind))
      return g_strdup (_(refusal->reason));
  return g_strdup_printf (_("%s cannot do this"), info->name);
}

static gboolean
kontor_connector_real_allows (KontorConnector *self, const char *kind, const KontorRecord *object, char **reason)
{
  if (kontor_connector_get_support (self, kind) != NULL)
    return TRUE;
  *reason = dup_refusal (kontor_connector_get_info (self), kind);
  return FALSE;
}

static void
kontor_connector_class_init (KontorConnectorClass *klass)
{
  klass->sign_in = kontor_connector_real_sign_in;
  klass->ask_approval = kontor_connector_real_ask_approval;
  klass->check = kontor_connector_real_check;
  klass->pull = kontor_connector_real_pull;
  klass->fetch = kontor_connector_real_fetch;
  klass->push = kontor_connector_real_push;
  klass->find = kontor_connector_real_find;
  klass->preview = kontor_connector_real_preview;
  klass->download = kontor_connector_real_download;
  klass->allows = kontor_connector_real_allows;
}

static void
kontor_connector_init (KontorConnector *self)
{
}

const KontorConnectorInfo *
kontor_connector_get_info (KontorConnector *self)
{
  g_return_val_if_fail (KONTOR_IS_CONNECTOR (self), NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->info;
}

/** (nullable): NULL where this platform has no such op. */
const KontorOpSupport *
kontor_connector_get_support (KontorConnector *self, const char *kind)
{
  g_return_val_if_fail (KONTOR_IS_CONNECTOR (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  for (const KontorOpSupport *op = kontor_connector_get_info (self)->ops; op != NULL && op->kind != NULL; op++)
    if (g_str_equal (op->kind, kind))
      return op;
  return NULL;
}

DexFuture *
kontor_connector_sign_in (KontorConnector *self, const char *manner, GVariant *fields)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (manner != NULL && fields != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->sign_in (self, manner, fields);
}

DexFuture *
kontor_connector_ask_approval (KontorConnector *self, const char *manner, const char *back, KontorCheckProgress progress,
                               gpointer data)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (manner != NULL && back != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->ask_approval (self, manner, back, progress, data);
}

DexFuture *
kontor_connector_check (KontorConnector *self, KontorCheckProgress progress, gpointer data)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));

  return KONTOR_CONNECTOR_GET_CLASS (self)->check (self, progress, data);
}

DexFuture *
kontor_connector_pull (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (feed != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->pull (self, feed, how, cursor);
}

DexFuture *
kontor_connector_fetch (KontorConnector *self, KontorEntity entity, const char *const *remote_ids)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (remote_ids != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->fetch (self, entity, remote_ids);
}

DexFuture *
kontor_connector_push (KontorConnector *self, GPtrArray *ops)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (ops != NULL && ops->len > 0);

  return KONTOR_CONNECTOR_GET_CLASS (self)->push (self, ops);
}

DexFuture *
kontor_connector_find (KontorConnector *self, KontorOp *op)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (op != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->find (self, op);
}

DexFuture *
kontor_connector_preview (KontorConnector *self, KontorOp *op)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (op != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->preview (self, op);
}

DexFuture *
kontor_connector_download (KontorConnector *self, const char *uri, gsize limit)
{
  dex_return_error_if_fail (KONTOR_IS_CONNECTOR (self));
  dex_return_error_if_fail (uri != NULL);

  return KONTOR_CONNECTOR_GET_CLASS (self)->download (self, uri, limit);
}

gboolean
kontor_connector_allows (KontorConnector *self, const char *kind, const KontorRecord *object, char **reason)
{
  g_autofree char *why = NULL;

  g_return_val_if_fail (KONTOR_IS_CONNECTOR (self), FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);

  if (KONTOR_CONNECTOR_GET_CLASS (self)->allows (self, kind, object, &why))
    return TRUE;
  if (reason != NULL)
    *reason = g_steal_pointer (&why);
  return FALSE;
}
