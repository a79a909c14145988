#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

/* What the shop keeps of a thing is one JSON object; these read and write its members. */
typedef yyjson_mut_val Json;
typedef yyjson_mut_doc JsonDoc;

const char *shop_get_text (Json *object, const char *name);
gint64 shop_get_int (Json *object, const char *name);
gboolean shop_get_bool (Json *object, const char *name);
gint64 shop_get_amount (Json *object, const char *name);
Json *shop_get (Json *object, const char *name);
gboolean shop_has (Json *object, const char *name);

void shop_set_text (JsonDoc *doc, Json *object, const char *name, const char *value);
void shop_set_int (JsonDoc *doc, Json *object, const char *name, gint64 value);
void shop_set_bool (JsonDoc *doc, Json *object, const char *name, gboolean value);
void shop_set_amount (JsonDoc *doc, Json *object, const char *name, gint64 amount);
void shop_set_null (JsonDoc *doc, Json *object, const char *name);
void shop_set_copy (JsonDoc *doc, Json *object, const char *name, Json *value);

Json *shop_need_list (JsonDoc *doc, Json *object, const char *name);
Json *shop_need_object (JsonDoc *doc, Json *object, const char *name);
Json *shop_set_list (JsonDoc *doc, Json *object, const char *name);
Json *shop_set_object (JsonDoc *doc, Json *object, const char *name);
Json *shop_append (JsonDoc *doc, Json *list);
Json *shop_append_copy (JsonDoc *doc, Json *list, Json *value);

guint shop_length (Json *list);
Json *shop_at (Json *list, guint index);
Json *shop_find (Json *list, const char *name, gint64 id);

char *shop_dup_json (Json *value);
JsonDoc *shop_parse (const char *json);

char *shop_format_time (gint64 at, gboolean seconds_only);
gint64 shop_parse_time (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

G_END_DECLS
