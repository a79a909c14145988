#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PICTURE_LIST (kontor_picture_list_get_type ())
/**
 * KontorPictureList:
 *
 * The pictures of a product over a draft of it: added by dropping, pasting or
 * choosing them, put in order by dragging or by keys, with what is to be seen
 * in them. The first is the cover.
 */
G_DECLARE_FINAL_TYPE (KontorPictureList, kontor_picture_list, KONTOR, PICTURE_LIST, AdwPreferencesGroup)

void kontor_picture_list_bind (KontorPictureList *self, KontorDraft *draft);
/** Reads files on threads and adds those that are pictures. */
void kontor_picture_list_add_file (KontorPictureList *self, GFile *file);
/** Puts a picture into another place. */
void kontor_picture_list_move (KontorPictureList *self, guint from, guint to);

G_END_DECLS
