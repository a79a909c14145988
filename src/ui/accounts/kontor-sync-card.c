#include "kontor-sync-card.h"

#include <glib/gi18n.h>

#include "kontor-freshness.h"
#include "kontor-outbox-dialog.h"

#define IMPORT_REFRESH 1

struct _KontorSyncCard {
  GtkListBoxRow parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) */
  GSignalGroup *signals;  /* (owned): of the account */
  GSignalGroup *sync;     /* (owned): of its pulls */
  guint timer;            /* of the first import, which nothing tells of */
  gboolean loading;

  GtkImage *mark;
  GtkLabel *name;
  GtkLabel *freshness;
  GtkLabel *reason;
  GtkWidget *import;
  GtkLabel *import_label;
  GtkProgressBar *import_bar;
  GtkGrid *feeds;
  GtkLabel *queue;
  GtkButton *pause;
};

G_DEFINE_FINAL_TYPE (KontorSyncCard, kontor_sync_card, GTK_TYPE_LIST_BOX_ROW)

static void load (KontorSyncCard *self);

static gint64
get_now (KontorSyncCard *self)
{
  return kontor_clock_now (kontor_engine_get_clock (self->engine));
}

const char *
kontor_sync_card_describe_feed (const KontorConnectorInfo *platform, const char *name)
{
  static const struct {
    KontorEntity entity;
    const char *label;
  } labels[] = {
    { KONTOR_ENTITY_ORDER, N_("Orders") },
    { KONTOR_ENTITY_PRODUCT, N_("Products") },
    { KONTOR_ENTITY_CUSTOMER, N_("Customers") },
    { KONTOR_ENTITY_DISCOUNT, N_("Discounts") },
    { KONTOR_ENTITY_SETTING, N_("Settings of the shop") },
  };

  const KontorFeedInfo *feed = platform != NULL ? platform->feeds : NULL;

  while (feed != NULL && feed->name != NULL && !g_str_equal (feed->name, name))
    feed++;
  if (feed == NULL || feed->name == NULL)
    return name;
  for (guint i = 0; i < G_N_ELEMENTS (labels) && feed->label == NULL; i++)
    if ((feed->entities & 1u << labels[i].entity) != 0)
      return _(labels[i].label);
  return feed->label != NULL ? _(feed->label) : name;
}

static char *
describe_progress (KontorSyncCard *self, const KontorFeedState *feed)
{
  const char *label = kontor_sync_card_describe_feed (kontor_account_get_platform (self->account), feed->name);

  if (feed->total > 0)
    /* Translators: a first import, as in "Orders: 4,200 of 12,890, newest first". */
    return g_strdup_printf (_("%s: %'u of %'u, newest first"), label, (guint) feed->rows, (guint) feed->total);
  if (feed->rows == 0)
    return g_strdup_printf (_("%s…"), label);
  /* Translators: a first import whose end is not known, as in "Orders: 4,200, newest first". */
  return g_strdup_printf (_("%s: %'u, newest first"), label, (guint) feed->rows);
}

/* (nullable): the feed that the first import is at. */
static const KontorFeedState *
find_importing (GPtrArray *feeds)
{
  for (guint i = 0; i < feeds->len; i++) {
    const KontorFeedState *feed = g_ptr_array_index (feeds, i);

    if (!feed->first_done && !feed->details)
      return feed;
  }
  return NULL;
}

static gboolean
is_importing (KontorSyncCard *self)
{
  gboolean importing;

  g_object_get (kontor_account_get_sync (self->account), "importing", &importing, NULL);
  return importing;
}

static void
show_import (KontorSyncCard *self, GPtrArray *feeds)
{
  const KontorFeedState *feed = is_importing (self) ? find_importing (feeds) : NULL;
  g_autofree char *text = feed != NULL ? describe_progress (self, feed) : NULL;

  gtk_widget_set_visible (self->import, feed != NULL);
  if (feed == NULL)
    return;
  gtk_label_set_label (self->import_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->import_bar), feed->total > 0);
  if (feed->total > 0)
    gtk_progress_bar_set_fraction (self->import_bar, MIN ((double) feed->rows / (double) feed->total, 1));
}

static GtkWidget *
make_label (const char *text, float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_error (const char *text)
{
  GtkWidget *label = make_label (text, 0, "warning");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

static void
add_feed (KontorSyncCard *self, const KontorFeedState *feed, int row)
{
  const char *name = kontor_sync_card_describe_feed (kontor_account_get_platform (self->account), feed->name);
  g_autofree char *age = feed->succeeded_at != 0 ? kontor_instant_describe_age (feed->succeeded_at, get_now (self)) : g_strdup ("–");
  GtkWidget *title = make_label (name, 0, "dimmed");
  GtkWidget *value = make_label (age, 1, feed->error != NULL ? "warning" : "numeric");

  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (self->feeds, title, 0, 2 * row, 1, 1);
  gtk_grid_attach (self->feeds, value, 1, 2 * row, 1, 1);
  /* What ails the account as a whole is said above already. */
  if (feed->error != NULL && g_strcmp0 (feed->error, kontor_account_get_reason (self->account)) != 0)
    gtk_grid_attach (self->feeds, make_error (feed->error), 0, 2 * row + 1, 2, 1);
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer data)
{
  KontorSyncCard *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *feeds = value != NULL ? g_value_get_boxed (value) : NULL;

  self->loading = FALSE;
  if (feeds == NULL || self->feeds == NULL)
    return dex_future_new_true ();
  while (gtk_widget_get_first_child (GTK_WIDGET (self->feeds)) != NULL)
    gtk_grid_remove (self->feeds, gtk_widget_get_first_child (GTK_WIDGET (self->feeds)));
  for (guint i = 0; i < feeds->len; i++)
    add_feed (self, g_ptr_array_index (feeds, i), (int) i);
  show_import (self, feeds);
  return dex_future_new_true ();
}

static void
load (KontorSyncCard *self)
{
  DexFuture *feeds;

  if (self->loading)
    return;
  self->loading = TRUE;
  feeds = kontor_sync_list_feeds (kontor_account_get_sync (self->account));
  dex_future_disown (dex_future_finally (feeds, loaded_cb, g_object_ref (self), g_object_unref));
}

static gboolean
timer_cb (gpointer data)
{
  load (data);
  return G_SOURCE_CONTINUE;
}

static void
arm (KontorSyncCard *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && is_importing (self);

  if (wanted && self->timer == 0)
    self->timer = g_timeout_add_seconds (IMPORT_REFRESH, timer_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->timer, g_source_remove);
}

/* "Connection refused. Tried again at 14:07." Nothing is tried before somebody has signed in again. */
static char *
describe_reason (KontorSyncCard *self)
{
  const char *reason = kontor_account_get_reason (self->account);
  gint64 hold = kontor_account_get_hold (self->account), now = get_now (self);
  g_autofree char *clock = NULL;

  if (kontor_account_get_pause (self->account) == KONTOR_ACCOUNT_RESTORED)
    return g_strdup (_("Nothing is sent since the file was restored. Look at what waits, then resume."));
  if (reason == NULL || hold <= now || kontor_account_get_status (self->account) == KONTOR_ACCOUNT_AUTH_NEEDED)
    return g_strdup (reason);
  clock = kontor_instant_describe_clock (hold, now);
  /* Translators: why something failed, and when it is tried again. */
  return g_strdup_printf (_("%s\nNext try at %s."), reason, clock);
}

static char *
describe_queue (KontorSyncCard *self)
{
  guint unsent = kontor_account_get_unsent (self->account);

  if (unsent == 0)
    return g_strdup (_("Nothing waits to be sent"));
  return g_strdup_printf (ngettext ("%'u change waits to be sent", "%'u changes wait to be sent", unsent), unsent);
}

static void
update (KontorSyncCard *self)
{
  const KontorConnectorInfo *platform = kontor_account_get_platform (self->account);
  gboolean running = kontor_account_get_pause (self->account) == KONTOR_ACCOUNT_RUNNING;
  g_autofree char *freshness = kontor_freshness_describe (self->account, get_now (self));
  g_autofree char *reason = describe_reason (self);
  g_autofree char *queue = describe_queue (self);

  gtk_image_set_from_icon_name (self->mark, platform != NULL ? platform->mark : "kontor-store-symbolic");
  gtk_label_set_label (self->name, kontor_account_get_name (self->account));
  gtk_label_set_label (self->freshness, freshness);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_label_set_label (self->queue, queue);
  gtk_button_set_label (self->pause, running ? _("_Pause") : _("_Resume"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.sync", running && kontor_account_get_status (self->account) != KONTOR_ACCOUNT_AUTH_NEEDED);
  arm (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
sync_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorSyncCard *self = KONTOR_SYNC_CARD (widget);

  dex_future_disown (kontor_sync_run_once (kontor_account_get_sync (self->account)));
  dex_future_disown (kontor_outbox_flush (self->engine));
}

static void
toggle_pause (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccount *account = KONTOR_SYNC_CARD (widget)->account;

  if (kontor_account_get_pause (account) == KONTOR_ACCOUNT_RUNNING)
    dex_future_disown (kontor_account_pause (account));
  else
    dex_future_disown (kontor_account_resume (account));
}

static void
show_outbox (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorSyncCard *self = KONTOR_SYNC_CARD (widget);
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  GtkWidget *parent = popover != NULL ? gtk_widget_get_parent (popover) : widget;

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  adw_dialog_present (ADW_DIALOG (kontor_outbox_dialog_new (self->engine)), parent);
}

static void
kontor_sync_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_sync_card_parent_class)->map (widget);
  update (KONTOR_SYNC_CARD (widget));
}

static void
kontor_sync_card_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&KONTOR_SYNC_CARD (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (kontor_sync_card_parent_class)->unmap (widget);
}

static void
kontor_sync_card_dispose (GObject *object)
{
  KontorSyncCard *self = KONTOR_SYNC_CARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->sync);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SYNC_CARD);
  G_OBJECT_CLASS (kontor_sync_card_parent_class)->dispose (object);
}

static void
kontor_sync_card_finalize (GObject *object)
{
  KontorSyncCard *self = KONTOR_SYNC_CARD (object);

  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (kontor_sync_card_parent_class)->finalize (object);
}

static void
kontor_sync_card_class_init (KontorSyncCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_sync_card_dispose;
  object_class->finalize = kontor_sync_card_finalize;
  widget_class->map = kontor_sync_card_map;
  widget_class->unmap = kontor_sync_card_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-sync-card.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, mark);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, name);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, freshness);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, reason);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, import);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, import_label);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, import_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, feeds);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, queue);
  gtk_widget_class_bind_template_child (widget_class, KontorSyncCard, pause);
  gtk_widget_class_install_action (widget_class, "card.sync", NULL, sync_now);
  gtk_widget_class_install_action (widget_class, "card.pause", NULL, toggle_pause);
  gtk_widget_class_install_action (widget_class, "card.outbox", NULL, show_outbox);
}

static void
kontor_sync_card_init (KontorSyncCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (KONTOR_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  self->sync = g_signal_group_new (KONTOR_TYPE_SYNC);
  g_signal_group_connect_swapped (self->sync, "notify", G_CALLBACK (update), self);
}

KontorSyncCard *
kontor_sync_card_new (KontorEngine *engine, KontorAccount *account)
{
  KontorSyncCard *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_ACCOUNT (account), NULL);

  self = g_object_new (KONTOR_TYPE_SYNC_CARD, NULL);
  self->engine = g_object_ref (engine);
  self->account = g_object_ref (account);
  g_signal_group_set_target (self->signals, account);
  g_signal_group_set_target (self->sync, kontor_account_get_sync (account));
  update (self);
  return self;
}
