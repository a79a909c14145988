#pragma once

#include "kontor-db.h"
#include "kontor-document.h"

G_BEGIN_DECLS

/*
 * What a document says that does not stand in its order as it is.
 */

/** (transfer full): KontorRecords of kontor_goods_type, for customs: what of the order was not refunded. NULL on errors. */
GPtrArray *kontor_document_facts_load_goods (KontorTxn *txn, const KontorRecord *order, GError **error);
/** (transfer full) (nullable): what the buyer wrote for whom it is given to, as shops' extensions keep it. */
char *kontor_document_facts_dup_gift_note (const KontorRecord *order);

G_END_DECLS
