#pragma once

#include "kontor-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_PICTURE (kontor_picture_get_type ())
/**
 * KontorPicture:
 *
 * A picture of a shop on a small rounded card, with an icon where there is
 * none (yet). It is asked for while the widget is mapped only, so that in long
 * lists nothing is fetched that nobody sees. Properties: "engine",
 * "account-id", "url" (nullable), "pixel-size": of the square, or -1 to fill
 * what is given; "content-fit"; "alternative-text" (nullable): what is to be
 * seen; without, the picture is decoration and screen readers pass over it.
 */
G_DECLARE_FINAL_TYPE (KontorPicture, kontor_picture, KONTOR, PICTURE, GtkWidget)

GtkWidget *kontor_picture_new (KontorEngine *engine, int pixel_size);

void kontor_picture_set_engine (KontorPicture *self, KontorEngine *engine);
/** Both at once, as a row that is used again needs it. */
void kontor_picture_set_source (KontorPicture *self, gint64 account_id, const char *url);
const char *kontor_picture_get_url (KontorPicture *self);
void kontor_picture_set_pixel_size (KontorPicture *self, int pixel_size);
void kontor_picture_set_alternative_text (KontorPicture *self, const char *text);
/** (transfer none) (nullable): what is painted; NULL while there is only the icon. */
GdkTexture *kontor_picture_get_texture (KontorPicture *self);

G_END_DECLS
