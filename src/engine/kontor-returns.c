#include "kontor-returns.h"

#include "kontor-verb.h"

static KontorOp *
new_op (const char *kind, guint list, const KontorRecord *member)
{
  KontorOp *op = kontor_verb_new (kind);

  kontor_record_take_member (kontor_verb_change (op, &op->add), list, kontor_record_copy (member));
  return op;
}

DexFuture *
kontor_returns_request (KontorEngine *engine, gint64 order_id, const KontorRecord *asked, KontorReturnFlags flags)
{
  KontorOp *op = new_op ("create-return", KONTOR_ORDER_RETURNS, asked);

  kontor_op_set_arg (op, "notify", (flags & KONTOR_RETURN_NOTIFY) != 0 ? "1" : NULL);
  return kontor_verb_run_one (engine, order_id, op);
}

static gint64
count_missing (const KontorRecord *line)
{
  return kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY) - kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED) -
         kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED);
}

/* What follows from how much has arrived. */
static const char *
get_status (const KontorRecord *returned)
{
  for (guint i = 0; i < kontor_record_get_length (returned, KONTOR_RETURN_LINES); i++)
    if (count_missing (kontor_record_get_member (returned, KONTOR_RETURN_LINES, i)) > 0)
      return "partially-received";
  return "received";
}

static DexFuture *
set_return (KontorEngine *engine, gint64 order_id, const KontorRecord *returned, const char *status)
{
  g_autoptr (KontorRecord) wanted = kontor_record_copy (returned);

  kontor_record_set_text (wanted, KONTOR_RETURN_STATUS, status);
  /* The storefront says when. */
  kontor_record_unset (wanted, KONTOR_RETURN_RECEIVED_AT);
  return kontor_verb_run_one (engine, order_id, new_op ("set-return", KONTOR_ORDER_RETURNS, wanted));
}

DexFuture *
kontor_returns_receive (KontorEngine *engine, gint64 order_id, const KontorRecord *returned)
{
  return set_return (engine, order_id, returned, get_status (returned));
}

DexFuture *
kontor_returns_cancel (KontorEngine *engine, gint64 order_id, const KontorRecord *returned)
{
  return set_return (engine, order_id, returned, "cancelled");
}

DexFuture *
kontor_returns_exchange (KontorEngine *engine, gint64 order_id, const KontorRecord *exchange)
{
  return kontor_verb_run_one (engine, order_id, new_op ("create-exchange", KONTOR_ORDER_EXCHANGES, exchange));
}

DexFuture *
kontor_returns_claim (KontorEngine *engine, gint64 order_id, const KontorRecord *claim)
{
  return kontor_verb_run_one (engine, order_id, new_op ("create-claim", KONTOR_ORDER_CLAIMS, claim));
}

gint64
kontor_returns_count_returnable (const KontorRecord *line)
{
  g_return_val_if_fail (line != NULL, 0);

  return MAX (kontor_record_get_int (line, KONTOR_LINE_FULFILLED) - kontor_record_get_int (line, KONTOR_LINE_RETURN_REQUESTED) -
                  kontor_record_get_int (line, KONTOR_LINE_RETURN_RECEIVED) -
                  kontor_record_get_int (line, KONTOR_LINE_RETURN_DISMISSED),
              0);
}

gint64
kontor_returns_count_coming (const KontorRecord *returned, const KontorRecord *line)
{
  static const char *const over[] = { "declined", "cancelled", "received", "resolved", "closed", NULL };
  const char *status;

  g_return_val_if_fail (returned != NULL && line != NULL, 0);

  status = kontor_record_get_text (returned, KONTOR_RETURN_STATUS);
  return status != NULL && g_strv_contains (over, status) ? 0 : MAX (count_missing (line), 0);
}

const KontorRecord *
kontor_returns_find_under_way (const KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS); i++) {
    const KontorRecord *fulfilment = kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, i);

    if (g_strcmp0 (kontor_record_get_text (fulfilment, KONTOR_FULFILMENT_STATUS), "shipped") == 0)
      return fulfilment;
  }
  return NULL;
}

DexFuture *
kontor_returns_mark_delivered (KontorEngine *engine, gint64 order_id, const char *fulfilment_key)
{
  KontorOp *op = kontor_verb_new ("mark-delivered");

  kontor_op_set_arg (op, "fulfilment", fulfilment_key);
  return kontor_verb_run_one (engine, order_id, op);
}

static KontorRecord *
find_line (const KontorRecord *order, const KontorRecord *line)
{
  const char *key = kontor_record_get_key (line);

  return key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_LINES, key) : NULL;
}

/* The storefront says what another quantity costs. */
static KontorRecord *
drop_amounts (const KontorRecord *line)
{
  static const guint amounts[] = { KONTOR_LINE_SUBTOTAL, KONTOR_LINE_NET, KONTOR_LINE_TAX, KONTOR_LINE_TAXES };
  KontorRecord *changed = kontor_record_copy (line);

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    kontor_record_unset (changed, amounts[i]);
  return changed;
}

/* What is new, and what is not as it was. */
static void
add_changed (KontorOp *op, const KontorRecord *before, const KontorRecord *lines)
{
  for (guint i = 0; i < kontor_record_get_length (lines, KONTOR_ORDER_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (lines, KONTOR_ORDER_LINES, i), *old = find_line (before, line);

    if (old != NULL && kontor_record_equal_field (old, line, KONTOR_LINE_QUANTITY))
      continue;
    kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_ORDER_LINES, drop_amounts (line));
    if (old != NULL)
      kontor_record_take_member (kontor_verb_change (op, &op->remove), KONTOR_ORDER_LINES, kontor_record_ref (old));
  }
}

static void
remove_gone (KontorOp *op, const KontorRecord *before, const KontorRecord *lines)
{
  for (guint i = 0; i < kontor_record_get_length (before, KONTOR_ORDER_LINES); i++) {
    KontorRecord *old = kontor_record_get_member (before, KONTOR_ORDER_LINES, i);

    if (find_line (lines, old) == NULL)
      kontor_record_take_member (kontor_verb_change (op, &op->remove), KONTOR_ORDER_LINES, kontor_record_ref (old));
  }
}

DexFuture *
kontor_returns_edit_lines (KontorEngine *engine, gint64 order_id, const KontorRecord *before, const KontorRecord *lines,
                           const char *reason)
{
  KontorOp *op = kontor_verb_new ("set-order");

  add_changed (op, before, lines);
  remove_gone (op, before, lines);
  kontor_op_set_arg (op, "reason", reason);
  return kontor_verb_run_one (engine, order_id, op);
}
