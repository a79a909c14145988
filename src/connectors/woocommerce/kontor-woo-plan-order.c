#include "kontor-woo-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"

static void
request_order (KontorWooDraft *draft)
{
  kontor_woo_draft_request (draft, "PUT", "wc/v3/orders/%s", draft->op->remote_id);
  kontor_woo_draft_allow_batch (draft, "wc/v3/orders");
}

static void
write_billing (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_text (draft, kontor_woo_need_object (draft, "billing"), name, kontor_record_get_text (record, field));
}

static void
write_addresses (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_addresses (draft, record, field);
}

static const KontorWooWrite writes[] = {
  { KONTOR_ORDER_CUSTOMER, "customer_id", kontor_woo_write_ref },
  { KONTOR_ORDER_EMAIL, "email", write_billing },
  { KONTOR_ORDER_PHONE, "phone", write_billing },
  { KONTOR_ORDER_CUSTOMER_NOTE, "customer_note", kontor_woo_write_text },
  { KONTOR_ORDER_METADATA, NULL, kontor_woo_write_metadata },
  { KONTOR_ORDER_ADDRESSES, NULL, write_addresses },
  { 0 },
};

/* What a line costs where its quantity changed and its amounts were left alone. */
static gint64
get_line_amount (const KontorRecord *line, const KontorRecord *before, guint field)
{
  gint64 amount = kontor_record_get_amount (line, field), was, quantity;

  if (before == NULL || !kontor_record_has (before, field))
    return amount;
  was = kontor_record_get_amount (before, field);
  quantity = kontor_record_get_int (before, KONTOR_LINE_QUANTITY);
  if ((kontor_record_has (line, field) && amount != was) || quantity <= 0)
    return amount;
  return kontor_amount_share (was, kontor_record_get_int (line, KONTOR_LINE_QUANTITY), quantity, 6);
}

/* A quantity alone would not change the price. */
static void
write_line_amounts (KontorWooDraft *draft, yyjson_mut_val *entry, const KontorRecord *line, const KontorRecord *before)
{
  static const struct {
    guint field;
    const char *name;
  } amounts[] = { { KONTOR_LINE_SUBTOTAL, "subtotal" }, { KONTOR_LINE_NET, "total" } };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (kontor_record_has (line, amounts[i].field) ||
        (before != NULL && kontor_record_has (before, amounts[i].field)))
      kontor_woo_put_amount (draft, entry, amounts[i].name, get_line_amount (line, before, amounts[i].field));
}

static void
write_new_line (KontorWooDraft *draft, yyjson_mut_val *entry, const KontorRecord *line)
{
  const char *product = kontor_record_get_ref_key (line, KONTOR_LINE_PRODUCT);
  const char *variant = kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT);

  if (product == NULL && variant == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("A new line needs a product of the shop."));
    return;
  }
  kontor_woo_put_id (draft, entry, "product_id", product != NULL ? product : variant);
  if (variant != NULL && product != NULL && !g_str_equal (variant, product))
    kontor_woo_put_id (draft, entry, "variation_id", variant);
}

static void
write_line (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *line)
{
  const char *key = kontor_record_get_key (line);
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list);

  if (kontor_woo_is_id (key))
    kontor_woo_put_id (draft, entry, "id", key);
  else
    write_new_line (draft, entry, line);
  kontor_woo_put_int (draft, entry, "quantity", kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
  write_line_amounts (draft, entry, line, kontor_woo_get_old_member (draft->op, KONTOR_ORDER_LINES, key));
}

static void
write_charge (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *charge)
{
  gboolean fee = kontor_record_get_record_type (charge) == &kontor_fee_type;
  guint net = fee ? KONTOR_FEE_NET : KONTOR_SHIPPING_LINE_NET;
  const char *title = kontor_record_get_text (charge, fee ? KONTOR_FEE_NAME : KONTOR_SHIPPING_LINE_TITLE);
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list);

  if (kontor_woo_is_id (kontor_record_get_key (charge)))
    kontor_woo_put_id (draft, entry, "id", kontor_record_get_key (charge));
  if (title != NULL)
    kontor_woo_put_text (draft, entry, fee ? "name" : "method_title", title);
  if (!fee && !kontor_record_is_null (charge, KONTOR_SHIPPING_LINE_METHOD))
    kontor_woo_put_text (draft, entry, "method_id", kontor_record_get_text (charge, KONTOR_SHIPPING_LINE_METHOD));
  if (kontor_record_has (charge, net))
    kontor_woo_put_amount (draft, entry, "total", kontor_record_get_amount (charge, net));
}

/* @gone: the member whose null takes a line out; of products it is a quantity of 0, which puts them back on the shelf */
static void
write_gone (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *member, const char *gone)
{
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list);

  kontor_woo_put_id (draft, entry, "id", kontor_record_get_key (member));
  if (g_str_equal (gone, "quantity"))
    kontor_woo_put_int (draft, entry, gone, 0);
  else
    kontor_woo_put (draft, entry, gone, yyjson_mut_null (draft->doc));
}

static void
edit_lines (KontorWooDraft *draft, guint field, const char *name, const char *gone,
            void (*write) (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *line))
{
  const KontorOp *op = draft->op;
  yyjson_mut_val *list;

  if (op->set != NULL && kontor_record_has (op->set, field))
    kontor_woo_draft_refuse_field (draft, field);
  if ((op->add == NULL || kontor_record_get_length (op->add, field) == 0) &&
      (op->remove == NULL || kontor_record_get_length (op->remove, field) == 0))
    return;
  list = kontor_woo_put_list (draft, draft->body, name);
  for (guint i = 0; op->remove != NULL && i < kontor_record_get_length (op->remove, field); i++) {
    const KontorRecord *member = kontor_record_get_member (op->remove, field, i);

    if (op->add == NULL || kontor_record_find_member (op->add, field, kontor_record_get_key (member)) == NULL)
      write_gone (draft, list, member, gone);
  }
  for (guint i = 0; op->add != NULL && i < kontor_record_get_length (op->add, field); i++)
    write (draft, list, kontor_record_get_member (op->add, field, i));
}

/* Lists that no request can edit. */
static void
refuse_others (KontorWooDraft *draft)
{
  static const guint lists[] = { KONTOR_ORDER_TAXES, KONTOR_ORDER_DISCOUNTS, KONTOR_ORDER_PAYMENTS,
                                 KONTOR_ORDER_REFUNDS, KONTOR_ORDER_RETURNS, KONTOR_ORDER_NOTES,
                                 KONTOR_ORDER_FULFILMENTS };
  const KontorRecord *changes[] = { draft->op->add, draft->op->remove };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
      if (changes[j] != NULL && kontor_record_get_length (changes[j], lists[i]) > 0)
        kontor_woo_draft_refuse_field (draft, lists[i]);
}

void
kontor_woo_plan_order (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->set != NULL)
    kontor_woo_write_fields (draft, writes, op->set);
  if (op->add != NULL)
    kontor_woo_put_addresses (draft, op->add, KONTOR_ORDER_ADDRESSES);
  edit_lines (draft, KONTOR_ORDER_LINES, "line_items", "quantity", write_line);
  edit_lines (draft, KONTOR_ORDER_SHIPPING_LINES, "shipping_lines", "method_id", write_charge);
  edit_lines (draft, KONTOR_ORDER_FEES, "fee_lines", "name", write_charge);
  refuse_others (draft);
  kontor_woo_put_mark (draft);
  request_order (draft);
}

static void
take_back (KontorWooDraft *draft)
{
  if (kontor_woo_takes_back (draft->op, draft->raw))
    draft->plan->resume = KONTOR_WOO_RESTOCK_STEP;
}

/* By its status alone the store would note a refund of all that is left, which no person asked for. */
void
kontor_woo_plan_status (KontorWooDraft *draft)
{
  const char *status = draft->op->set != NULL ? kontor_record_get_text (draft->op->set, KONTOR_ORDER_STATUS) : NULL;

  if (status == NULL)
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
  else if (g_str_equal (status, "refunded"))
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_REJECTED,
                             _("Refund the order instead: by this status alone the shop would note a refund of all "
                                "that is left, without paying anything back."));
  kontor_woo_put_text (draft, draft->body, "status", status);
  request_order (draft);
  take_back (draft);
}

static void
put_json (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const char *text)
{
  yyjson_doc *doc = text != NULL ? yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG) : NULL;

  kontor_woo_put (draft, object, name,
                  doc != NULL ? yyjson_val_mut_copy (draft->doc, yyjson_doc_get_root (doc))
                              : yyjson_mut_null (draft->doc));
  yyjson_doc_free (doc);
}

static void
write_team (KontorWooDraft *draft, yyjson_mut_val *team, const KontorRecord *record, guint field)
{
  const KontorField *info = &kontor_record_get_record_type (record)->fields[field];

  if (kontor_record_is_null (record, field))
    yyjson_mut_obj_remove_key (team, info->name);
  else if (info->kind == KONTOR_FIELD_BOOL)
    kontor_woo_put_bool (draft, team, info->name, kontor_record_get_bool (record, field));
  else if (info->kind == KONTOR_FIELD_JSON)
    put_json (draft, team, info->name, kontor_record_get_text (record, field));
  else
    kontor_woo_put_text (draft, team, info->name, kontor_record_get_text (record, field));
}

/* Key by key in what the team has now. */
void
kontor_woo_plan_team (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecordType *type = kontor_entity_get_record_type (KONTOR_ENTITY_ORDER);
  yyjson_mut_val *team = kontor_woo_need_team (draft);

  for (guint i = 0; op->set != NULL && i < type->n_fields; i++)
    if (!kontor_record_has (op->set, i))
      continue;
    else if ((type->fields[i].flags & KONTOR_FIELD_TEAM) == 0)
      kontor_woo_draft_refuse_field (draft, i);
    else if (type->fields[i].kind != KONTOR_FIELD_LIST)
      write_team (draft, team, op->set, i);
  kontor_woo_put_tags (draft, KONTOR_ORDER_TAGS);
  request_order (draft);
}

void
kontor_woo_plan_note (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *note = kontor_woo_get_member (op, KONTOR_ORDER_NOTES);
  g_autofree char *text = NULL;

  if (note == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  text = kontor_woo_encode_note (kontor_record_get_text (note, KONTOR_NOTE_TEXT));
  kontor_woo_put_text (draft, draft->body, "note", text);
  kontor_woo_put_bool (draft, draft->body, "customer_note", g_str_equal (op->kind->name, "send-note"));
  /* Else it counts as one of the store's own. */
  kontor_woo_put_bool (draft, draft->body, "added_by_user", TRUE);
  kontor_woo_draft_request (draft, "POST", "wc/v3/orders/%s/notes", op->remote_id);
}

void
kontor_woo_plan_paid (KontorWooDraft *draft)
{
  const KontorRecord *payment = kontor_woo_get_member (draft->op, KONTOR_ORDER_PAYMENTS);
  const char *reference = payment != NULL ? kontor_record_get_text (payment, KONTOR_PAYMENT_REFERENCE) : NULL;

  kontor_woo_put_bool (draft, draft->body, "set_paid", TRUE);
  if (reference != NULL)
    kontor_woo_put_text (draft, draft->body, "transaction_id", reference);
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/orders/%s", draft->op->remote_id);
}

/* The store puts what was reserved back on the shelf by itself. */
void
kontor_woo_plan_cancel (KontorWooDraft *draft)
{
  const char *reason = kontor_op_get_arg (draft->op, "reason");

  kontor_woo_put_text (draft, draft->body, "status", "cancelled");
  if (reason != NULL)
    kontor_woo_put_text (draft, kontor_woo_need_team (draft), "cancel_reason", reason);
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/orders/%s", draft->op->remote_id);
  take_back (draft);
}
