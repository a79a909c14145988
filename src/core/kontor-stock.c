#include "kontor-stock.h"

#include <glib/gi18n.h>

static const struct {
  const char *nick;
  const char *label;
} movements[] = {
  [KONTOR_MOVEMENT_ALLOCATION] = { "allocation", N_("Committed to an order") },
  [KONTOR_MOVEMENT_RELEASE] = { "release", N_("Released") },
  [KONTOR_MOVEMENT_SALE] = { "sale", N_("Sold") },
  [KONTOR_MOVEMENT_CANCELLATION] = { "cancellation", N_("Sale cancelled") },
  [KONTOR_MOVEMENT_RETURN_RESTOCK] = { "return-restock", N_("Returned to stock") },
  [KONTOR_MOVEMENT_ADJUSTMENT] = { "adjustment", N_("Adjusted") },
  [KONTOR_MOVEMENT_TRANSFER_OUT] = { "transfer-out", N_("Transferred away") },
  [KONTOR_MOVEMENT_TRANSFER_IN] = { "transfer-in", N_("Transferred here") },
  [KONTOR_MOVEMENT_RECEIPT] = { "receipt", N_("Received") },
  [KONTOR_MOVEMENT_COUNT] = { "count", N_("Counted") },
};

const char *
kontor_movement_kind_to_nick (KontorMovementKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (movements), NULL);

  return movements[kind].nick;
}

gboolean
kontor_movement_kind_from_nick (const char *nick, KontorMovementKind *kind)
{
  g_return_val_if_fail (nick != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (movements); i++)
    if (g_str_equal (movements[i].nick, nick)) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

const char *
kontor_movement_kind_get_label (KontorMovementKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (movements), NULL);

  return _(movements[kind].label);
}

const char *
kontor_stock_state_to_nick (KontorStockState state)
{
  switch (state) {
  case KONTOR_STOCK_IN:
    return "in";
  case KONTOR_STOCK_LOW:
    return "low";
  case KONTOR_STOCK_OUT:
    return "out";
  case KONTOR_STOCK_UNTRACKED:
    return "untracked";
  }
  g_return_val_if_reached (NULL);
}

KontorStockState
kontor_stock_state (const gint64 *available, const gint64 *variant_threshold, const gint64 *product_threshold,
                    gint64 store_threshold)
{
  gint64 threshold = store_threshold;

  if (available == NULL)
    return KONTOR_STOCK_UNTRACKED;
  if (*available <= 0)
    return KONTOR_STOCK_OUT;
  if (variant_threshold != NULL)
    threshold = *variant_threshold;
  else if (product_threshold != NULL)
    threshold = *product_threshold;
  return *available <= threshold ? KONTOR_STOCK_LOW : KONTOR_STOCK_IN;
}

void
kontor_stock_add_variants (GPtrArray *keys, const KontorRecord *order)
{
  for (guint i = 0; order != NULL && i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    const char *key = kontor_record_get_ref_key (kontor_record_get_member (order, KONTOR_ORDER_LINES, i), KONTOR_LINE_VARIANT);

    if (key != NULL && !g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
      g_ptr_array_add (keys, (gpointer) key);
  }
}
