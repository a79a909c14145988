#include "kontor-order-event.h"

G_DEFINE_FINAL_TYPE (KontorOrderEvent, kontor_order_event, G_TYPE_OBJECT)

static void
kontor_order_event_finalize (GObject *object)
{
  KontorOrderEvent *self = KONTOR_ORDER_EVENT (object);

  g_free (self->title);
  g_free (self->text);
  g_free (self->detail);
  g_free (self->tracking);
  g_free (self->uri);
  g_clear_pointer (&self->op, kontor_op_unref);

  G_OBJECT_CLASS (kontor_order_event_parent_class)->finalize (object);
}

static void
kontor_order_event_class_init (KontorOrderEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_order_event_finalize;
}

static void
kontor_order_event_init (KontorOrderEvent *self)
{
}

KontorOrderEvent *
kontor_order_event_new (KontorOrderEventKind kind, gint64 at)
{
  KontorOrderEvent *self = g_object_new (KONTOR_TYPE_ORDER_EVENT, NULL);

  self->kind = kind;
  self->at = at;
  return self;
}

static gboolean
equal_ops (const KontorOp *a, const KontorOp *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->id == b->id && a->state == b->state && a->not_before == b->not_before && g_strcmp0 (a->error, b->error) == 0;
}

gboolean
kontor_order_event_equal (const KontorOrderEvent *a, const KontorOrderEvent *b)
{
  return a->kind == b->kind && a->at == b->at && a->document_id == b->document_id && g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->detail, b->detail) == 0 &&
         g_strcmp0 (a->tracking, b->tracking) == 0 && g_strcmp0 (a->uri, b->uri) == 0 && equal_ops (a->op, b->op);
}
