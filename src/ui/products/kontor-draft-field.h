#pragma once

#include <gtk/gtk.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

/**
 * KontorDraftField:
 *
 * One field of one object of a draft, as the rows of an editor show it.
 */
typedef struct {
  KontorDraft *draft; /* (owned) (nullable) */
  KontorEntity entity;
  gint64 id;
  guint field;
  char *title; /* (owned) (nullable): of its row, before anything was said in it */
} KontorDraftField;

void kontor_draft_field_clear (KontorDraftField *self);

/** Reads "variant.price" into @self. Whatever is not a field is a programmer's mistake. */
void kontor_draft_field_parse (KontorDraftField *self, const char *name);

/**
 * kontor_draft_field_bind:
 * @row: an AdwPreferencesRow
 * @show: (closure row): fills it, now and whenever the draft changes
 */
void kontor_draft_field_bind (KontorDraftField *self, GtkWidget *row, KontorDraft *draft, gint64 id,
                              void (*show) (gpointer row));

/** (transfer full): the object as it is to be. */
KontorRecord *kontor_draft_field_dup_record (const KontorDraftField *self);
/** (transfer full): a change of nothing yet. */
KontorRecord *kontor_draft_field_make_change (const KontorDraftField *self);
void kontor_draft_field_set (const KontorDraftField *self, const KontorRecord *change);
gboolean kontor_draft_field_is_overtaken (const KontorDraftField *self);

/** (transfer full) (nullable): why the shop cannot keep the field. */
char *kontor_draft_field_dup_refusal (const KontorDraftField *self);

/**
 * kontor_draft_field_mark:
 * @row: an AdwPreferencesRow
 * @error: (nullable): what is wrong with what was typed
 *
 * Says in the row what there is to say of its field: what is wrong, that the
 * shop has changed it since, that the shop cannot keep it.
 */
void kontor_draft_field_mark (const KontorDraftField *self, GtkWidget *row, const char *error);

G_END_DECLS
