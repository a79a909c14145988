#pragma once

#include "kontor-entity.h"
#include "kontor-letterhead.h"

G_BEGIN_DECLS

/* A letterhead as it is kept and edited. */
enum {
  KONTOR_LETTERHEAD_NAME,
  KONTOR_LETTERHEAD_ADDRESSES, /* none or one */
  KONTOR_LETTERHEAD_CONTACT,
  KONTOR_LETTERHEAD_LEGAL,
  KONTOR_LETTERHEAD_TAX_ID,
  KONTOR_LETTERHEAD_BANK,
  KONTOR_LETTERHEAD_CLOSING,
  KONTOR_LETTERHEAD_LANGUAGE,
  KONTOR_LETTERHEAD_N_FIELDS
};
extern const KontorRecordType kontor_letterhead_type;

/**
 * kontor_letterhead_new_from_record:
 * @logo: (nullable): a PNG; one that cannot be read is left out
 *
 * For printing. Decodes the logo: on a worker thread.
 */
KontorLetterhead *kontor_letterhead_new_from_record (const KontorRecord *record, GBytes *logo);

G_END_DECLS
