#include "kontor-silence-banner.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-reader.h"

#define PAUSE_SECONDS 600

struct _KontorSilenceBanner {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  GHashTable *asked;    /* (owned): account → seconds of the monotonic clock at which it was asked for */
  AdwBanner *banner;
  gint64 account;   /* whose silence is shown */
  gint64 since;     /* its last order; 0: nothing is shown */
  gint64 dismissed; /* the last order of a silence that the person knows of */
};

G_DEFINE_FINAL_TYPE (KontorSilenceBanner, kontor_silence_banner, ADW_TYPE_BIN)

/* A question to the database; its widget may be gone when the answer comes. */
typedef struct {
  GWeakRef banner;
  gint64 account;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_weak_ref_clear (&self->banner);
  g_free (self);
}

static void
show (KontorSilenceBanner *self)
{
  g_autoptr (KontorAccount) account = kontor_engine_dup_account (self->engine, self->account);
  g_autofree char *when = NULL, *text = NULL;

  if (account == NULL || self->since == 0 || self->since == self->dismissed) {
    adw_banner_set_revealed (self->banner, FALSE);
    return;
  }
  when = kontor_format_instant (self->since, kontor_engine_get_zone (self->engine, self->account));
  /* Translators: the first is the name of a shop, the second a date and time */
  text = g_strdup_printf (_("%s has had no order since %s, which is unusual. Can customers check out?"),
                          kontor_account_get_name (account), when);
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, TRUE);
}

static DexFuture *
answered (DexFuture *future, gpointer data)
{
  Question *question = data;
  g_autoptr (KontorSilenceBanner) self = g_weak_ref_get (&question->banner);
  const GValue *value = dex_future_get_value (future, NULL);
  gint64 since = value != NULL ? g_value_get_int64 (value) : 0;

  if (self == NULL || self->engine == NULL || (since == 0 && self->account != question->account))
    return NULL;
  self->account = question->account;
  self->since = since;
  show (self);
  return NULL;
}

/* What was not pulled cannot be missed: it is asked right after a sync only. */
static void
ask (KontorSilenceBanner *self, GParamSpec *pspec, KontorAccount *account)
{
  gpointer id = GSIZE_TO_POINTER (kontor_account_get_id (account));
  gsize now = (gsize) (g_get_monotonic_time () / G_USEC_PER_SEC);
  gsize asked = GPOINTER_TO_SIZE (g_hash_table_lookup (self->asked, id));
  Question *question;

  if ((asked != 0 && now - asked < PAUSE_SECONDS) || kontor_account_get_synced_at (account) == 0)
    return;
  g_hash_table_insert (self->asked, id, GSIZE_TO_POINTER (now));
  question = g_new0 (Question, 1);
  g_weak_ref_init (&question->banner, self);
  question->account = kontor_account_get_id (account);
  dex_future_disown (dex_future_finally (kontor_reader_find_silence (self->engine, question->account), answered,
                                         question, question_free));
}

static void
follow_accounts (KontorSilenceBanner *self, guint position, guint removed, guint added, GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    g_signal_connect_object (account, "notify::synced-at", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
    ask (self, NULL, account);
  }
  show (self);
}

static void
on_dismissed (KontorSilenceBanner *self)
{
  self->dismissed = self->since;
  show (self);
}

static void
kontor_silence_banner_dispose (GObject *object)
{
  KontorSilenceBanner *self = KONTOR_SILENCE_BANNER (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->asked, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_silence_banner_parent_class)->dispose (object);
}

static void
kontor_silence_banner_class_init (KontorSilenceBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_silence_banner_dispose;
}

static void
kontor_silence_banner_init (KontorSilenceBanner *self)
{
  self->asked = g_hash_table_new (NULL, NULL);
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_button_label (self->banner, _("_Dismiss"));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

GtkWidget *
kontor_silence_banner_new (KontorEngine *engine)
{
  KontorSilenceBanner *self;
  GListModel *accounts;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_SILENCE_BANNER, NULL);
  self->engine = g_object_ref (engine);
  accounts = kontor_engine_get_accounts (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (follow_accounts), self, G_CONNECT_SWAPPED);
  follow_accounts (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
  return GTK_WIDGET (self);
}
