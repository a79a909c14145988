#include "document-fixture.h"

#define EURO KONTOR_MONEY_UNIT
#define CENT (KONTOR_MONEY_UNIT / 100)

KontorRecord *
document_fixture_address (const char *key, const char *first, const char *last, const char *street, const char *city,
                          const char *postcode, const char *country)
{
  KontorRecord *address = kontor_record_new (&kontor_address_type);

  kontor_record_set_key (address, key);
  kontor_record_set_text (address, KONTOR_ADDRESS_FIRST_NAME, first);
  kontor_record_set_text (address, KONTOR_ADDRESS_LAST_NAME, last);
  kontor_record_set_text (address, KONTOR_ADDRESS_LINE1, street);
  kontor_record_set_text (address, KONTOR_ADDRESS_CITY, city);
  kontor_record_set_text (address, KONTOR_ADDRESS_POSTCODE, postcode);
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, country);
  return address;
}

KontorLetterhead *
document_fixture_letterhead (const char *language)
{
  gboolean arabic = g_str_has_prefix (language, "ar");
  KontorLetterhead *shop = kontor_letterhead_new (arabic ? "شاي المد والورق" : "Tide & Leaf", language);

  shop->address = arabic ? document_fixture_address ("shop", "", "", "شارع البحر 7", "دبي", NULL, "AE")
                         : document_fixture_address ("shop", "", "", "Am Delft 7", "Emden", "26721", "DE");
  shop->contact = g_strdup ("hello@tideandleaf.example\n+49 4921 555 0142\ntideandleaf.example");
  shop->legal = g_strdup ("Tide & Leaf Tea GmbH\nAmtsgericht Aurich, HRB 200142");
  shop->tax_id = g_strdup ("DE123456789");
  shop->bank = g_strdup ("IBAN DE02 1203 0000 0000 2020 51\nBIC BYLADEM1001");
  if (g_str_equal (language, "en"))
    shop->closing = g_strdup ("Thank you for your order! Something is not right? Write to us within 30 days.");
  return shop;
}

static void
add_option (KontorRecord *line, const char *name, const char *value)
{
  KontorRecord *option = kontor_record_new (&kontor_line_option_type);

  kontor_record_set_key (option, name);
  kontor_record_set_text (option, KONTOR_LINE_OPTION_NAME, name);
  kontor_record_set_text (option, KONTOR_LINE_OPTION_VALUE, value);
  kontor_record_take_member (line, KONTOR_LINE_OPTIONS, option);
}

static void
add_tax (KontorRecord *owner, guint field, gint64 amount)
{
  KontorRecord *tax = kontor_record_new (&kontor_line_tax_type);

  kontor_record_set_key (tax, "1");
  kontor_record_set_amount (tax, KONTOR_LINE_TAX_AMOUNT, amount);
  kontor_record_take_member (owner, field, tax);
}

static KontorRecord *
make_line (const char *key, const char *name, const char *sku, gint64 quantity, gint64 unit)
{
  KontorRecord *line = kontor_record_new (&kontor_line_type);
  gint64 gross = unit * quantity, tax = kontor_amount_share (gross, 19, 119, 2);

  kontor_record_set_key (line, key);
  kontor_record_set_text (line, KONTOR_LINE_NAME, name);
  kontor_record_set_text (line, KONTOR_LINE_SKU, sku);
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
  kontor_record_set_amount (line, KONTOR_LINE_UNIT_PRICE, unit);
  kontor_record_set_amount (line, KONTOR_LINE_NET, gross - tax);
  kontor_record_set_amount (line, KONTOR_LINE_TAX, tax);
  add_tax (line, KONTOR_LINE_TAXES, tax);
  return line;
}

void
document_fixture_add_line (KontorRecord *order, const char *key, const char *name, gint64 quantity)
{
  g_autofree char *sku = g_strdup_printf ("SKU-%s", key);
  gint64 total = kontor_record_get_amount (order, KONTOR_ORDER_TOTAL);

  kontor_record_take_member (order, KONTOR_ORDER_LINES, make_line (key, name, sku, quantity, 10 * EURO));
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total + 10 * EURO * quantity);
}

static void
add_shipping (KontorRecord *order)
{
  KontorRecord *shipping = kontor_record_new (&kontor_shipping_line_type);

  kontor_record_set_key (shipping, "s1");
  kontor_record_set_text (shipping, KONTOR_SHIPPING_LINE_TITLE, "DHL Paket");
  kontor_record_set_amount (shipping, KONTOR_SHIPPING_LINE_NET, 412 * CENT);
  kontor_record_set_amount (shipping, KONTOR_SHIPPING_LINE_TAX, 78 * CENT);
  add_tax (shipping, KONTOR_SHIPPING_LINE_TAXES, 78 * CENT);
  kontor_record_take_member (order, KONTOR_ORDER_SHIPPING_LINES, shipping);
}

static void
add_order_tax (KontorRecord *order)
{
  KontorRecord *tax = kontor_record_new (&kontor_order_tax_type);

  kontor_record_set_key (tax, "1");
  kontor_record_set_text (tax, KONTOR_ORDER_TAX_LABEL, "VAT");
  kontor_record_set_text (tax, KONTOR_ORDER_TAX_RATE, "19.0000");
  kontor_record_set_amount (tax, KONTOR_ORDER_TAX_AMOUNT, 876 * CENT);
  kontor_record_set_amount (tax, KONTOR_ORDER_TAX_SHIPPING_AMOUNT, 78 * CENT);
  kontor_record_take_member (order, KONTOR_ORDER_TAXES, tax);
}

/* 2 × 12.45 + 29.95 + 4.90 of shipping */
KontorRecord *
document_fixture_order (void)
{
  KontorRecord *order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  KontorRecord *tea = make_line ("1", "East Frisian Blend, loose leaf", "TEA-01", 2, 1245 * CENT);
  KontorRecord *pot = make_line ("2", "Porcelain Teapot “Dike Rose”", "POT-ROSE", 1, 2995 * CENT);

  add_option (tea, "Weight", "250 g");
  add_option (tea, "Grind", "Broken");
  kontor_record_set_key (order, "1042");
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, "1042");
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_DAY, 20484);
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX, TRUE);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, 5975 * CENT);
  kontor_record_set_amount (order, KONTOR_ORDER_PAID_TOTAL, 5975 * CENT);
  kontor_record_set_text (order, KONTOR_ORDER_PAYMENT_METHOD, "PayPal");
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NOTE, "Please leave the parcel with the neighbour,\nMrs Ihnen at no. 14.");
  kontor_record_take_member (order, KONTOR_ORDER_ADDRESSES,
                             document_fixture_address ("billing", "Ada", "Berg", "Große Straße 12", "Emden", "26721", "DE"));
  kontor_record_take_member (order, KONTOR_ORDER_ADDRESSES,
                             document_fixture_address ("shipping", "Ada", "Berg", "Große Straße 12", "Emden", "26721", "DE"));
  kontor_record_take_member (order, KONTOR_ORDER_LINES, tea);
  kontor_record_take_member (order, KONTOR_ORDER_LINES, pot);
  add_shipping (order);
  add_order_tax (order);
  return order;
}

static void
add_goods (KontorDocument *document, const char *name, gint64 quantity, gint64 grams, gint64 value, const char *code)
{
  KontorRecord *goods = kontor_record_new (&kontor_goods_type);

  kontor_record_set_text (goods, KONTOR_GOODS_NAME, name);
  kontor_record_set_int (goods, KONTOR_GOODS_QUANTITY, quantity);
  kontor_record_set_int (goods, KONTOR_GOODS_GRAMS, grams);
  kontor_record_set_amount (goods, KONTOR_GOODS_VALUE, value);
  kontor_record_set_text (goods, KONTOR_GOODS_HS_CODE, code);
  kontor_record_set_text (goods, KONTOR_GOODS_ORIGIN, "DE");
  g_ptr_array_add (document->goods, goods);
}

static void
add_refund (KontorRecord *order, KontorDocument *document)
{
  KontorRecord *refund = kontor_record_new (&kontor_refund_type), *line = kontor_record_new (&kontor_refund_line_type);

  kontor_record_set_key (line, "1");
  kontor_record_set_text (line, KONTOR_REFUND_LINE_KIND, "line");
  kontor_record_set_text (line, KONTOR_REFUND_LINE_LINE_KEY, "2");
  kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, 1);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET, 2517 * CENT);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_TAX, 478 * CENT);
  kontor_record_set_key (refund, "r1");
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, 2995 * CENT);
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, "The spout was broken");
  kontor_record_take_member (refund, KONTOR_REFUND_LINES, line);
  kontor_record_take_member (order, KONTOR_ORDER_REFUNDS, refund);
  document->refund_key = g_strdup ("r1");
  document->invoice_number = g_strdup ("2026-0042");
}

KontorDocument *
document_fixture_document (KontorDocumentKind kind, KontorRecord *order)
{
  KontorDocument *document = kontor_document_new (kind, order);
  KontorMoney price = kontor_money_make (1245 * CENT, "EUR");

  document->day = 20485;
  document->number = g_strdup ("2026-0042");
  document->gift_note = g_strdup ("Happy birthday, dear Ada!");
  document->title = g_strdup (kind == KONTOR_DOCUMENT_BIN_LABEL ? "A-03-2" : "East Frisian Blend");
  document->detail = g_strdup ("250 g, Broken");
  document->code = g_strdup (kind == KONTOR_DOCUMENT_BIN_LABEL ? "A-03-2" : "4006381333931");
  document->price = kontor_money_copy (&price);
  document->goods = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  add_goods (document, "Black tea, loose leaf", 2, 500, 2490 * CENT, "0902.40");
  add_goods (document, "Porcelain teapot", 1, 1250, 2995 * CENT, "6911.10");
  if (kind == KONTOR_DOCUMENT_CREDIT_NOTE)
    add_refund (order, document);
  return document;
}

GBytes *
document_fixture_print_on (KontorDocument *document, const char *language, const char *media)
{
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead (language);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GBytes *pdf;

  g_ptr_array_add (documents, document);
  pdf = kontor_documents_print (documents, shop, kontor_media_find (media), 0, 0, &error);
  g_assert_no_error (error);
  return pdf;
}

GBytes *
document_fixture_print (KontorDocumentKind kind, const char *language, const char *media)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (kind, order);

  return document_fixture_print_on (document, language, media);
}
