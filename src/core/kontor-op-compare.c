#include "kontor-op.h"

/* What the op finds at the server, over all that it changes. */
typedef struct {
  const KontorOp *op;
  const KontorRecord *remote;
  guint64 conflicts;
  gboolean pending;
} Comparison;

static gboolean same_member (const KontorRecord *a, const KontorRecord *b);

static gboolean
is_empty_text (const KontorRecord *record, guint field)
{
  KontorFieldKind kind = kontor_record_get_record_type (record)->fields[field].kind;

  if (kontor_record_is_null (record, field))
    return TRUE;
  return kind == KONTOR_FIELD_TEXT && kontor_record_get_text (record, field)[0] == '\0';
}

static gboolean
same_list (const KontorRecord *a, const KontorRecord *b, guint field)
{
  guint length = kontor_record_get_length (a, field);

  if (length != kontor_record_get_length (b, field))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!same_member (kontor_record_get_member (a, field, i), kontor_record_get_member (b, field, i)))
      return FALSE;
  return TRUE;
}

/* As a shop means it: some write null where others write "". */
static gboolean
same_field (const KontorRecord *a, const KontorRecord *b, guint field)
{
  if (is_empty_text (a, field) && is_empty_text (b, field))
    return TRUE;
  if (kontor_record_get_record_type (a)->fields[field].kind == KONTOR_FIELD_LIST)
    return same_list (a, b, field);
  return kontor_record_equal_field (a, b, field);
}

/* Over what both know; a server says more of a member than we wrote. */
static gboolean
same_member (const KontorRecord *a, const KontorRecord *b)
{
  const KontorRecordType *type = kontor_record_get_record_type (a);

  if (g_strcmp0 (kontor_record_get_key (a), kontor_record_get_key (b)) != 0)
    return FALSE;
  for (guint i = 0; i < type->n_fields; i++) {
    if ((type->fields[i].flags & KONTOR_FIELD_DERIVED) != 0)
      continue;
    if (kontor_record_has (a, i) && kontor_record_has (b, i) && !same_field (a, b, i))
      return FALSE;
  }
  return TRUE;
}

static gboolean
known_as (const KontorRecord *record, const KontorRecord *remote, guint field)
{
  return record != NULL && kontor_record_has (record, field) && same_field (record, remote, field);
}

static void
note_conflict (Comparison *self, guint field)
{
  self->conflicts |= G_GUINT64_CONSTANT (1) << field;
}

static void
compare_set (Comparison *self, guint field)
{
  const KontorOp *op = self->op;

  if (!kontor_record_has (self->remote, field)) {
    self->pending = TRUE;
    return;
  }
  if (same_field (op->set, self->remote, field))
    return;
  if (known_as (op->base, self->remote, field) || known_as (op->before, self->remote, field))
    self->pending = TRUE;
  else
    note_conflict (self, field);
}

static KontorRecord *
find_in (const KontorRecord *record, guint field, const char *key)
{
  return record != NULL ? kontor_record_find_member (record, field, key) : NULL;
}

/* Whether @member, NULL for none, is what the op expects under @key. */
static gboolean
is_expected_member (Comparison *self, guint field, const char *key, const KontorRecord *member)
{
  const KontorRecord *expected[] = { self->op->remove, self->op->base, self->op->before };
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    const KontorRecord *other = find_in (expected[i], field, key);

    known |= other != NULL;
    if (other != NULL && member != NULL && same_member (other, member))
      return TRUE;
  }
  return !known && member == NULL;
}

static void
compare_member (Comparison *self, guint field, const char *key, const KontorRecord *wanted)
{
  const KontorRecord *member = find_in (self->remote, field, key);

  if (wanted == NULL ? member == NULL : member != NULL && same_member (wanted, member))
    return;
  if (is_expected_member (self, field, key, member))
    self->pending = TRUE;
  else
    note_conflict (self, field);
}

static gboolean
edits_list (const KontorOp *op, guint field)
{
  return (op->add != NULL && kontor_record_has (op->add, field)) ||
         (op->remove != NULL && kontor_record_has (op->remove, field));
}

static void
compare_members (Comparison *self, guint field)
{
  const KontorOp *op = self->op;

  if (!kontor_record_has (self->remote, field)) {
    self->pending = TRUE;
    return;
  }
  for (guint i = 0; op->add != NULL && i < kontor_record_get_length (op->add, field); i++) {
    const KontorRecord *member = kontor_record_get_member (op->add, field, i);

    compare_member (self, field, kontor_record_get_key (member), member);
  }
  for (guint i = 0; op->remove != NULL && i < kontor_record_get_length (op->remove, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (op->remove, field, i));

    if (find_in (op->add, field, key) == NULL)
      compare_member (self, field, key, NULL);
  }
}

KontorMergeVerdict
kontor_op_compare (const KontorOp *self, const KontorRecord *remote, guint64 *fields)
{
  const KontorRecordType *type;
  Comparison comparison = { .op = self, .remote = remote };

  g_return_val_if_fail (self != NULL && remote != NULL, KONTOR_MERGE_SEND);

  type = kontor_record_get_record_type (remote);
  comparison.pending =
      self->kind->op_class != KONTOR_OP_SET && self->set == NULL && self->add == NULL && self->remove == NULL;
  for (guint i = 0; i < type->n_fields; i++) {
    if (self->set != NULL && kontor_record_has (self->set, i))
      compare_set (&comparison, i);
    if (type->fields[i].kind == KONTOR_FIELD_LIST && edits_list (self, i))
      compare_members (&comparison, i);
  }
  if (fields != NULL)
    *fields = comparison.conflicts;
  if (comparison.conflicts != 0)
    return KONTOR_MERGE_CONFLICT;
  return comparison.pending ? KONTOR_MERGE_SEND : KONTOR_MERGE_DONE;
}
