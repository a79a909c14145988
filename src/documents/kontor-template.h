#pragma once

#include "kontor-document.h"
#include "kontor-flow.h"
#include "kontor-wording.h"

G_BEGIN_DECLS

/**
 * KontorTemplate:
 *
 * What a template sets a document with. @type is of the letterhead's language.
 */
typedef struct {
  const KontorDocument *document;
  const KontorLetterhead *letterhead;
  const KontorMedia *media;
  KontorType *type;
  GPtrArray *pages; /* to which it appends */
} KontorTemplate;

/* One for each kind of document, or for several that are alike. */
gboolean kontor_template_slip (KontorTemplate *self, GError **error);
gboolean kontor_template_pick (KontorTemplate *self, GError **error);
/** Receipt, invoice and credit note. */
gboolean kontor_template_bill (KontorTemplate *self, GError **error);
/** Address and return labels. */
gboolean kontor_template_parcel (KontorTemplate *self, GError **error);
/** Labels for goods and for bins. */
gboolean kontor_template_tag (KontorTemplate *self, GError **error);
/** CN22 and CN23. */
gboolean kontor_template_customs (KontorTemplate *self, GError **error);

/* What several of them do. */
const char *kontor_template_say (KontorTemplate *self, KontorWord word);
/** The order; FALSE and @error where there is none. */
KontorRecord *kontor_template_get_order (KontorTemplate *self, GError **error);
/** (transfer full): "" where the field is not known */
char *kontor_template_dup_amount (KontorTemplate *self, const KontorRecord *order, gint64 amount);
char *kontor_template_dup_day (KontorTemplate *self, gint64 day);
/** (transfer full) (nullable): the lines of the order's address of that key, for the post */
char *kontor_template_dup_address (KontorTemplate *self, const KontorRecord *order, const char *key);
/** (transfer full): "Colour: Red · Size: M"; "" where a line has none */
char *kontor_template_dup_options (const KontorRecord *line);
/** (transfer full): "Packing Slip #1042" */
char *kontor_template_dup_title (KontorTemplate *self, KontorWord word, const char *number);
/** A page of paper with the shop's head, its foot, and the address for a window envelope. @address: (nullable) */
KontorFlow *kontor_template_begin_letter (KontorTemplate *self, const char *address);
/** After address and facts; also says on every further page what this is. */
void kontor_template_add_title (KontorFlow *flow, const char *title);

/* The facts at a letter's right: a name and a value each. */
typedef struct {
  KontorBlock *names;
  KontorBlock *values;
} KontorFacts;

KontorFacts kontor_template_begin_facts (KontorFlow *flow);
/** Nothing for NULL and "". */
void kontor_template_add_fact (KontorFacts *facts, const char *name, const char *value);
/** What orders have in common: number, day, shipping. */
void kontor_template_add_order_facts (KontorTemplate *self, KontorFacts *facts, const KontorRecord *order);
/** @code: (nullable): a barcode below them. Frees them. */
void kontor_template_place_facts (KontorFlow *flow, KontorFacts *facts, KontorBarcode *code);
/** Where address and facts of a letter begin, from the upper edge. */
#define KONTOR_LETTER_ADDRESS_Y (45 * KONTOR_MM)
/** A heading and the paragraphs below it; nothing for NULL and "". */
void kontor_template_add_note (KontorTemplate *self, KontorFlow *flow, KontorWord heading, const char *text);
void kontor_template_end_letter (KontorTemplate *self, KontorFlow *flow);

/** (transfer full): an order's number as a barcode, or NULL where it cannot be one. */
KontorBarcode *kontor_template_make_number_code (const KontorRecord *order);

G_END_DECLS
