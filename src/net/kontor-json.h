#pragma once

#include <gio/gio.h>
#include <libdex.h>
#include <yyjson.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_JSON (kontor_json_get_type ())

/**
 * KontorJson:
 *
 * A document that a server answered, immutable. Its numbers are the text that
 * the server wrote, never a double. Strings may hold invalid UTF-8: read them
 * by the functions below.
 */
typedef struct _KontorJson KontorJson;

GType kontor_json_get_type (void) G_GNUC_CONST;
KontorJson *kontor_json_ref (KontorJson *self);
void kontor_json_unref (KontorJson *self);
yyjson_val *kontor_json_get_root (KontorJson *self);

/** Reads at once; any thread. Errors: KONTOR_ERROR_PROTOCOL. */
KontorJson *kontor_json_parse (GBytes *bytes, GError **error);

/** → KontorJson. Large documents are read on a worker. */
DexFuture *kontor_json_read (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/* Values of a document read here. NULL and missing values are answered as their absence; any thread. */

/** The text of a string or a number; NULL of anything else. Valid UTF-8. */
char *kontor_json_dup_text (yyjson_val *value);
/** A whole number, written as one or as the text of one ("7", 7, 7.0); else FALSE and @number untouched. */
gboolean kontor_json_get_int (yyjson_val *value, gint64 *number);
/** true, "true", "yes", 1 and "1" are true. */
gboolean kontor_json_get_bool (yyjson_val *value);
/** The value as JSON, numbers as the server wrote them. */
char *kontor_json_dup_json (yyjson_val *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorJson, kontor_json_unref)

G_END_DECLS
