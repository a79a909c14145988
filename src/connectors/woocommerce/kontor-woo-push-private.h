#pragma once

#include "kontor-woo-push.h"

G_BEGIN_DECLS

/* Shared by the files that push and find. All of these wait: within a fiber alone. */

/** Copies where ops go, and holds it. */
void kontor_woo_target_init (KontorWooTarget *self, const KontorWooTarget *from);
void kontor_woo_target_clear (KontorWooTarget *self);

/** (nullable): the answer to a request that succeeded. @path may have a query of its own. */
KontorWooReply *kontor_woo_await_ask (const KontorWooTarget *target, const char *method, const char *path,
                                      const char *body, GError **error);
/** Likewise of a GET; the path is a format. */
KontorWooReply *kontor_woo_await_get (const KontorWooTarget *target, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/** Adds the op's object, as the store now has it, to a receipt, as far as it can be read. */
void kontor_woo_await_rows (const KontorWooTarget *target, KontorReceipt *receipt, const KontorOp *op);
/** The text of an id as it is in answers, with what its entity puts before it; NULL for none. */
char *kontor_woo_make_key (const KontorOp *op, yyjson_val *object);

/**
 * KontorWooStock:
 * @base: what the store had before
 * @since: from when on @sales lists orders
 * @sales: (nullable): the orders of those minutes, as they were when @base was
 * @crowded: they came faster than the stock was read
 *
 * A stock that is written while customers go on ordering.
 */
typedef struct {
  gint64 base;
  gint64 delta;
  gint64 since;
  KontorWooReply *sales;
  gboolean crowded;
} KontorWooStock;

/**
 * KontorWooParcel:
 * @object: (nullable): as the store had it; @raw is in that
 * @waits: for an earlier one of the same object
 *
 * One op on its way. It is settled once its plan has a receipt.
 */
typedef struct {
  KontorWooPlan plan;
  KontorWooReply *object;
  yyjson_val *raw;
  KontorWooStock stock;
  gboolean waits;
  gboolean sent;
} KontorWooParcel;

KontorWooParcel *kontor_woo_get_parcel (GArray *parcels, guint index);
gboolean kontor_woo_parcel_is_ready (const KontorWooParcel *self);
void kontor_woo_parcel_fail (KontorWooParcel *self, const GError *error);

/* kontor-woo-push-read.c */
/** Reads what those that are ready need before they can be planned. */
void kontor_woo_await_objects (const KontorWooTarget *target, GArray *parcels);

/* kontor-woo-push-send.c */
/** Sends those that are ready, in batches where they can go together. */
void kontor_woo_await_requests (const KontorWooTarget *target, GArray *parcels);

/* kontor-woo-upload.c */

/** A picture of set-pictures that is not in the store yet; (nullable): NULL where all are. */
const KontorRecord *kontor_woo_find_new_picture (const KontorOp *op);
/** By what the picture is found again among the store's media. */
char *kontor_woo_make_slug (const KontorOp *op, const KontorRecord *picture);
KontorReceipt *kontor_woo_await_upload (const KontorWooTarget *target, const KontorOp *op);

/* kontor-woo-restock.c */

/**
 * Adds the stock of the units of a refund that go back on the shelf, where only
 * some do, or takes them away again after a cancellation; not again where it
 * was done.
 */
KontorReceipt *kontor_woo_await_restock (const KontorWooTarget *target, const KontorOp *op);

/* kontor-woo-stock.c */

/** From when on sales are looked at that may meet a write now, by the store's clock. */
gint64 kontor_woo_await_sales_begin (const KontorWooTarget *target);
/** (nullable): the orders that changed since; NULL where they cannot be read. */
KontorWooReply *kontor_woo_await_sales (const KontorWooTarget *target, gint64 since);
/** Whether all that changed are among @sales. */
gboolean kontor_woo_sales_are_whole (const KontorWooReply *sales);

/**
 * kontor_woo_count_sold:
 * @before, @after: lists of orders that changed since @since
 * @least, @most: (out): how many of the product or variation left the stock between the two
 *
 * An order that was older than the first list may have left it before.
 */
void kontor_woo_count_sold (yyjson_val *before, yyjson_val *after, gint64 since, const char *id, gint64 *least,
                            gint64 *most);

/** Whether an order of the product or variation came or changed between the two lists; those of others do not matter. */
gboolean kontor_woo_has_moved (yyjson_val *before, yyjson_val *after, const char *id);

/**
 * kontor_woo_await_stock_check:
 *
 * Compares what the store now has with what it had, what was added, and what
 * was sold meanwhile. Where they differ, or so many buy that it cannot be
 * known, @receipt becomes undecidable and says so: what was added is in the
 * stock, and to show it upon that once more would be wrong.
 */
void kontor_woo_await_stock_check (const KontorWooTarget *target, const KontorOp *op, const KontorWooStock *stock,
                                   KontorReceipt *receipt);

G_END_DECLS
