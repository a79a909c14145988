#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

/* What the shop keeps of a thing is one JSON object; these read and write its members. */
typedef yyjson_mut_val Json;
typedef yyjson_mut_doc JsonDoc;

/* Amounts are millionths, as everywhere in Kontor. */
#define AMOUNT_UNIT G_GINT64_CONSTANT (1000000)

JsonDoc *json_parse (const char *text);
char *json_dup (Json *value);
void json_write (Json *value, GString *out);

Json *json_get (Json *object, const char *name);
const char *json_text (Json *object, const char *name);
gint64 json_int (Json *object, const char *name);
gboolean json_true (Json *object, const char *name);
gint64 json_amount (Json *object, const char *name);
Json *json_find (Json *list, gint64 id);
gsize json_length (Json *list);

void json_put (JsonDoc *doc, Json *object, const char *name, Json *value);
void json_put_text (JsonDoc *doc, Json *object, const char *name, const char *value);
void json_put_int (JsonDoc *doc, Json *object, const char *name, gint64 value);
void json_put_bool (JsonDoc *doc, Json *object, const char *name, gboolean value);
void json_put_null (JsonDoc *doc, Json *object, const char *name);
void json_put_amount (JsonDoc *doc, Json *object, const char *name, gint64 amount);
Json *json_put_list (JsonDoc *doc, Json *object, const char *name);
Json *json_append (JsonDoc *doc, Json *list);
/* Copies members of the template that stands in @text. */
Json *json_append_text (JsonDoc *doc, Json *list, const char *text);

const char *json_body_text (yyjson_val *object, const char *name);
gint64 json_body_int (yyjson_val *object, const char *name);

gint64 amount_parse (const char *text);
/* Round half away from zero, as PHP does. */
gint64 amount_round (gint64 amount, guint decimals);
char *amount_format (gint64 amount, guint decimals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JsonDoc, yyjson_mut_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

G_END_DECLS
