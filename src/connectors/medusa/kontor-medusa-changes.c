#include "kontor-medusa-changes.h"

/* Without the flag all items of a claim come in the first list. */
#define CLAIMS                                                                                                                   \
  "id,display_id,order_id,return_id,type,refund_amount,created_at,canceled_at,return.status,claim_items.id,claim_items.item_id," \
  "claim_items.quantity,claim_items.reason,claim_items.is_additional_item,additional_items.id,additional_items.item_id,"         \
  "additional_items.quantity"
#define EXCHANGES                                                                                                                      \
  "id,display_id,order_id,return_id,difference_due,created_at,canceled_at,return.status,additional_items.id,additional_items.item_id," \
  "additional_items.quantity"
#define EDITS "id,order_id,status,description,internal_note,created_at,confirmed_at,declined_at,canceled_at,*actions"

/* What is asked of one list, for all orders at once. */
static char *
make_path (const char *list, const char *fields, const KontorBatch *batch)
{
  GString *path = g_string_new (NULL);

  g_string_printf (path, "%s?limit=1000&fields=%s", list, fields);
  for (guint i = 0; i < batch->rows->len; i++)
    g_string_append_printf (path, "&order_id%%5B%%5D=%s", kontor_record_get_key (g_ptr_array_index (batch->rows, i)));
  return g_string_free_and_steal (path);
}

static void
begin_lists (KontorBatch *batch, guint field)
{
  for (guint i = 0; i < batch->rows->len; i++)
    kontor_record_set_empty (g_ptr_array_index (batch->rows, i), field);
}

static gboolean
await_answer (KontorMedusaShop *shop, KontorMedusaChanges kind, KontorBatch *batch, DexFuture *asked, GError **error)
{
  g_autoptr (KontorMedusaReply) reply = dex_await_boxed (asked, error);

  if (reply != NULL)
    kontor_medusa_add_changes (&shop->store, kind, kontor_json_get_root (reply->json), batch);
  return reply != NULL;
}

gboolean
kontor_medusa_await_changes (KontorMedusaClient *client, KontorMedusaShop *shop, KontorBatch *batch, GError **error)
{
  g_autofree char *claims = make_path ("admin/claims", CLAIMS, batch);
  g_autofree char *exchanges = make_path ("admin/exchanges", EXCHANGES, batch);
  DexFuture *asked[2];

  if (batch->rows->len == 0)
    return TRUE;
  asked[0] = kontor_medusa_client_get (client, "%s", claims);
  asked[1] = kontor_medusa_client_get (client, "%s", exchanges);
  begin_lists (batch, KONTOR_ORDER_CLAIMS);
  begin_lists (batch, KONTOR_ORDER_EXCHANGES);
  if (!await_answer (shop, KONTOR_MEDUSA_CLAIMS, batch, asked[0], error)) {
    dex_unref (asked[1]);
    return FALSE;
  }
  return await_answer (shop, KONTOR_MEDUSA_EXCHANGES, batch, asked[1], error);
}

/* They can be asked of one order at a time alone. */
gboolean
kontor_medusa_await_edits (KontorMedusaClient *client, KontorMedusaShop *shop, KontorBatch *batch, GError **error)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < batch->rows->len; i++)
    g_ptr_array_add (asked, kontor_medusa_client_get (client, "admin/orders/%s/changes?change_type=edit&fields=" EDITS,
                                                      kontor_record_get_key (g_ptr_array_index (batch->rows, i))));
  begin_lists (batch, KONTOR_ORDER_EDITS);
  for (guint i = 0; i < asked->len; i++)
    if (!await_answer (shop, KONTOR_MEDUSA_EDITS, batch, dex_ref (g_ptr_array_index (asked, i)), error))
      return FALSE;
  return TRUE;
}
