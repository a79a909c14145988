#include "kontor-medusa-connector.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-medusa-allows.h"
#include "kontor-medusa-connector-private.h"
#include "kontor-medusa-info.h"
#include "kontor-medusa-push.h"

struct _KontorMedusaConnector {
  KontorConnector parent_instance;

  KontorMedusaClient *client;
  KontorAhead *ahead;
  KontorMedusaShop *shop; /* (nullable): until it was asked */
};

G_DEFINE_FINAL_TYPE (KontorMedusaConnector, kontor_medusa_connector, KONTOR_TYPE_CONNECTOR)

static DexFuture *
kontor_medusa_connector_sign_in (KontorConnector *connector, const char *manner, GVariant *fields)
{
  gboolean key = g_str_equal (manner, "key");
  g_autofree char *email = g_strstrip (kontor_sign_in_dup_field (fields, "email"));
  g_autofree char *password = kontor_sign_in_dup_field (fields, key ? "key" : "password");
  KontorMedusaSecret secret = { key ? KONTOR_MEDUSA_LOGIN_KEY : KONTOR_MEDUSA_LOGIN_PASSWORD, email, password };

  if (key)
    g_strstrip (password);
  return dex_future_new_take_string (kontor_medusa_secret_write (&secret));
}

static DexFuture *
kontor_medusa_connector_check (KontorConnector *self, KontorCheckProgress progress, gpointer data)
{
  return kontor_medusa_check (KONTOR_MEDUSA_CONNECTOR (self), progress, data);
}

static DexFuture *
kontor_medusa_connector_pull (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor)
{
  return kontor_medusa_pull (KONTOR_MEDUSA_CONNECTOR (self), feed, how, cursor);
}

static DexFuture *
kontor_medusa_connector_fetch (KontorConnector *self, KontorEntity entity, const char *const *remote_ids)
{
  return kontor_medusa_fetch (KONTOR_MEDUSA_CONNECTOR (self), entity, remote_ids);
}

/* What was asked ahead while something was written may be older than it. */
static DexFuture *
pushed_cb (DexFuture *future, gpointer self)
{
  kontor_ahead_drop (KONTOR_MEDUSA_CONNECTOR (self)->ahead);
  return dex_ref (future);
}

static DexFuture *
kontor_medusa_connector_push (KontorConnector *self, GPtrArray *ops)
{
  kontor_ahead_drop (KONTOR_MEDUSA_CONNECTOR (self)->ahead);
  return dex_future_finally (kontor_medusa_push (KONTOR_MEDUSA_CONNECTOR (self), ops), pushed_cb, g_object_ref (self), g_object_unref);
}

static DexFuture *
kontor_medusa_connector_find (KontorConnector *self, KontorOp *op)
{
  return kontor_medusa_find_op (KONTOR_MEDUSA_CONNECTOR (self), op);
}

static gboolean
kontor_medusa_connector_allows (KontorConnector *connector, const char *kind, const KontorRecord *object, char **reason)
{
  KontorConnectorClass *parent = KONTOR_CONNECTOR_CLASS (kontor_medusa_connector_parent_class);

  return parent->allows (connector, kind, object, reason) && kontor_medusa_allows (kind, object, reason);
}

/* Pictures are public, and may be anywhere: no login goes along. */
static DexFuture *
kontor_medusa_connector_download (KontorConnector *connector, const char *uri, gsize limit)
{
  return kontor_medusa_client_download (KONTOR_MEDUSA_CONNECTOR (connector)->client, uri, limit);
}

static void
kontor_medusa_connector_finalize (GObject *object)
{
  KontorMedusaConnector *self = KONTOR_MEDUSA_CONNECTOR (object);

  g_clear_pointer (&self->shop, kontor_medusa_shop_unref);
  g_clear_pointer (&self->ahead, kontor_ahead_free);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (kontor_medusa_connector_parent_class)->finalize (object);
}

static void
kontor_medusa_connector_class_init (KontorMedusaConnectorClass *klass)
{
  KontorConnectorClass *connector_class = KONTOR_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_medusa_connector_finalize;
  connector_class->info = &kontor_medusa_info;
  connector_class->sign_in = kontor_medusa_connector_sign_in;
  connector_class->check = kontor_medusa_connector_check;
  connector_class->pull = kontor_medusa_connector_pull;
  connector_class->fetch = kontor_medusa_connector_fetch;
  connector_class->push = kontor_medusa_connector_push;
  connector_class->find = kontor_medusa_connector_find;
  connector_class->download = kontor_medusa_connector_download;
  connector_class->allows = kontor_medusa_connector_allows;
}

static void
kontor_medusa_connector_init (KontorMedusaConnector *self)
{
}

KontorMedusaClient *
kontor_medusa_connector_get_client (KontorMedusaConnector *self)
{
  return self->client;
}

KontorAhead *
kontor_medusa_connector_get_ahead (KontorMedusaConnector *self)
{
  return self->ahead;
}

KontorMedusaShop *
kontor_medusa_connector_await_shop (KontorMedusaConnector *self, GError **error)
{
  if (self->shop == NULL) {
    KontorMedusaShop *shop = kontor_medusa_await_shop (self->client, error);

    if (shop == NULL)
      return NULL;
    g_clear_pointer (&self->shop, kontor_medusa_shop_unref);
    self->shop = shop;
  }
  return kontor_medusa_shop_ref (self->shop);
}

static DexFuture *
ask_page (gpointer client, const char *path)
{
  return kontor_medusa_client_get (client, "%s", path);
}

static KontorConnector *
create (const char *address, const char *secret, GVariant *settings)
{
  KontorMedusaConnector *self = g_object_new (KONTOR_TYPE_MEDUSA_CONNECTOR, NULL);

  self->client = kontor_medusa_client_new (address, secret, settings);
  self->ahead = kontor_ahead_new (ask_page, G_OBJECT (self->client));
  return KONTOR_CONNECTOR (self);
}

const KontorConnectorFactory kontor_medusa_factory = { &kontor_medusa_info, create };
