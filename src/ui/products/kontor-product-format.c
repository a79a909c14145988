#include "kontor-product-format.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

char *
kontor_product_format_price (gpointer widget, const KontorMoney *lowest, const KontorMoney *highest)
{
  g_autofree char *low = lowest != NULL ? kontor_money_format (lowest) : NULL;
  g_autofree char *high = NULL;

  if (low == NULL)
    return g_strdup ("");
  if (highest == NULL || kontor_money_equal (lowest, highest))
    return g_steal_pointer (&low);
  high = kontor_money_format (highest);
  /* Translators: the prices of a product whose variants cost from the first to the second */
  return g_strdup_printf (C_("price", "%s – %s"), low, high);
}

char *
kontor_product_format_stock (gpointer widget, gint64 available, const char *state)
{
  g_autofree char *number = kontor_format_number (available);

  if (g_strcmp0 (state, "out") == 0)
    return g_strdup (_("Out of stock"));
  if (g_strcmp0 (state, "low") == 0)
    return g_strdup_printf (ngettext ("Only %s left", "Only %s left", (gulong) available), number);
  if (g_strcmp0 (state, "in") == 0)
    return g_strdup_printf (ngettext ("%s in stock", "%s in stock", (gulong) available), number);
  return g_strdup ("");
}

void
kontor_product_style_stock (GtkWidget *label, const char *state)
{
  static const char *const classes[] = { "error", "warning", NULL };
  const char *wanted = NULL;

  if (g_strcmp0 (state, "out") == 0)
    wanted = "error";
  else if (g_strcmp0 (state, "low") == 0)
    wanted = "warning";
  for (guint i = 0; classes[i] != NULL; i++)
    gtk_widget_remove_css_class (label, classes[i]);
  if (wanted != NULL)
    gtk_widget_add_css_class (label, wanted);
}

char *
kontor_product_format_status (gpointer widget, const char *status)
{
  static const struct {
    const char *status;
    const char *label;
  } labels[] = {
    { "published", N_("Published") },
    { "draft", N_("Draft") },
    { "private", N_("Private") },
    { "pending", N_("Pending Review") },
    { "trash", N_("In the Trash") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].status, status) == 0)
      return g_strdup (_(labels[i].label));
  return g_strdup (status != NULL ? status : "");
}

gboolean
kontor_product_has_special_status (gpointer widget, const char *status)
{
  return status != NULL && !g_str_equal (status, "published");
}

void
kontor_product_format_bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback_full (klass, "format_price", G_CALLBACK (kontor_product_format_price));
  gtk_widget_class_bind_template_callback_full (klass, "format_stock", G_CALLBACK (kontor_product_format_stock));
  gtk_widget_class_bind_template_callback_full (klass, "format_status", G_CALLBACK (kontor_product_format_status));
  gtk_widget_class_bind_template_callback_full (klass, "has_special_status",
                                                G_CALLBACK (kontor_product_has_special_status));
}
