#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/**
 * KontorSheetEdit:
 * @base: what the changed fields were when they were typed
 * @change: what they shall be; the stock as it is to be found where @base is right
 * @faults: (nullable): field → KontorSheetFault
 *
 * What was typed into a table of one product or variant.
 */
typedef struct {
  KontorEntity entity;
  gint64 id;
  gint64 account_id;
  KontorRecord *base;
  KontorRecord *change;
  GHashTable *faults;
} KontorSheetEdit;

/** What was typed and cannot be. */
typedef struct {
  char *text;
  char *message;
} KontorSheetFault;

KontorSheetEdit *kontor_sheet_edit_new (KontorEntity entity, gint64 id, gint64 account_id);
KontorSheetEdit *kontor_sheet_edit_copy (const KontorSheetEdit *self);
void kontor_sheet_edit_free (KontorSheetEdit *self);

guint kontor_sheet_edit_count (const KontorSheetEdit *self);
guint kontor_sheet_edit_count_faults (const KontorSheetEdit *self);
/** (nullable) */
const KontorSheetFault *kontor_sheet_edit_get_fault (const KontorSheetEdit *self, guint field);

/** What a field of @values, of the same object, says is to be; the value that @present has is no change. */
void kontor_sheet_edit_set (KontorSheetEdit *self, const KontorRecord *present, const KontorRecord *values, guint field);
void kontor_sheet_edit_refuse (KontorSheetEdit *self, guint field, const char *text, const char *message);
void kontor_sheet_edit_reset (KontorSheetEdit *self, guint field);

/** Whether the shop says something else of a field since. Of stock a difference is meant, which nothing overtakes. */
gboolean kontor_sheet_edit_is_overtaken (const KontorSheetEdit *self, const KontorRecord *present, guint field);
/** Lays the change over what @record says now. */
void kontor_sheet_edit_apply (const KontorSheetEdit *self, KontorRecord *record);
/** By how much the stock is to differ. */
gint64 kontor_sheet_edit_get_stock (const KontorSheetEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSheetEdit, kontor_sheet_edit_free)

G_END_DECLS
