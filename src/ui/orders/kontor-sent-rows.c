#include "kontor-sent-rows.h"

#include <glib/gi18n.h>

#include "kontor-product-chooser.h"

/* Nobody orders more of one thing by hand. */
#define MOST 9999

typedef struct {
  KontorPickRow *row;
  KontorRecord *product; /* (owned) */
} Sent;

struct _KontorSentRows {
  KontorOrderTask *task;
  AdwPreferencesGroup *group;
  GArray *sent; /* (element-type Sent) */
};

static void
sent_clear (gpointer data)
{
  kontor_record_unref (((Sent *) data)->product);
}

/* The price in another currency than the shop's own is one of a list. */
static gboolean
find_price (const KontorRecord *variant, const char *currency, gint64 *price)
{
  if (g_strcmp0 (kontor_record_get_text (variant, KONTOR_VARIANT_CURRENCY), currency) == 0 &&
      !kontor_record_is_null (variant, KONTOR_VARIANT_PRICE)) {
    *price = kontor_record_get_amount (variant, KONTOR_VARIANT_PRICE);
    return TRUE;
  }
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_PRICES); i++) {
    const KontorRecord *other = kontor_record_get_member (variant, KONTOR_VARIANT_PRICES, i);
    const char *rule = kontor_record_get_text (other, KONTOR_PRICE_RULE);

    if ((rule == NULL || rule[0] == '\0') && !kontor_record_is_null (other, KONTOR_PRICE_AMOUNT) &&
        g_strcmp0 (kontor_record_get_text (other, KONTOR_PRICE_CURRENCY), currency) == 0) {
      *price = kontor_record_get_amount (other, KONTOR_PRICE_AMOUNT);
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
get_price (KontorSentRows *self, const KontorRecord *variant, gint64 *price)
{
  const char *currency = kontor_record_get_text (kontor_order_task_get_record (self->task), KONTOR_ORDER_CURRENCY);

  return currency != NULL && find_price (variant, currency, price);
}

static void
describe (KontorSentRows *self, KontorPickRow *row, const KontorRecord *variant, const KontorRecord *product)
{
  const char *title = kontor_record_get_text (product, KONTOR_PRODUCT_TITLE);
  gint64 price;
  g_autofree char *text = get_price (self, variant, &price) ? kontor_order_task_format (self->task, price)
                                                            : g_strdup (_("The shop says the price"));

  kontor_pick_row_set_what (row, title != NULL ? title : _("Unnamed Item"), kontor_record_get_text (variant, KONTOR_VARIANT_TITLE),
                            kontor_record_get_text (product, KONTOR_PRODUCT_COVER_URL));
  kontor_pick_row_add_detail (row, kontor_record_get_text (variant, KONTOR_VARIANT_SKU));
  kontor_pick_row_add_detail (row, text);
}

/* One that is there already is wanted once more. */
static gboolean
want_once_more (KontorSentRows *self, gint64 variant)
{
  for (guint i = 0; i < self->sent->len; i++) {
    KontorPickRow *row = g_array_index (self->sent, Sent, i).row;

    if (kontor_record_get_id (kontor_pick_row_get_record (row)) == variant) {
      kontor_pick_row_set_quantity (row, kontor_pick_row_get_quantity (row) + 1);
      return TRUE;
    }
  }
  return FALSE;
}

static void
on_chosen (KontorSentRows *self, KontorObject *variant, KontorObject *product)
{
  KontorRecord *order = kontor_order_task_get_record (self->task);
  Sent sent;

  if (want_once_more (self, kontor_object_get_id (variant)))
    return;
  sent.row = kontor_pick_row_new (kontor_order_task_get_engine (self->task), kontor_record_get_account (order),
                                  kontor_object_get_record (variant));
  sent.product = kontor_record_ref (kontor_object_get_record (product));
  describe (self, sent.row, kontor_object_get_record (variant), sent.product);
  kontor_pick_row_set_range (sent.row, 0, MOST);
  kontor_pick_row_set_quantity (sent.row, 1);
  g_array_append_val (self->sent, sent);
  kontor_order_task_add_pick (self->task, self->group, sent.row);
  kontor_order_task_changed (self->task);
}

static void
choose (KontorSentRows *self)
{
  KontorRecord *order = kontor_order_task_get_record (self->task);
  AdwDialog *chooser = kontor_product_chooser_new (kontor_order_task_get_engine (self->task), kontor_record_get_account (order));

  g_signal_connect_swapped (chooser, "chosen", G_CALLBACK (on_chosen), self);
  adw_dialog_present (chooser, GTK_WIDGET (self->task));
}

KontorSentRows *
kontor_sent_rows_new (KontorOrderTask *task, const char *heading)
{
  KontorSentRows *self = g_new0 (KontorSentRows, 1);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add Product…"));

  self->task = task;
  self->sent = g_array_new (FALSE, TRUE, sizeof (Sent));
  g_array_set_clear_func (self->sent, sent_clear);
  self->group = kontor_order_task_add_group (task, heading, NULL);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose), self);
  adw_preferences_group_set_header_suffix (self->group, button);
  return self;
}

void
kontor_sent_rows_free (KontorSentRows *self)
{
  g_array_unref (self->sent);
  g_free (self);
}

void
kontor_sent_rows_set_visible (KontorSentRows *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->group), visible);
}

gboolean
kontor_sent_rows_is_empty (KontorSentRows *self)
{
  for (guint i = 0; i < self->sent->len; i++)
    if (kontor_pick_row_get_quantity (g_array_index (self->sent, Sent, i).row) > 0)
      return FALSE;
  return TRUE;
}

void
kontor_sent_rows_foreach (KontorSentRows *self, KontorSentFunc func, gpointer data)
{
  for (guint i = 0; i < self->sent->len; i++) {
    const Sent *sent = &g_array_index (self->sent, Sent, i);
    const KontorRecord *variant = kontor_pick_row_get_record (sent->row);
    gint64 quantity = kontor_pick_row_get_quantity (sent->row), price;

    if (quantity > 0)
      func (variant, sent->product, quantity, get_price (self, variant, &price) ? &price : NULL, data);
  }
}

typedef struct {
  gint64 sum;
  gboolean known;
} Sum;

static void
add_price (const KontorRecord *variant, const KontorRecord *product, gint64 quantity, const gint64 *price, gpointer data)
{
  Sum *sum = data;
  gint64 all;

  sum->known &= price != NULL && !__builtin_mul_overflow (*price, quantity, &all) &&
                kontor_amount_add (sum->sum, all, &sum->sum, NULL);
}

gint64
kontor_sent_rows_sum (KontorSentRows *self, gboolean *known)
{
  Sum sum = { 0, TRUE };

  kontor_sent_rows_foreach (self, add_price, &sum);
  *known = sum.known;
  return sum.sum;
}
