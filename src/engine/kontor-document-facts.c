#include "kontor-document-facts.h"

#include "kontor-connector.h"
#include "kontor-metadata.h"
#include "kontor-store.h"

/* Grams of a weight in the shop's unit; 0 where it is not known. */
static gint64
to_grams (const char *weight, const char *unit)
{
  static const struct {
    const char *unit;
    double grams;
  } units[] = { { "g", 1 }, { "kg", 1000 }, { "lbs", 453.59237 }, { "lb", 453.59237 }, { "oz", 28.349523125 } };

  for (guint i = 0; weight != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (unit != NULL ? unit : "kg", units[i].unit) == 0)
      return (gint64) (CLAMP (g_ascii_strtod (weight, NULL), 0, 1e6) * units[i].grams + 0.5);
  return 0;
}

static gboolean
fill_from_variant (KontorTxn *txn, KontorRecord *goods, gint64 variant_id, gint64 quantity, const char *unit, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorRecord) variant = variant_id != 0 ? kontor_store_load (txn, KONTOR_ENTITY_VARIANT, variant_id, KONTOR_LOAD_WHOLE, &failure) : NULL;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (variant == NULL)
    return TRUE;
  kontor_record_set_int (goods, KONTOR_GOODS_GRAMS, quantity * to_grams (kontor_record_get_text (variant, KONTOR_VARIANT_WEIGHT), unit));
  kontor_record_set_text (goods, KONTOR_GOODS_HS_CODE, kontor_record_get_text (variant, KONTOR_VARIANT_HS_CODE));
  kontor_record_set_text (goods, KONTOR_GOODS_ORIGIN, kontor_record_get_text (variant, KONTOR_VARIANT_ORIGIN));
  return TRUE;
}

static gboolean
add_line (KontorTxn *txn, GPtrArray *goods, const KontorRecord *line, const char *unit, GError **error)
{
  gint64 ordered = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  gint64 quantity = ordered - kontor_record_get_int (line, KONTOR_LINE_REFUNDED);
  KontorRecord *one;

  if (quantity <= 0)
    return TRUE;
  one = kontor_record_new (&kontor_goods_type);
  g_ptr_array_add (goods, one);
  kontor_record_set_text (one, KONTOR_GOODS_NAME, kontor_record_get_text (line, KONTOR_LINE_NAME));
  kontor_record_set_int (one, KONTOR_GOODS_QUANTITY, quantity);
  kontor_record_set_amount (one, KONTOR_GOODS_VALUE, kontor_amount_share (kontor_record_get_amount (line, KONTOR_LINE_NET), quantity, ordered, 2));
  return fill_from_variant (txn, one, kontor_record_get_ref (line, KONTOR_LINE_VARIANT), quantity, unit, error);
}

GPtrArray *
kontor_document_facts_load_goods (KontorTxn *txn, const KontorRecord *order, GError **error)
{
  g_autoptr (GPtrArray) goods = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autofree char *unit = NULL;

  if (!kontor_txn_query_text (txn, &unit, error, "SELECT json_extract (info, '$.weight_unit') FROM account WHERE id = ?", "i",
                              kontor_record_get_account (order)))
    return NULL;
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++)
    if (!add_line (txn, goods, kontor_record_get_member (order, KONTOR_ORDER_LINES, i), unit, error))
      return NULL;
  return g_steal_pointer (&goods);
}

char *
kontor_document_facts_dup_gift_note (const KontorRecord *order)
{
  static const char *const names[] = { "gift_message", "_gift_message", "gift_note", "_gift_note", "giftMessage", "gift-message", NULL };
  g_auto (GStrv) metadata = kontor_metadata_list (kontor_record_get_text (order, KONTOR_ORDER_METADATA));

  for (guint i = 0; metadata[i] != NULL; i += 2)
    if (g_strv_contains (names, metadata[i]) && metadata[i + 1][0] != '\0')
      return g_strdup (metadata[i + 1]);
  return NULL;
}
