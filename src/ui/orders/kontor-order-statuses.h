#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_STATUSES (kontor_order_statuses_get_type ())
/**
 * KontorOrderStatuses:
 *
 * The statuses that a shop has for its orders, as its settings say.
 * "changed": they are known (better) now.
 */
G_DECLARE_FINAL_TYPE (KontorOrderStatuses, kontor_order_statuses, KONTOR, ORDER_STATUSES, GObject)

KontorOrderStatuses *kontor_order_statuses_new (KontorEngine *engine, gint64 account);
gint64 kontor_order_statuses_get_account (KontorOrderStatuses *self);

typedef void (*KontorOrderStatusFunc) (const char *code, const char *name, gpointer data);
/** In the order of the shop. */
void kontor_order_statuses_foreach (KontorOrderStatuses *self, KontorOrderStatusFunc func, gpointer data);
/** How a person reads @code; what the shop's settings do not name is said as it is. */
char *kontor_order_statuses_dup_name (KontorOrderStatuses *self, const char *code);

G_END_DECLS
