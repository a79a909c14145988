#pragma once

#include "kontor-document.h"

G_BEGIN_DECLS

/* A shop and its orders, always the same. */

KontorLetterhead *document_fixture_letterhead (const char *language);
/** An order of two lines with options, a note, shipping and taxes, for an address in the same country. */
KontorRecord *document_fixture_order (void);
/** Appends a line of so many, at ten a piece. */
void document_fixture_add_line (KontorRecord *order, const char *key, const char *name, gint64 quantity);
KontorRecord *document_fixture_address (const char *key, const char *first, const char *last, const char *street, const char *city,
                                        const char *postcode, const char *country);
KontorDocument *document_fixture_document (KontorDocumentKind kind, KontorRecord *order);

/** (transfer full): the PDF; it must be one. @media: its name */
GBytes *document_fixture_print_on (KontorDocument *document, const char *language, const char *media);
/** The fixture's document of a kind for the fixture's order. */
GBytes *document_fixture_print (KontorDocumentKind kind, const char *language, const char *media);

G_END_DECLS
