#include "kontor-woo-connector.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-woo-allows.h"
#include "kontor-woo-approval.h"
#include "kontor-woo-connector-private.h"
#include "kontor-woo-info.h"
#include "kontor-woo-push.h"

#define FIBER_STACK (256 * 1024)

struct _KontorWooConnector {
  KontorConnector parent_instance;

  KontorWooClient *client;
  KontorAhead *ahead;
  KontorWooShop *shop; /* (nullable): until it was asked */
};

G_DEFINE_FINAL_TYPE (KontorWooConnector, kontor_woo_connector, KONTOR_TYPE_CONNECTOR)

static DexFuture *
kontor_woo_connector_sign_in (KontorConnector *connector, const char *manner, GVariant *fields)
{
  gboolean key = g_str_equal (manner, "key");
  g_autofree char *user = g_strstrip (kontor_sign_in_dup_field (fields, key ? "key" : "user"));
  g_autofree char *password = g_strstrip (kontor_sign_in_dup_field (fields, key ? "secret" : "password"));
  KontorWooSecret secret = { key ? KONTOR_WOO_LOGIN_KEY : KONTOR_WOO_LOGIN_PASSWORD, user, password };

  if (g_str_equal (manner, "browser"))
    return kontor_woo_approval_sign_in (KONTOR_WOO_CONNECTOR (connector), fields);
  return dex_future_new_take_string (kontor_woo_secret_write (&secret));
}

static DexFuture *
kontor_woo_connector_ask_approval (KontorConnector *self, const char *manner, const char *back,
                                   KontorCheckProgress progress, gpointer data)
{
  return kontor_woo_ask_approval (KONTOR_WOO_CONNECTOR (self), back, progress, data);
}

static DexFuture *
kontor_woo_connector_check (KontorConnector *self, KontorCheckProgress progress, gpointer data)
{
  return kontor_woo_check (KONTOR_WOO_CONNECTOR (self), progress, data);
}

static DexFuture *
kontor_woo_connector_pull (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor)
{
  return kontor_woo_pull (KONTOR_WOO_CONNECTOR (self), feed, how, cursor);
}

static DexFuture *
kontor_woo_connector_fetch (KontorConnector *self, KontorEntity entity, const char *const *remote_ids)
{
  return kontor_woo_fetch (KONTOR_WOO_CONNECTOR (self), entity, remote_ids);
}

/** What is to be done once the shop is known. */
typedef struct {
  KontorWooConnector *connector;
  GPtrArray *ops;
  KontorOp *lost; /* (nullable) */
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->connector);
  g_clear_pointer (&deed->ops, g_ptr_array_unref);
  g_clear_pointer (&deed->lost, kontor_op_unref);
  g_free (deed);
}

static DexFuture *
deed_fiber (gpointer data)
{
  Deed *deed = data;
  GError *error = NULL;
  g_autoptr (KontorWooShop) shop = kontor_woo_connector_await_shop (deed->connector, &error);
  KontorWooTarget target = { .connector = KONTOR_CONNECTOR (deed->connector), .client = deed->connector->client };

  if (shop == NULL)
    return dex_future_new_for_error (error);
  target.facts.decimals = shop->decimals;
  target.facts.tracking = shop->tracking;
  return deed->lost != NULL ? kontor_woo_find (&target, deed->lost) : kontor_woo_push (&target, deed->ops);
}

/* What was asked ahead while something was written may be older than it. */
static DexFuture *
pushed_cb (DexFuture *future, gpointer data)
{
  KontorWooConnector *self = data;

  kontor_ahead_drop (self->ahead);
  return dex_ref (future);
}

static DexFuture *
kontor_woo_connector_push (KontorConnector *self, GPtrArray *ops)
{
  Deed *deed = g_new0 (Deed, 1);
  DexFuture *future;

  deed->connector = g_object_ref (KONTOR_WOO_CONNECTOR (self));
  deed->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (deed->ops, kontor_op_ref (g_ptr_array_index (ops, i)));
  kontor_ahead_drop (KONTOR_WOO_CONNECTOR (self)->ahead);
  future = dex_scheduler_spawn (NULL, FIBER_STACK, deed_fiber, deed, deed_free);
  return dex_future_finally (future, pushed_cb, g_object_ref (self), g_object_unref);
}

static DexFuture *
kontor_woo_connector_find (KontorConnector *self, KontorOp *op)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->connector = g_object_ref (KONTOR_WOO_CONNECTOR (self));
  deed->lost = kontor_op_ref (op);
  return dex_scheduler_spawn (NULL, FIBER_STACK, deed_fiber, deed, deed_free);
}

static gboolean
kontor_woo_connector_allows (KontorConnector *connector, const char *kind, const KontorRecord *object, char **reason)
{
  const KontorWooSecret *secret = kontor_woo_client_get_secret (KONTOR_WOO_CONNECTOR (connector)->client);
  KontorConnectorClass *parent = KONTOR_CONNECTOR_CLASS (kontor_woo_connector_parent_class);

  return parent->allows (connector, kind, object, reason) &&
         kontor_woo_allows (secret != NULL ? secret->login : KONTOR_WOO_LOGIN_PASSWORD, kind, object, reason);
}

/* Pictures are public, and may be anywhere: no login goes along. */
static DexFuture *
kontor_woo_connector_download (KontorConnector *connector, const char *uri, gsize limit)
{
  return kontor_woo_client_download (KONTOR_WOO_CONNECTOR (connector)->client, uri, limit);
}

static void
kontor_woo_connector_finalize (GObject *object)
{
  KontorWooConnector *self = KONTOR_WOO_CONNECTOR (object);

  g_clear_pointer (&self->ahead, kontor_ahead_free);
  g_clear_pointer (&self->shop, kontor_woo_shop_unref);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (kontor_woo_connector_parent_class)->finalize (object);
}

static void
kontor_woo_connector_class_init (KontorWooConnectorClass *klass)
{
  KontorConnectorClass *connector_class = KONTOR_CONNECTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_woo_connector_finalize;
  connector_class->info = &kontor_woo_info;
  connector_class->sign_in = kontor_woo_connector_sign_in;
  connector_class->ask_approval = kontor_woo_connector_ask_approval;
  connector_class->check = kontor_woo_connector_check;
  connector_class->pull = kontor_woo_connector_pull;
  connector_class->fetch = kontor_woo_connector_fetch;
  connector_class->push = kontor_woo_connector_push;
  connector_class->find = kontor_woo_connector_find;
  connector_class->download = kontor_woo_connector_download;
  connector_class->allows = kontor_woo_connector_allows;
}

static void
kontor_woo_connector_init (KontorWooConnector *self)
{
}

KontorWooClient *
kontor_woo_connector_get_client (KontorWooConnector *self)
{
  return self->client;
}

KontorAhead *
kontor_woo_connector_get_ahead (KontorWooConnector *self)
{
  return self->ahead;
}

KontorWooShop *
kontor_woo_connector_await_shop (KontorWooConnector *self, GError **error)
{
  if (self->shop == NULL) {
    KontorWooShop *shop = kontor_woo_await_shop (self->client, error);

    if (shop == NULL)
      return NULL;
    g_clear_pointer (&self->shop, kontor_woo_shop_unref);
    self->shop = shop;
  }
  return kontor_woo_shop_ref (self->shop);
}

static DexFuture *
ask_page (gpointer client, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_auto (GStrv) query = g_strsplit (parts[1], "&", -1);

  return kontor_woo_client_ask (client, &(KontorWooRequest) { .method = "GET", .path = parts[0], .query = (const char *const *) query });
}

static KontorConnector *
create (const char *address, const char *secret, GVariant *settings)
{
  KontorWooConnector *self = g_object_new (KONTOR_TYPE_WOO_CONNECTOR, NULL);

  self->client = kontor_woo_client_new (address, secret, settings);
  self->ahead = kontor_ahead_new (ask_page, G_OBJECT (self->client));
  return KONTOR_CONNECTOR (self);
}

const KontorConnectorFactory kontor_woo_factory = { &kontor_woo_info, create };
