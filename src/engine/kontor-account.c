#include "kontor-account-private.h"

#include <glib/gi18n.h>

#include "kontor-health.h"
#include "kontor-sync-private.h"

#define MAX_READS 2

struct _KontorAccount {
  GObject parent_instance;

  KontorContext *context;
  gint64 id;
  char *name;
  char *address;
  char *secret_key;
  DexFuture *connecting;                 /* (nullable): until its secret was looked for */
  const KontorConnectorFactory *factory; /* (nullable) */
  GVariant *settings;
  KontorAccountInfo *info;    /* (nullable) */
  GTimeZone *zone;            /* (nullable): the info's */
  KontorConnector *connector; /* (nullable) */
  KontorPump *pump;
  KontorSync *sync;
  KontorLimiter *reads;
  KontorHealth health;
  KontorAccountPause pause;
  guint unsent;
  guint problems;
  gboolean secret_kept;
  gboolean imported;
};

enum {
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_ADDRESS,
  PROP_PLATFORM,
  PROP_STATUS,
  PROP_REASON,
  PROP_SINCE,
  PROP_BANNER,
  PROP_PAUSE,
  PROP_UNSENT,
  PROP_PROBLEMS,
  PROP_SYNCED_AT,
  PROP_SECRET_KEPT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KontorAccount, kontor_account, G_TYPE_OBJECT)

static void
notify (KontorAccount *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Tells of what kontor_health_…() changed. */
static void
tell (KontorAccount *self, KontorHealthChange change)
{
  if ((change & KONTOR_HEALTH_REASON) != 0)
    notify (self, PROP_REASON);
  if ((change & KONTOR_HEALTH_STATUS) != 0) {
    notify (self, PROP_STATUS);
    notify (self, PROP_SINCE);
  }
  if ((change & KONTOR_HEALTH_SYNCED) != 0)
    notify (self, PROP_SYNCED_AT);
  if ((change & KONTOR_HEALTH_BANNER) != 0)
    notify (self, PROP_BANNER);
}

gboolean
kontor_account_note_failure (KontorAccount *self, const GError *error)
{
  if (!kontor_health_is_of_account (error))
    return FALSE;
  tell (self, kontor_health_note_failure (&self->health, error));
  return TRUE;
}

void
kontor_account_note_success (KontorAccount *self)
{
  tell (self, kontor_health_note_success (&self->health));
}

void
kontor_account_note_cycle (KontorAccount *self, const GError *error)
{
  tell (self, kontor_health_note_cycle (&self->health, error));
}

void
kontor_account_end_hold (KontorAccount *self)
{
  if (self->health.status != KONTOR_ACCOUNT_RATE_LIMITED)
    self->health.hold = 0;
}

gint64
kontor_account_get_hold (KontorAccount *self)
{
  return self->health.hold;
}

gboolean
kontor_account_may_ask (KontorAccount *self)
{
  if (self->connector == NULL || self->health.status == KONTOR_ACCOUNT_AUTH_NEEDED)
    return FALSE;
  return self->health.hold <= kontor_clock_now (self->context->clock);
}

gboolean
kontor_account_may_send (KontorAccount *self)
{
  return self->pause == KONTOR_ACCOUNT_RUNNING && kontor_account_may_ask (self);
}

static KontorConnector *
make_connector (KontorAccount *self, const char *secret)
{
  return self->factory != NULL ? self->factory->create (self->address, secret, self->settings) : NULL;
}

static gboolean
needs_secret (const KontorConnectorInfo *info)
{
  for (guint i = 0; info->manners != NULL && info->manners[i].name != NULL; i++)
    for (guint j = 0; info->manners[i].fields != NULL && info->manners[i].fields[j].name != NULL; j++)
      if (info->manners[i].fields[j].secret && !info->manners[i].fields[j].optional)
        return TRUE;
  return FALSE;
}

void
kontor_account_set_secret (KontorAccount *self, const char *secret, gboolean kept)
{
  g_clear_object (&self->connector);
  self->connector = make_connector (self, secret);
  self->secret_kept = kept;
  notify (self, PROP_SECRET_KEPT);
  tell (self, kontor_health_forget (&self->health));
  if (self->connector != NULL)
    kontor_pump_wake (self->pump);
}

static DexFuture *
secret_found_cb (DexFuture *lookup, gpointer data)
{
  const GValue *value = dex_future_get_value (lookup, NULL);

  kontor_account_set_secret (data, value != NULL ? g_value_get_string (value) : NULL, TRUE);
  return dex_future_new_true ();
}

static DexFuture *
no_secret_cb (DexFuture *lookup, gpointer data)
{
  KontorAccount *self = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (lookup, &error);
  tell (self, kontor_health_set_status (&self->health, KONTOR_ACCOUNT_AUTH_NEEDED, error->message));
  return dex_future_new_false ();
}

DexFuture *
kontor_account_connect (KontorAccount *self)
{
  DexFuture *future;

  if (self->factory == NULL) {
    tell (self, kontor_health_set_status (&self->health, KONTOR_ACCOUNT_BROKEN,
                                          _("This version does not know the shop's platform.")));
    return dex_future_new_false ();
  }
  if (!needs_secret (self->factory->info)) {
    kontor_account_set_secret (self, NULL, TRUE);
    return dex_future_new_true ();
  }
  future = kontor_secrets_lookup (self->context->secrets, self->secret_key);
  future = dex_future_then (future, secret_found_cb, g_object_ref (self), g_object_unref);
  future = dex_future_catch (future, no_secret_cb, g_object_ref (self), g_object_unref);
  dex_clear (&self->connecting);
  self->connecting = dex_ref (future);
  return future;
}

DexFuture *
kontor_account_when_connected (KontorAccount *self)
{
  return self->connecting != NULL ? dex_ref (self->connecting) : dex_future_new_true ();
}

void
kontor_account_close (KontorAccount *self)
{
  kontor_pump_close (self->pump);
  kontor_sync_close (self->sync);
}

void
kontor_account_set_counts (KontorAccount *self, guint unsent, guint problems)
{
  if (self->unsent != unsent) {
    self->unsent = unsent;
    notify (self, PROP_UNSENT);
  }
  if (self->problems != problems) {
    self->problems = problems;
    notify (self, PROP_PROBLEMS);
  }
}

void
kontor_account_set_pause (KontorAccount *self, KontorAccountPause pause)
{
  if (self->pause == pause)
    return;
  self->pause = pause;
  notify (self, PROP_PAUSE);
  if (pause == KONTOR_ACCOUNT_RUNNING)
    kontor_pump_wake (self->pump);
}

void
kontor_account_set_name (KontorAccount *self, const char *name)
{
  if (g_set_str (&self->name, name))
    notify (self, PROP_NAME);
}

void
kontor_account_set_info (KontorAccount *self, const KontorAccountInfo *info)
{
  g_clear_pointer (&self->info, kontor_account_info_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->info = kontor_account_info_ref ((KontorAccountInfo *) info);
  if (info->time_zone != NULL)
    self->zone = g_time_zone_new_identifier (info->time_zone);
}

void
kontor_account_set_settings (KontorAccount *self, GVariant *settings)
{
  g_variant_ref_sink (settings);
  g_variant_unref (self->settings);
  self->settings = settings;
}

/* Of feeds of details nobody waits for the first import. */
static gboolean
is_imported (const KontorConnectorInfo *info, const char *const *feeds)
{
  if (feeds == NULL)
    return FALSE;
  for (guint i = 0; info->feeds[i].name != NULL; i++)
    if ((info->feeds[i].flags & KONTOR_FEED_DETAILS) == 0 && !g_strv_contains (feeds, info->feeds[i].name))
      return FALSE;
  return TRUE;
}

KontorAccount *
kontor_account_new (KontorContext *context, const KontorAccountRow *row, const char *installation)
{
  KontorAccount *self = g_object_new (KONTOR_TYPE_ACCOUNT, NULL);

  self->context = kontor_context_ref (context);
  self->id = row->id;
  self->name = g_strdup (row->name);
  self->address = g_strdup (row->address);
  self->secret_key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, installation, row->id);
  self->factory = kontor_platforms_find (context->platforms, row->platform);
  self->settings = g_variant_ref (row->settings);
  if (row->info != NULL)
    kontor_account_set_info (self, row->info);
  self->pause = (KontorAccountPause) CLAMP (row->paused, 0, 2);
  self->imported =
      self->factory != NULL && is_imported (self->factory->info, (const char *const *) row->imported);
  kontor_health_init (&self->health, context->clock);
  self->pump = kontor_pump_new (self);
  self->sync = kontor_sync_new (self);
  return self;
}

static void
kontor_account_dispose (GObject *object)
{
  KontorAccount *self = KONTOR_ACCOUNT (object);

  if (self->pump != NULL)
    kontor_account_close (self);
  g_clear_object (&self->pump);
  g_clear_object (&self->sync);
  g_clear_object (&self->connector);
  G_OBJECT_CLASS (kontor_account_parent_class)->dispose (object);
}

static void
kontor_account_finalize (GObject *object)
{
  KontorAccount *self = KONTOR_ACCOUNT (object);

  g_clear_pointer (&self->reads, kontor_limiter_free);
  g_clear_pointer (&self->context, kontor_context_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->secret_key, g_free);
  dex_clear (&self->connecting);
  kontor_health_clear (&self->health);
  g_clear_pointer (&self->settings, g_variant_unref);
  g_clear_pointer (&self->info, kontor_account_info_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (kontor_account_parent_class)->finalize (object);
}

static void
kontor_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  KontorAccount *self = KONTOR_ACCOUNT (object);

  switch (id) {
  case PROP_ID:
    g_value_set_int64 (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  case PROP_PLATFORM:
    g_value_set_string (value, self->factory != NULL ? self->factory->info->id : NULL);
    break;
  case PROP_STATUS:
    g_value_set_enum (value, self->health.status);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->health.reason);
    break;
  case PROP_SINCE:
    g_value_set_int64 (value, self->health.since);
    break;
  case PROP_BANNER:
    g_value_set_string (value, kontor_account_get_banner (self));
    break;
  case PROP_PAUSE:
    g_value_set_enum (value, self->pause);
    break;
  case PROP_UNSENT:
    g_value_set_uint (value, self->unsent);
    break;
  case PROP_PROBLEMS:
    g_value_set_uint (value, self->problems);
    break;
  case PROP_SYNCED_AT:
    g_value_set_int64 (value, self->health.synced_at);
    break;
  case PROP_SECRET_KEPT:
    g_value_set_boolean (value, self->secret_kept);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
kontor_account_class_init (KontorAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = kontor_account_dispose;
  object_class->finalize = kontor_account_finalize;
  object_class->get_property = kontor_account_get_property;
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_PLATFORM] = g_param_spec_string ("platform", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] =
      g_param_spec_enum ("status", NULL, NULL, KONTOR_TYPE_ACCOUNT_STATUS, KONTOR_ACCOUNT_UNKNOWN, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_BANNER] = g_param_spec_string ("banner", NULL, NULL, NULL, flags);
  properties[PROP_PAUSE] =
      g_param_spec_enum ("pause", NULL, NULL, KONTOR_TYPE_ACCOUNT_PAUSE, KONTOR_ACCOUNT_RUNNING, flags);
  properties[PROP_UNSENT] = g_param_spec_uint ("unsent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROBLEMS] = g_param_spec_uint ("problems", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SYNCED_AT] = g_param_spec_int64 ("synced-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SECRET_KEPT] = g_param_spec_boolean ("secret-kept", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_account_init (KontorAccount *self)
{
  self->reads = kontor_limiter_new (MAX_READS);
}

gint64
kontor_account_get_id (KontorAccount *self)
{
  return self->id;
}

const char *
kontor_account_get_name (KontorAccount *self)
{
  return self->name;
}

const char *
kontor_account_get_address (KontorAccount *self)
{
  return self->address;
}

const KontorConnectorInfo *
kontor_account_get_platform (KontorAccount *self)
{
  return self->factory != NULL ? self->factory->info : NULL;
}

const KontorConnectorFactory *
kontor_account_get_factory (KontorAccount *self)
{
  return self->factory;
}

GVariant *
kontor_account_get_settings (KontorAccount *self)
{
  return self->settings;
}

const char *
kontor_account_get_setting (KontorAccount *self, const char *name)
{
  const char *value = NULL;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self) && name != NULL, NULL);

  g_variant_lookup (self->settings, name, "&s", &value);
  return value;
}

const KontorAccountInfo *
kontor_account_get_info (KontorAccount *self)
{
  return self->info;
}

GTimeZone *
kontor_account_get_zone (KontorAccount *self)
{
  return self->zone;
}

KontorConnector *
kontor_account_dup_connector (KontorAccount *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), NULL);

  return self->connector != NULL ? g_object_ref (self->connector) : NULL;
}

KontorLimiter *
kontor_account_get_reads (KontorAccount *self)
{
  return self->reads;
}

KontorSync *
kontor_account_get_sync (KontorAccount *self)
{
  return self->sync;
}

KontorPump *
kontor_account_get_pump (KontorAccount *self)
{
  return self->pump;
}

KontorContext *
kontor_account_get_context (KontorAccount *self)
{
  return self->context;
}

const char *
kontor_account_get_secret_key (KontorAccount *self)
{
  return self->secret_key;
}

KontorAccountStatus
kontor_account_get_status (KontorAccount *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), KONTOR_ACCOUNT_UNKNOWN);

  return self->health.status;
}

const char *
kontor_account_get_reason (KontorAccount *self)
{
  return self->health.reason;
}

const char *
kontor_account_get_untrusted (KontorAccount *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), NULL);

  return self->health.untrusted;
}

gint64
kontor_account_get_since (KontorAccount *self)
{
  return self->health.since;
}

const char *
kontor_account_get_banner (KontorAccount *self)
{
  return kontor_health_get_banner (&self->health);
}

KontorAccountPause
kontor_account_get_pause (KontorAccount *self)
{
  return self->pause;
}

guint
kontor_account_get_unsent (KontorAccount *self)
{
  return self->unsent;
}

guint
kontor_account_get_problems (KontorAccount *self)
{
  return self->problems;
}

gint64
kontor_account_get_synced_at (KontorAccount *self)
{
  return self->health.synced_at;
}

gboolean
kontor_account_get_imported (KontorAccount *self)
{
  return self->imported;
}

void
kontor_account_set_imported (KontorAccount *self)
{
  self->imported = TRUE;
}

gboolean
kontor_account_get_secret_kept (KontorAccount *self)
{
  return self->secret_kept;
}

gboolean
kontor_account_allows (KontorAccount *self, const char *kind, const KontorRecord *object, char **reason)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), FALSE);

  if (self->connector != NULL)
    return kontor_connector_allows (self->connector, kind, object, reason);
  if (kontor_platforms_get_support (kontor_account_get_platform (self), kind) != NULL)
    return TRUE;
  if (reason != NULL)
    *reason = g_strdup (_("This shop cannot do that."));
  return FALSE;
}
