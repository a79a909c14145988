#pragma once

#include "kontor-schema.h"

G_BEGIN_DECLS

/* A schema of three tables: state, account and tag, whose rows can be read back. No machine id. */
extern const KontorSchema fixture_schema;

/** "shop.db" in the test's folder. */
char *fixture_path (void);
/** Opens with fixture_schema and CREATE; fails the test where that fails. Awaits. */
KontorDb *fixture_open (void);
void fixture_close (KontorDb *db);

/** Runs @sql (not freed) in a transaction; FALSE with @error. Awaits. */
gboolean fixture_try (KontorDb *db, const char *sql, GError **error);
/** The same, and it must succeed. */
void fixture_run (KontorDb *db, const char *sql);
/** The first column of the first row, read by the interactive reader. Awaits. */
gint64 fixture_query (KontorDb *db, const char *sql);

/** Adds a tag and notes it; data is its name, or NULL for an error. Resolves to its id. */
gboolean fixture_add_tag (KontorTxn *txn, gpointer name, GValue *result, GError **error);

G_END_DECLS
