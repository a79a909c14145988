#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-walk.h"

/* A code is a promotion there; when it is good is a campaign's, which belongs to it alone where Kontor makes it. */

static yyjson_mut_val *
need_method (KontorMedusaDraft *draft)
{
  return kontor_medusa_need_object (draft, "application_method");
}

static void
write_status (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  static const char *const words[][2] = { { "active", "active" }, { "draft", "draft" }, { "paused", "inactive" }, { "trash", "inactive" } };
  const char *status = kontor_record_get_text (record, field);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (status, words[i][0]) == 0)
      kontor_medusa_put_text (draft, draft->body, name, words[i][1]);
}

/* What it takes off is decided when it is made. */
static void
write_kind (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *kind = kontor_record_get_text (record, field);
  gboolean items = g_strcmp0 (kind, "fixed-product") == 0, shipping = g_strcmp0 (kind, "free-shipping") == 0;

  if (draft->op->remote_id != NULL) {
    kontor_medusa_draft_refuse_field (draft, field);
    return;
  }
  kontor_medusa_put_text (draft, need_method (draft), "type", items || g_strcmp0 (kind, "fixed-order") == 0 ? "fixed" : "percentage");
  kontor_medusa_put_text (draft, need_method (draft), "target_type", items ? "items" : shipping ? "shipping_methods"
                                                                                                : "order");
  kontor_medusa_put_text (draft, need_method (draft), "allocation", items ? "each" : "across");
  if (items)
    kontor_medusa_put_int (draft, need_method (draft), "max_quantity", 1000000);
  if (shipping)
    kontor_medusa_put_int (draft, need_method (draft), "value", 100);
}

static void
write_percent (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (!kontor_record_is_null (record, field))
    kontor_medusa_put_number (draft, need_method (draft), name, kontor_record_get_text (record, field));
}

static void
write_amount (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *currency = kontor_record_get_text (record, KONTOR_DISCOUNT_CURRENCY);
  g_autofree char *small = g_ascii_strdown (currency != NULL ? currency : draft->shop->currency, -1);

  if (kontor_record_is_null (record, field))
    return;
  kontor_medusa_put_money (draft, need_method (draft), name, record, field);
  if (draft->op->remote_id == NULL)
    kontor_medusa_put_text (draft, need_method (draft), "currency_code", small);
}

static void
write_limit (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (kontor_record_is_null (record, field))
    kontor_medusa_put_text (draft, draft->body, name, NULL);
  else
    kontor_medusa_put_int (draft, draft->body, name, kontor_record_get_int (record, field));
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_DISCOUNT_CODE, "code", kontor_medusa_write_text },
  { KONTOR_DISCOUNT_KIND, NULL, write_kind },
  { KONTOR_DISCOUNT_PERCENT, "value", write_percent },
  { KONTOR_DISCOUNT_AMOUNT, "value", write_amount },
  { KONTOR_DISCOUNT_CURRENCY, NULL, kontor_medusa_write_nothing },
  { KONTOR_DISCOUNT_STATUS, "status", write_status },
  { KONTOR_DISCOUNT_USAGE_LIMIT, "limit", write_limit },
  { KONTOR_DISCOUNT_STARTS_AT, NULL, kontor_medusa_write_nothing },
  { KONTOR_DISCOUNT_ENDS_AT, NULL, kontor_medusa_write_nothing },
  { KONTOR_DISCOUNT_FREE_SHIPPING, NULL, kontor_medusa_write_nothing },
  { 0 },
};

/* --- When it is good --- */

static const struct {
  guint field;
  const char *name;
} bounds[] = { { KONTOR_DISCOUNT_STARTS_AT, "starts_at" }, { KONTOR_DISCOUNT_ENDS_AT, "ends_at" } };

static gboolean
is_bound_so (yyjson_val *campaign, const char *name, const KontorRecord *record, guint field)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (campaign, name));

  if (kontor_record_is_null (record, field))
    return text == NULL;
  return text != NULL && kontor_mapping_read_time (text) == kontor_record_get_int (record, field);
}

/** Writes the bounds that are not so yet; FALSE where there are none. */
static gboolean
write_bounds (KontorMedusaDraft *draft, yyjson_val *campaign)
{
  const KontorRecord *record = draft->op->set;
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++) {
    if (!kontor_record_has (record, bounds[i].field) || is_bound_so (campaign, bounds[i].name, record, bounds[i].field))
      continue;
    any = TRUE;
    if (kontor_record_is_null (record, bounds[i].field)) {
      kontor_medusa_put_text (draft, draft->body, bounds[i].name, NULL);
    } else {
      g_autofree char *text = kontor_medusa_write_time (kontor_record_get_int (record, bounds[i].field));

      kontor_medusa_put_text (draft, draft->body, bounds[i].name, text);
    }
  }
  return any;
}

/** Whether the op wants other bounds than the campaign has, which is a request of its own. */
static gboolean
plan_bounds (KontorMedusaDraft *draft)
{
  yyjson_val *campaign = yyjson_obj_get (draft->raw, "campaign");
  const char *id = yyjson_get_str (yyjson_obj_get (campaign, "id"));

  if (draft->op->set == NULL || !write_bounds (draft, campaign))
    return FALSE;
  if (id != NULL) {
    kontor_medusa_draft_request (draft, "POST", "admin/campaigns/%s", id);
    return TRUE;
  }
  yyjson_mut_obj_clear (draft->body);
  return FALSE;
}

/* A new campaign goes along where a promotion is made; one that has none gets none afterwards. */
static void
make_campaign (KontorMedusaDraft *draft)
{
  const KontorRecord *record = draft->op->set;
  yyjson_mut_val *body = draft->body, *campaign = yyjson_mut_obj (draft->doc);

  draft->body = campaign;
  if (write_bounds (draft, NULL)) {
    kontor_medusa_put_text (draft, campaign, "name", kontor_record_get_text (record, KONTOR_DISCOUNT_CODE));
    kontor_medusa_put_text (draft, campaign, "campaign_identifier", draft->op->idempotency);
    kontor_medusa_put (draft, body, "campaign", campaign);
  }
  draft->body = body;
}

static gboolean
wants_bounds (const KontorRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (kontor_record_has (record, bounds[i].field) && !kontor_record_is_null (record, bounds[i].field))
      return TRUE;
  return FALSE;
}

static void
make_promotion (KontorMedusaDraft *draft)
{
  kontor_medusa_put_text (draft, draft->body, "type", "standard");
  kontor_medusa_put_bool (draft, draft->body, "is_automatic", FALSE);
  kontor_medusa_put_text (draft, draft->body, "status", "active");
  kontor_medusa_write_fields (draft, writes, draft->op->set);
  make_campaign (draft);
  kontor_medusa_draft_make (draft, "admin/promotions", "promotion");
}

void
kontor_medusa_plan_discount (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->set == NULL) {
    kontor_medusa_draft_refuse_empty (draft);
  } else if (op->remote_id == NULL) {
    make_promotion (draft);
  } else if (plan_bounds (draft)) {
    g_set_str (&draft->plan->resume, "fields");
  } else {
    if (wants_bounds (op->set) && yyjson_is_null (yyjson_obj_get (draft->raw, "campaign")))
      kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED,
                                  _("When this code is good is a campaign’s at Medusa: put it into one in the shop’s admin."));
    kontor_medusa_write_fields (draft, writes, op->set);
    kontor_medusa_draft_request (draft, "POST", "admin/promotions/%s", op->remote_id);
  }
}

/* Not deleted, which nothing takes back: it is good no more. */
void
kontor_medusa_plan_trash_discount (KontorMedusaDraft *draft)
{
  kontor_medusa_put_text (draft, draft->body, "status", "inactive");
  kontor_medusa_draft_request (draft, "POST", "admin/promotions/%s", draft->op->remote_id);
}
