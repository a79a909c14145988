#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* Operations that an object remembers. */
#define MARKS 8

void
kontor_medusa_draft_request (KontorMedusaDraft *draft, const char *method, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (draft->plan->path);
  draft->plan->path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  draft->plan->method = method;
}

void
kontor_medusa_draft_make (KontorMedusaDraft *draft, const char *path, const char *made)
{
  kontor_medusa_draft_request (draft, "POST", "%s", path);
  draft->plan->made = made;
}

void
kontor_medusa_draft_answer (KontorMedusaDraft *draft, KontorReceiptState state)
{
  if (draft->plan->receipt == NULL)
    draft->plan->receipt = kontor_receipt_new (state);
}

void
kontor_medusa_draft_refuse (KontorMedusaDraft *draft, int code, const char *message)
{
  if (draft->plan->receipt == NULL)
    draft->plan->receipt = kontor_receipt_new_failed (g_error_new_literal (KONTOR_ERROR, code, message));
}

void
kontor_medusa_draft_refuse_empty (KontorMedusaDraft *draft)
{
  kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
}

void
kontor_medusa_draft_refuse_field (KontorMedusaDraft *draft, guint field)
{
  const char *label = kontor_entity_get_field_label (draft->op->kind->entity, field);
  g_autofree char *message = g_strdup_printf (_("Medusa has no place for “%s”, or does not let it be changed."), label);

  kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, message);
}

void
kontor_medusa_put (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (draft->doc, name), value);
}

void
kontor_medusa_put_text (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const char *text)
{
  kontor_medusa_put (draft, object, name, text != NULL ? yyjson_mut_strcpy (draft->doc, text) : yyjson_mut_null (draft->doc));
}

void
kontor_medusa_put_bool (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, gboolean value)
{
  kontor_medusa_put (draft, object, name, yyjson_mut_bool (draft->doc, value));
}

void
kontor_medusa_put_int (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, gint64 value)
{
  kontor_medusa_put (draft, object, name, yyjson_mut_sint (draft->doc, value));
}

void
kontor_medusa_put_number (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const char *text)
{
  gint64 amount;

  if (text == NULL || *text == '\0')
    kontor_medusa_put_text (draft, object, name, NULL);
  else if (kontor_decimal_parse (text, &amount, NULL, NULL))
    kontor_medusa_put (draft, object, name, yyjson_mut_rawcpy (draft->doc, text));
}

void
kontor_medusa_put_money (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name, const KontorRecord *record,
                         guint field)
{
  g_autofree char *text = kontor_record_is_null (record, field) ? NULL : kontor_record_dup_decimal (record, field);

  kontor_medusa_put_number (draft, object, name, text);
}

yyjson_mut_val *
kontor_medusa_put_list (KontorMedusaDraft *draft, yyjson_mut_val *object, const char *name)
{
  yyjson_mut_val *list = yyjson_mut_arr (draft->doc);

  kontor_medusa_put (draft, object, name, list);
  return list;
}

yyjson_mut_val *
kontor_medusa_add_object (KontorMedusaDraft *draft, yyjson_mut_val *list)
{
  return yyjson_mut_arr_add_obj (draft->doc, list);
}

yyjson_mut_val *
kontor_medusa_need_object (KontorMedusaDraft *draft, const char *name)
{
  yyjson_mut_val *object = yyjson_mut_obj_get (draft->body, name);

  if (object != NULL)
    return object;
  object = yyjson_mut_obj (draft->doc);
  kontor_medusa_put (draft, draft->body, name, object);
  return object;
}

/* --- Metadata of ours --- */

static GStrv
read_marks (yyjson_val *raw)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (yyjson_obj_get (raw, "metadata"), KONTOR_MEDUSA_MARK));

  return g_strsplit (text != NULL ? text : "", " ", -1);
}

gboolean
kontor_medusa_has_mark (const KontorOp *op, yyjson_val *raw)
{
  g_auto (GStrv) marks = read_marks (raw);

  return op->idempotency != NULL && g_strv_contains ((const char *const *) marks, op->idempotency);
}

yyjson_val *
kontor_medusa_find_marked (const KontorOp *op, yyjson_val *list)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    if (kontor_medusa_has_mark (op, item))
      return item;
  return NULL;
}

void
kontor_medusa_put_mark (KontorMedusaDraft *draft)
{
  g_auto (GStrv) marks = read_marks (draft->raw);
  g_autoptr (GString) text = g_string_new (draft->op->idempotency);

  for (guint i = 0; marks[i] != NULL && i < MARKS - 1; i++)
    if (*marks[i] != '\0')
      g_string_append_printf (text, " %s", marks[i]);
  kontor_medusa_put_text (draft, kontor_medusa_need_object (draft, "metadata"), KONTOR_MEDUSA_MARK, text->str);
}

void
kontor_medusa_put_mark_of_own (KontorMedusaDraft *draft)
{
  kontor_medusa_put_text (draft, kontor_medusa_need_object (draft, "metadata"), KONTOR_MEDUSA_MARK, draft->op->idempotency);
}

yyjson_mut_val *
kontor_medusa_need_team (KontorMedusaDraft *draft)
{
  yyjson_mut_val *metadata = kontor_medusa_need_object (draft, "metadata");
  yyjson_mut_val *team = yyjson_mut_obj_get (metadata, KONTOR_MEDUSA_TEAM);
  yyjson_val *present = kontor_medusa_get_team (draft->raw);

  if (team != NULL)
    return team;
  team = yyjson_is_obj (present) ? yyjson_val_mut_copy (draft->doc, present) : yyjson_mut_obj (draft->doc);
  kontor_medusa_put (draft, metadata, KONTOR_MEDUSA_TEAM, team);
  return team;
}

static gboolean
has_member (const KontorRecord *record, guint field, const char *key)
{
  return record != NULL && kontor_record_find_member (record, field, key) != NULL;
}

static void
append_tags (KontorMedusaDraft *draft, yyjson_mut_val *list, const KontorRecord *record, guint field)
{
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, field); i++)
    yyjson_mut_arr_append (list, yyjson_mut_strcpy (draft->doc, kontor_record_get_key (kontor_record_get_member (record, field, i))));
}

void
kontor_medusa_put_tags (KontorMedusaDraft *draft, guint field)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, field);
  yyjson_mut_val *team, *tags = yyjson_mut_arr (draft->doc), *tag;
  gsize i, n;

  if (!kontor_medusa_changes_list (op, field))
    return;
  team = kontor_medusa_need_team (draft);
  append_tags (draft, tags, op->set, field);
  yyjson_mut_arr_foreach (yyjson_mut_obj_get (team, "tags"), i, n, tag) {
    const char *key = yyjson_mut_get_str (tag);

    if (!whole && key != NULL && !has_member (op->remove, field, key) && !has_member (op->add, field, key))
      yyjson_mut_arr_append (tags, yyjson_mut_strcpy (draft->doc, key));
  }
  append_tags (draft, tags, op->add, field);
  kontor_medusa_put (draft, team, "tags", tags);
}

gboolean
kontor_medusa_changes_list (const KontorOp *op, guint field)
{
  const KontorRecord *changes[] = { op->set, op->add, op->remove };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i] != NULL && kontor_record_has (changes[i], field))
      return TRUE;
  return FALSE;
}

KontorRecord *
kontor_medusa_get_added (const KontorOp *op, guint field)
{
  return op->add != NULL && kontor_record_get_length (op->add, field) == 1 ? kontor_record_get_member (op->add, field, 0) : NULL;
}

/* --- Fields --- */

void
kontor_medusa_write_text (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_text (draft, draft->body, name, kontor_record_get_text (record, field));
}

void
kontor_medusa_write_small (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *text = kontor_record_get_text (record, field);
  g_autofree char *small = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  kontor_medusa_put_text (draft, draft->body, name, small);
}

void
kontor_medusa_write_number (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_number (draft, draft->body, name, kontor_record_get_text (record, field));
}

void
kontor_medusa_write_bool (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_bool (draft, draft->body, name, kontor_record_get_bool (record, field));
}

void
kontor_medusa_write_int (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_int (draft, draft->body, name, kontor_record_get_int (record, field));
}

void
kontor_medusa_write_ref (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_text (draft, draft->body, name, kontor_record_get_ref_key (record, field));
}

void
kontor_medusa_write_nothing (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
}

static const KontorMedusaWrite *
find_write (const KontorMedusaWrite *writes, guint field)
{
  for (; writes->write != NULL; writes++)
    if (writes->field == field)
      return writes;
  return NULL;
}

void
kontor_medusa_write_fields (KontorMedusaDraft *draft, const KontorMedusaWrite *writes, const KontorRecord *record)
{
  kontor_medusa_write_fields_of (draft, writes, NULL, record);
}

void
kontor_medusa_write_fields_of (KontorMedusaDraft *draft, const KontorMedusaWrite *writes, const KontorMedusaWrite *others,
                               const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++) {
    const KontorMedusaWrite *found = find_write (writes, i);

    if (found == NULL && others != NULL)
      found = find_write (others, i);

    if (!kontor_record_has (record, i) || (type->fields[i].flags & (KONTOR_FIELD_DERIVED | KONTOR_FIELD_LOCAL)) != 0)
      continue;
    if (found != NULL)
      found->write (draft, record, i, found->name);
    else
      kontor_medusa_draft_refuse_field (draft, i);
  }
}
