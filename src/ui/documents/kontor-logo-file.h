#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * kontor_logo_file_load:
 *
 * A picture that a person chose for the letterhead, as a PNG no larger than a
 * printer can show: resolves to GBytes. JPEG, PNG, SVG, WebP and GIF are taken
 * by what is in them. Rejects with INVALID for what is no picture, or has more
 * than 100 megapixels. Works on a thread of the pool.
 */
DexFuture *kontor_logo_file_load (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
