#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * KontorSelect:
 * @table: its name as SQL wants it
 * @words: the table of search texts; NULL where objects have none
 * @where: conditions on columns, each after " AND "
 * @values: (element-type KontorSelectValue): for the parameters of @where, in order
 * @match: (nullable): condition on the search text, in FTS5's language
 * @sort: (nullable): the column that the list is sorted by; NULL: the id
 * @index: (nullable): interned: the index that has @where's view in the order of @sort
 * @is_narrow: whether @index has but few rows of a big table
 *
 * A query as SQL: texts are parameters, all else comes from tables of this file.
 */
typedef struct {
  KontorEntity entity;
  const char *table;
  const char *words;
  GString *where;
  GArray *values;
  char *match;
  const char *sort;
  gboolean descending;
  const char *index;
  gboolean is_narrow;
} KontorSelect;

typedef struct {
  gint64 number;
  char *text; /* (nullable) */
} KontorSelectValue;

KontorSelect *kontor_select_new (KontorQuery *query);
void kontor_select_free (KontorSelect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSelect, kontor_select_free)

/** The order of the list, ties broken by account and id: " ORDER BY total DESC, account_id DESC, id DESC". */
void kontor_select_append_order (const KontorSelect *self, GString *sql);
/** Binds the values of @where from parameter @index on; returns the parameter behind them. */
int kontor_select_bind (const KontorSelect *self, KontorStmt *stmt, int index);

/** " FROM … WHERE …": rows by the list's own index, whatever the search texts say; kontor_select_bind () from 1 on. */
void kontor_select_append_walk (const KontorSelect *self, GString *sql);

G_END_DECLS
