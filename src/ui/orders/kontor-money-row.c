#include "kontor-money-row.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

struct _KontorMoneyRow {
  AdwEntryRow parent_instance;

  char *currency; /* (owned) */
  gint64 rest;
};

G_DEFINE_FINAL_TYPE (KontorMoneyRow, kontor_money_row, ADW_TYPE_ENTRY_ROW)

enum { SIGNAL_EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_changed (KontorMoneyRow *self)
{
  gint64 amount;

  if (kontor_money_row_read (self, &amount, NULL))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
fill_rest (KontorMoneyRow *self)
{
  g_autofree char *text = kontor_decimal_format (self->rest, kontor_currency_get_decimals (self->currency));

  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static void
kontor_money_row_finalize (GObject *object)
{
  g_free (KONTOR_MONEY_ROW (object)->currency);

  G_OBJECT_CLASS (kontor_money_row_parent_class)->finalize (object);
}

static void
kontor_money_row_class_init (KontorMoneyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_money_row_finalize;

  signals[SIGNAL_EDITED] =
      g_signal_new ("edited", KONTOR_TYPE_MONEY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_money_row_init (KontorMoneyRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

KontorMoneyRow *
kontor_money_row_new (const char *title, const char *currency)
{
  KontorMoneyRow *self = g_object_new (KONTOR_TYPE_MONEY_ROW, "title", title, "use-markup", FALSE, NULL);

  self->currency = g_strdup (currency);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  return self;
}

void
kontor_money_row_set_rest (KontorMoneyRow *self, gint64 rest)
{
  GtkWidget *button = gtk_button_new_with_label (_("All"));

  g_return_if_fail (KONTOR_IS_MONEY_ROW (self));

  self->rest = rest;
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Refund All of It"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (fill_rest), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

gboolean
kontor_money_row_read (KontorMoneyRow *self, gint64 *amount, GError **error)
{
  g_autofree char *text = NULL;
  KontorMoney money;

  g_return_val_if_fail (KONTOR_IS_MONEY_ROW (self), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  if (text[0] == '\0') {
    *amount = 0;
    return TRUE;
  }
  if (!kontor_money_parse_input (text, self->currency, &money, error))
    return FALSE;
  if (money.amount < 0) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("An amount must not be negative"));
    return FALSE;
  }
  *amount = money.amount;
  return TRUE;
}
