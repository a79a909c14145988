#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/* Addresses as people write them. @address is a record of kontor_address_type. */

/** First and last name, in the order of the country; "" where there is none. */
char *kontor_address_dup_name (const KontorRecord *address);

/**
 * kontor_address_format:
 *
 * The lines of a letter: name, company, street, and the place as its country
 * writes it, postcode first or last. The country's name ends it, in the user's
 * language. Empty parts leave no line; "" where nothing is known.
 */
char *kontor_address_format (const KontorRecord *address);

/**
 * kontor_address_format_for_mail:
 * @origin: country that it is sent from, by its ISO code
 * @locale: in which the country is named, as ICU names locales
 *
 * The lines as the post wants them: the same, but the country stands last in
 * capitals, and only where it is another one.
 */
char *kontor_address_format_for_mail (const KontorRecord *address, const char *origin, const char *locale);

/** (nullable): street and place in one line, as a map is asked for them; NULL where there is neither. */
char *kontor_address_dup_place (const KontorRecord *address);

/** Whether both are the same place and person; the phone and e-mail do not count. */
gboolean kontor_address_equal (const KontorRecord *a, const KontorRecord *b);

/** The country of an ISO 3166-1 code in the user's language; @code itself where it is none. */
char *kontor_country_dup_name (const char *code);
/** The same in a locale as ICU names it. */
char *kontor_country_dup_name_in (const char *code, const char *locale);

G_END_DECLS
