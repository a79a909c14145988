#include "kontor-shop-json.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-money.h"

Json *
shop_get (Json *object, const char *name)
{
  Json *value = yyjson_mut_obj_get (object, name);

  return yyjson_mut_is_null (value) ? NULL : value;
}

gboolean
shop_has (Json *object, const char *name)
{
  return yyjson_mut_obj_get (object, name) != NULL;
}

const char *
shop_get_text (Json *object, const char *name)
{
  return yyjson_mut_get_str (shop_get (object, name));
}

gint64
shop_get_int (Json *object, const char *name)
{
  return yyjson_mut_get_sint (shop_get (object, name));
}

gboolean
shop_get_bool (Json *object, const char *name)
{
  return yyjson_mut_get_bool (shop_get (object, name));
}

gint64
shop_get_amount (Json *object, const char *name)
{
  const char *text = shop_get_text (object, name);
  gint64 amount = 0;

  if (text != NULL && *text != '\0')
    kontor_decimal_parse (text, &amount, NULL, NULL);
  return amount;
}

static void
put (JsonDoc *doc, Json *object, const char *name, Json *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, name), value);
}

void
shop_set_text (JsonDoc *doc, Json *object, const char *name, const char *value)
{
  put (doc, object, name, value != NULL ? yyjson_mut_strcpy (doc, value) : yyjson_mut_null (doc));
}

void
shop_set_int (JsonDoc *doc, Json *object, const char *name, gint64 value)
{
  put (doc, object, name, yyjson_mut_sint (doc, value));
}

void
shop_set_bool (JsonDoc *doc, Json *object, const char *name, gboolean value)
{
  put (doc, object, name, yyjson_mut_bool (doc, value));
}

void
shop_set_amount (JsonDoc *doc, Json *object, const char *name, gint64 amount)
{
  g_autofree char *text = kontor_decimal_format (amount, 2);

  shop_set_text (doc, object, name, text);
}

void
shop_set_null (JsonDoc *doc, Json *object, const char *name)
{
  put (doc, object, name, yyjson_mut_null (doc));
}

void
shop_set_copy (JsonDoc *doc, Json *object, const char *name, Json *value)
{
  put (doc, object, name, yyjson_mut_val_mut_copy (doc, value));
}

Json *
shop_set_list (JsonDoc *doc, Json *object, const char *name)
{
  Json *list = yyjson_mut_arr (doc);

  put (doc, object, name, list);
  return list;
}

Json *
shop_set_object (JsonDoc *doc, Json *object, const char *name)
{
  Json *member = yyjson_mut_obj (doc);

  put (doc, object, name, member);
  return member;
}

Json *
shop_need_list (JsonDoc *doc, Json *object, const char *name)
{
  Json *list = yyjson_mut_obj_get (object, name);

  return yyjson_mut_is_arr (list) ? list : shop_set_list (doc, object, name);
}

Json *
shop_need_object (JsonDoc *doc, Json *object, const char *name)
{
  Json *member = yyjson_mut_obj_get (object, name);

  return yyjson_mut_is_obj (member) ? member : shop_set_object (doc, object, name);
}

Json *
shop_append (JsonDoc *doc, Json *list)
{
  return yyjson_mut_arr_add_obj (doc, list);
}

Json *
shop_append_copy (JsonDoc *doc, Json *list, Json *value)
{
  Json *copy = yyjson_mut_val_mut_copy (doc, value);

  yyjson_mut_arr_append (list, copy);
  return copy;
}

guint
shop_length (Json *list)
{
  return (guint) yyjson_mut_arr_size (list);
}

Json *
shop_at (Json *list, guint index)
{
  return yyjson_mut_arr_get (list, index);
}

/** The object of @list whose member @name is @id; NULL where there is none. */
Json *
shop_find (Json *list, const char *name, gint64 id)
{
  for (guint i = 0; i < shop_length (list); i++)
    if (shop_get_int (shop_at (list, i), name) == id)
      return shop_at (list, i);
  return NULL;
}

char *
shop_dup_json (Json *value)
{
  char *text = yyjson_mut_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

/** NULL for what is no JSON object. */
JsonDoc *
shop_parse (const char *json)
{
  g_autoptr (yyjson_doc) doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;

  if (!yyjson_is_obj (yyjson_doc_get_root (doc)))
    return NULL;
  return yyjson_doc_mut_copy (doc, NULL);
}

char *
shop_format_time (gint64 at, gboolean seconds_only)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return seconds_only ? g_steal_pointer (&text) : g_strdup_printf ("%s.%03dZ", text, (int) (at % 1000));
}

/** Of a time as any manner writes it; 0 where it is none. */
gint64
shop_parse_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
}
