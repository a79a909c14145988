#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_BATCH (kontor_batch_get_type ())
#define KONTOR_TYPE_RECEIPT (kontor_receipt_get_type ())

/** The name of one object at its storefront. */
typedef struct {
  KontorEntity entity;
  char *remote_id;
} KontorRemoteRef;

/**
 * KontorBatch:
 * @rows: (element-type KontorRecord): objects, keyed by remote id; fields that the server did not say are absent
 * @seeds: (element-type KontorRecord): objects of which the server knows only by others, as an order knows its guest: made
 *   where they are not here yet, and left alone where they are
 * @gone: (element-type KontorRemoteRef): deleted at the server
 * @fetch: (element-type KontorRemoteRef): to be fetched again (a payment moved: read its order)
 * @cursor: (nullable): where the next pull goes on; opaque to all but the connector
 * @more: whether the feed has more now
 * @total: rows of the feed in all, or -1
 * @server_time: milliseconds UTC by the server's clock when it answered, or 0
 *
 * What a server answered. Of an IDS pull each row carries only key and
 * revision (the digest). Filled by its maker, then immutable.
 */
typedef struct {
  GPtrArray *rows;
  GPtrArray *seeds;
  GPtrArray *gone;
  GPtrArray *fetch;
  char *cursor;
  gboolean more;
  gint64 total;
  gint64 server_time;
  gatomicrefcount ref_count;
} KontorBatch;

GType kontor_batch_get_type (void) G_GNUC_CONST;
KontorBatch *kontor_batch_new (void);
KontorBatch *kontor_batch_ref (KontorBatch *self);
void kontor_batch_unref (KontorBatch *self);
void kontor_batch_take_row (KontorBatch *self, KontorRecord *row);
void kontor_batch_take_seed (KontorBatch *self, KontorRecord *seed);
void kontor_batch_add_gone (KontorBatch *self, KontorEntity entity, const char *remote_id);
void kontor_batch_add_fetch (KontorBatch *self, KontorEntity entity, const char *remote_id);

typedef enum {
  KONTOR_RECEIPT_DONE,
  KONTOR_RECEIPT_AGAIN,       /* commit @resume, then push the op again; of find: that is safe, as the server knows its key */
  KONTOR_RECEIPT_CONFLICT,    /* @rows holds what the server has */
  KONTOR_RECEIPT_FAILED,      /* @error says why and names the next move */
  KONTOR_RECEIPT_NOT_FOUND,   /* of find: it did not happen */
  KONTOR_RECEIPT_UNDECIDABLE, /* nobody can tell whether it happened, or all of it; @rows holds what the server has */
} KontorReceiptState;

/**
 * KontorReceipt:
 * @rows: (element-type KontorRecord): objects as the server now has them
 * @remote_id: (nullable): of what a create made
 * @resume: (nullable): of AGAIN
 * @error: (nullable): of FAILED; UNKNOWN_OUTCOME where the answer was lost
 * @reading: (nullable): of UNDECIDABLE, for a person: "Stock was 100, is now 93"
 *
 * The answer to one op.
 */
typedef struct {
  KontorReceiptState state;
  GPtrArray *rows;
  char *remote_id;
  char *resume;
  char *reading;
  GError *error;
  gatomicrefcount ref_count;
} KontorReceipt;

GType kontor_receipt_get_type (void) G_GNUC_CONST;
KontorReceipt *kontor_receipt_new (KontorReceiptState state);
KontorReceipt *kontor_receipt_new_failed (GError *error); /* (transfer full) */
KontorReceipt *kontor_receipt_ref (KontorReceipt *self);
void kontor_receipt_unref (KontorReceipt *self);

void kontor_remote_ref_free (KontorRemoteRef *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBatch, kontor_batch_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorReceipt, kontor_receipt_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRemoteRef, kontor_remote_ref_free)

G_END_DECLS
