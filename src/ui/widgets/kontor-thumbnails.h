#pragma once

#include "kontor-engine.h"
#include "kontor-thumbnail.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_THUMBNAILS (kontor_thumbnails_get_type ())
/**
 * KontorThumbnails:
 *
 * The pictures of an engine's shops in the sizes in which they are shown:
 * fetched through the account's connector, decoded and scaled on threads, kept
 * on disk and in memory within a budget each. What was wanted last comes first.
 * What there is not is asked for again after a while only. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorThumbnails, kontor_thumbnails, KONTOR, THUMBNAILS, GObject)

/**
 * kontor_thumbnails_new:
 * @folder: where files are kept
 * @disk_budget: bytes of files that are kept
 * @memory_budget: bytes of textures that are kept although nobody shows them
 */
KontorThumbnails *kontor_thumbnails_new (KontorEngine *engine, const char *folder, guint64 disk_budget,
                                         gsize memory_budget);

/** @bytes: of files that are kept from now on; what is too much goes soon */
void kontor_thumbnails_set_disk_budget (KontorThumbnails *self, guint64 bytes);

/** (transfer none): those of @engine, made at the first call; they live as long as it. */
KontorThumbnails *kontor_thumbnails_get (KontorEngine *engine);

/**
 * kontor_thumbnails_dup:
 * @url: as the storefront wrote it
 * @pixels: side in device pixels of the square that it is to cover; rounded up, so that similar sizes share
 *
 * (transfer full): the thumbnail, which fills itself as long as it is held.
 * Two who want the same share one. Wanting one again moves it to the front.
 */
KontorThumbnail *kontor_thumbnails_dup (KontorThumbnails *self, gint64 account_id, const char *url, guint pixels);

G_END_DECLS
