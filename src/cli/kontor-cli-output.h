#pragma once

#include "kontor-cli-private.h"

G_BEGIN_DECLS

/**
 * KontorCliTable:
 *
 * Rows of texts in the format of the command: aligned columns, CSV (RFC 4180)
 * or an array of JSON objects with the columns' names.
 */
typedef struct _KontorCliTable KontorCliTable;

/** @columns: (array zero-terminated=1) */
KontorCliTable *kontor_cli_table_new (KontorCli *cli, const char *const *columns);
/** A cell after the other; (nullable). */
void kontor_cli_table_add (KontorCliTable *self, const char *cell);
void kontor_cli_table_add_int (KontorCliTable *self, gint64 number);
void kontor_cli_table_add_instant (KontorCliTable *self, gint64 instant);
/** Prints and frees. */
void kontor_cli_table_end (KontorCliTable *self);

/**
 * kontor_cli_print_rows:
 * @rows: (element-type KontorRecord)
 * @first: whether these are the first of a list: a heading comes before them
 *
 * A part of a list of objects. kontor_cli_end_rows () closes it.
 */
void kontor_cli_print_rows (KontorCli *self, KontorEntity entity, GPtrArray *rows, gboolean first);
void kontor_cli_end_rows (KontorCli *self, gboolean any);

/** One object with all that is known of it. */
void kontor_cli_print_record (KontorCli *self, const KontorRecord *record);

G_END_DECLS
