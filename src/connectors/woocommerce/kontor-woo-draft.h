#pragma once

#include "kontor-woo-plan.h"
#include "kontor-woo-reading.h"

G_BEGIN_DECLS

/* What the files that plan share: the body of one request while it is written. */

/**
 * KontorWooDraft:
 * @raw: (nullable): the object as the store has it
 */
typedef struct {
  KontorWooPlan *plan;
  const KontorOp *op;
  const KontorWooFacts *facts;
  yyjson_val *raw;
  yyjson_mut_doc *doc;
  yyjson_mut_val *body;
} KontorWooDraft;

void kontor_woo_draft_request (KontorWooDraft *draft, const char *method, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/** The request could as well be a part of a batch at @collection. */
void kontor_woo_draft_allow_batch (KontorWooDraft *draft, const char *collection);
void kontor_woo_draft_answer (KontorWooDraft *draft, KontorReceiptState state);
void kontor_woo_draft_refuse (KontorWooDraft *draft, int code, const char *message);
/** Refuses a field for which the store has no place. */
void kontor_woo_draft_refuse_field (KontorWooDraft *draft, guint field);

/* Into any object of the body. */
void kontor_woo_put (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, yyjson_mut_val *value);
void kontor_woo_put_text (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const char *text);
void kontor_woo_put_bool (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gboolean value);
void kontor_woo_put_int (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gint64 value);
/** A number where the key is one; an id of the store. */
void kontor_woo_put_id (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const char *key);
/** As a text, with at least the store's decimals. */
void kontor_woo_put_amount (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gint64 amount);
/** As the server wrote it where that says more; "" for null. */
void kontor_woo_put_money (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const KontorRecord *record,
                           guint field);
yyjson_mut_val *kontor_woo_put_list (KontorWooDraft *draft, yyjson_mut_val *object, const char *name);
yyjson_mut_val *kontor_woo_add_object (KontorWooDraft *draft, yyjson_mut_val *list);

/** One key of the object's metadata; a NULL value takes it out. */
void kontor_woo_put_meta (KontorWooDraft *draft, const char *key, yyjson_mut_val *value);
/** Our mark before those of the ops that wrote the object before. */
void kontor_woo_put_mark (KontorWooDraft *draft);
/** The team's value as the store has it, to be changed in place; a part of the body. */
yyjson_mut_val *kontor_woo_need_team (KontorWooDraft *draft);
/** Only the keys that differ, and none that is hidden. */
void kontor_woo_put_metadata (KontorWooDraft *draft, const KontorRecord *before, const KontorRecord *after,
                              guint field);

/** The object of that name in the body, empty at first. */
yyjson_mut_val *kontor_woo_need_object (KontorWooDraft *draft, const char *name);
/** Billing and shipping, as far as @record knows them; refuses others. */
void kontor_woo_put_addresses (KontorWooDraft *draft, const KontorRecord *record, guint field);
/** The tags that the op sets, adds and takes out, in those that the team has. */
void kontor_woo_put_tags (KontorWooDraft *draft, guint field);

gboolean kontor_woo_is_id (const char *key);
/** (nullable): the member under @key before the op, as far as it says */
const KontorRecord *kontor_woo_get_old_member (const KontorOp *op, guint field, const char *key);
/** (nullable): the only member that the op adds or takes out */
KontorRecord *kontor_woo_get_member (const KontorOp *op, guint field);

/**
 * KontorWooWrite:
 * @name: (nullable): of the member; NULL for what is passed over
 *
 * How one field of an entity is written.
 */
typedef struct {
  guint field;
  const char *name;
  void (*write) (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
} KontorWooWrite;
/** Every field that @record knows by the table, which ends with a NULL writer and name; refuses the others. */
void kontor_woo_write_fields (KontorWooDraft *draft, const KontorWooWrite *writes, const KontorRecord *record);
void kontor_woo_write_text (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_name (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_bool (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_int (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_money (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_instant (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_ref (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_metadata (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_woo_write_nothing (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name);

/* kontor-woo-plan-product.c */
void kontor_woo_plan_product (KontorWooDraft *draft);
void kontor_woo_plan_new_product (KontorWooDraft *draft);
void kontor_woo_plan_pictures (KontorWooDraft *draft);
void kontor_woo_plan_trash (KontorWooDraft *draft);
void kontor_woo_plan_restore (KontorWooDraft *draft);

/* kontor-woo-plan-variant.c */
void kontor_woo_plan_variant (KontorWooDraft *draft);
void kontor_woo_plan_new_variant (KontorWooDraft *draft);
void kontor_woo_plan_stock (KontorWooDraft *draft);
void kontor_woo_plan_count (KontorWooDraft *draft);

/* kontor-woo-plan-shop.c */
void kontor_woo_plan_category (KontorWooDraft *draft);
void kontor_woo_plan_tag (KontorWooDraft *draft);
void kontor_woo_plan_discount (KontorWooDraft *draft);
void kontor_woo_plan_customer (KontorWooDraft *draft);
void kontor_woo_plan_delete_customer (KontorWooDraft *draft);

/* kontor-woo-plan-order.c */
void kontor_woo_plan_order (KontorWooDraft *draft);
void kontor_woo_plan_status (KontorWooDraft *draft);
void kontor_woo_plan_team (KontorWooDraft *draft);
void kontor_woo_plan_note (KontorWooDraft *draft);
void kontor_woo_plan_paid (KontorWooDraft *draft);
void kontor_woo_plan_cancel (KontorWooDraft *draft);

/* kontor-woo-plan-refund.c */
void kontor_woo_plan_refund (KontorWooDraft *draft);

/* kontor-woo-plan-fulfilment.c */
void kontor_woo_plan_fulfilment (KontorWooDraft *draft);
void kontor_woo_plan_cancel_fulfilment (KontorWooDraft *draft);

G_END_DECLS
