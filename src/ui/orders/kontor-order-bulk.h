#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/**
 * KontorOrderBulk:
 *
 * What a person does to several orders at once, with the questions that it
 * needs. Each is one action, which the window says and can take back. Where
 * customers are mailed or stock is moved at many orders, it asks first.
 */
typedef struct _KontorOrderBulk KontorOrderBulk;

/**
 * kontor_order_bulk_new:
 * @from: in which the person acts
 * @account: (nullable): whose platform says what is set off
 * @n_orders: how many @orders are; -1: not known
 */
KontorOrderBulk *kontor_order_bulk_new (GtkWidget *from, KontorEngine *engine, KontorAccount *account,
                                        KontorScope *orders, gint64 n_orders);
void kontor_order_bulk_unref (KontorOrderBulk *self);

void kontor_order_bulk_set_archived (KontorOrderBulk *self, gboolean archived);
void kontor_order_bulk_release (KontorOrderBulk *self);
void kontor_order_bulk_ask_hold (KontorOrderBulk *self);
void kontor_order_bulk_ask_note (KontorOrderBulk *self);
void kontor_order_bulk_ask_tags (KontorOrderBulk *self);
void kontor_order_bulk_ask_untag (KontorOrderBulk *self);
void kontor_order_bulk_set_status (KontorOrderBulk *self, const char *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorOrderBulk, kontor_order_bulk_unref)

G_END_DECLS
