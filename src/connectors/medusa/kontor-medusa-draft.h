#pragma once

#include "kontor-medusa-reading.h"
#include "kontor-medusa-plan.h"

G_BEGIN_DECLS

/* What the files that plan share: the body of one request while it is written. */

/**
 * KontorMedusaDraft:
 * @raw: (nullable): the object as the shop has it
 */
typedef struct {
  KontorMedusaPlan *plan;
  const KontorOp *op;
  const KontorMedusaShop *shop;
  yyjson_val *raw;
  gint64 now;
  yyjson_mut_doc *doc;
  yyjson_mut_val *body;
} KontorMedusaDraft;

void kontor_medusa_draft_request (KontorMedusaDraft *draft, const char *method, const char *format, ...) G_GNUC_PRINTF (3, 4);
/** Likewise, of something that the answer then has under the name. */
void kontor_medusa_draft_make (KontorMedusaDraft *draft, const char *path, const char *made);
void kontor_medusa_draft_answer (KontorMedusaDraft *draft, KontorReceiptState state);
void kontor_medusa_draft_refuse (KontorMedusaDraft *draft, int code, const char *message);
/** Refuses an op that does not say what to do. */
void kontor_medusa_draft_refuse_empty (KontorMedusaDraft *draft);
/** Refuses a field for which the shop has no place. */
void kontor_medusa_draft_refuse_field (KontorMedusaDraft *draft, guint field);

/* Into any object of the body. NULL is null. */
void kontor_medusa_put (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, yyjson_mut_val *value);
void kontor_medusa_put_text (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const char *text);
void kontor_medusa_put_bool (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, gboolean value);
void kontor_medusa_put_int (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, gint64 value);
/** A number, as the server wrote it where that says more. */
void kontor_medusa_put_money (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const KontorRecord *record,
                              guint field);
/** A number from its text; null for none, nothing for what is no number. */
void kontor_medusa_put_number (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const char *text);
yyjson_mut_val *kontor_medusa_put_list (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name);
yyjson_mut_val *kontor_medusa_add_object (KontorMedusaDraft *draft, yyjson_mut_val *list);
/** The object of that name in the body, empty at first. */
yyjson_mut_val *kontor_medusa_need_object (KontorMedusaDraft *draft, const char *name);

/** Our mark before those of the ops that wrote the object before, into the metadata. */
void kontor_medusa_put_mark (KontorMedusaDraft *draft);
/** Likewise of something that is made, and bears no other mark. */
void kontor_medusa_put_mark_of_own (KontorMedusaDraft *draft);
/** The team's value as the shop has it, to be changed in place; a part of the metadata. */
yyjson_mut_val *kontor_medusa_need_team (KontorMedusaDraft *draft);
/** The tags that the op sets, adds and takes out, in those that the team has. */
void kontor_medusa_put_tags (KontorMedusaDraft *draft, guint field);

/** Whether the op sets the list, or adds to it or takes out of it. */
gboolean kontor_medusa_changes_list (const KontorOp *op, guint field);
/** Whether the op wants other lines in an order, which is an edit there. */
gboolean kontor_medusa_changes_lines (const KontorOp *op);
/** (nullable): the only member that the op adds */
KontorRecord *kontor_medusa_get_added (const KontorOp *op, guint field);

/** How one field of an entity is written. */
typedef struct {
  guint field;
  const char *name;
  void (*write) (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
} KontorMedusaWrite;
/** Every field that @record knows by the table, which ends with a NULL writer; refuses the others. */
void kontor_medusa_write_fields (KontorMedusaDraft *draft, const KontorMedusaWrite *writes, const KontorRecord *record);
/** Likewise with two tables, of which @others has what the first lacks. */
void kontor_medusa_write_fields_of (KontorMedusaDraft *draft, const KontorMedusaWrite *writes, const KontorMedusaWrite *others,
                                    const KontorRecord *record);
void kontor_medusa_write_text (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_small (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_number (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_bool (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_int (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_ref (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);
void kontor_medusa_write_nothing (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name);

/* kontor-medusa-plan-product.c */
void kontor_medusa_plan_product (KontorMedusaDraft *draft);
void kontor_medusa_plan_new_product (KontorMedusaDraft *draft);
void kontor_medusa_plan_trash (KontorMedusaDraft *draft);
void kontor_medusa_plan_restore (KontorMedusaDraft *draft);

/* kontor-medusa-plan-pictures.c */
void kontor_medusa_plan_pictures (KontorMedusaDraft *draft);

/* kontor-medusa-plan-discount.c */
void kontor_medusa_plan_discount (KontorMedusaDraft *draft);
void kontor_medusa_plan_trash_discount (KontorMedusaDraft *draft);

/** What the shop's own admin calls the option of a product that has no choice, and its only value. */
#define KONTOR_MEDUSA_NO_OPTION "Default option"
#define KONTOR_MEDUSA_NO_OPTION_VALUE "Default option value"

/* kontor-medusa-plan-variant.c */
void kontor_medusa_plan_variant (KontorMedusaDraft *draft);
void kontor_medusa_plan_new_variant (KontorMedusaDraft *draft);
void kontor_medusa_plan_stock (KontorMedusaDraft *draft);
void kontor_medusa_plan_count (KontorMedusaDraft *draft);

/* kontor-medusa-plan-shop.c */
void kontor_medusa_plan_category (KontorMedusaDraft *draft);
void kontor_medusa_plan_tag (KontorMedusaDraft *draft);
void kontor_medusa_plan_customer (KontorMedusaDraft *draft);
void kontor_medusa_plan_delete_customer (KontorMedusaDraft *draft);

/* kontor-medusa-plan-address.c */
/** The first request that an address of the customer needs; FALSE where none does. */
gboolean kontor_medusa_plan_addresses (KontorMedusaDraft *draft);

/* kontor-medusa-plan-order.c */
void kontor_medusa_plan_order (KontorMedusaDraft *draft);
void kontor_medusa_plan_team (KontorMedusaDraft *draft);
void kontor_medusa_plan_note (KontorMedusaDraft *draft);
void kontor_medusa_plan_cancel (KontorMedusaDraft *draft);

/* kontor-medusa-plan-money.c */
void kontor_medusa_plan_capture (KontorMedusaDraft *draft);
void kontor_medusa_plan_refund (KontorMedusaDraft *draft);

/* kontor-medusa-plan-paid.c */
void kontor_medusa_plan_paid (KontorMedusaDraft *draft);

/* kontor-medusa-plan-edit.c */
/** The order's lines, as the op wants them. */
void kontor_medusa_plan_edit (KontorMedusaDraft *draft);

/* kontor-medusa-plan-change.c */
/** Whether nobody is changing the order just now; refuses the op where somebody is. */
gboolean kontor_medusa_may_change (KontorMedusaDraft *draft);
/** Begins a change in one of the lists of the shop: "returns", "order-edits" … @reason: (nullable) */
void kontor_medusa_begin_change (KontorMedusaDraft *draft, const char *list, const char *reason, const char *next);
/** (nullable): where something comes back to: what the person says, or where it was sent from */
const char *kontor_medusa_find_back_location (KontorMedusaDraft *draft);
/** Units of a line of the order, into a list. */
yyjson_mut_val *kontor_medusa_add_item (KontorMedusaDraft *draft, yyjson_mut_val *items, const char *key, gint64 quantity);
/** @reason: (nullable): why it comes back @note: (nullable) */
void kontor_medusa_put_reason (KontorMedusaDraft *draft, yyjson_mut_val *item, const char *reason, const char *note);

/* kontor-medusa-plan-swap.c */
void kontor_medusa_plan_exchange (KontorMedusaDraft *draft);
void kontor_medusa_plan_claim (KontorMedusaDraft *draft);

/* kontor-medusa-plan-return.c */
void kontor_medusa_plan_new_return (KontorMedusaDraft *draft);
void kontor_medusa_plan_return (KontorMedusaDraft *draft);

/* kontor-medusa-plan-fulfilment.c */
void kontor_medusa_plan_fulfilment (KontorMedusaDraft *draft);
void kontor_medusa_plan_cancel_fulfilment (KontorMedusaDraft *draft);
void kontor_medusa_plan_delivered (KontorMedusaDraft *draft);

G_END_DECLS
