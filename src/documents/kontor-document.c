#include "kontor-document.h"

#include <glib/gi18n.h>

#include "kontor-template.h"

G_DEFINE_BOXED_TYPE (KontorDocument, kontor_document, kontor_document_ref, kontor_document_unref)

typedef enum { PAPER, LABEL } Form;

static const struct {
  const char *nick;
  const char *label;
  Form form;
  gboolean (*typeset) (KontorTemplate *self, GError **error);
} kinds[KONTOR_N_DOCUMENT_KINDS] = {
  [KONTOR_DOCUMENT_PACKING_SLIP] = { "packing-slip", N_("Packing Slip"), PAPER, kontor_template_slip },
  [KONTOR_DOCUMENT_PICK_LIST] = { "pick-list", N_("Pick List"), PAPER, kontor_template_pick },
  [KONTOR_DOCUMENT_ADDRESS_LABEL] = { "address-label", N_("Address Label"), LABEL, kontor_template_parcel },
  [KONTOR_DOCUMENT_RETURN_LABEL] = { "return-label", N_("Return Label"), LABEL, kontor_template_parcel },
  [KONTOR_DOCUMENT_RECEIPT] = { "receipt", N_("Receipt"), PAPER, kontor_template_bill },
  [KONTOR_DOCUMENT_INVOICE] = { "invoice", N_("Invoice"), PAPER, kontor_template_bill },
  [KONTOR_DOCUMENT_CREDIT_NOTE] = { "credit-note", N_("Credit Note"), PAPER, kontor_template_bill },
  [KONTOR_DOCUMENT_CN22] = { "cn22", N_("Customs Form CN22"), LABEL, kontor_template_customs },
  [KONTOR_DOCUMENT_CN23] = { "cn23", N_("Customs Form CN23"), PAPER, kontor_template_customs },
  [KONTOR_DOCUMENT_PRODUCT_LABEL] = { "product-label", N_("Product Label"), LABEL, kontor_template_tag },
  [KONTOR_DOCUMENT_PRICE_LABEL] = { "price-label", N_("Price Label"), LABEL, kontor_template_tag },
  [KONTOR_DOCUMENT_BIN_LABEL] = { "bin-label", N_("Bin Label"), LABEL, kontor_template_tag },
};

static const KontorField goods_fields[] = {
  [KONTOR_GOODS_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_GOODS_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_GOODS_GRAMS] = { "grams", KONTOR_FIELD_INT },
  [KONTOR_GOODS_VALUE] = { "value", KONTOR_FIELD_MONEY },
  [KONTOR_GOODS_HS_CODE] = { "hs_code", KONTOR_FIELD_TEXT },
  [KONTOR_GOODS_ORIGIN] = { "origin", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_goods_type = { .name = "goods", .fields = goods_fields, .n_fields = KONTOR_GOODS_N_FIELDS };

KontorDocument *
kontor_document_new (KontorDocumentKind kind, KontorRecord *order)
{
  KontorDocument *self = g_atomic_rc_box_new0 (KontorDocument);

  self->kind = kind;
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  if (order != NULL)
    g_ptr_array_add (self->orders, kontor_record_ref (order));
  return self;
}

KontorDocument *
kontor_document_ref (KontorDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
document_clear (gpointer data)
{
  KontorDocument *self = data;

  g_ptr_array_unref (self->orders);
  g_free (self->number);
  g_free (self->refund_key);
  g_free (self->invoice_number);
  g_free (self->gift_note);
  g_clear_pointer (&self->bins, g_hash_table_unref);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_free (self->title);
  g_free (self->code);
  g_free (self->detail);
  g_clear_pointer (&self->price, kontor_money_free);
  g_clear_pointer (&self->goods, g_ptr_array_unref);
}

void
kontor_document_unref (KontorDocument *self)
{
  g_atomic_rc_box_release_full (self, document_clear);
}

const char *
kontor_document_kind_to_nick (KontorDocumentKind kind)
{
  return kinds[kind].nick;
}

gboolean
kontor_document_kind_from_nick (const char *nick, KontorDocumentKind *kind)
{
  g_return_val_if_fail (nick != NULL, FALSE);

  for (guint i = 0; i < KONTOR_N_DOCUMENT_KINDS; i++)
    if (g_str_equal (kinds[i].nick, nick)) {
      *kind = (KontorDocumentKind) i;
      return TRUE;
    }
  return FALSE;
}

const char *
kontor_document_kind_get_label (KontorDocumentKind kind)
{
  return _(kinds[kind].label);
}

gboolean
kontor_document_kind_is_label (KontorDocumentKind kind)
{
  return kinds[kind].form == LABEL;
}

gboolean
kontor_document_typeset_by (const KontorDocument *self, const KontorLetterhead *letterhead, const KontorMedia *media,
                            KontorType *type, GPtrArray *pages, GError **error)
{
  KontorTemplate template = { self, letterhead, media, type, pages };

  g_return_val_if_fail (self != NULL && letterhead != NULL && media != NULL && type != NULL && pages != NULL, FALSE);

  return kinds[self->kind].typeset (&template, error);
}

gboolean
kontor_document_typeset (const KontorDocument *self, const KontorLetterhead *letterhead, const KontorMedia *media,
                         GPtrArray *pages, GError **error)
{
  g_autoptr (KontorType) type = NULL;

  g_return_val_if_fail (self != NULL && letterhead != NULL && media != NULL && pages != NULL, FALSE);

  type = kontor_type_new (letterhead->language);
  return kontor_document_typeset_by (self, letterhead, media, type, pages, error);
}

GBytes *
kontor_documents_print (GPtrArray *documents, const KontorLetterhead *letterhead, const KontorMedia *media, guint first_label,
                        gint64 made_at, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_page_unref), printed = NULL;
  g_autoptr (KontorType) type = NULL;

  g_return_val_if_fail (documents != NULL && letterhead != NULL && media != NULL, NULL);

  type = kontor_type_new (letterhead->language);
  for (guint i = 0; i < documents->len; i++)
    if (!kontor_document_typeset_by (g_ptr_array_index (documents, i), letterhead, media, type, pages, error))
      return NULL;
  printed = kontor_media_impose (media, pages, first_label);
  return kontor_pages_to_pdf (printed, letterhead->name, made_at, error);
}
