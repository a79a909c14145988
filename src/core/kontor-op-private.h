#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/* Shared by the files of KontorOp alone. */

/* The tables of op kinds, one per domain, each ending with a NULL name. */
extern const KontorOpKind kontor_op_catalog_kinds[], kontor_op_order_kinds[], kontor_op_customer_kinds[];

/** The fields that the op sets: "Price € 12.00 → € 15.00, SKU a → b". */
char *kontor_op_describe_fields (const KontorOp *op);
/** The kind's label and, as far as the op knows it, the text @field names the object by: "Create product: Green tea". */
char *kontor_op_describe_named (const KontorOp *op, guint field);
/** "Tags +gift −rush" from the members by key. */
char *kontor_op_describe_members (const KontorOp *op, guint field, const char *label);
/** An amount in the currency of the op's object, as far as the op knows it. */
char *kontor_op_format_amount (const KontorOp *op, gint64 amount);
/** Text on one line, cut to a length that a list can show. */
char *kontor_op_shorten (const char *text);
/** The first member that the op adds to a list, or NULL. */
KontorRecord *kontor_op_get_added (const KontorOp *op, guint field);

/** A bit for each field that is known; none of NULL. */
guint64 kontor_record_get_known (const KontorRecord *self);
/** (transfer full) (nullable): a copy with those fields alone; NULL if it knows none of them. */
KontorRecord *kontor_record_pick (const KontorRecord *self, guint64 bits);
/** (transfer full) (nullable): both (nullable) together; what @over knows wins. */
KontorRecord *kontor_record_combine (const KontorRecord *under, const KontorRecord *over);
/** As kontor_record_find_member (), of NULL too. */
KontorRecord *kontor_record_find_in (const KontorRecord *self, guint field, const char *key);
/** Puts a reference of @member into a record that is made where there is none. */
void kontor_record_share_member (KontorRecord **self, const KontorRecordType *type, guint field, KontorRecord *member);

/** (nullable): what was under @key before the op, as far as it says. */
KontorRecord *kontor_op_get_old_member (const KontorOp *op, guint field, const char *key);
gboolean kontor_op_edits_member (const KontorOp *op, guint field, const char *key);

typedef void (*KontorEditFunc) (KontorOp *result, const KontorOp *a, const KontorOp *b, guint field, const char *key);
/** Calls @func once for every member that either adds or removes. */
void kontor_op_foreach_edit (KontorOp *result, const KontorOp *a, const KontorOp *b, KontorEditFunc func);

/** Adds the whole numbers of @delta, in members by key; those that are missing appear. */
void kontor_record_add_delta (KontorRecord *self, const KontorRecord *delta);
/** Appends @member to a list, or puts it in the place of the one with its key. */
void kontor_record_put_member (KontorRecord *self, guint field, KontorRecord *member);

G_END_DECLS
