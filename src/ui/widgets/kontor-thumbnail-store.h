#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Thumbnails on disk: PNG files in one folder, named by what they show. A
 * file's time of change says when it was fetched, its time of access when it
 * was last wanted. Any thread but the main one; several at once are fine.
 */

/** (transfer full): the name of @url's thumbnail at the shop of @owner. */
char *kontor_thumbnail_store_make_name (const char *owner, const char *url, guint size);

/** (transfer full) (nullable): the file, unless it is older than 30 days: pictures change under the same address too. */
GBytes *kontor_thumbnail_store_load (const char *folder, const char *name);
/** Keeps @bytes; where that fails, the picture is only fetched again another time. Returns: bytes written. */
gsize kontor_thumbnail_store_save (const char *folder, const char *name, GBytes *bytes);
/** Forgets what is broken. */
void kontor_thumbnail_store_remove (const char *folder, const char *name);

/** Removes the least recently wanted files until the folder holds at most @budget bytes. */
void kontor_thumbnail_store_trim (const char *folder, guint64 budget);

G_END_DECLS
