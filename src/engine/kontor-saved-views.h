#pragma once

#include "kontor-engine.h"
#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SAVED_VIEW (kontor_saved_view_get_type ())
/** KontorSavedView: a filter and an order with a name. Immutable; properties: "name". */
G_DECLARE_FINAL_TYPE (KontorSavedView, kontor_saved_view, KONTOR, SAVED_VIEW, GObject)

gint64 kontor_saved_view_get_id (KontorSavedView *self);
/** (nullable): the id of the shipped view that it is, or was before it was changed; NULL: a person's own */
const char *kontor_saved_view_get_builtin (KontorSavedView *self);
/** Translated where it is a shipped one. */
const char *kontor_saved_view_get_name (KontorSavedView *self);
const char *kontor_saved_view_get_filter (KontorSavedView *self);
/** (nullable): as kontor_query_new () takes it */
const char *kontor_saved_view_get_sort (KontorSavedView *self);

/** The saved views of an entity in their order, once: resolves to a GPtrArray (element-type KontorSavedView). */
DexFuture *kontor_saved_views_read (KontorEngine *engine, KontorEntity entity) G_GNUC_WARN_UNUSED_RESULT;

#define KONTOR_TYPE_SAVED_VIEWS (kontor_saved_views_get_type ())
/**
 * KontorSavedViews:
 *
 * The saved views of an entity in their order, as a GListModel that follows the
 * database. Main thread. Properties: "loaded": FALSE until they were read.
 */
G_DECLARE_FINAL_TYPE (KontorSavedViews, kontor_saved_views, KONTOR, SAVED_VIEWS, GObject)

KontorSavedViews *kontor_saved_views_new (KontorEngine *engine, KontorEntity entity);
gboolean kontor_saved_views_get_loaded (KontorSavedViews *self);

/* All reject with INVALID for an empty name, and with NOT_FOUND for a view that is not there. */

/** Resolves to the gint64 id. @sort: (nullable) */
DexFuture *kontor_saved_views_add (KontorEngine *engine, KontorEntity entity, const char *name, const char *filter,
                                   const char *sort) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_saved_views_rename (KontorEngine *engine, gint64 id, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** @sort: (nullable) */
DexFuture *kontor_saved_views_change (KontorEngine *engine, gint64 id, const char *filter,
                                      const char *sort) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_saved_views_remove (KontorEngine *engine, gint64 id) G_GNUC_WARN_UNUSED_RESULT;
/** The shipped ones as they were, those that were removed too; a person's own stay. */
DexFuture *kontor_saved_views_restore (KontorEngine *engine, KontorEntity entity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
