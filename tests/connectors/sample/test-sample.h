#pragma once

#include "kontor-error.h"
#include "kontor-sample-connector.h"
#include "kontor-test.h"

G_BEGIN_DECLS

/* A moment at which the tests' shops stand still: 2026-03-02 10:00:00 UTC. */
#define TEST_NOW G_GINT64_CONSTANT (1772445600000)

/** A small shop of its own, its connector, and a second handle on its file for what others do in it. */
typedef struct {
  KontorShop *shop;
  KontorConnector *connector;
} Sample;

Sample sample_open (const char *manner);
/** As sample_open (), with more settings: name, value, …, NULL. */
Sample sample_open_with (const char *manner, ...) G_GNUC_NULL_TERMINATED;
void sample_close (Sample *self);
void sample_tick (Sample *self, gint64 milliseconds);
void sample_set_faults (Sample *self, const char *faults);
/** Makes the test run in both manners. */
void sample_add (const char *path, void (*func) (gconstpointer manner));

GPtrArray *sample_dup_all (Sample *self, KontorEntity entity);
KontorRecord *sample_dup_one (Sample *self, KontorEntity entity, const char *remote_id);
/** Any of an entity; of orders the newest of which @test says so. */
KontorRecord *sample_pick (Sample *self, KontorEntity entity);
KontorRecord *sample_pick_order (Sample *self, gboolean (*test) (const KontorRecord *order));
gboolean sample_is_processing (const KontorRecord *order);
gboolean sample_is_completed (const KontorRecord *order);
gboolean sample_is_unpaid (const KontorRecord *order);
gboolean sample_is_authorised (const KontorRecord *order);
/** (element-type KontorRecord): the feed to its end; @cursor: (inout) */
GPtrArray *sample_pull_all (Sample *self, const char *feed, KontorPullHow how, char **cursor);
/** The last one, as a later row replaces an earlier. */
KontorRecord *sample_find_row (GPtrArray *rows, KontorEntity entity, const char *remote_id);

KontorOp *sample_op (const char *kind, const KontorRecord *object);
KontorRecord *sample_set_of (KontorOp *op);
KontorRecord *sample_add_of (KontorOp *op);
KontorRecord *sample_member (const KontorRecordType *type, const char *key);
/** An op of any kind that makes sense, with its object from the shop. */
KontorOp *sample_make_op (Sample *self, const char *kind);
KontorOp *sample_make_refund (const KontorRecord *order, gint64 amount);
KontorOp *sample_make_payment (const char *kind, const KontorRecord *order, gint64 more);
/** Pushes one op; (transfer full). */
KontorReceipt *sample_push (Sample *self, KontorOp *op);
KontorReceipt *sample_look (Sample *self, KontorOp *op);
void sample_assert_done (const KontorReceipt *receipt);
/** The receipt holds what the shop has, which has what was wanted. */
void sample_assert_stored (Sample *self, const KontorReceipt *receipt, const KontorRecord *wanted);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_close)

G_END_DECLS
