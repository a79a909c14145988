#include "kontor-medusa-draft.h"

#include "kontor-json.h"

/* Of a customer's kept addresses each one is a request; which of them is left to do, the customer as it is now says. */

static yyjson_val *
find_address (KontorMedusaDraft *draft, const char *key)
{
  g_autofree char *mark = g_strconcat (draft->op->idempotency, "/", key, NULL);
  yyjson_val *list = yyjson_obj_get (draft->raw, "addresses"), *found = kontor_medusa_find (list, "id", key), *address;
  gsize i, n;

  if (found != NULL)
    return found;
  yyjson_arr_foreach (list, i, n, address)
    if (yyjson_equals_str (yyjson_obj_get (yyjson_obj_get (address, "metadata"), KONTOR_MEDUSA_MARK), mark))
      return address;
  return NULL;
}

static gboolean
is_so (yyjson_val *present, const KontorMappingName *part, const KontorRecord *address)
{
  const char *wanted = kontor_record_get_text (address, part->field), *there = yyjson_get_str (yyjson_obj_get (present, part->name));

  if (part->field == KONTOR_ADDRESS_COUNTRY && wanted != NULL && there != NULL)
    return g_ascii_strcasecmp (wanted, there) == 0;
  return g_strcmp0 (wanted, there) == 0;
}

/** Writes what of the address is not so yet; FALSE where it is as it shall be. */
static gboolean
write_parts (KontorMedusaDraft *draft, const KontorRecord *address, yyjson_val *present)
{
  gboolean any = FALSE;

  for (const KontorMappingName *part = kontor_medusa_address_names; part->name != NULL; part++) {
    const char *text = kontor_record_get_text (address, part->field);
    g_autofree char *small = text != NULL ? g_ascii_strdown (text, -1) : NULL;

    if (!kontor_record_has (address, part->field) || (present != NULL && is_so (present, part, address)))
      continue;
    any = TRUE;
    kontor_medusa_put_text (draft, draft->body, part->name, part->field == KONTOR_ADDRESS_COUNTRY ? small : text);
  }
  return any;
}

static gboolean
plan_one (KontorMedusaDraft *draft, const KontorRecord *address)
{
  const char *key = kontor_record_get_key (address), *customer = draft->op->remote_id;
  yyjson_val *present = find_address (draft, key);
  g_autofree char *mark = g_strconcat (draft->op->idempotency, "/", key, NULL);

  if (!write_parts (draft, address, present))
    return FALSE;
  if (present == NULL) {
    kontor_medusa_put_text (draft, kontor_medusa_need_object (draft, "metadata"), KONTOR_MEDUSA_MARK, mark);
    kontor_medusa_draft_request (draft, "POST", "admin/customers/%s/addresses", customer);
  } else {
    kontor_medusa_draft_request (draft, "POST", "admin/customers/%s/addresses/%s", customer,
                                 yyjson_get_str (yyjson_obj_get (present, "id")));
  }
  return TRUE;
}

static gboolean
plan_removal (KontorMedusaDraft *draft, const char *key)
{
  const KontorOp *op = draft->op;

  if ((op->add != NULL && kontor_record_find_member (op->add, KONTOR_CUSTOMER_ADDRESSES, key) != NULL) ||
      kontor_medusa_find (yyjson_obj_get (draft->raw, "addresses"), "id", key) == NULL)
    return FALSE;
  kontor_medusa_draft_request (draft, "DELETE", "admin/customers/%s/addresses/%s", op->remote_id, key);
  return TRUE;
}

gboolean
kontor_medusa_plan_addresses (KontorMedusaDraft *draft)
{
  const KontorRecord *wanted[] = { draft->op->set, draft->op->add }, *gone = draft->op->remove;
  const guint field = KONTOR_CUSTOMER_ADDRESSES;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint j = 0; wanted[i] != NULL && j < kontor_record_get_length (wanted[i], field); j++)
      if (plan_one (draft, kontor_record_get_member (wanted[i], field, j)))
        return TRUE;
  for (guint i = 0; gone != NULL && i < kontor_record_get_length (gone, field); i++)
    if (plan_removal (draft, kontor_record_get_key (kontor_record_get_member (gone, field, i))))
      return TRUE;
  return FALSE;
}
