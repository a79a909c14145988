#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_PART (kontor_order_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorOrderPart, kontor_order_part, KONTOR, ORDER_PART, AdwBin)

/**
 * KontorOrderPart:
 *
 * A part of an order's detail, shown anew whenever a commit changed something
 * of the order. Properties: "engine", "order" (both nullable): a whole
 * KontorObject.
 */
struct _KontorOrderPartClass {
  AdwBinClass parent_class;

  /* @before: (nullable): what was shown until now; NULL for another order */
  void (*show) (KontorOrderPart *self, KontorRecord *order, KontorRecord *before);
};

/** (nullable) */
KontorEngine *kontor_order_part_get_engine (KontorOrderPart *self);
/** (nullable) */
KontorObject *kontor_order_part_get_order (KontorOrderPart *self);
/** (nullable): what is shown */
KontorRecord *kontor_order_part_get_record (KontorOrderPart *self);
/** (transfer full) (nullable): the shop that has the order */
KontorAccount *kontor_order_part_dup_account (KontorOrderPart *self);
/** Of the shop. */
GTimeZone *kontor_order_part_get_zone (KontorOrderPart *self);

/** Whether one of @fields is not as it was. @before: (nullable): then all are. */
gboolean kontor_order_part_differs (const KontorRecord *order, const KontorRecord *before, const guint *fields,
                                    guint n_fields);

/** In the currency of @order, whatever the shop's own is. */
char *kontor_order_format (const KontorRecord *order, gint64 amount);
/** An amount of the order or of a member, as a person reads it; "" where it is null. */
char *kontor_order_part_format_amount (KontorOrderPart *self, const KontorRecord *record, guint field);
char *kontor_order_part_format (KontorOrderPart *self, gint64 amount);

/** Takes all children out of @box. */
void kontor_order_part_clear_box (GtkBox *box);

G_END_DECLS
