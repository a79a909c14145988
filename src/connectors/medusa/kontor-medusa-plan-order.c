#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"

static void
request_order (KontorMedusaDraft *draft)
{
  kontor_medusa_draft_request (draft, "POST", "admin/orders/%s", draft->op->remote_id);
}

/* --- What stands on the order --- */

/* The shop refuses another country; where it stays, it need not be sent. */
static void
write_part (KontorMedusaDraft *draft, yyjson_mut_val *object, const KontorRecord *address, const KontorMappingName *part,
            yyjson_val *present)
{
  const char *text = kontor_record_get_text (address, part->field);
  const char *now = yyjson_get_str (yyjson_obj_get (present, part->name));

  if (part->field != KONTOR_ADDRESS_COUNTRY) {
    kontor_medusa_put_text (draft, object, part->name, text);
    return;
  }
  if (text != NULL && (now == NULL || g_ascii_strcasecmp (text, now) != 0))
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("Medusa does not let the country of an order be changed."));
}

static void
write_address (KontorMedusaDraft *draft, const KontorRecord *address)
{
  g_autofree char *name = g_strconcat (kontor_record_get_key (address), "_address", NULL);
  yyjson_mut_val *object = kontor_medusa_need_object (draft, name);

  for (const KontorMappingName *part = kontor_medusa_address_names; part->name != NULL; part++)
    if (kontor_record_has (address, part->field))
      write_part (draft, object, address, part, yyjson_obj_get (draft->raw, name));
}

static void
write_addresses (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    const KontorRecord *address = kontor_record_get_member (record, field, i);
    const char *role = kontor_record_get_key (address);

    if (g_strcmp0 (role, "billing") == 0 || g_strcmp0 (role, "shipping") == 0)
      write_address (draft, address);
    else
      kontor_medusa_draft_refuse_field (draft, field);
  }
}

static void
write_phone (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_text (draft, kontor_medusa_need_object (draft, "billing_address"), name, kontor_record_get_text (record, field));
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_ORDER_EMAIL, "email", kontor_medusa_write_text },
  { KONTOR_ORDER_PHONE, "phone", write_phone },
  { KONTOR_ORDER_ADDRESSES, NULL, write_addresses },
  { 0 },
};

/* What the shop computes itself, or has no edit for. */
static void
refuse_others (KontorMedusaDraft *draft)
{
  static const guint lists[] = { KONTOR_ORDER_SHIPPING_LINES, KONTOR_ORDER_FEES, KONTOR_ORDER_DISCOUNTS };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (kontor_medusa_changes_list (draft->op, lists[i]))
      kontor_medusa_draft_refuse_field (draft, lists[i]);
}

void
kontor_medusa_plan_order (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  refuse_others (draft);
  if (kontor_medusa_changes_lines (op)) {
    if (op->set != NULL || kontor_medusa_changes_list (op, KONTOR_ORDER_ADDRESSES))
      kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("Items and other things of an order are two changes."));
    kontor_medusa_plan_edit (draft);
    return;
  }
  if (op->set != NULL)
    kontor_medusa_write_fields (draft, writes, op->set);
  if (op->add != NULL)
    write_addresses (draft, op->add, KONTOR_ORDER_ADDRESSES, NULL);
  kontor_medusa_put_mark (draft);
  request_order (draft);
}

/* --- What a team shares --- */

static void
put_json (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const char *text)
{
  yyjson_doc *doc = text != NULL ? yyjson_read (text, strlen (text), YYJSON_READ_NUMBER_AS_RAW) : NULL;

  kontor_medusa_put (draft, object, name,
                     doc != NULL ? yyjson_val_mut_copy (draft->doc, yyjson_doc_get_root (doc)) : yyjson_mut_null (draft->doc));
  yyjson_doc_free (doc);
}

static void
write_team (KontorMedusaDraft *draft, yyjson_mut_val *team, const KontorRecord *record, guint field)
{
  const KontorField *info = &kontor_record_get_record_type (record)->fields[field];

  if (kontor_record_is_null (record, field))
    yyjson_mut_obj_remove_key (team, info->name);
  else if (info->kind == KONTOR_FIELD_BOOL)
    kontor_medusa_put_bool (draft, team, info->name, kontor_record_get_bool (record, field));
  else if (info->kind == KONTOR_FIELD_JSON)
    put_json (draft, team, info->name, kontor_record_get_text (record, field));
  else
    kontor_medusa_put_text (draft, team, info->name, kontor_record_get_text (record, field));
}

/* Key by key in what the team has now. */
void
kontor_medusa_plan_team (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecordType *type = kontor_entity_get_record_type (KONTOR_ENTITY_ORDER);
  yyjson_mut_val *team = kontor_medusa_need_team (draft);

  for (guint i = 0; op->set != NULL && i < type->n_fields; i++)
    if (!kontor_record_has (op->set, i))
      continue;
    else if ((type->fields[i].flags & KONTOR_FIELD_TEAM) == 0)
      kontor_medusa_draft_refuse_field (draft, i);
    else if (type->fields[i].kind != KONTOR_FIELD_LIST)
      write_team (draft, team, op->set, i);
  kontor_medusa_put_tags (draft, KONTOR_ORDER_TAGS);
  request_order (draft);
}

/* The shop has no notes: the team's value keeps them, under what the operation is known by. */
void
kontor_medusa_plan_note (KontorMedusaDraft *draft)
{
  const KontorRecord *note = kontor_medusa_get_added (draft->op, KONTOR_ORDER_NOTES);
  yyjson_mut_val *team, *notes, *entry;

  if (note == NULL) {
    kontor_medusa_draft_refuse_empty (draft);
    return;
  }
  team = kontor_medusa_need_team (draft);
  notes = yyjson_mut_obj_get (team, "notes");
  if (!yyjson_mut_is_obj (notes)) {
    notes = yyjson_mut_obj (draft->doc);
    kontor_medusa_put (draft, team, "notes", notes);
  }
  entry = yyjson_mut_obj (draft->doc);
  kontor_medusa_put (draft, notes, draft->op->idempotency, entry);
  kontor_medusa_put_text (draft, entry, "text", kontor_record_get_text (note, KONTOR_NOTE_TEXT));
  kontor_medusa_put_text (draft, entry, "author", kontor_record_get_text (note, KONTOR_NOTE_AUTHOR));
  kontor_medusa_put_int (draft, entry, "at",
                         kontor_record_is_null (note, KONTOR_NOTE_AT) ? draft->now : kontor_record_get_int (note, KONTOR_NOTE_AT));
  kontor_medusa_put_mark (draft);
  request_order (draft);
}

/* What was authorised is voided with it, and what was reserved is free again. */
void
kontor_medusa_plan_cancel (KontorMedusaDraft *draft)
{
  if (yyjson_equals_str (yyjson_obj_get (draft->raw, "status"), "canceled")) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  kontor_medusa_draft_request (draft, "POST", "admin/orders/%s/cancel", draft->op->remote_id);
}
