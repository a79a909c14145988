#include "kontor-medusa-ops.h"

#define MAILS KONTOR_EFFECT_MAILS_CUSTOMER
#define STOCK KONTOR_EFFECT_MOVES_STOCK
#define MONEY KONTOR_EFFECT_MOVES_MONEY

/* Kind, what it sets off, how a lost answer is recognised, and the plan. The shop has no batches that say what became of each. */
#define OPS(X)                                                         \
  X ("set-product", 0, VALUE, VALUE, product)                          \
  X ("create-product", 0, MARK, MADE, new_product)                     \
  X ("trash-product", 0, VALUE, VALUE, trash)                          \
  X ("restore-product", 0, VALUE, VALUE, restore)                      \
  X ("set-pictures", 0, MARK, MARK, pictures)                          \
  X ("set-variant", 0, VALUE, VALUE, variant)                          \
  X ("set-price", 0, VALUE, VALUE, variant)                            \
  X ("adjust-stock", STOCK, MARK, STOCK, stock)                        \
  X ("count-stock", STOCK, VALUE, VALUE, count)                        \
  X ("create-variant", STOCK, MARK, VARIANT, new_variant)              \
  X ("set-category", 0, VALUE, VALUE, category)                        \
  X ("create-category", 0, MARK, MADE, category)                       \
  X ("set-tag", 0, VALUE, VALUE, tag)                                  \
  X ("create-tag", 0, MARK, MADE, tag)                                 \
  X ("set-discount", 0, VALUE, VALUE, discount)                        \
  X ("create-discount", 0, NATURAL, CODE, discount)                    \
  X ("trash-discount", 0, VALUE, PAUSED, trash_discount)               \
  X ("set-order", STOCK, MARK, EDIT, order)                            \
  X ("set-team", 0, VALUE, VALUE, team)                                \
  X ("tag-order", 0, VALUE, VALUE, team)                               \
  X ("add-note", 0, MARK, MARK, note)                                  \
  X ("mark-paid", MONEY, MARK, PAID, paid)                             \
  X ("capture-payment", MONEY, MARK, CAPTURE, capture)                 \
  X ("refund-order", MONEY, MARK, REFUND, refund)                      \
  X ("cancel-order", STOCK | MONEY, MARK, CANCELLED, cancel)           \
  X ("create-fulfilment", MAILS | STOCK, MARK, FULFILMENT, fulfilment) \
  X ("cancel-fulfilment", STOCK, MARK, PLANNED, cancel_fulfilment)     \
  X ("mark-delivered", MAILS, VALUE, PLANNED, delivered)               \
  X ("create-return", MAILS, MARK, RETURN, new_return)                 \
  X ("create-exchange", MAILS | STOCK, MARK, EDIT, exchange)           \
  X ("create-claim", MAILS | STOCK, MARK, EDIT, claim)                 \
  X ("set-return", STOCK, MARK, RECEIVED, return)                      \
  X ("set-customer", 0, VALUE, VALUE, customer)                        \
  X ("tag-customer", 0, VALUE, VALUE, customer)                        \
  X ("create-customer", 0, MARK, MADE, customer)                       \
  X ("delete-customer", 0, MARK, GONE, delete_customer)

#define SUPPORT(kind, effects, proof, find, plan) { kind, 1, effects, KONTOR_PROOF_##proof },
#define OP(kind, effects, proof, find, plan) \
  { SUPPORT (kind, effects, proof, find, plan) kontor_medusa_plan_##plan, KONTOR_MEDUSA_FIND_##find },

const KontorOpSupport kontor_medusa_ops[] = { OPS (SUPPORT) { NULL } };
static const KontorMedusaOp ops[] = { OPS (OP) };

const KontorMedusaOp *
kontor_medusa_op_lookup (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i].support.kind, kind))
      return &ops[i];
  return NULL;
}
