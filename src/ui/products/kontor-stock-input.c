#include "kontor-stock-input.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* More than anybody has, and far from where sums overflow. */
#define MOST G_GINT64_CONSTANT (1000000000000)

/* The typographic minus is what one copies from elsewhere. */
static char *
clean (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\342\210\222", -1);

  return g_strstrip (g_strjoinv ("-", parts));
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Type a number, or +5, -2, =40."));
  return FALSE;
}

gboolean
kontor_stock_parse_input (const char *text, gint64 present, gint64 *by, GError **error)
{
  g_autofree char *input = clean (text);
  gboolean relative = input[0] == '+' || input[0] == '-';
  const char *digits = g_strchug (input[0] == '=' || input[0] == '+' ? input + 1 : input);
  gint64 number;

  /* After "=" a minus is a sign: stock that is owed. After "+" it is a slip. */
  if (input[0] == '+' && !g_ascii_isdigit (digits[0]))
    return refuse (error);
  if (!g_ascii_string_to_signed (digits, 10, -MOST, MOST, &number, NULL))
    return refuse (error);
  *by = relative ? number : number - present;
  return TRUE;
}
