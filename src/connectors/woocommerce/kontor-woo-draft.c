#include "kontor-woo-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* So many operations after it an object still says that it was written by one. */
#define MARKS 8

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

void
kontor_woo_draft_request (KontorWooDraft *draft, const char *method, const char *format, ...)
{
  va_list arguments;

  draft->plan->method = method;
  va_start (arguments, format);
  draft->plan->path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

void
kontor_woo_draft_allow_batch (KontorWooDraft *draft, const char *collection)
{
  g_set_str (&draft->plan->batch, collection);
  g_set_str (&draft->plan->id, draft->op->remote_id);
}

void
kontor_woo_draft_answer (KontorWooDraft *draft, KontorReceiptState state)
{
  if (draft->plan->receipt == NULL)
    draft->plan->receipt = kontor_receipt_new (state);
}

void
kontor_woo_draft_refuse (KontorWooDraft *draft, int code, const char *message)
{
  if (draft->plan->receipt == NULL)
    draft->plan->receipt = kontor_receipt_new_failed (g_error_new_literal (KONTOR_ERROR, code, message));
}

void
kontor_woo_draft_refuse_field (KontorWooDraft *draft, guint field)
{
  g_autofree char *message = g_strdup_printf (_("The shop has no place for “%s”."),
                                              kontor_entity_get_field_label (draft->op->kind->entity, field));

  kontor_woo_draft_refuse (draft, KONTOR_ERROR_UNSUPPORTED, message);
}

void
kontor_woo_put (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (draft->doc, name), value);
}

void
kontor_woo_put_text (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const char *text)
{
  kontor_woo_put (draft, object, name, yyjson_mut_strcpy (draft->doc, text != NULL ? text : ""));
}

void
kontor_woo_put_bool (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gboolean value)
{
  kontor_woo_put (draft, object, name, yyjson_mut_bool (draft->doc, value));
}

void
kontor_woo_put_int (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gint64 value)
{
  kontor_woo_put (draft, object, name, yyjson_mut_sint (draft->doc, value));
}

gboolean
kontor_woo_is_id (const char *key)
{
  return key != NULL && g_ascii_string_to_unsigned (key, 10, 1, G_MAXINT64, NULL, NULL);
}

void
kontor_woo_put_id (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const char *key)
{
  kontor_woo_put_int (draft, object, name, kontor_woo_is_id (key) ? g_ascii_strtoll (key, NULL, 10) : 0);
}

void
kontor_woo_put_amount (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, gint64 amount)
{
  g_autofree char *text = kontor_decimal_format (amount, MIN (draft->facts->decimals, 6));

  kontor_woo_put_text (draft, object, name, text);
}

void
kontor_woo_put_money (KontorWooDraft *draft, yyjson_mut_val *object, const char *name, const KontorRecord *record,
                      guint field)
{
  if (kontor_record_is_null (record, field))
    kontor_woo_put_text (draft, object, name, "");
  else if (kontor_record_get_exact (record, field) != NULL)
    kontor_woo_put_text (draft, object, name, kontor_record_get_exact (record, field));
  else
    kontor_woo_put_amount (draft, object, name, kontor_record_get_amount (record, field));
}

yyjson_mut_val *
kontor_woo_put_list (KontorWooDraft *draft, yyjson_mut_val *object, const char *name)
{
  yyjson_mut_val *list = yyjson_mut_arr (draft->doc);

  kontor_woo_put (draft, object, name, list);
  return list;
}

yyjson_mut_val *
kontor_woo_add_object (KontorWooDraft *draft, yyjson_mut_val *list)
{
  return yyjson_mut_arr_add_obj (draft->doc, list);
}

static yyjson_mut_val *
find_own_meta (KontorWooDraft *draft, yyjson_mut_val *list, const char *key)
{
  yyjson_mut_val *entry;
  gsize i, n;

  yyjson_mut_arr_foreach (list, i, n, entry)
    if (g_strcmp0 (yyjson_mut_get_str (yyjson_mut_obj_get (entry, "key")), key) == 0)
      return entry;
  return NULL;
}

void
kontor_woo_put_meta (KontorWooDraft *draft, const char *key, yyjson_mut_val *value)
{
  yyjson_mut_val *list = yyjson_mut_obj_get (draft->body, "meta_data"), *entry;

  if (list == NULL)
    list = kontor_woo_put_list (draft, draft->body, "meta_data");
  entry = find_own_meta (draft, list, key);
  if (entry == NULL) {
    entry = kontor_woo_add_object (draft, list);
    kontor_woo_put_text (draft, entry, "key", key);
  }
  kontor_woo_put (draft, entry, "value", value != NULL ? value : yyjson_mut_null (draft->doc));
}

yyjson_val *
kontor_woo_find_meta (yyjson_val *raw, const char *key)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (raw, "meta_data"), i, n, entry)
    if (yyjson_equals_str (yyjson_obj_get (entry, "key"), key))
      return yyjson_obj_get (entry, "value");
  return NULL;
}

yyjson_val *
kontor_woo_find_by_id (yyjson_val *list, const char *id)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item) {
    g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (item, "id"));

    if (id != NULL && g_strcmp0 (text, id) == 0)
      return item;
  }
  return NULL;
}

/* Of customers the store keeps hidden keys to itself. */
static const char *
name_key (const KontorOp *op, const char *key)
{
  return op->kind->entity == KONTOR_ENTITY_CUSTOMER ? key + strlen ("_") : key;
}

static GStrv
read_marks (const KontorOp *op, yyjson_val *raw)
{
  g_autofree char *text = kontor_json_dup_text (kontor_woo_find_meta (raw, name_key (op, KONTOR_WOO_MARK)));

  return g_strsplit (text != NULL ? text : "", " ", -1);
}

gboolean
kontor_woo_has_mark (const KontorOp *op, yyjson_val *raw)
{
  g_auto (GStrv) marks = read_marks (op, raw);

  return g_strv_contains ((const char *const *) marks, op->idempotency);
}

void
kontor_woo_put_mark (KontorWooDraft *draft)
{
  g_auto (GStrv) marks = read_marks (draft->op, draft->raw);
  g_autoptr (GString) text = g_string_new (draft->op->idempotency);

  for (guint i = 0; marks[i] != NULL && i < MARKS - 1; i++)
    if (*marks[i] != '\0')
      g_string_append_printf (text, " %s", marks[i]);
  kontor_woo_put_meta (draft, name_key (draft->op, KONTOR_WOO_MARK), yyjson_mut_strcpy (draft->doc, text->str));
}

/* The store may have kept the value as a text. PHP writes what is empty as a list. */
static yyjson_mut_val *
copy_team (KontorWooDraft *draft, yyjson_val *value)
{
  g_autoptr (yyjson_doc) parsed = NULL;

  if (yyjson_is_obj (value))
    return yyjson_val_mut_copy (draft->doc, value);
  if (yyjson_is_str (value))
    parsed = yyjson_read (yyjson_get_str (value), yyjson_get_len (value), YYJSON_READ_NOFLAG);
  if (yyjson_is_obj (yyjson_doc_get_root (parsed)))
    return yyjson_val_mut_copy (draft->doc, yyjson_doc_get_root (parsed));
  return yyjson_mut_obj (draft->doc);
}

yyjson_mut_val *
kontor_woo_need_team (KontorWooDraft *draft)
{
  const char *key = name_key (draft->op, KONTOR_WOO_TEAM);
  yyjson_mut_val *entry = find_own_meta (draft, yyjson_mut_obj_get (draft->body, "meta_data"), key);

  if (entry == NULL) {
    kontor_woo_put_meta (draft, key, copy_team (draft, kontor_woo_find_meta (draft->raw, key)));
    entry = find_own_meta (draft, yyjson_mut_obj_get (draft->body, "meta_data"), key);
  }
  return yyjson_mut_obj_get (entry, "value");
}

static yyjson_doc *
parse_metadata (const KontorRecord *record, guint field)
{
  const char *text = record != NULL ? kontor_record_get_text (record, field) : NULL;

  return text != NULL ? yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG) : NULL;
}

typedef void (*MetaFunc) (const char *key, yyjson_val *value, gpointer data);

/* Both an object by keys and the list that the store itself writes. */
static void
foreach_meta (yyjson_val *metadata, MetaFunc func, gpointer data)
{
  yyjson_val *key, *value;
  gsize i, n;

  if (yyjson_is_obj (metadata))
    yyjson_obj_foreach (metadata, i, n, key, value)
      func (yyjson_get_str (key), value, data);
  yyjson_arr_foreach (metadata, i, n, value)
    if (yyjson_is_str (yyjson_obj_get (value, "key")))
      func (yyjson_get_str (yyjson_obj_get (value, "key")), yyjson_obj_get (value, "value"), data);
}

typedef struct {
  KontorWooDraft *draft;
  yyjson_val *other;
  yyjson_val *found;
  const char *key;
} MetaChange;

static void
find_meta_cb (const char *key, yyjson_val *value, gpointer data)
{
  MetaChange *change = data;

  if (g_str_equal (key, change->key))
    change->found = value;
}

static yyjson_val *
find_in_other (MetaChange *change, const char *key)
{
  change->key = key;
  change->found = NULL;
  foreach_meta (change->other, find_meta_cb, change);
  return change->found;
}

static void
remove_meta_cb (const char *key, yyjson_val *value, gpointer data)
{
  MetaChange *change = data;

  if (*key != '_' && find_in_other (change, key) == NULL)
    kontor_woo_put_meta (change->draft, key, NULL);
}

static void
set_meta_cb (const char *key, yyjson_val *value, gpointer data)
{
  MetaChange *change = data;
  yyjson_val *before = find_in_other (change, key);

  if (*key != '_' && (before == NULL || !yyjson_equals (before, value)))
    kontor_woo_put_meta (change->draft, key, yyjson_val_mut_copy (change->draft->doc, value));
}

void
kontor_woo_put_metadata (KontorWooDraft *draft, const KontorRecord *before, const KontorRecord *after, guint field)
{
  g_autoptr (yyjson_doc) old = parse_metadata (before, field);
  g_autoptr (yyjson_doc) new = parse_metadata (after, field);
  MetaChange removed = { .draft = draft, .other = yyjson_doc_get_root (new) };
  MetaChange set = { .draft = draft, .other = yyjson_doc_get_root (old) };

  foreach_meta (yyjson_doc_get_root (old), remove_meta_cb, &removed);
  foreach_meta (yyjson_doc_get_root (new), set_meta_cb, &set);
}

const KontorRecord *
kontor_woo_get_old_member (const KontorOp *op, guint field, const char *key)
{
  const KontorRecord *records[] = { op->remove, op->before, op->base };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    const KontorRecord *member = records[i] != NULL ? kontor_record_find_member (records[i], field, key) : NULL;

    if (member != NULL)
      return member;
  }
  return NULL;
}

KontorRecord *
kontor_woo_get_member (const KontorOp *op, guint field)
{
  if (op->add != NULL && kontor_record_get_length (op->add, field) > 0)
    return kontor_record_get_member (op->add, field, 0);
  if (op->remove != NULL && kontor_record_get_length (op->remove, field) > 0)
    return kontor_record_get_member (op->remove, field, 0);
  return NULL;
}
