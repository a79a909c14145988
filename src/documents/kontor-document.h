#pragma once

#include "kontor-entity.h"
#include "kontor-letterhead.h"
#include "kontor-media.h"
#include "kontor-type.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DOCUMENT (kontor_document_get_type ())

typedef enum {
  KONTOR_DOCUMENT_PACKING_SLIP,
  KONTOR_DOCUMENT_PICK_LIST,
  KONTOR_DOCUMENT_ADDRESS_LABEL,
  KONTOR_DOCUMENT_RETURN_LABEL,
  KONTOR_DOCUMENT_RECEIPT,
  KONTOR_DOCUMENT_INVOICE,
  KONTOR_DOCUMENT_CREDIT_NOTE,
  KONTOR_DOCUMENT_CN22,
  KONTOR_DOCUMENT_CN23,
  KONTOR_DOCUMENT_PRODUCT_LABEL,
  KONTOR_DOCUMENT_PRICE_LABEL,
  KONTOR_DOCUMENT_BIN_LABEL,
} KontorDocumentKind;
#define KONTOR_N_DOCUMENT_KINDS 12

/**
 * KontorDocument:
 * @orders: the order; of a pick list all of them
 * @number: (nullable): of an invoice or credit note, from its series
 * @day: of its date, in the shop's zone
 * @refund_key: (nullable): which refund a credit note is about
 * @invoice_number: (nullable): that a credit note is about
 * @gift_note: (nullable)
 * @bins: (nullable): SKU → where it lies, for pick lists
 * @pictures: (nullable): picture URL → image surface, for packing slips that show them
 * @title: (nullable): of product, price and bin labels
 * @code: (nullable): GTIN or SKU of a product or price label, name of a bin
 * @detail: (nullable): of a product label: the variant, the SKU
 * @price: (nullable): of a price label
 * @goods: for customs: KontorRecords of kontor_goods_type
 *
 * What is printed, copied out of wherever it came from: it may be rendered on
 * any thread. Filled by who made it, immutable from when it is shared.
 */
typedef struct {
  KontorDocumentKind kind;
  GPtrArray *orders;
  char *number;
  gint64 day;
  char *refund_key;
  char *invoice_number;
  char *gift_note;
  GHashTable *bins;
  GHashTable *pictures;
  char *title;
  char *code;
  char *detail;
  KontorMoney *price;
  GPtrArray *goods;
} KontorDocument;

/* A line of a customs declaration. */
enum {
  KONTOR_GOODS_NAME,
  KONTOR_GOODS_QUANTITY,
  KONTOR_GOODS_GRAMS, /* of all of them */
  KONTOR_GOODS_VALUE, /* of all of them, in the order's currency */
  KONTOR_GOODS_HS_CODE,
  KONTOR_GOODS_ORIGIN,
  KONTOR_GOODS_N_FIELDS
};
extern const KontorRecordType kontor_goods_type;

GType kontor_document_get_type (void) G_GNUC_CONST;

/** @order: (nullable): an order's record */
KontorDocument *kontor_document_new (KontorDocumentKind kind, KontorRecord *order);
KontorDocument *kontor_document_ref (KontorDocument *self);
void kontor_document_unref (KontorDocument *self);

/** A stable word: "packing-slip". */
const char *kontor_document_kind_to_nick (KontorDocumentKind kind);
gboolean kontor_document_kind_from_nick (const char *nick, KontorDocumentKind *kind);
/** What a person calls it, in their language. */
const char *kontor_document_kind_get_label (KontorDocumentKind kind);
/** Whether it is a label, which sheets of labels hold several of. */
gboolean kontor_document_kind_is_label (KontorDocumentKind kind);

/**
 * kontor_document_typeset:
 *
 * Appends its KontorPages to @pages; each document is numbered for itself. A
 * label is one page of the size of @media's labels.
 * Errors: KONTOR_ERROR_INVALID where what it needs is missing or cannot be
 * printed.
 */
gboolean kontor_document_typeset (const KontorDocument *self, const KontorLetterhead *letterhead, const KontorMedia *media,
                                  GPtrArray *pages, GError **error);

/** The same by a typesetter of @letterhead's language, which is made once for many: it finds the fonts. */
gboolean kontor_document_typeset_by (const KontorDocument *self, const KontorLetterhead *letterhead, const KontorMedia *media,
                                     KontorType *type, GPtrArray *pages, GError **error);

/**
 * kontor_documents_print:
 * @documents: KontorDocuments, printed one after another
 * @first_label: of a sheet of labels, the place of the first one, from 0
 * @made_at: milliseconds UTC
 *
 * All in one PDF; labels on sheets where the media is one. Blocking, for a
 * worker thread.
 * Errors: as above.
 */
GBytes *kontor_documents_print (GPtrArray *documents, const KontorLetterhead *letterhead, const KontorMedia *media,
                                guint first_label, gint64 made_at, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorDocument, kontor_document_unref)

G_END_DECLS
