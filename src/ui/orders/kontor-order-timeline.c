#include "kontor-order-timeline.h"

#include "kontor-changes.h"
#include "kontor-documents.h"
#include "kontor-order-event-row.h"
#include "kontor-order-history.h"

#define FIRST_EVENTS 25

struct _KontorOrderTimeline {
  KontorOrderPart parent_instance;

  KontorEngine *followed;    /* (owned) (nullable): whose outbox is listened to */
  GPtrArray *ops;            /* (owned) (nullable): of the order */
  GPtrArray *prints;         /* (owned) (nullable): of the order */
  gboolean reading;          /* the ops and prints are being read */
  gboolean stale;            /* and have to be read again then */
  GListStore *events;        /* (owned) */
  GtkSliceListModel *recent; /* (owned) */

  GtkListBox *list;
  GtkButton *earlier;
};

G_DEFINE_FINAL_TYPE (KontorOrderTimeline, kontor_order_timeline, KONTOR_TYPE_ORDER_PART)

static const guint fields[] = {
  KONTOR_ORDER_PLACED_AT,
  KONTOR_ORDER_CURRENCY,
  KONTOR_ORDER_EVENTS,
  KONTOR_ORDER_NOTES,
  KONTOR_ORDER_PAYMENTS,
  KONTOR_ORDER_REFUNDS,
  KONTOR_ORDER_FULFILMENTS,
  KONTOR_ORDER_RETURNS,
  KONTOR_ORDER_CLAIMS,
  KONTOR_ORDER_EXCHANGES,
  KONTOR_ORDER_EDITS,
};

static gboolean
looks_same (KontorOrderTimeline *self, guint position, KontorOrderEvent *event)
{
  g_autoptr (KontorOrderEvent) shown = g_list_model_get_item (G_LIST_MODEL (self->events), position);

  return kontor_order_event_equal (shown, event);
}

/* Only rows that look different are made anew, so that the focus and a selection stay. */
static void
set_events (KontorOrderTimeline *self, GPtrArray *events)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->events)), shorter = MIN (old, events->len);
  guint head = 0, tail = 0;

  while (head < shorter && looks_same (self, head, events->pdata[head]))
    head++;
  while (tail < shorter - head && looks_same (self, old - 1 - tail, events->pdata[events->len - 1 - tail]))
    tail++;
  if (old != events->len || head < shorter)
    g_list_store_splice (self->events, head, old - head - tail, events->pdata + head, events->len - head - tail);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier),
                          events->len > gtk_slice_list_model_get_size (self->recent));
}

static void
rebuild (KontorOrderTimeline *self)
{
  g_autoptr (GPtrArray) events = kontor_order_history_build (KONTOR_ORDER_PART (self), self->ops, self->prints);

  set_events (self, events);
}

typedef struct {
  GWeakRef timeline;
  gint64 order;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_weak_ref_clear (&self->timeline);
  g_free (self);
}

static void read_ops (KontorOrderTimeline *self);

static GPtrArray *
dup_list (DexFuture *future, guint position)
{
  const GValue *value = dex_future_get_value (dex_future_set_get_future_at (DEX_FUTURE_SET (future), position), NULL);

  return value != NULL ? g_value_dup_boxed (value) : NULL;
}

static void
take_lists (KontorOrderTimeline *self, DexFuture *future)
{
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_pointer (&self->prints, g_ptr_array_unref);
  self->ops = dup_list (future, 0);
  self->prints = dup_list (future, 1);
}

static DexFuture *
on_ops (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  g_autoptr (KontorOrderTimeline) self = g_weak_ref_get (&reading->timeline);
  KontorObject *order = self != NULL ? kontor_order_part_get_order (KONTOR_ORDER_PART (self)) : NULL;

  if (self == NULL)
    return NULL;
  self->reading = FALSE;
  if (order != NULL && kontor_object_get_id (order) == reading->order) {
    take_lists (self, future);
    rebuild (self);
  }
  if (self->stale)
    read_ops (self);
  return NULL;
}

static void
read_ops (KontorOrderTimeline *self)
{
  KontorOrderPart *part = KONTOR_ORDER_PART (self);
  KontorObject *order = kontor_order_part_get_order (part);
  Reading *reading;

  self->stale = self->reading;
  if (self->reading || order == NULL)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  g_weak_ref_init (&reading->timeline, self);
  reading->order = kontor_object_get_id (order);
  dex_future_disown (dex_future_finally (
      dex_future_all (kontor_outbox_list_of_object (kontor_order_part_get_engine (part), KONTOR_ENTITY_ORDER, reading->order),
                      kontor_documents_list_prints (kontor_order_part_get_engine (part), reading->order), NULL),
      on_ops, reading, reading_free));
}

static void
on_committed (KontorOrderTimeline *self, KontorChanges *changes)
{
  if ((changes->touched & KONTOR_TOUCHED_PRINTS) != 0)
    read_ops (self);
}

static void
follow_engine (KontorOrderTimeline *self, KontorEngine *engine)
{
  if (self->followed == engine)
    return;
  if (self->followed != NULL)
    g_signal_handlers_disconnect_by_data (self->followed, self);
  g_set_object (&self->followed, engine);
  if (engine == NULL)
    return;
  g_signal_connect_swapped (engine, "outbox-changed", G_CALLBACK (read_ops), self);
  g_signal_connect_swapped (engine, "committed", G_CALLBACK (on_committed), self);
}

static void
on_earlier (KontorOrderTimeline *self)
{
  gtk_slice_list_model_set_size (self->recent, G_MAXUINT);
  gtk_widget_set_visible (GTK_WIDGET (self->earlier), FALSE);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return kontor_order_event_row_new (KONTOR_ORDER_PART (data), item);
}

static void
kontor_order_timeline_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderTimeline *self = KONTOR_ORDER_TIMELINE (part);

  if (before == NULL) {
    g_list_store_remove_all (self->events);
    g_clear_pointer (&self->ops, g_ptr_array_unref);
    g_clear_pointer (&self->prints, g_ptr_array_unref);
    gtk_slice_list_model_set_size (self->recent, FIRST_EVENTS);
    follow_engine (self, kontor_order_part_get_engine (part));
    read_ops (self);
  }
  if (kontor_order_part_differs (order, before, fields, G_N_ELEMENTS (fields)))
    rebuild (self);
}

static void
kontor_order_timeline_dispose (GObject *object)
{
  KontorOrderTimeline *self = KONTOR_ORDER_TIMELINE (object);

  follow_engine (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_TIMELINE);
  g_clear_object (&self->recent);
  g_clear_object (&self->events);
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_pointer (&self->prints, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_order_timeline_parent_class)->dispose (object);
}

static void
kontor_order_timeline_class_init (KontorOrderTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_timeline_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_timeline_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTimeline, earlier);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTimeline, list);
  gtk_widget_class_bind_template_callback (widget_class, on_earlier);
}

static void
kontor_order_timeline_init (KontorOrderTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->events = g_list_store_new (KONTOR_TYPE_ORDER_EVENT);
  self->recent = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->events)), 0, FIRST_EVENTS);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->recent), make_row, self, NULL);
}
