#pragma once

#include <cairo.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LETTERHEAD (kontor_letterhead_get_type ())

/**
 * KontorLetterhead:
 * @name: of the shop
 * @address: (nullable): a record of kontor_address_type; where it sends from
 * @contact: (nullable): lines: e-mail, phone, web
 * @legal: (nullable): lines: owner, court and number of registration
 * @tax_id: (nullable)
 * @bank: (nullable): lines
 * @closing: (nullable): thanks, or how goods are returned; below the content
 * @logo: (nullable): an image surface
 * @language: of all documents, as in "de" or "ar-EG"
 * @locale: for amounts and dates, as ICU names it
 *
 * What a shop prints on everything, set once. Filled by who made it, immutable
 * from when it is shared; any thread. Reference counted.
 */
typedef struct {
  char *name;
  KontorRecord *address;
  char *contact;
  char *legal;
  char *tax_id;
  char *bank;
  char *closing;
  cairo_surface_t *logo;
  char *language;
  char *locale;
} KontorLetterhead;

GType kontor_letterhead_get_type (void) G_GNUC_CONST;

/** @language: also gives the locale, with Western digits where Arabic is written */
KontorLetterhead *kontor_letterhead_new (const char *name, const char *language);
KontorLetterhead *kontor_letterhead_ref (KontorLetterhead *self);
void kontor_letterhead_unref (KontorLetterhead *self);

/** The sender on one line, for above an address or a label's foot. */
char *kontor_letterhead_dup_sender_line (const KontorLetterhead *self);
/** The country that it sends from; "" where none is known. */
const char *kontor_letterhead_get_country (const KontorLetterhead *self);

/**
 * kontor_letterhead_set_logo_png:
 *
 * Errors: KONTOR_ERROR_INVALID for what is no PNG, or larger than 40 megapixels.
 */
gboolean kontor_letterhead_set_logo_png (KontorLetterhead *self, GBytes *png, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorLetterhead, kontor_letterhead_unref)

G_END_DECLS
