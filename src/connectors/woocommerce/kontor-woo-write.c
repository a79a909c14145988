#include "kontor-woo-draft.h"

#include <string.h>

static gboolean
starts_reference (const char *text)
{
  const char *end;

  if (*text == '#')
    text += strspn (text + 1, "xX") + 1;
  for (end = text; g_ascii_isalnum (*end);)
    end++;
  return end > text && *end == ';';
}

char *
kontor_woo_encode (const char *text)
{
  g_autoptr (GString) encoded = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text++) {
    g_string_append_c (encoded, *text);
    if (*text == '&' && starts_reference (text + 1))
      g_string_append (encoded, "amp;");
  }
  return g_string_free_and_steal (g_steal_pointer (&encoded));
}

char *
kontor_woo_encode_note (const char *text)
{
  g_autofree char *encoded = kontor_woo_encode (text);
  g_autoptr (GString) note = g_string_new (NULL);

  for (const char *at = encoded; *at != '\0'; at++)
    if (*at == '<' && (g_ascii_isalpha (at[1]) || (at[1] != '\0' && strchr ("/!?", at[1]) != NULL)))
      g_string_append (note, "&lt;");
    else
      g_string_append_c (note, *at);
  return g_string_free_and_steal (g_steal_pointer (&note));
}

void
kontor_woo_write_text (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_text (draft, draft->body, name, kontor_record_get_text (record, field));
}

/* The store keeps names as HTML and decodes them for people. */
void
kontor_woo_write_name (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  g_autofree char *encoded = kontor_woo_encode (kontor_record_get_text (record, field));

  kontor_woo_put_text (draft, draft->body, name, encoded);
}

void
kontor_woo_write_bool (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_bool (draft, draft->body, name, kontor_record_get_bool (record, field));
}

void
kontor_woo_write_int (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (kontor_record_is_null (record, field))
    kontor_woo_put (draft, draft->body, name, yyjson_mut_null (draft->doc));
  else
    kontor_woo_put_int (draft, draft->body, name, kontor_record_get_int (record, field));
}

void
kontor_woo_write_money (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_money (draft, draft->body, name, record, field);
}

/* The store passes over null, and takes "" as none. */
void
kontor_woo_write_instant (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  g_autofree char *text = kontor_record_is_null (record, field)
                              ? NULL
                              : kontor_woo_write_time (kontor_record_get_int (record, field));

  kontor_woo_put_text (draft, draft->body, name, text);
}

void
kontor_woo_write_ref (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_id (draft, draft->body, name, kontor_record_get_ref_key (record, field));
}

void
kontor_woo_write_metadata (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const KontorOp *op = draft->op;
  const KontorRecord *before = op->base != NULL && kontor_record_has (op->base, field) ? op->base : op->before;

  kontor_woo_put_metadata (draft, before, record, field);
}

void
kontor_woo_write_nothing (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
}

static const KontorWooWrite *
find_write (const KontorWooWrite *writes, guint field)
{
  for (; writes->write != NULL; writes++)
    if (writes->field == field)
      return writes;
  return NULL;
}

void
kontor_woo_write_fields (KontorWooDraft *draft, const KontorWooWrite *writes, const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++) {
    const KontorWooWrite *found = find_write (writes, i);

    if (!kontor_record_has (record, i) || (type->fields[i].flags & (KONTOR_FIELD_DERIVED | KONTOR_FIELD_LOCAL)) != 0)
      continue;
    if (found != NULL)
      found->write (draft, record, i, found->name);
    else
      kontor_woo_draft_refuse_field (draft, i);
  }
}
