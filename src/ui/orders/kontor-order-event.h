#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

typedef enum {
  KONTOR_ORDER_EVENT_PLACED,
  KONTOR_ORDER_EVENT_SHOP,    /* the storefront's own event */
  KONTOR_ORDER_EVENT_NOTE,    /* for the team only */
  KONTOR_ORDER_EVENT_SYSTEM,  /* a note that the shop wrote by itself */
  KONTOR_ORDER_EVENT_MESSAGE, /* a note that the customer got */
  KONTOR_ORDER_EVENT_PAYMENT,
  KONTOR_ORDER_EVENT_REFUND,
  KONTOR_ORDER_EVENT_FULFILMENT,
  KONTOR_ORDER_EVENT_RETURN,
  KONTOR_ORDER_EVENT_EDIT, /* of what was ordered */
  KONTOR_ORDER_EVENT_PRINT,
  KONTOR_ORDER_EVENT_OPERATION, /* something that was done here and left no other trace */
} KontorOrderEventKind;

#define KONTOR_TYPE_ORDER_EVENT (kontor_order_event_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderEvent, kontor_order_event, KONTOR, ORDER_EVENT, GObject)

/**
 * KontorOrderEvent:
 * @at: milliseconds UTC; 0: unknown
 * @title: what happened
 * @text: (nullable): its words, as they were written
 * @detail: (nullable): who, how much
 * @tracking: (nullable): the number of the parcel
 * @uri: (nullable): where the parcel is followed
 * @document_id: of what was printed, which can be printed again; else 0
 * @op: (nullable): what does it at the shop, while that is of interest
 *
 * One entry of an order's timeline. Filled by kontor_order_history_build (),
 * immutable from then on.
 */
struct _KontorOrderEvent {
  GObject parent_instance;

  KontorOrderEventKind kind;
  gint64 at;
  char *title;
  char *text;
  char *detail;
  char *tracking;
  char *uri;
  gint64 document_id;
  guint document_kind; /* a KontorDocumentKind */
  KontorOp *op;
};

KontorOrderEvent *kontor_order_event_new (KontorOrderEventKind kind, gint64 at);
/** Whether both look the same. */
gboolean kontor_order_event_equal (const KontorOrderEvent *a, const KontorOrderEvent *b);

G_END_DECLS
