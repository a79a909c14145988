#pragma once

#include "kontor-draft-field.h"

G_BEGIN_DECLS

/* A field as it is typed. */

/** (transfer full): as one would type it; empty where there is nothing. */
char *kontor_field_text_dup (const KontorRecord *record, guint field);

/** (transfer full) (nullable): why the field of this object cannot be typed; NULL where it can. */
char *kontor_field_text_dup_obstacle (const KontorRecord *record, guint field);

/**
 * kontor_field_text_parse:
 * @record: the object as it is, for its currency
 * @change: takes the value; null for an empty text
 *
 * Errors: KONTOR_ERROR_INVALID with what is wrong, in a few words.
 */
gboolean kontor_field_text_parse (const KontorRecord *record, guint field, const char *text, KontorRecord *change,
                                  GError **error);

G_END_DECLS
