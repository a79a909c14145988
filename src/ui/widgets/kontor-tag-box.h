#pragma once

#include <adwaita.h>

#include "kontor-record.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TAG_BOX (kontor_tag_box_get_type ())
/**
 * KontorTagBox:
 *
 * The tags of an object as pills, each with a button that takes it off, and a field for another one.
 *
 * Signal "change" (GStrv added, GStrv removed): what a person asks for; either may be NULL. The pills
 * change only with the next kontor_tag_box_show ().
 */
G_DECLARE_FINAL_TYPE (KontorTagBox, kontor_tag_box, KONTOR, TAG_BOX, GtkBox)

/** @record: (nullable): whose tags; @list: its field of tags */
void kontor_tag_box_show (KontorTagBox *self, const KontorRecord *record, guint list);
/** Forgets what was typed, as when another object is shown. */
void kontor_tag_box_forget_typed (KontorTagBox *self);

G_END_DECLS
