#pragma once

#include <gtk/gtk.h>

#include "kontor-money.h"

G_BEGIN_DECLS

/* How a product's fields read. The first parameter is the widget whose template asks. */

/** (transfer full): "€ 4,50", or "€ 4,50 – € 9,00" where the variants differ; empty where nothing is known */
char *kontor_product_format_price (gpointer widget, const KontorMoney *lowest, const KontorMoney *highest);
/** (transfer full): "12 in stock", "Only 2 left", "Out of stock"; empty where stock is not kept */
char *kontor_product_format_stock (gpointer widget, gint64 available, const char *state);
/** Colours what says so: low and out are seen from afar. */
void kontor_product_style_stock (GtkWidget *label, const char *state);
/** (transfer full): "Draft"; the platform's own word where it is not one of ours */
char *kontor_product_format_status (gpointer widget, const char *status);
/** Whether the status is worth a word in a list: not that of what everybody can buy. */
gboolean kontor_product_has_special_status (gpointer widget, const char *status);

/** Binds all of these as callbacks of the template of @klass. */
void kontor_product_format_bind_template (GtkWidgetClass *klass);

G_END_DECLS
