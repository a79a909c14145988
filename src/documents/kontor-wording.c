#include "kontor-wording.h"

#include <string.h>

static const char *const languages[] = { "en", "de", "ar", NULL };

static const struct {
  const char *texts[G_N_ELEMENTS (languages) - 1];
} words[] = {
  [KONTOR_WORD_PACKING_SLIP] = { { "Packing Slip", "Lieferschein", "قسيمة التعبئة" } },
  [KONTOR_WORD_PICK_LIST] = { { "Pick List", "Pickliste", "قائمة الالتقاط" } },
  [KONTOR_WORD_RECEIPT] = { { "Receipt", "Quittung", "إيصال" } },
  [KONTOR_WORD_INVOICE] = { { "Invoice", "Rechnung", "فاتورة" } },
  [KONTOR_WORD_CREDIT_NOTE] = { { "Credit Note", "Gutschrift", "إشعار دائن" } },
  [KONTOR_WORD_RETURN_LABEL] = { { "Return", "Rücksendung", "إرجاع" } },
  [KONTOR_WORD_ORDER] = { { "Order", "Bestellung", "الطلب" } },
  [KONTOR_WORD_ORDERS] = { { "Orders", "Bestellungen", "الطلبات" } },
  [KONTOR_WORD_DATE] = { { "Date", "Datum", "التاريخ" } },
  [KONTOR_WORD_ORDER_DATE] = { { "Ordered on", "Bestellt am", "تاريخ الطلب" } },
  [KONTOR_WORD_SHIPPING] = { { "Shipping", "Versand", "الشحن" } },
  [KONTOR_WORD_PAYMENT] = { { "Payment", "Zahlung", "الدفع" } },
  [KONTOR_WORD_QUANTITY] = { { "Qty", "Menge", "الكمية" } },
  [KONTOR_WORD_ITEM] = { { "Item", "Artikel", "الصنف" } },
  [KONTOR_WORD_SKU] = { { "SKU", "Art.-Nr.", "رمز الصنف" } },
  [KONTOR_WORD_BIN] = { { "Bin", "Lagerplatz", "موقع التخزين" } },
  [KONTOR_WORD_UNIT_PRICE] = { { "Price", "Preis", "السعر" } },
  [KONTOR_WORD_TAX] = { { "Tax", "Steuer", "الضريبة" } },
  [KONTOR_WORD_AMOUNT] = { { "Amount", "Betrag", "المبلغ" } },
  [KONTOR_WORD_TOTAL_QUANTITY] = { { "Total quantity", "Gesamtmenge", "إجمالي الكمية" } },
  [KONTOR_WORD_SUBTOTAL] = { { "Subtotal", "Zwischensumme", "المجموع الفرعي" } },
  [KONTOR_WORD_NET] = { { "Net", "Netto", "الصافي" } },
  [KONTOR_WORD_TOTAL] = { { "Total", "Gesamtbetrag", "الإجمالي" } },
  [KONTOR_WORD_ROUNDING] = { { "Rounding", "Rundung", "التقريب" } },
  [KONTOR_WORD_PAID] = { { "Paid", "Bezahlt", "المدفوع" } },
  [KONTOR_WORD_REFUNDED] = { { "Refunded", "Erstattet", "المسترد" } },
  [KONTOR_WORD_DUE] = { { "Amount due", "Offener Betrag", "المبلغ المستحق" } },
  [KONTOR_WORD_TAX_ID] = { { "VAT ID", "USt-IdNr.", "الرقم الضريبي" } },
  [KONTOR_WORD_CUSTOMER_NOTE] = { { "Customer’s note", "Nachricht des Kunden", "ملاحظة العميل" } },
  [KONTOR_WORD_GIFT_NOTE] = { { "Gift message", "Grußbotschaft", "رسالة الهدية" } },
  [KONTOR_WORD_REASON] = { { "Reason", "Grund", "السبب" } },
  [KONTOR_WORD_FOR_INVOICE] = { { "For invoice", "Zu Rechnung", "للفاتورة" } },
  [KONTOR_WORD_SHIPPING_COST] = { { "Shipping", "Versandkosten", "تكلفة الشحن" } },
  [KONTOR_WORD_CHECK] = { { "Picked", "Gepickt", "تم" } },
};

static guint
find_language (const char *language)
{
  size_t length = strcspn (language, "-_@");

  for (guint i = 0; languages[i] != NULL; i++)
    if (strlen (languages[i]) == length && strncmp (languages[i], language, length) == 0)
      return i;
  return 0;
}

const char *
kontor_wording_get (const char *language, KontorWord word)
{
  g_return_val_if_fail (language != NULL, NULL);

  return words[word].texts[find_language (language)];
}

const char *const *
kontor_wording_get_languages (void)
{
  return languages;
}
