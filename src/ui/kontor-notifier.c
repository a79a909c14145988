#include "kontor-notifier.h"

#include <glib/gi18n.h>

#include "kontor-changes.h"
#include "kontor-format.h"
#include "kontor-reader.h"
#include "kontor-window.h"

#define ID "new-orders"
/* What was placed before is no news, however late it is heard of. */
#define NEWS_AGE (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
/* Milliseconds in which further orders become part of the same news. */
#define GATHERING 500

struct _KontorNotifier {
  GObject parent_instance;

  GtkApplication *application; /* (nullable): outlives this */
  KontorTeller *teller;        /* (owned) (nullable) */
  KontorEngine *engine;        /* (owned) */
  GHashTable *ids;             /* (owned): of gint64: orders that are news, or may be */
  GPtrArray *orders;           /* (owned) (element-type KontorRecord): those that are */
  gboolean arrived;            /* some came since it was last told */
  guint source;
};

G_DEFINE_FINAL_TYPE (KontorNotifier, kontor_notifier, G_TYPE_OBJECT)

static gboolean
shows_orders (GtkWindow *window)
{
  KontorView *view = KONTOR_IS_WINDOW (window) ? kontor_window_get_view (KONTOR_WINDOW (window)) : NULL;

  return view != NULL && gtk_window_is_active (window) &&
         KONTOR_VIEW_GET_CLASS (view)->entity == KONTOR_ENTITY_ORDER;
}

static gboolean
is_looked_at (KontorNotifier *self)
{
  GList *windows = self->application != NULL ? gtk_application_get_windows (self->application) : NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (shows_orders (l->data))
      return TRUE;
  return FALSE;
}

static char *
make_title (KontorNotifier *self)
{
  guint n = self->orders->len;
  g_autofree char *number = kontor_format_number (n);

  if (n == 1)
    /* Translators: with the number of the order */
    return g_strdup_printf (_("New order %s"),
                            kontor_record_get_text (g_ptr_array_index (self->orders, 0), KONTOR_ORDER_NUMBER));
  return g_strdup_printf (ngettext ("%s new order", "%s new orders", n), number);
}

/* (transfer full) (element-type KontorMoney): by currency, in the order in which they appear */
static GPtrArray *
add_up (KontorNotifier *self)
{
  GPtrArray *sums = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_money_free);

  for (guint i = 0; i < self->orders->len; i++) {
    const KontorRecord *order = g_ptr_array_index (self->orders, i);
    const char *currency = kontor_record_get_text (order, KONTOR_ORDER_CURRENCY);
    KontorMoney total = kontor_money_make (kontor_record_get_amount (order, KONTOR_ORDER_TOTAL),
                                           currency != NULL ? currency : "");
    guint j = 0;

    while (j < sums->len && !g_str_equal (((KontorMoney *) g_ptr_array_index (sums, j))->currency, total.currency))
      j++;
    if (j == sums->len)
      g_ptr_array_add (sums, kontor_money_copy (&total));
    else
      ((KontorMoney *) g_ptr_array_index (sums, j))->amount += total.amount;
  }
  return sums;
}

static char *
make_body (KontorNotifier *self)
{
  const KontorRecord *first = g_ptr_array_index (self->orders, 0);
  const char *name = kontor_record_get_text (first, KONTOR_ORDER_CUSTOMER_NAME);
  g_autoptr (GPtrArray) sums = add_up (self);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->orders->len == 1 && name != NULL && name[0] != '\0')
    g_string_append (text, name);
  for (guint i = 0; i < sums->len; i++) {
    g_autofree char *sum = kontor_format_money (g_ptr_array_index (sums, i));

    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : i == 0 ? " · "
                                                                       : ", ",
                            sum);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
kontor_notifier_dup_text (KontorNotifier *self)
{
  g_autofree char *title = NULL, *body = NULL;

  g_return_val_if_fail (KONTOR_IS_NOTIFIER (self), NULL);

  if (self->orders->len == 0)
    return NULL;
  title = make_title (self);
  body = make_body (self);
  return g_strdup_printf ("%s\n%s", title, body);
}

static void
withdraw (KontorNotifier *self)
{
  if (self->teller != NULL)
    kontor_teller_withdraw (self->teller, ID);
}

static void
send (KontorNotifier *self)
{
  g_autofree char *title = make_title (self), *body = make_body (self);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  if (self->orders->len == 1)
    g_notification_set_default_action_and_target (
        notification, "app.open-object", "(sx)", kontor_entity_get_nick (KONTOR_ENTITY_ORDER),
        kontor_record_get_id (g_ptr_array_index (self->orders, 0)));
  else
    g_notification_set_default_action_and_target (notification, "app.show-view", "s", "orders");
  self->arrived = !kontor_teller_tell (self->teller, "notify-orders", ID, notification);
}

static void
tell (KontorNotifier *self)
{
  if (self->orders->len == 0) {
    withdraw (self);
  } else if (is_looked_at (self)) {
    kontor_notifier_clear (self);
  } else if (self->arrived && self->teller != NULL) {
    send (self);
  }
}

static gboolean
is_news (KontorNotifier *self, const KontorRecord *order)
{
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self->engine));

  return g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE), "open") == 0 &&
         !kontor_record_get_bool (order, KONTOR_ORDER_ARCHIVED) &&
         kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT) > now - NEWS_AGE;
}

static void
take_orders (KontorNotifier *self, GPtrArray *rows)
{
  g_ptr_array_set_size (self->orders, 0);
  for (guint i = 0; i < rows->len; i++) {
    KontorRecord *order = g_ptr_array_index (rows, i);
    gint64 id = kontor_record_get_id (order);

    if (g_hash_table_contains (self->ids, &id) && is_news (self, order))
      g_ptr_array_add (self->orders, kontor_record_ref (order));
  }
  tell (self);
}

static DexFuture *
loaded (DexFuture *future, gpointer data)
{
  g_autoptr (KontorNotifier) self = g_weak_ref_get (data);
  const GValue *rows = dex_future_get_value (future, NULL);

  if (self != NULL && rows != NULL)
    take_orders (self, g_value_get_boxed (rows));
  return NULL;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
load_cb (gpointer data)
{
  KontorNotifier *self = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  GHashTableIter iter;
  gpointer id;

  self->source = 0;
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);
  g_array_sort (ids, compare_ids);
  g_weak_ref_init (weak, self);
  dex_future_disown (dex_future_finally (kontor_reader_load_rows (self->engine, KONTOR_ENTITY_ORDER,
                                                                  (gint64 *) (gpointer) ids->data, ids->len),
                                         loaded, weak, weak_ref_free));
}

/* Returns: whether what there is to tell may be another thing now. */
static gboolean
take_change (KontorNotifier *self, const KontorChanges *changes, const KontorChange *change)
{
  if (change->entity != KONTOR_ENTITY_ORDER)
    return FALSE;
  if (changes->origin != KONTOR_ORIGIN_SERVER || change->kind != KONTOR_CHANGE_ADDED)
    return g_hash_table_contains (self->ids, &change->id);
  g_hash_table_add (self->ids, g_memdup2 (&change->id, sizeof change->id));
  self->arrived = TRUE;
  return TRUE;
}

static void
on_committed (KontorNotifier *self, KontorChanges *changes)
{
  gboolean any = FALSE;

  for (guint i = 0; i < changes->n_changes; i++)
    any |= take_change (self, changes, &changes->changes[i]);
  if (any && self->source == 0)
    self->source = g_timeout_add_once (GATHERING, load_cb, self);
}

static void
on_looked (KontorNotifier *self)
{
  if (g_hash_table_size (self->ids) > 0 && is_looked_at (self))
    kontor_notifier_clear (self);
}

static void
watch_window (KontorNotifier *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
  if (KONTOR_IS_WINDOW (window))
    g_signal_connect_object (window, "notify::view", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
}

static void
watch_windows (KontorNotifier *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    watch_window (self, l->data);
  g_signal_connect_object (self->application, "window-added", G_CALLBACK (watch_window), self, G_CONNECT_SWAPPED);
}

static void
kontor_notifier_dispose (GObject *object)
{
  KontorNotifier *self = KONTOR_NOTIFIER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_object (&self->teller);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_notifier_parent_class)->dispose (object);
}

static void
kontor_notifier_class_init (KontorNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_notifier_dispose;
}

static void
kontor_notifier_init (KontorNotifier *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
}

KontorNotifier *
kontor_notifier_new (GtkApplication *application, KontorTeller *teller, KontorEngine *engine)
{
  KontorNotifier *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->engine = g_object_ref (engine);
  g_set_object (&self->teller, teller);
  g_signal_connect_object (engine, "committed", G_CALLBACK (on_committed), self, G_CONNECT_SWAPPED);
  if (application != NULL)
    watch_windows (self);
  return self;
}

void
kontor_notifier_clear (KontorNotifier *self)
{
  g_return_if_fail (KONTOR_IS_NOTIFIER (self));

  g_hash_table_remove_all (self->ids);
  g_ptr_array_set_size (self->orders, 0);
  self->arrived = FALSE;
  withdraw (self);
}
