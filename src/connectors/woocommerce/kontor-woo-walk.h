#pragma once

#include "kontor-connector.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-reply.h"

G_BEGIN_DECLS

/*
 * The lists of a shop that a feed walks through, and where a walk stands. Pure.
 */

typedef enum {
  KONTOR_WOO_STAGE_OPTIONAL = 1 << 0,  /* not every shop has it */
  KONTOR_WOO_STAGE_IDS_ONLY = 1 << 1,  /* what it lists comes with another list when it is read whole */
  KONTOR_WOO_STAGE_ROWS_ONLY = 1 << 2, /* what it lists has no number, so that nobody compares it */
  KONTOR_WOO_STAGE_NOTES = 1 << 3,     /* of each row its notes are read, and nothing else */
} KontorWooStageFlags;

/**
 * KontorWooStage:
 * @path: of the list; NULL ends the stages of a feed
 * @read: (nullable): how one of its objects is read, where that needs nothing else
 * @size: rows a page has at most
 */
typedef struct {
  const char *path;
  KontorEntity entity;
  gboolean (*read) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
  guint size;
  KontorWooStageFlags flags;
} KontorWooStage;

/**
 * KontorWooCursor:
 * @page: from 1, of @size rows each
 * @start: milliseconds by the server's clock when the walk began
 * @since: of changes: after when
 * @total: rows as the last page said, so that a list that shrank is noticed
 */
typedef struct {
  guint stage;
  guint page;
  guint size;
  gint64 start;
  gint64 since;
  gint64 total;
} KontorWooCursor;

/**
 * KontorWooWalk:
 * @shrank: set by a step: the list lost rows, so pages that were asked for ahead are wrong
 */
typedef struct {
  const KontorWooStage *stages;
  KontorPullHow how;
  KontorWooCursor cursor;
  gboolean shrank;
} KontorWooWalk;

/** (nullable): NULL where there is no such feed, or it has no lists of this kind. */
const KontorWooStage *kontor_woo_find_stages (const char *feed);

/** @text: (nullable): the cursor as kontor_woo_walk_write () wrote it */
gboolean kontor_woo_walk_begin (KontorWooWalk *self, const char *text, GError **error);
char *kontor_woo_walk_write (const KontorWooWalk *self);

const KontorWooStage *kontor_woo_walk_get_stage (const KontorWooWalk *self);

/**
 * kontor_woo_walk_make_query:
 * @statuses: of orders, all that the shop knows
 *
 * (transfer full): names and values of the request for one page, ended by NULL.
 */
GPtrArray *kontor_woo_walk_make_query (const KontorWooWalk *self, const char *statuses, guint page);

/** On after a page; FALSE where there is no more for now. */
gboolean kontor_woo_walk_step (KontorWooWalk *self, const KontorWooReply *reply);
/** On to the next list; FALSE where there is none. */
gboolean kontor_woo_walk_next_stage (KontorWooWalk *self);
/** Smaller pages from here on; FALSE where they are small already. */
gboolean kontor_woo_walk_shrink (KontorWooWalk *self);
/** Changes are asked from here on. */
void kontor_woo_walk_end_changes (KontorWooWalk *self);

G_END_DECLS
