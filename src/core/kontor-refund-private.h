#pragma once

#include "kontor-refund.h"

G_BEGIN_DECLS

/* Where amounts stand in the three sorts of what an order charges. */
typedef struct {
  const char *kind;
  guint list;
  guint net;
  guint tax;
  guint taxes;
} KontorRefundSort;

typedef struct {
  const char *key;
  gint64 charged;
  gint64 refunded;
} KontorRefundTax;

/* What one line of the order charged, rounded as a whole, and what of it went back. */
typedef struct {
  const KontorRefundSort *sort;
  KontorRecord *source;
  gint64 net;
  gint64 gross;
  gint64 refunded_net;
  gint64 refunded_quantity;
  gboolean touched;
  guint n_taxes;
  KontorRefundTax *taxes;
} KontorRefundCharge;

extern const KontorRefundSort kontor_refund_sorts[3]; /* by KontorRefundOf */

/** What @source charged and what the refunds of @order, and @refund which is in the making, took of it. */
KontorRefundCharge kontor_refund_charge_load (const KontorRecord *order, const KontorRecord *refund,
                                              const KontorRefundSort *sort, KontorRecord *source, guint decimals);
void kontor_refund_charge_clear (KontorRefundCharge *self);
/** Net and taxes that went back, rounded. */
gint64 kontor_refund_charge_get_refunded (const KontorRefundCharge *self, guint decimals);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorRefundCharge, kontor_refund_charge_clear)

G_END_DECLS
