/* Times as WordPress writes them: each once in the shop's own zone without saying which, and once in UTC without saying so. */
#include "storefront-private.h"

gint64
kontor_storefront_get_now (KontorStorefront *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->skew;
}

char *
storefront_format_time (KontorStorefront *self, gint64 at, gboolean is_utc)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->time_zone);

  return g_date_time_format (is_utc ? utc : local, "%Y-%m-%dT%H:%M:%S");
}

/* @at: 0 for none */
void
storefront_stamp (KontorStorefront *self, JsonDoc *doc, Json *object, const char *name, gint64 at)
{
  g_autofree char *local = storefront_format_time (self, at, FALSE);
  g_autofree char *utc = storefront_format_time (self, at, TRUE);
  g_autofree char *utc_name = g_strconcat (name, "_gmt", NULL);

  if (at == 0) {
    json_put_null (doc, object, name);
    json_put_null (doc, object, utc_name);
    return;
  }
  json_put_text (doc, object, name, local);
  json_put_text (doc, object, utc_name, utc);
}

void
storefront_touch (KontorStorefront *self, JsonDoc *doc)
{
  storefront_stamp (self, doc, yyjson_mut_doc_get_root (doc), "date_modified", kontor_storefront_get_now (self));
}

void
storefront_touch_object (KontorStorefront *self, StorefrontObject *object)
{
  g_autoptr (JsonDoc) doc = storefront_load (object);

  storefront_touch (self, doc);
  storefront_save (self, object, doc);
}

/* An offset in the text is honoured whatever @is_utc says. Returns 0 for what is no time. */
gint64
storefront_parse_time (KontorStorefront *self, const char *text, gboolean is_utc)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *whole = strchr (text, 'T') == NULL ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, is_utc ? utc : self->time_zone);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}
