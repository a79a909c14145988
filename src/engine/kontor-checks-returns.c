#include "kontor-checks-private.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-returns.h"

/* What comes back of an order, what is sent instead, and what has arrived. */

/* Whether so many units of a line were sent and are not on their way back. */
static gboolean
check_returnable (const KontorRecord *order, const char *key, gint64 quantity, GError **error)
{
  const KontorRecord *line = key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_LINES, key) : NULL;
  gint64 left;

  if (line == NULL)
    return kontor_check_refuse (error, _("The order has no such line."));
  left = kontor_returns_count_returnable (line);
  if (quantity > 0 && quantity <= left)
    return TRUE;
  return kontor_check_refuse (error, _("Of “%s” %" PRId64 " can come back."), kontor_record_get_text (line, KONTOR_LINE_NAME), left);
}

gboolean
kontor_check_new_return (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *asked = kontor_check_get_added (op, KONTOR_ORDER_RETURNS);

  if (kontor_record_get_length (asked, KONTOR_RETURN_LINES) == 0)
    return kontor_check_refuse (error, _("It is not said what comes back."));
  for (guint i = 0; i < kontor_record_get_length (asked, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (asked, KONTOR_RETURN_LINES, i);

    if (!check_returnable (order, kontor_record_get_key (line), kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY), error))
      return FALSE;
  }
  return TRUE;
}

/* More cannot arrive than was announced. */
gboolean
kontor_check_return (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *returned = kontor_check_get_added (op, KONTOR_ORDER_RETURNS);

  for (guint i = 0; returned != NULL && i < kontor_record_get_length (returned, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (returned, KONTOR_RETURN_LINES, i);
    gint64 received = kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED);
    gint64 dismissed = kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED);

    if (received < 0 || dismissed < 0 || received + dismissed > kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY))
      return kontor_check_refuse (error, _("More cannot arrive than comes back."));
  }
  return TRUE;
}

static gboolean
check_swap_line (const KontorRecord *line, const KontorRecord *order, GError **error)
{
  const char *direction = kontor_record_get_text (line, KONTOR_SWAP_LINE_DIRECTION);
  gint64 quantity = kontor_record_get_int (line, KONTOR_SWAP_LINE_QUANTITY);

  if (g_strcmp0 (direction, "sent") != 0)
    return check_returnable (order, kontor_record_get_text (line, KONTOR_SWAP_LINE_LINE_KEY), quantity, error);
  if (kontor_record_is_null (line, KONTOR_SWAP_LINE_VARIANT))
    return kontor_check_refuse (error, _("It is not said what is sent instead."));
  return quantity > 0 ? TRUE : kontor_check_refuse (error, _("No quantity is given."));
}

static gboolean
has_direction (const KontorRecord *swap, guint lines, const char *direction)
{
  for (guint i = 0; i < kontor_record_get_length (swap, lines); i++)
    if (g_strcmp0 (kontor_record_get_text (kontor_record_get_member (swap, lines, i), KONTOR_SWAP_LINE_DIRECTION), direction) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_swap (const KontorRecord *swap, guint lines, const KontorRecord *order, GError **error)
{
  for (guint i = 0; i < kontor_record_get_length (swap, lines); i++)
    if (!check_swap_line (kontor_record_get_member (swap, lines, i), order, error))
      return FALSE;
  return TRUE;
}

gboolean
kontor_check_exchange (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *swap = kontor_check_get_added (op, KONTOR_ORDER_EXCHANGES);

  if (!has_direction (swap, KONTOR_EXCHANGE_LINES, "back"))
    return kontor_check_refuse (error, _("It is not said what comes back."));
  if (!has_direction (swap, KONTOR_EXCHANGE_LINES, "sent"))
    return kontor_check_refuse (error, _("It is not said what is sent instead."));
  return check_swap (swap, KONTOR_EXCHANGE_LINES, order, error);
}

gboolean
kontor_check_claim (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *swap = kontor_check_get_added (op, KONTOR_ORDER_CLAIMS);

  if (!has_direction (swap, KONTOR_CLAIM_LINES, "claimed"))
    return kontor_check_refuse (error, _("It is not said what was wrong."));
  return check_swap (swap, KONTOR_CLAIM_LINES, order, error);
}

gboolean
kontor_check_delivered (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *before = op->remove != NULL ? kontor_record_get_member (op->remove, KONTOR_ORDER_FULFILMENTS, 0) : NULL;
  const char *status = before != NULL ? kontor_record_get_text (before, KONTOR_FULFILMENT_STATUS) : NULL;

  if (g_strcmp0 (status, "shipped") == 0)
    return TRUE;
  return kontor_check_refuse (error, g_strcmp0 (status, "delivered") == 0 ? _("It is delivered already.") : _("Only what was sent can be delivered."));
}
