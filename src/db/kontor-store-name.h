#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * kontor_store_find_named:
 * @account_id: 0 for any
 * @name: what people call it: an order's number, a SKU or GTIN, a customer's
 *   e-mail, a code, a name; "id:17" for the id here, "remote:x" for the storefront's
 *
 * The rows that are called so, (element-type gint64); two at most, which says that there are several.
 */
GArray *kontor_store_find_named (KontorTxn *txn, KontorEntity entity, gint64 account_id, const char *name,
                                 GError **error);

/** The question that kontor_store_find_named () asks: ?1 is the name, ?2 the account, ?3 what a name is sorted by. */
const char *kontor_store_get_name_sql (KontorEntity entity, const char *name);

G_END_DECLS
