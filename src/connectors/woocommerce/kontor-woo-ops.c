#include "kontor-woo-ops.h"

#define BATCH 50
#define MAILS KONTOR_EFFECT_MAILS_CUSTOMER
#define STOCK KONTOR_EFFECT_MOVES_STOCK
#define MONEY KONTOR_EFFECT_MOVES_MONEY

/* Kind, how many at once, what it sets off, how a lost answer is recognised, the plan, and whether that reads first. */
#define OPS(X)                                                              \
  X ("set-product", BATCH, 0, VALUE, VALUE, product, TRUE)                  \
  X ("create-product", 1, 0, NATURAL, SKU, new_product, FALSE)              \
  X ("trash-product", 1, 0, MARK, TRASHED, trash, FALSE)                    \
  X ("restore-product", 1, 0, VALUE, VALUE, restore, TRUE)                  \
  X ("set-pictures", 1, 0, MARK, PICTURES, pictures, TRUE)                  \
  X ("set-variant", BATCH, 0, VALUE, VALUE, variant, FALSE)                 \
  X ("set-price", BATCH, 0, VALUE, VALUE, variant, FALSE)                   \
  X ("adjust-stock", BATCH, STOCK, MARK, MARK, stock, TRUE)                 \
  X ("count-stock", BATCH, STOCK, MARK, MARK, count, TRUE)                  \
  X ("create-variant", 1, 0, NATURAL, SKU, new_variant, FALSE)              \
  X ("set-category", 1, 0, VALUE, VALUE, category, FALSE)                   \
  X ("create-category", 1, 0, NATURAL, TERM, category, FALSE)               \
  X ("set-tag", 1, 0, VALUE, VALUE, tag, FALSE)                             \
  X ("create-tag", 1, 0, NATURAL, TERM, tag, FALSE)                         \
  X ("set-discount", 1, 0, VALUE, VALUE, discount, FALSE)                   \
  X ("create-discount", 1, 0, NATURAL, CODE, discount, FALSE)               \
  X ("trash-discount", 1, 0, MARK, TRASHED, trash, FALSE)                   \
  X ("set-order", 1, STOCK, MARK, MARK, order, TRUE)                        \
  X ("set-order-status", BATCH, MAILS | STOCK, MARK, STATUS, status, FALSE) \
  X ("set-team", BATCH, 0, VALUE, VALUE, team, TRUE)                        \
  X ("tag-order", BATCH, 0, VALUE, VALUE, team, TRUE)                       \
  X ("add-note", 1, 0, MARK, NOTE, note, FALSE)                             \
  X ("send-note", 1, MAILS, MARK, NOTE, note, FALSE)                        \
  X ("mark-paid", 1, MAILS | STOCK | MONEY, MARK, MARK, paid, TRUE)         \
  X ("refund-order", 1, MAILS | STOCK | MONEY, MARK, REFUND, refund, FALSE) \
  X ("cancel-order", 1, MAILS | STOCK, MARK, MARK, cancel, TRUE)            \
  X ("create-fulfilment", 1, MAILS, MARK, FULFILMENT, fulfilment, TRUE)     \
  X ("cancel-fulfilment", 1, 0, MARK, FULFILMENT, cancel_fulfilment, TRUE)  \
  X ("set-customer", 1, 0, VALUE, VALUE, customer, TRUE)                    \
  X ("tag-customer", 1, 0, VALUE, VALUE, customer, TRUE)                    \
  X ("create-customer", 1, MAILS, NATURAL, EMAIL, customer, FALSE)          \
  X ("delete-customer", 1, 0, MARK, TRASHED, delete_customer, FALSE)

#define SUPPORT(kind, batch, effects, proof, find, plan, needs) { kind, batch, effects, KONTOR_PROOF_##proof },
#define OP(kind, batch, effects, proof, find, plan, needs) \
  { SUPPORT (kind, batch, effects, proof, find, plan, needs) kontor_woo_plan_##plan, needs, KONTOR_WOO_FIND_##find },

const KontorOpSupport kontor_woo_ops[] = { OPS (SUPPORT) { NULL } };
static const KontorWooOp ops[] = { OPS (OP) };

const KontorWooOp *
kontor_woo_op_lookup (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i].support.kind, kind))
      return &ops[i];
  return NULL;
}
