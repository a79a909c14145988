#include "kontor-letterhead-record.h"

static const KontorField fields[] = {
  [KONTOR_LETTERHEAD_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_ADDRESSES] = { "addresses", KONTOR_FIELD_LIST, 0, &kontor_address_type },
  [KONTOR_LETTERHEAD_CONTACT] = { "contact", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_LEGAL] = { "legal", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_TAX_ID] = { "tax_id", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_BANK] = { "bank", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_CLOSING] = { "closing", KONTOR_FIELD_TEXT },
  [KONTOR_LETTERHEAD_LANGUAGE] = { "language", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_letterhead_type = { .name = "letterhead", .fields = fields, .n_fields = KONTOR_LETTERHEAD_N_FIELDS };

KontorLetterhead *
kontor_letterhead_new_from_record (const KontorRecord *record, GBytes *logo)
{
  const char *name, *language;
  KontorLetterhead *self;

  g_return_val_if_fail (record != NULL, NULL);

  name = kontor_record_get_text (record, KONTOR_LETTERHEAD_NAME);
  language = kontor_record_get_text (record, KONTOR_LETTERHEAD_LANGUAGE);
  self = kontor_letterhead_new (name != NULL ? name : "", language != NULL ? language : "en");
  if (kontor_record_get_length (record, KONTOR_LETTERHEAD_ADDRESSES) > 0)
    self->address = kontor_record_copy (kontor_record_get_member (record, KONTOR_LETTERHEAD_ADDRESSES, 0));
  self->contact = g_strdup (kontor_record_get_text (record, KONTOR_LETTERHEAD_CONTACT));
  self->legal = g_strdup (kontor_record_get_text (record, KONTOR_LETTERHEAD_LEGAL));
  self->tax_id = g_strdup (kontor_record_get_text (record, KONTOR_LETTERHEAD_TAX_ID));
  self->bank = g_strdup (kontor_record_get_text (record, KONTOR_LETTERHEAD_BANK));
  self->closing = g_strdup (kontor_record_get_text (record, KONTOR_LETTERHEAD_CLOSING));
  if (logo != NULL)
    kontor_letterhead_set_logo_png (self, logo, NULL);
  return self;
}
