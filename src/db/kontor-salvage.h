#pragma once

#include "kontor-db-private.h"

G_BEGIN_DECLS

/* What became of a table's rows. */
typedef struct {
  guint64 n_saved;
  guint n_gaps;    /* places of the file that could not be read, each with an unknown number of rows */
  guint n_refused; /* rows that could be read and are not true: a check or a reference of the schema says so */
} KontorSalvage;

/** A name as SQL writes it. */
char *kontor_salvage_quote (const char *name);

/** Opens a damaged file for reading what can be read. Nothing in it changes. */
KontorConnection *kontor_salvage_open (const char *path, GError **error);

/**
 * kontor_salvage_mend_trees:
 * @path: a copy that nobody has open, of a damaged file
 *
 * Where a page above rows cannot be read, puts one into its place that leads to
 * the rows which no other page leads to and which can only belong there. Nobody
 * can tell whether these are all. Returns a table of the names of tables and
 * the number of such places. (transfer full)
 */
GHashTable *kontor_salvage_mend_trees (const char *path);

/** Copies the rows of one table, around what cannot be read. FALSE only where @to cannot be written. */
gboolean kontor_salvage_table (KontorConnection *from, KontorTxn *to, const char *table, KontorSalvage *salvage,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Takes out, or detaches, the rows of @table that refer to what was lost. */
gboolean kontor_salvage_references (KontorTxn *to, const char *table, KontorSalvage *salvage,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
