#include "storefront-json.h"

#include <math.h>
#include <string.h>

JsonDoc *
json_parse (const char *text)
{
  g_autoptr (yyjson_doc) doc = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);

  g_assert (doc != NULL);
  return yyjson_doc_mut_copy (doc, NULL);
}

char *
json_dup (Json *value)
{
  g_autofree char *raw = NULL;

  raw = yyjson_mut_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  g_assert (raw != NULL);
  return g_steal_pointer (&raw);
}

void
json_write (Json *value, GString *out)
{
  g_autofree char *text = json_dup (value);

  g_string_append (out, text);
}

Json *
json_get (Json *object, const char *name)
{
  return yyjson_mut_obj_get (object, name);
}

const char *
json_text (Json *object, const char *name)
{
  const char *text = yyjson_mut_get_str (json_get (object, name));

  return text != NULL ? text : "";
}

gint64
json_int (Json *object, const char *name)
{
  Json *value = json_get (object, name);

  if (yyjson_mut_is_str (value))
    return g_ascii_strtoll (yyjson_mut_get_str (value), NULL, 10);
  if (yyjson_mut_is_real (value))
    return (gint64) yyjson_mut_get_real (value);
  return yyjson_mut_get_sint (value);
}

gboolean
json_true (Json *object, const char *name)
{
  return yyjson_mut_is_true (json_get (object, name));
}

gint64
json_amount (Json *object, const char *name)
{
  Json *value = json_get (object, name);

  if (yyjson_mut_is_num (value))
    return llround (yyjson_mut_get_num (value) * AMOUNT_UNIT);
  return amount_parse (json_text (object, name));
}

Json *
json_find (Json *list, gint64 id)
{
  size_t at, n;
  Json *item;

  yyjson_mut_arr_foreach (list, at, n, item) {
    if (json_int (item, "id") == id)
      return item;
  }
  return NULL;
}

gsize
json_length (Json *list)
{
  return yyjson_mut_arr_size (list);
}

void
json_put (JsonDoc *doc, Json *object, const char *name, Json *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, name), value);
}

void
json_put_text (JsonDoc *doc, Json *object, const char *name, const char *value)
{
  json_put (doc, object, name, yyjson_mut_strcpy (doc, value));
}

void
json_put_int (JsonDoc *doc, Json *object, const char *name, gint64 value)
{
  json_put (doc, object, name, yyjson_mut_sint (doc, value));
}

void
json_put_bool (JsonDoc *doc, Json *object, const char *name, gboolean value)
{
  json_put (doc, object, name, yyjson_mut_bool (doc, value));
}

void
json_put_null (JsonDoc *doc, Json *object, const char *name)
{
  json_put (doc, object, name, yyjson_mut_null (doc));
}

void
json_put_amount (JsonDoc *doc, Json *object, const char *name, gint64 amount)
{
  g_autofree char *text = amount_format (amount, 6);

  json_put_text (doc, object, name, text);
}

Json *
json_put_list (JsonDoc *doc, Json *object, const char *name)
{
  Json *list = yyjson_mut_arr (doc);

  json_put (doc, object, name, list);
  return list;
}

Json *
json_append (JsonDoc *doc, Json *list)
{
  return yyjson_mut_arr_add_obj (doc, list);
}

Json *
json_append_text (JsonDoc *doc, Json *list, const char *text)
{
  g_autoptr (JsonDoc) item = json_parse (text);
  Json *copy = yyjson_mut_val_mut_copy (doc, yyjson_mut_doc_get_root (item));

  yyjson_mut_arr_append (list, copy);
  return copy;
}

const char *
json_body_text (yyjson_val *object, const char *name)
{
  return yyjson_get_str (yyjson_obj_get (object, name));
}

gint64
json_body_int (yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (yyjson_is_str (value))
    return g_ascii_strtoll (yyjson_get_str (value), NULL, 10);
  return yyjson_get_sint (value);
}

gint64
amount_parse (const char *text)
{
  gboolean is_negative = *text == '-';
  gint64 whole;
  gint64 unit = AMOUNT_UNIT;
  char *end;

  if (is_negative)
    text++;
  whole = g_ascii_isdigit (*text) ? g_ascii_strtoll (text, &end, 10) : (end = (char *) text, 0);
  whole *= AMOUNT_UNIT;
  if (*end == '.')
    for (end++; g_ascii_isdigit (*end) && unit > 1; end++)
      whole += (*end - '0') * (unit /= 10);
  return is_negative ? -whole : whole;
}

gint64
amount_round (gint64 amount, guint decimals)
{
  gint64 step = AMOUNT_UNIT;
  gint64 half;

  while (decimals-- > 0 && step > 1)
    step /= 10;
  half = amount < 0 ? -step / 2 : step / 2;
  return (amount + half) / step * step;
}

char *
amount_format (gint64 amount, guint decimals)
{
  gint64 rounded = ABS (amount_round (amount, decimals));
  const char *sign = amount_round (amount, decimals) < 0 ? "-" : "";
  g_autofree char *fraction = g_strdup_printf ("%06" G_GINT64_FORMAT, rounded % AMOUNT_UNIT);

  if (decimals == 0)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT, sign, rounded / AMOUNT_UNIT);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%.*s", sign, rounded / AMOUNT_UNIT, (int) MIN (decimals, 6),
                          fraction);
}
