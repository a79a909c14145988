#include "kontor-medusa-reading.h"

#include <string.h>

#include "kontor-json.h"

/* Claims, exchanges and edits stand in lists of their own, and name the order that they belong to. */

static KontorRecord *
find_order (KontorBatch *batch, yyjson_val *item)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (item, "order_id"));

  for (guint i = 0; id != NULL && i < batch->rows->len; i++) {
    KontorRecord *row = g_ptr_array_index (batch->rows, i);

    if (kontor_record_get_entity (row) == KONTOR_ENTITY_ORDER && g_str_equal (kontor_record_get_key (row), id))
      return row;
  }
  return NULL;
}

static gboolean
is_null (yyjson_val *item, const char *name)
{
  yyjson_val *value = yyjson_obj_get (item, name);

  return value == NULL || yyjson_is_null (value);
}

/* Of what was begun and not asked for yet the shop has no items: a draft in its admin, as with returns. */
static gboolean
is_begun (yyjson_val *item)
{
  yyjson_val *back = yyjson_obj_get (item, "return");

  return yyjson_arr_size (yyjson_obj_get (item, "additional_items")) == 0 &&
         yyjson_arr_size (yyjson_obj_get (item, "claim_items")) == 0 && is_null (item, "canceled_at") &&
         (is_null (item, "return") || yyjson_equals_str (yyjson_obj_get (back, "status"), "open"));
}

static void
take_lines (KontorMapping *self, KontorRecord *member, guint field, yyjson_val *list, const char *direction)
{
  g_autoptr (GPtrArray) sorted = kontor_medusa_sort (list, kontor_medusa_compare_ids);

  for (guint i = 0; i < sorted->len; i++) {
    yyjson_val *item = g_ptr_array_index (sorted, i);
    KontorRecord *line = kontor_medusa_begin_member (member, field, item);

    if (line == NULL)
      continue;
    kontor_record_set_text (line, KONTOR_SWAP_LINE_DIRECTION, direction);
    kontor_mapping_take_text (line, KONTOR_SWAP_LINE_LINE_KEY, item, "item_id");
    kontor_mapping_take_int (self, line, KONTOR_SWAP_LINE_QUANTITY, item, "quantity");
    kontor_mapping_take_text (line, KONTOR_SWAP_LINE_REASON, item, "reason");
    kontor_record_take_member (member, field, line);
  }
}

/* What comes back stands in the return; here is the rest: what is wrong with it, and what is sent instead. */
static void
take_rest (KontorMapping *self, KontorRecord *member, guint lines, guint data, yyjson_val *item)
{
  yyjson_mut_val *more = yyjson_mut_obj (self->doc);
  yyjson_val *number = yyjson_obj_get (item, "display_id");

  if (number != NULL)
    yyjson_mut_obj_add_val (self->doc, more, "number", yyjson_val_mut_copy (self->doc, number));
  kontor_record_take_text (member, data, kontor_mapping_write_json (more));
  kontor_record_set_empty (member, lines);
  take_lines (self, member, lines, yyjson_obj_get (item, "claim_items"), "claimed");
  take_lines (self, member, lines, yyjson_obj_get (item, "additional_items"), "sent");
}

static void
take_status (KontorRecord *member, guint field, yyjson_val *item)
{
  const char *status = yyjson_get_str (yyjson_obj_get (yyjson_obj_get (item, "return"), "status"));

  if (!is_null (item, "canceled_at"))
    kontor_record_set_text (member, field, "cancelled");
  else if (g_strcmp0 (status, "partially_received") == 0)
    kontor_record_set_text (member, field, "partially-received");
  else
    kontor_record_set_text (member, field, status != NULL ? status : "requested");
}

static void
take_claim (KontorMapping *self, KontorRecord *claim, yyjson_val *item)
{
  kontor_mapping_take_text (claim, KONTOR_CLAIM_KIND, item, "type");
  kontor_mapping_take_text (claim, KONTOR_CLAIM_RETURN_KEY, item, "return_id");
  kontor_mapping_take_money (self, claim, KONTOR_CLAIM_AMOUNT, item, "refund_amount");
  kontor_mapping_take_instant (self, claim, KONTOR_CLAIM_AT, item, "created_at");
  take_status (claim, KONTOR_CLAIM_STATUS, item);
  take_rest (self, claim, KONTOR_CLAIM_LINES, KONTOR_CLAIM_DATA, item);
}

static void
take_exchange (KontorMapping *self, KontorRecord *exchange, yyjson_val *item)
{
  kontor_mapping_take_text (exchange, KONTOR_EXCHANGE_RETURN_KEY, item, "return_id");
  kontor_mapping_take_money (self, exchange, KONTOR_EXCHANGE_DIFFERENCE, item, "difference_due");
  kontor_mapping_take_instant (self, exchange, KONTOR_EXCHANGE_AT, item, "created_at");
  take_status (exchange, KONTOR_EXCHANGE_STATUS, item);
  take_rest (self, exchange, KONTOR_EXCHANGE_LINES, KONTOR_EXCHANGE_DATA, item);
}

/* --- Edits --- */

static void
take_change_kind (KontorRecord *change, yyjson_val *action)
{
  static const char *const words[][2] = { { "ITEM_ADD", "add" }, { "ITEM_UPDATE", "quantity" }, { "SHIPPING_ADD", "shipping" } };
  const char *word = yyjson_get_str (yyjson_obj_get (action, "action"));

  kontor_record_set_text (change, KONTOR_EDIT_CHANGE_KIND, word);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i][0]) == 0)
      kontor_record_set_text (change, KONTOR_EDIT_CHANGE_KIND, words[i][1]);
}

/* What is added, and what is only another quantity of what is there. */
static void
take_change (KontorMapping *self, KontorRecord *edit, yyjson_val *action)
{
  KontorRecord *change = kontor_medusa_begin_member (edit, KONTOR_EDIT_CHANGES, action);
  yyjson_val *details = yyjson_obj_get (action, "details");

  if (change == NULL)
    return;
  take_change_kind (change, action);
  kontor_mapping_take_text (change, KONTOR_EDIT_CHANGE_LINE_KEY, details, "reference_id");
  kontor_mapping_take_int (self, change, KONTOR_EDIT_CHANGE_QUANTITY, details, "quantity");
  kontor_mapping_take_int (self, change, KONTOR_EDIT_CHANGE_DIFFERENCE, details,
                           yyjson_obj_get (details, "quantity_diff") != NULL ? "quantity_diff" : "quantity");
  kontor_record_take_member (edit, KONTOR_EDIT_CHANGES, change);
}

static void
take_settled (KontorMapping *self, KontorRecord *edit, yyjson_val *item)
{
  static const char *const names[] = { "confirmed_at", "declined_at", "canceled_at" };

  kontor_record_set_null (edit, KONTOR_EDIT_SETTLED_AT);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!is_null (item, names[i]))
      kontor_mapping_take_instant (self, edit, KONTOR_EDIT_SETTLED_AT, item, names[i]);
}

/* Without what Kontor tells its own by. */
static void
take_note (KontorRecord *edit, yyjson_val *item)
{
  const char *name = is_null (item, "internal_note") ? "description" : "internal_note";
  const char *note = yyjson_get_str (yyjson_obj_get (item, name));
  const char *mark = note != NULL ? strstr (note, "[Kontor ") : NULL;

  kontor_mapping_take_text (edit, KONTOR_EDIT_NOTE, item, name);
  if (mark == note && mark != NULL)
    kontor_record_set_null (edit, KONTOR_EDIT_NOTE);
  else if (mark != NULL)
    kontor_record_take_text (edit, KONTOR_EDIT_NOTE, g_strchomp (g_strndup (note, (gsize) (mark - note))));
}

static void
take_edit (KontorMapping *self, KontorRecord *edit, yyjson_val *item)
{
  g_autoptr (GPtrArray) actions = kontor_medusa_sort (yyjson_obj_get (item, "actions"), kontor_medusa_compare_ids);

  kontor_mapping_take_text (edit, KONTOR_EDIT_STATUS, item, "status");
  if (g_strcmp0 (kontor_record_get_text (edit, KONTOR_EDIT_STATUS), "canceled") == 0)
    kontor_record_set_text (edit, KONTOR_EDIT_STATUS, "cancelled");
  take_note (edit, item);
  kontor_mapping_take_instant (self, edit, KONTOR_EDIT_AT, item, "created_at");
  take_settled (self, edit, item);
  kontor_record_set_empty (edit, KONTOR_EDIT_CHANGES);
  for (guint i = 0; i < actions->len; i++)
    take_change (self, edit, g_ptr_array_index (actions, i));
}

/* --- All of them --- */

static const struct {
  const char *list;
  guint field;
  void (*take) (KontorMapping *self, KontorRecord *member, yyjson_val *item);
  gboolean begun; /* whether what is only begun is there, too */
} parts[] = {
  [KONTOR_MEDUSA_CLAIMS] = { "claims", KONTOR_ORDER_CLAIMS, take_claim, FALSE },
  [KONTOR_MEDUSA_EXCHANGES] = { "exchanges", KONTOR_ORDER_EXCHANGES, take_exchange, FALSE },
  [KONTOR_MEDUSA_EDITS] = { "order_changes", KONTOR_ORDER_EDITS, take_edit, TRUE },
};

void
kontor_medusa_add_changes (const KontorMappingStore *store, KontorMedusaChanges kind, yyjson_val *answer, KontorBatch *batch)
{
  g_auto (KontorMapping) self = { 0 };
  g_autoptr (GPtrArray) items = kontor_medusa_sort (yyjson_obj_get (answer, parts[kind].list), kontor_medusa_compare_ids);

  kontor_mapping_init (&self, store);
  for (guint i = 0; i < items->len; i++) {
    yyjson_val *item = g_ptr_array_index (items, i);
    KontorRecord *order = parts[kind].begun || !is_begun (item) ? find_order (batch, item) : NULL;
    KontorRecord *member = order != NULL ? kontor_medusa_begin_member (order, parts[kind].field, item) : NULL;

    if (member == NULL)
      continue;
    parts[kind].take (&self, member, item);
    kontor_record_take_member (order, parts[kind].field, member);
  }
}
