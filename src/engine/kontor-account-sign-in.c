#include <glib/gi18n.h>

#include "kontor-engine-private.h"
#include "kontor-error.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorEngine *engine;   /* (nullable): of adding */
  KontorAccount *account; /* (nullable): of signing in anew */
  KontorContext *context;
  const KontorConnectorFactory *factory;
  char *manner;
  GVariant *fields;
  KontorCheckProgress progress;
  gpointer data;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_clear_object (&self->engine);
  g_clear_object (&self->account);
  g_clear_pointer (&self->context, kontor_context_unref);
  g_clear_pointer (&self->fields, g_variant_unref);
  g_free (self->manner);
  g_free (self);
}

const KontorSignInManner *
kontor_sign_in_find_manner (const KontorConnectorInfo *info, const char *name)
{
  for (guint i = 0; info->manners[i].name != NULL; i++)
    if (name == NULL || g_str_equal (info->manners[i].name, name))
      return &info->manners[i];
  return NULL;
}

static const KontorSignInField *
find_field (const KontorSignInManner *manner, const char *name)
{
  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++)
    if (g_str_equal (manner->fields[i].name, name))
      return &manner->fields[i];
  return NULL;
}

static gboolean
is_setting (const KontorSignInManner *manner, const char *name)
{
  const KontorSignInField *field = find_field (manner, name);

  return !g_str_equal (name, "address") && (field == NULL || (!field->secret && !field->returned));
}

GVariant *
kontor_settings_merge (GVariant *old, const KontorSignInManner *manner, GVariant *fields)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  const char *name, *value;
  GVariantIter iter;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (manner == NULL || is_setting (manner, name)) {
      g_variant_builder_add (&builder, "{ss}", name, value);
      g_variant_dict_insert (&dict, name, "s", value);
    }
  if (old != NULL)
    g_variant_iter_init (&iter, old);
  while (old != NULL && g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (!g_variant_dict_contains (&dict, name))
      g_variant_builder_add (&builder, "{ss}", name, value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
check_fields (const KontorSignInManner *manner, GVariant *fields, GError **error)
{
  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++) {
    const char *value = NULL;

    if (manner->fields[i].optional)
      continue;
    if (g_variant_lookup (fields, manner->fields[i].name, "&s", &value) && value[0] != '\0')
      continue;
    if (manner->fields[i].returned)
      g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL,
                           _("The shop’s page did not return what is needed to sign in. Try again."));
    else
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is missing."), _(manner->fields[i].label));
    return FALSE;
  }
  return TRUE;
}

/* (nullable): what the connector makes of the form; without one what is kept of the account. */
static char *
await_secret (SignIn *self, const char *address, GVariant *settings, GError **error)
{
  g_autoptr (KontorConnector) stranger = NULL;
  g_autoptr (GVariant) fields = NULL;

  if (self->manner == NULL)
    return dex_await_string (
        kontor_secrets_lookup (self->context->secrets, kontor_account_get_secret_key (self->account)), error);
  stranger = self->factory->create (address, NULL, settings);
  fields = kontor_settings_merge (settings, NULL, self->fields);
  return dex_await_string (kontor_connector_sign_in (stranger, self->manner, fields), error);
}

/* Signs in and checks. @secret: (out) (nullable): NULL where the platform needs none */
static KontorAccountInfo *
await_check (SignIn *self, const char *address, GVariant *settings, char **secret, GError **error)
{
  g_autofree char *found = await_secret (self, address, settings, error);
  g_autoptr (KontorConnector) connector = NULL;
  KontorAccountInfo *info;

  if (found == NULL)
    return NULL;
  connector = self->factory->create (address, found, settings);
  info = dex_await_boxed (kontor_connector_check (connector, self->progress, self->data), error);
  if (info != NULL)
    *secret = g_steal_pointer (&found);
  return info;
}

typedef struct {
  gint64 id;
  const char *platform;
  char *name;
  char *address;
  char *settings;
  char *info;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->name);
  g_free (self->address);
  g_free (self->settings);
  g_free (self->info);
  g_free (self);
}

static gboolean
insert_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Row *self = data;

  if (!kontor_txn_run (
          txn, error,
          "INSERT INTO account (platform, name, address, settings, info, created_at) VALUES (?, ?, ?, ?, ?, ?)",
          "sssssi", self->platform, self->name, self->address, self->settings, self->info, kontor_txn_get_now (txn)))
    return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, kontor_txn_last_insert_id (txn));
  return TRUE;
}

static gint64
await_insert (SignIn *self, const char *address, GVariant *settings, const KontorAccountInfo *info, GError **error)
{
  Row *row = g_new0 (Row, 1);

  row->platform = self->factory->info->id;
  row->name = g_strdup (info->name != NULL ? info->name : self->factory->info->name);
  row->address = g_strdup (address);
  row->settings = kontor_settings_to_json (settings);
  row->info = kontor_account_info_to_json (info);
  return dex_await_int64 (
      kontor_db_write (self->context->db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, insert_func, row, row_free),
      error);
}

/* With an empty secret there is nothing to keep. */
static gboolean
await_keep_secret (SignIn *self, KontorAccount *account, const char *secret)
{
  g_autofree char *label = NULL;

  if (secret == NULL || secret[0] == '\0')
    return TRUE;
  label = g_strdup_printf (_("Kontor: %s"), kontor_account_get_name (account));
  return dex_await_boolean (
      kontor_secrets_store (self->context->secrets, kontor_account_get_secret_key (account), label, secret), NULL);
}

static KontorAccount *
make_account (SignIn *self, gint64 id, const char *address, GVariant *settings, KontorAccountInfo *info)
{
  KontorAccountRow row = {
    .id = id,
    .platform = (char *) self->factory->info->id,
    .name = info->name != NULL ? info->name : (char *) self->factory->info->name,
    .address = (char *) address,
    .settings = settings,
    .info = info,
  };

  return kontor_account_new (self->context, &row, kontor_engine_get_installation (self->engine));
}

static DexFuture *
add_fiber (gpointer data)
{
  SignIn *self = data;
  const KontorSignInManner *manner = kontor_sign_in_find_manner (self->factory->info, self->manner);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *secret = NULL;
  const char *address = "";
  GError *error = NULL;
  KontorAccountInfo *info;
  gint64 id;

  if (!check_fields (manner, self->fields, &error))
    return dex_future_new_for_error (error);
  settings = kontor_settings_merge (NULL, manner, self->fields);
  g_variant_lookup (self->fields, "address", "&s", &address);
  info = await_check (self, address, settings, &secret, &error);
  if (info == NULL)
    return dex_future_new_for_error (error);
  id = await_insert (self, address, settings, info, &error);
  account = error == NULL ? make_account (self, id, address, settings, info) : NULL;
  kontor_account_info_unref (info);
  if (account == NULL)
    return dex_future_new_for_error (error);
  kontor_account_set_secret (account, secret, await_keep_secret (self, account, secret));
  kontor_engine_take_account (self->engine, g_object_ref (account));
  return dex_future_new_take_object (g_steal_pointer (&account));
}

static SignIn *
sign_in_new (KontorContext *context, const KontorConnectorFactory *factory, const char *manner, GVariant *fields,
             KontorCheckProgress progress, gpointer data)
{
  SignIn *self = g_new0 (SignIn, 1);

  self->context = kontor_context_ref (context);
  self->factory = factory;
  self->manner = g_strdup (manner);
  self->fields = g_variant_ref (fields);
  self->progress = progress;
  self->data = data;
  return self;
}

DexFuture *
kontor_engine_add_account (KontorEngine *self, const char *platform, const char *manner, GVariant *fields,
                           KontorCheckProgress progress, gpointer data)
{
  g_autoptr (GVariant) held = NULL;
  const KontorConnectorFactory *factory;
  SignIn *sign_in;

  g_return_val_if_fail (KONTOR_IS_ENGINE (self) && platform != NULL && fields != NULL, NULL);

  held = g_variant_ref_sink (fields);
  factory = kontor_platforms_find (kontor_engine_get_factories (self), platform);
  if (factory == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is no platform “%s”."), platform);
  if (kontor_sign_in_find_manner (factory->info, manner) == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("One cannot sign in to %s by “%s”."),
                                  factory->info->name, manner);
  sign_in = sign_in_new (kontor_engine_get_context (self), factory, kontor_sign_in_find_manner (factory->info, manner)->name, fields,
                         progress, data);
  sign_in->engine = g_object_ref (self);
  return dex_scheduler_spawn (NULL, FIBER_STACK, add_fiber, sign_in, sign_in_free);
}

static gboolean
update_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Row *self = data;

  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  return kontor_txn_run (txn, error, "UPDATE account SET info = ?, settings = ? WHERE id = ?", "ssi", self->info,
                         self->settings, self->id);
}

static gboolean
await_keep (KontorAccount *account, KontorAccountInfo *info, GVariant *settings, GError **error)
{
  Row *row = g_new0 (Row, 1);

  row->id = kontor_account_get_id (account);
  row->info = kontor_account_info_to_json (info);
  row->settings = kontor_settings_to_json (settings);
  kontor_account_set_info (account, info);
  kontor_account_set_settings (account, settings);
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_PERSON,
                                     KONTOR_DB_SYNC_FULL, update_func, row, row_free),
                    error);
}

static DexFuture *
reconnect_fiber (gpointer data)
{
  SignIn *self = data;
  GVariant *old = kontor_account_get_settings (self->account);
  g_autoptr (GVariant) settings = kontor_settings_merge (old, kontor_sign_in_find_manner (self->factory->info, self->manner), self->fields);
  g_autofree char *secret = NULL;
  g_autoptr (KontorAccountInfo) info = NULL;
  GError *error = NULL;

  info = await_check (self, kontor_account_get_address (self->account), settings, &secret, &error);
  if (info == NULL || !await_keep (self->account, info, settings, &error))
    return dex_future_new_for_error (error);
  kontor_account_set_secret (self->account, secret, await_keep_secret (self, self->account, secret));
  return dex_future_new_true ();
}

/* @manner: (nullable): NULL is with the secret that is kept */
static DexFuture *
reconnect (KontorAccount *self, const char *manner, GVariant *fields, KontorCheckProgress progress, gpointer data)
{
  SignIn *sign_in =
      sign_in_new (kontor_account_get_context (self), kontor_account_get_factory (self), manner, fields, progress, data);

  sign_in->account = g_object_ref (self);
  return dex_scheduler_spawn (NULL, FIBER_STACK, reconnect_fiber, sign_in, sign_in_free);
}

DexFuture *
kontor_account_reconnect (KontorAccount *self, const char *manner, GVariant *fields, KontorCheckProgress progress,
                          gpointer data)
{
  g_autoptr (GVariant) held = NULL;
  const KontorSignInManner *found = NULL;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self) && fields != NULL, NULL);

  held = g_variant_ref_sink (fields);
  if (kontor_account_get_factory (self) != NULL)
    found = kontor_sign_in_find_manner (kontor_account_get_platform (self), manner);
  if (found == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("One cannot sign in this way."));
  return reconnect (self, found->name, fields, progress, data);
}

DexFuture *
kontor_account_trust (KontorAccount *self, const char *fingerprint, KontorCheckProgress progress, gpointer data)
{
  g_autoptr (GVariant) fields = NULL;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self) && fingerprint != NULL, NULL);
  g_return_val_if_fail (kontor_account_get_factory (self) != NULL, NULL);

  fields = g_variant_ref_sink (g_variant_new_parsed ("{'fingerprint': %s}", fingerprint));
  return reconnect (self, NULL, fields, progress, data);
}

static DexFuture *
check_fiber (gpointer data)
{
  SignIn *self = data;
  g_autoptr (KontorConnector) connector = NULL;
  KontorAccountInfo *info;
  GError *error = NULL;

  dex_await (kontor_account_when_connected (self->account), NULL);
  connector = kontor_account_dup_connector (self->account);
  if (connector == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_AUTH, _("Sign in again."));
  info = dex_await_boxed (kontor_connector_check (connector, self->progress, self->data), &error);
  if (info == NULL) {
    kontor_account_note_failure (self->account, error);
    return dex_future_new_for_error (error);
  }
  kontor_account_note_success (self->account);
  if (!await_keep (self->account, info, kontor_account_get_settings (self->account), &error)) {
    kontor_account_info_unref (info);
    return dex_future_new_for_error (error);
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, info);
}

DexFuture *
kontor_account_check (KontorAccount *self, KontorCheckProgress progress, gpointer data)
{
  SignIn *check;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), NULL);

  check = g_new0 (SignIn, 1);
  check->context = kontor_context_ref (kontor_account_get_context (self));
  check->account = g_object_ref (self);
  check->progress = progress;
  check->data = data;
  return dex_scheduler_spawn (NULL, FIBER_STACK, check_fiber, check, sign_in_free);
}
