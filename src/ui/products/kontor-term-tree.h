#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TERM_ITEM (kontor_term_item_get_type ())
/** A category or a tag as a row of a KontorTermTree. */
G_DECLARE_FINAL_TYPE (KontorTermItem, kontor_term_item, KONTOR, TERM_ITEM, GObject)

KontorObject *kontor_term_item_get_object (KontorTermItem *self);
const char *kontor_term_item_get_name (KontorTermItem *self);
/** Its name after those that it is below: "Tea › Green" */
const char *kontor_term_item_get_path (KontorTermItem *self);
guint kontor_term_item_get_depth (KontorTermItem *self);

#define KONTOR_TYPE_TERM_TREE (kontor_term_tree_get_type ())
/**
 * KontorTermTree:
 *
 * The categories or the tags of a shop as a GListModel of KontorTermItem that
 * follows them: each category before those that are below it.
 */
G_DECLARE_FINAL_TYPE (KontorTermTree, kontor_term_tree, KONTOR, TERM_TREE, GObject)

/** @entity: KONTOR_ENTITY_CATEGORY or KONTOR_ENTITY_TAG */
KontorTermTree *kontor_term_tree_new (KontorEngine *engine, KontorEntity entity, gint64 account_id);

G_END_DECLS
