#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** What a row of a table comes to. */
typedef enum {
  KONTOR_IMPORT_CREATED,
  KONTOR_IMPORT_CHANGED,
  KONTOR_IMPORT_UNCHANGED,
  KONTOR_IMPORT_FAULTY, /* it cannot be imported as it stands */
} KontorImportVerdict;
#define KONTOR_N_IMPORT_VERDICTS 4

/** One difference between a row and what is here. */
typedef struct {
  char *label;
  char *before;
  char *after;
} KontorImportChange;

/** A row of a table beside what comes of it, for showing. */
typedef struct {
  gatomicrefcount ref_count;
  guint64 line;
  KontorImportVerdict verdict;
  char *name;         /* (nullable) */
  char *fault;        /* (nullable) */
  char *column;       /* (nullable): heading of the column that is wrong */
  GPtrArray *changes; /* (element-type KontorImportChange) */
} KontorImportRow;
#define KONTOR_TYPE_IMPORT_ROW (kontor_import_row_get_type ())
GType kontor_import_row_get_type (void) G_GNUC_CONST;
KontorImportRow *kontor_import_row_ref (KontorImportRow *self);
void kontor_import_row_unref (KontorImportRow *self);

/** (element-type KontorImportChange) (transfer full): none yet. */
GPtrArray *kontor_import_changes_new (void);
/** @before, @after: (nullable) */
void kontor_import_changes_add (GPtrArray *changes, const char *label, const char *before, const char *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportRow, kontor_import_row_unref)

G_END_DECLS
