#include "kontor-order-history.h"

#include <glib/gi18n.h>

#include "kontor-documents.h"
#include "kontor-format.h"

typedef struct {
  KontorOrderPart *part;
  KontorRecord *order;
  GPtrArray *ops;    /* (nullable) */
  GPtrArray *events; /* (element-type KontorOrderEvent) */
} History;

/* Lists whose members an op adds, so that they tell of it themselves. */
static const guint told[] = { KONTOR_ORDER_NOTES, KONTOR_ORDER_REFUNDS, KONTOR_ORDER_FULFILMENTS,
                              KONTOR_ORDER_PAYMENTS, KONTOR_ORDER_RETURNS };

static KontorOrderEvent *
add (History *self, KontorOrderEventKind kind, gint64 at, const char *title)
{
  KontorOrderEvent *event = kontor_order_event_new (kind, at);

  event->title = g_strdup (title);
  g_ptr_array_add (self->events, event);
  return event;
}

static gboolean
is_open (const KontorOp *op)
{
  return op->state != KONTOR_OP_ACKED && op->state != KONTOR_OP_CANCELLED;
}

/* The op that is to make the member @key at the shop. */
static KontorOp *
find_op (History *self, guint list, const char *key)
{
  for (guint i = 0; self->ops != NULL && key != NULL && i < self->ops->len; i++) {
    KontorOp *op = g_ptr_array_index (self->ops, i);

    if (is_open (op) && op->add != NULL && kontor_record_find_member (op->add, list, key) != NULL)
      return kontor_op_ref (op);
  }
  return NULL;
}

static void
add_placed (History *self)
{
  add (self, KONTOR_ORDER_EVENT_PLACED, kontor_record_get_int (self->order, KONTOR_ORDER_PLACED_AT), _("Order Placed"));
}

static void
add_event (History *self, const KontorRecord *record)
{
  const char *text = kontor_record_get_text (record, KONTOR_EVENT_TEXT);
  const char *kind = kontor_record_get_text (record, KONTOR_EVENT_KIND);
  KontorOrderEvent *event = add (self, KONTOR_ORDER_EVENT_SHOP, kontor_record_get_int (record, KONTOR_EVENT_AT),
                                 text != NULL && text[0] != '\0' ? text : kind);

  event->detail = g_strdup (kontor_record_get_text (record, KONTOR_EVENT_ACTOR));
}

static void
add_note (History *self, const KontorRecord *note)
{
  gboolean to_customer = kontor_record_get_bool (note, KONTOR_NOTE_TO_CUSTOMER);
  gboolean by_system = kontor_record_get_bool (note, KONTOR_NOTE_BY_SYSTEM);
  gint64 at = kontor_record_get_int (note, KONTOR_NOTE_AT);
  KontorOrderEvent *event;

  if (to_customer)
    event = add (self, KONTOR_ORDER_EVENT_MESSAGE, at, _("To the Customer"));
  else if (by_system)
    event = add (self, KONTOR_ORDER_EVENT_SYSTEM, at, _("From the Shop"));
  else
    event = add (self, KONTOR_ORDER_EVENT_NOTE, at, _("Internal Note"));
  event->text = g_strdup (kontor_record_get_text (note, KONTOR_NOTE_TEXT));
  event->detail = g_strdup (kontor_record_get_text (note, KONTOR_NOTE_AUTHOR));
  event->op = find_op (self, KONTOR_ORDER_NOTES, kontor_record_get_key (note));
}

static void
add_captured (History *self, const KontorRecord *payment, const KontorRecord *record, guint amount, guint at)
{
  g_autofree char *money = kontor_order_part_format_amount (self->part, record, amount);
  g_autofree char *title = g_strdup_printf (_("%s Paid"), money);
  KontorOrderEvent *event = add (self, KONTOR_ORDER_EVENT_PAYMENT, kontor_record_get_int (record, at), title);

  event->detail = g_strdup (kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE));
  event->op = find_op (self, KONTOR_ORDER_PAYMENTS, kontor_record_get_key (payment));
}

static void
add_payment (History *self, const KontorRecord *payment)
{
  guint n = kontor_record_get_length (payment, KONTOR_PAYMENT_CAPTURES);

  for (guint i = 0; i < n; i++)
    add_captured (self, payment, kontor_record_get_member (payment, KONTOR_PAYMENT_CAPTURES, i), KONTOR_CAPTURE_AMOUNT,
                  KONTOR_CAPTURE_AT);
  if (n == 0 && kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) != 0)
    add_captured (self, payment, payment, KONTOR_PAYMENT_CAPTURED, KONTOR_PAYMENT_PAID_AT);
}

static void
add_refund (History *self, const KontorRecord *refund)
{
  g_autofree char *money = kontor_order_part_format_amount (self->part, refund, KONTOR_REFUND_AMOUNT);
  g_autofree char *title = g_strdup_printf (_("%s Refunded"), money);
  KontorOrderEvent *event =
      add (self, KONTOR_ORDER_EVENT_REFUND, kontor_record_get_int (refund, KONTOR_REFUND_AT), title);

  event->detail = g_strdup (kontor_record_get_text (refund, KONTOR_REFUND_REASON));
  event->op = find_op (self, KONTOR_ORDER_REFUNDS, kontor_record_get_key (refund));
}

static char *
name_fulfilment (const KontorRecord *fulfilment)
{
  const char *status = kontor_record_get_text (fulfilment, KONTOR_FULFILMENT_STATUS);
  static const struct {
    const char *status;
    const char *name;
  } names[] = {
    { "pending", N_("Fulfilment Prepared") },
    { "shipped", N_("Shipped") },
    { "delivered", N_("Delivered") },
    { "cancelled", N_("Fulfilment Cancelled") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].status, status) == 0)
      return g_strdup (_(names[i].name));
  /* Translators: a state that only the shop knows */
  return status != NULL ? g_strdup_printf (_("Fulfilment: %s"), status) : g_strdup (_("Fulfilment"));
}

static gint64
find_moment (const KontorRecord *fulfilment)
{
  static const guint moments[] = { KONTOR_FULFILMENT_CANCELLED_AT, KONTOR_FULFILMENT_DELIVERED_AT,
                                   KONTOR_FULFILMENT_SHIPPED_AT, KONTOR_FULFILMENT_CREATED_AT };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    if (kontor_record_get_int (fulfilment, moments[i]) != 0)
      return kontor_record_get_int (fulfilment, moments[i]);
  return 0;
}

static gint64
count_units (const KontorRecord *owner, guint lines, guint quantity)
{
  gint64 units = 0;

  for (guint i = 0; i < kontor_record_get_length (owner, lines); i++)
    units += kontor_record_get_int (kontor_record_get_member (owner, lines, i), quantity);
  return units;
}

/* @parcel: (nullable) */
static void
add_parcel (History *self, const KontorRecord *fulfilment, const KontorRecord *parcel)
{
  g_autofree char *title = name_fulfilment (fulfilment);
  KontorOrderEvent *event = add (self, KONTOR_ORDER_EVENT_FULFILMENT, find_moment (fulfilment), title);
  g_autofree char *units =
      kontor_format_items (count_units (fulfilment, KONTOR_FULFILMENT_LINES, KONTOR_FULFILMENT_LINE_QUANTITY));
  const char *carrier = parcel != NULL ? kontor_record_get_text (parcel, KONTOR_SHIPMENT_CARRIER) : NULL;

  event->detail = carrier != NULL ? g_strdup_printf ("%s · %s", units, carrier) : g_steal_pointer (&units);
  event->op = find_op (self, KONTOR_ORDER_FULFILMENTS, kontor_record_get_key (fulfilment));
  if (parcel == NULL)
    return;
  event->tracking = g_strdup (kontor_record_get_text (parcel, KONTOR_SHIPMENT_TRACKING_NUMBER));
  event->uri = g_strdup (kontor_record_get_text (parcel, KONTOR_SHIPMENT_TRACKING_URL));
}

static void
add_fulfilment (History *self, const KontorRecord *fulfilment)
{
  guint n = kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS);

  for (guint i = 0; i < MAX (n, 1); i++)
    add_parcel (self, fulfilment,
                i < n ? kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, i) : NULL);
}

static void
add_return (History *self, const KontorRecord *returned)
{
  const char *number = kontor_record_get_text (returned, KONTOR_RETURN_NUMBER);
  const char *status = kontor_record_get_text (returned, KONTOR_RETURN_STATUS);
  g_autofree char *title = number != NULL ? g_strdup_printf (_("Return %s"), number) : g_strdup (_("Return"));
  g_autofree char *units =
      kontor_format_items (count_units (returned, KONTOR_RETURN_LINES, KONTOR_RETURN_LINE_QUANTITY));
  KontorOrderEvent *event =
      add (self, KONTOR_ORDER_EVENT_RETURN, kontor_record_get_int (returned, KONTOR_RETURN_REQUESTED_AT), title);

  event->detail = status != NULL ? g_strdup_printf ("%s · %s", units, status) : g_steal_pointer (&units);
  event->text = g_strdup (kontor_record_get_text (returned, KONTOR_RETURN_NOTE));
  event->op = find_op (self, KONTOR_ORDER_RETURNS, kontor_record_get_key (returned));
}

/* The words of a claim, an exchange or an edit; those of a platform's own are shown as they are. */
static const char *
name_status (const char *status)
{
  static const char *const words[][2] = {
    { "pending", N_("Not confirmed yet") },
    { "confirmed", N_("Confirmed") },
    { "declined", N_("Declined") },
    { "cancelled", N_("Cancelled") },
    { "requested", N_("Requested") },
    { "partially-received", N_("Partly received") },
    { "received", N_("Received") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (status, words[i][0]) == 0)
      return _(words[i][1]);
  return status;
}

static void
add_claim (History *self, const KontorRecord *claim)
{
  gboolean replaced = g_strcmp0 (kontor_record_get_text (claim, KONTOR_CLAIM_KIND), "replace") == 0;
  KontorOrderEvent *event = add (self, KONTOR_ORDER_EVENT_RETURN, kontor_record_get_int (claim, KONTOR_CLAIM_AT),
                                 replaced ? _("Claim, Replaced") : _("Claim"));

  event->detail = g_strdup (name_status (kontor_record_get_text (claim, KONTOR_CLAIM_STATUS)));
}

static void
add_exchange (History *self, const KontorRecord *exchange)
{
  KontorOrderEvent *event =
      add (self, KONTOR_ORDER_EVENT_RETURN, kontor_record_get_int (exchange, KONTOR_EXCHANGE_AT), _("Exchange"));

  event->detail = g_strdup (name_status (kontor_record_get_text (exchange, KONTOR_EXCHANGE_STATUS)));
}

static void
add_edit (History *self, const KontorRecord *edit)
{
  const char *status = name_status (kontor_record_get_text (edit, KONTOR_EDIT_STATUS));
  guint n = kontor_record_get_length (edit, KONTOR_EDIT_CHANGES);
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  KontorOrderEvent *event =
      add (self, KONTOR_ORDER_EVENT_EDIT, kontor_record_get_int (edit, KONTOR_EDIT_AT), _("Order Edited"));

  event->detail = status != NULL ? g_strdup_printf ("%s · %s", changes, status) : g_steal_pointer (&changes);
  event->text = g_strdup (kontor_record_get_text (edit, KONTOR_EDIT_NOTE));
}

/* Of a payment only the money that came tells. */
static gboolean
tells (guint list, const KontorRecord *member)
{
  return list != KONTOR_ORDER_PAYMENTS || kontor_record_get_amount (member, KONTOR_PAYMENT_CAPTURED) != 0;
}

/* Whether what the op did is among the events, as what it is still about to do is with the op itself. */
static gboolean
is_told (History *self, const KontorOp *op)
{
  for (guint i = 0; i < self->events->len; i++)
    if (((KontorOrderEvent *) g_ptr_array_index (self->events, i))->op == op)
      return TRUE;
  for (guint i = 0; op->state == KONTOR_OP_ACKED && op->add != NULL && i < G_N_ELEMENTS (told); i++)
    for (guint j = 0; j < kontor_record_get_length (op->add, told[i]); j++)
      if (tells (told[i], kontor_record_get_member (op->add, told[i], j)))
        return TRUE;
  return FALSE;
}

static void
add_op (History *self, KontorOp *op)
{
  g_autofree char *title = NULL;
  KontorOrderEvent *event;

  if (is_told (self, op))
    return;
  title = kontor_op_describe (op);
  event = add (self, KONTOR_ORDER_EVENT_OPERATION, op->created_at, title);
  event->op = kontor_op_ref (op);
}

static void
add_print (History *self, const KontorPrint *print)
{
  const char *label = kontor_document_kind_get_label (print->kind);
  /* Translators: a document that was printed, as in "Packing Slip Printed" */
  g_autofree char *title = print->number != NULL ? g_strdup_printf (_("%s %s Printed"), label, print->number)
                                                 : g_strdup_printf (_("%s Printed"), label);
  KontorOrderEvent *event = add (self, KONTOR_ORDER_EVENT_PRINT, print->at, title);

  event->detail = g_strdup (print->printer);
  event->document_id = print->document_id;
  event->document_kind = print->kind;
}

typedef void (*AddMember) (History *self, const KontorRecord *member);

static void
add_list (History *self, guint field, AddMember add_member)
{
  for (guint i = 0; i < kontor_record_get_length (self->order, field); i++)
    add_member (self, kontor_record_get_member (self->order, field, i));
}

/* What waits to be sent comes first. */
static gint
compare_events (gconstpointer a, gconstpointer b)
{
  const KontorOrderEvent *x = *(KontorOrderEvent *const *) a, *y = *(KontorOrderEvent *const *) b;
  gboolean x_open = x->op != NULL && is_open (x->op), y_open = y->op != NULL && is_open (y->op);

  if (x_open != y_open)
    return x_open ? -1 : 1;
  if (x->at != y->at)
    return x->at > y->at ? -1 : 1;
  return (int) y->kind - (int) x->kind;
}

GPtrArray *
kontor_order_history_build (KontorOrderPart *part, GPtrArray *ops, GPtrArray *prints)
{
  History self = { part, kontor_order_part_get_record (part), ops, NULL };

  g_return_val_if_fail (self.order != NULL, NULL);

  self.events = g_ptr_array_new_with_free_func (g_object_unref);
  add_placed (&self);
  add_list (&self, KONTOR_ORDER_EVENTS, add_event);
  add_list (&self, KONTOR_ORDER_NOTES, add_note);
  add_list (&self, KONTOR_ORDER_PAYMENTS, add_payment);
  add_list (&self, KONTOR_ORDER_REFUNDS, add_refund);
  add_list (&self, KONTOR_ORDER_FULFILMENTS, add_fulfilment);
  add_list (&self, KONTOR_ORDER_RETURNS, add_return);
  add_list (&self, KONTOR_ORDER_CLAIMS, add_claim);
  add_list (&self, KONTOR_ORDER_EXCHANGES, add_exchange);
  add_list (&self, KONTOR_ORDER_EDITS, add_edit);
  for (guint i = 0; ops != NULL && i < ops->len; i++)
    add_op (&self, g_ptr_array_index (ops, i));
  for (guint i = 0; prints != NULL && i < prints->len; i++)
    add_print (&self, g_ptr_array_index (prints, i));
  g_ptr_array_sort (self.events, compare_events);
  return self.events;
}
