#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KontorPictureFile:
 * @uri: of a copy of ours, which is uploaded; called by what is in it, so that the same picture has the same
 * @name: as the person's file is called
 * @texture: small, to be shown
 *
 * A picture that somebody chose, ready for a shop.
 */
typedef struct {
  char *uri;
  char *name;
  GdkTexture *texture;
} KontorPictureFile;

void kontor_picture_file_free (KontorPictureFile *self);

typedef enum {
  KONTOR_PICTURE_AS_IS,
  KONTOR_PICTURE_TURNED, /* by a quarter to the right */
} KontorPictureHow;

/**
 * kontor_picture_file_prepare:
 *
 * Reads @file on a thread of its own: its format and size are taken from what
 * is in it, not from its name; where it says in which place it was taken, that
 * is removed from the copy, and all else stays. Errors: KONTOR_ERROR_INVALID
 * with what a person can do about it.
 */
void kontor_picture_file_prepare (GFile *file, KontorPictureHow how, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);
/** (transfer full) */
KontorPictureFile *kontor_picture_file_prepare_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPictureFile, kontor_picture_file_free)

G_END_DECLS
