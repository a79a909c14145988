#pragma once

#include "kontor-connector.h"
#include "kontor-medusa-mapping.h"

G_BEGIN_DECLS

/*
 * The lists of a shop that a feed walks through, and where a walk stands. Pure.
 */

typedef gboolean (*KontorMedusaRead) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/** In which walks a list takes part. */
typedef enum {
  KONTOR_MEDUSA_WALK_FIRST = 1 << 0,
  KONTOR_MEDUSA_WALK_CHANGES = 1 << 1,
  KONTOR_MEDUSA_WALK_IDS = 1 << 2,
  KONTOR_MEDUSA_WALK_POINTS = 1 << 3, /* its rows only tell which orders have changed */
  KONTOR_MEDUSA_WALK_STOCK = 1 << 4,  /* of stocks, which have no filter by their dates, but an order: latest first */
} KontorMedusaStageFlags;

/**
 * KontorMedusaStage:
 * @path: of the list; NULL ends the stages of a feed
 * @list: how the answer calls it
 * @read: (nullable): how one of its objects is read
 * @fields: (nullable): what is asked for, where that is not the entity's own
 * @size: rows a page has at most
 */
typedef struct {
  const char *path;
  const char *list;
  KontorEntity entity;
  KontorMedusaRead read;
  const char *fields;
  guint size;
  KontorMedusaStageFlags flags;
} KontorMedusaStage;

/**
 * KontorMedusaCursor:
 * @offset: rows before the page
 * @start: milliseconds by the server's clock when the walk began
 * @since: of changes: from when on
 * @total: rows as the last page said, so that a list that shrank is noticed
 */
typedef struct {
  guint stage;
  gint64 offset;
  gint64 start;
  gint64 since;
  gint64 total;
} KontorMedusaCursor;

typedef struct {
  const KontorMedusaStage *stages;
  KontorPullHow how;
  KontorMedusaCursor cursor;
} KontorMedusaWalk;

/** (nullable): NULL where there is no such feed, or it has no lists of this kind. */
const KontorMedusaStage *kontor_medusa_find_stages (const char *feed);

/** @text: (nullable): the cursor as kontor_medusa_walk_write () wrote it */
gboolean kontor_medusa_walk_begin (KontorMedusaWalk *self, const char *text, GError **error);
char *kontor_medusa_walk_write (const KontorMedusaWalk *self);
const KontorMedusaStage *kontor_medusa_walk_get_stage (const KontorMedusaWalk *self);

/** (transfer full): path and query of the request for the page. */
char *kontor_medusa_walk_make_path (const KontorMedusaWalk *self);

/**
 * kontor_medusa_walk_step:
 * @rows: on the page
 * @count: in the list, or -1
 *
 * On after a page; FALSE where there is no more for now.
 */
gboolean kontor_medusa_walk_step (KontorMedusaWalk *self, gint64 rows, gint64 count);
/** Likewise, where what follows on the list does not matter. */
gboolean kontor_medusa_walk_leave (KontorMedusaWalk *self);
/** Before the step: whether rows went from the list since the page before, so that those asked for ahead are wrong. */
gboolean kontor_medusa_walk_shrank (const KontorMedusaWalk *self, gint64 count);
/** Changes are asked from here on. */
void kontor_medusa_walk_end_changes (KontorMedusaWalk *self);

/** As the shop takes it in a filter: "2026-11-21T22:31:01.250Z". */
char *kontor_medusa_write_time (gint64 at);

G_END_DECLS
