#include "kontor-approval.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "kontor-engine-private.h"
#include "kontor-error.h"

#define BACK "kontor://connected/?state="
#define LIFETIME (10 * 60 * 1000)
#define STATE_BYTES 32

struct _KontorApproval {
  GObject parent_instance;

  KontorClock *clock;
  GHashTable *open; /* of the engine: where it is found by its state */
  char *back;
  gint64 until;
};

G_DEFINE_FINAL_TYPE (KontorApproval, kontor_approval, G_TYPE_OBJECT)

enum { SIGNAL_GRANTED, SIGNAL_REFUSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_state (KontorApproval *self)
{
  return self->back + strlen (BACK);
}

/* From the system's own source: GLib's random numbers can be foretold. */
static char *
make_back (void)
{
  guchar bytes[STATE_BYTES];
  g_autoptr (GString) back = g_string_new (BACK);

  if (getentropy (bytes, sizeof bytes) != 0)
    g_error ("The system has no random numbers");
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (back, "%02x", bytes[i]);
  return g_string_free_and_steal (g_steal_pointer (&back));
}

static void
kontor_approval_finalize (GObject *object)
{
  KontorApproval *self = KONTOR_APPROVAL (object);

  kontor_approval_withdraw (self);
  g_hash_table_unref (self->open);
  g_object_unref (self->clock);
  g_free (self->back);
  G_OBJECT_CLASS (kontor_approval_parent_class)->finalize (object);
}

static void
kontor_approval_class_init (KontorApprovalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_approval_finalize;

  signals[SIGNAL_GRANTED] = g_signal_new ("granted", KONTOR_TYPE_APPROVAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[SIGNAL_REFUSED] =
      g_signal_new ("refused", KONTOR_TYPE_APPROVAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_approval_init (KontorApproval *self)
{
}

KontorApproval *
kontor_approval_new (KontorEngine *engine)
{
  KontorApproval *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_APPROVAL, NULL);
  self->clock = g_object_ref (kontor_engine_get_clock (engine));
  self->open = g_hash_table_ref (kontor_engine_get_approvals (engine));
  self->back = make_back ();
  g_hash_table_insert (self->open, (gpointer) get_state (self), self);
  kontor_approval_prolong (self);
  return self;
}

const char *
kontor_approval_get_back (KontorApproval *self)
{
  g_return_val_if_fail (KONTOR_IS_APPROVAL (self), NULL);

  return self->back;
}

void
kontor_approval_prolong (KontorApproval *self)
{
  g_return_if_fail (KONTOR_IS_APPROVAL (self));

  self->until = kontor_clock_now (self->clock) + LIFETIME;
}

void
kontor_approval_withdraw (KontorApproval *self)
{
  g_return_if_fail (KONTOR_IS_APPROVAL (self));

  if (g_hash_table_lookup (self->open, get_state (self)) == self)
    g_hash_table_remove (self->open, get_state (self));
}

/** (nullable): char * → char *: what an address by which somebody came back says; NULL for any other address. */
static GHashTable *
read_answer (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);

  if (parsed == NULL || !g_str_equal (g_uri_get_scheme (parsed), "kontor") ||
      g_strcmp0 (g_uri_get_host (parsed), "connected") != 0 || g_uri_get_query (parsed) == NULL)
    return NULL;
  return g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

/* (transfer full) (nullable): who waits for this answer, and from now on does not any more. */
static KontorApproval *
take_open (GHashTable *open, const char *state, GError **error)
{
  KontorApproval *self = open != NULL && state != NULL ? g_hash_table_lookup (open, state) : NULL;

  if (self == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED,
                         _("Kontor does not wait for this approval, or not any more. Connect the store again. If an access "
                            "for Kontor was made in the shop’s admin just now, remove it there."));
    return NULL;
  }
  if (kontor_clock_now (self->clock) > self->until) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED,
                         _("The approval came too late. Open the page again where Kontor waits for it."));
    return NULL;
  }
  kontor_approval_withdraw (self);
  return g_object_ref (self);
}

static GVariant *
make_fields (GHashTable *answer)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, answer);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "state"))
      g_variant_builder_add (&builder, "{ss}", name, value);
  return g_variant_builder_end (&builder);
}

gboolean
kontor_approval_answer (KontorEngine *engine, const char *uri, GError **error)
{
  g_autoptr (GHashTable) answer = NULL;
  g_autoptr (KontorApproval) self = NULL;

  g_return_val_if_fail (engine == NULL || KONTOR_IS_ENGINE (engine), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  answer = read_answer (uri);
  if (answer == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("This link leads nowhere in Kontor."));
    return FALSE;
  }
  self = take_open (engine != NULL ? kontor_engine_get_approvals (engine) : NULL, g_hash_table_lookup (answer, "state"), error);
  if (self == NULL)
    return FALSE;
  if (g_strcmp0 (g_hash_table_lookup (answer, "success"), "false") == 0)
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
  else
    g_signal_emit (self, signals[SIGNAL_GRANTED], 0, make_fields (answer));
  return TRUE;
}

static DexFuture *
ask (const KontorConnectorFactory *factory, const char *address, GVariant *settings, const char *manner,
     const char *back, KontorCheckProgress progress, gpointer data)
{
  g_autoptr (KontorConnector) connector = factory->create (address, NULL, settings);

  return kontor_connector_ask_approval (connector, manner, back, progress, data);
}

DexFuture *
kontor_engine_ask_approval (KontorEngine *self, const char *platform, const char *manner, GVariant *fields,
                            const char *back, KontorCheckProgress progress, gpointer data)
{
  g_autoptr (GVariant) held = NULL, settings = NULL;
  const KontorConnectorFactory *factory;
  const KontorSignInManner *found;
  const char *address = "";

  g_return_val_if_fail (KONTOR_IS_ENGINE (self) && platform != NULL && fields != NULL && back != NULL, NULL);

  held = g_variant_ref_sink (fields);
  factory = kontor_platforms_find (kontor_engine_get_factories (self), platform);
  found = factory != NULL ? kontor_sign_in_find_manner (factory->info, manner) : NULL;
  if (found == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("One cannot sign in this way."));
  settings = kontor_settings_merge (NULL, found, fields);
  g_variant_lookup (fields, "address", "&s", &address);
  return ask (factory, address, settings, manner, back, progress, data);
}

DexFuture *
kontor_account_ask_approval (KontorAccount *self, const char *manner, GVariant *fields, const char *back,
                             KontorCheckProgress progress, gpointer data)
{
  const KontorConnectorFactory *factory;
  const KontorSignInManner *found;
  g_autoptr (GVariant) held = NULL, settings = NULL;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self) && fields != NULL && back != NULL, NULL);

  held = g_variant_ref_sink (fields);
  factory = kontor_account_get_factory (self);
  found = factory != NULL ? kontor_sign_in_find_manner (factory->info, manner) : NULL;
  if (found == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("One cannot sign in this way."));
  settings = kontor_settings_merge (kontor_account_get_settings (self), found, fields);
  return ask (factory, kontor_account_get_address (self), settings, manner, back, progress, data);
}
