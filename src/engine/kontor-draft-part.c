#include "kontor-draft-store.h"

KontorDraftPart *
kontor_draft_part_new (KontorEntity entity, gint64 id)
{
  KontorDraftPart *self = g_new0 (KontorDraftPart, 1);

  self->entity = entity;
  self->id = id;
  self->base = kontor_record_new (kontor_entity_get_record_type (entity));
  self->change = kontor_record_new (kontor_entity_get_record_type (entity));
  return self;
}

void
kontor_draft_part_free (KontorDraftPart *self)
{
  g_clear_object (&self->object);
  kontor_record_unref (self->base);
  kontor_record_unref (self->change);
  g_free (self);
}

gboolean
kontor_draft_part_is_empty (const KontorDraftPart *self)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->change);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (self->change, i))
      return FALSE;
  return TRUE;
}

gboolean
kontor_draft_part_is_touched (const KontorDraftPart *self)
{
  return !kontor_draft_part_is_empty (self) && (self->id > 0 || !kontor_record_equal (self->change, self->base));
}

/** What is to be saved of it, without the live object. */
KontorDraftPart *
kontor_draft_part_copy (const KontorDraftPart *self)
{
  KontorDraftPart *copy = kontor_draft_part_new (self->entity, self->id);

  kontor_record_overlay (copy->base, self->base);
  kontor_record_overlay (copy->change, self->change);
  return copy;
}

KontorRecord *
kontor_draft_part_get_live (const KontorDraftPart *self)
{
  return self->object != NULL ? kontor_object_get_record (self->object) : NULL;
}

static KontorRecord *
pick (const KontorRecord *record, guint field)
{
  KontorRecord *picked = kontor_record_copy (record);
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (i != field)
      kontor_record_unset (picked, i);
  return picked;
}

static void
copy_field (KontorRecord *to, const KontorRecord *from, guint field)
{
  g_autoptr (KontorRecord) picked = pick (from, field);

  kontor_record_overlay (to, picked);
}

KontorRecord *
kontor_draft_part_dup_record (const KontorDraftPart *self)
{
  KontorRecord *live = kontor_draft_part_get_live (self);
  KontorRecord *record = live != NULL ? kontor_record_copy (live)
                                      : kontor_record_new (kontor_entity_get_record_type (self->entity));

  kontor_record_set_id (record, self->id);
  kontor_record_overlay (record, self->change);
  return record;
}

gboolean
kontor_draft_part_is_overtaken (const KontorDraftPart *self, guint field)
{
  KontorRecord *live = kontor_draft_part_get_live (self);

  return live != NULL && kontor_record_has (live, field) && kontor_record_has (self->change, field) &&
         kontor_record_has (self->base, field) && !kontor_record_equal_field (live, self->base, field) &&
         !kontor_record_equal_field (live, self->change, field);
}

void
kontor_draft_part_reset (KontorDraftPart *self, guint field)
{
  kontor_record_unset (self->change, field);
  kontor_record_unset (self->base, field);
}

void
kontor_draft_part_set (KontorDraftPart *self, const KontorRecord *values, guint field)
{
  KontorRecord *live = kontor_draft_part_get_live (self);

  if (live != NULL && kontor_record_equal_field (live, values, field)) {
    kontor_draft_part_reset (self, field);
    return;
  }
  if (live != NULL && !kontor_record_has (self->change, field) && kontor_record_has (live, field))
    copy_field (self->base, live, field);
  copy_field (self->change, values, field);
}

void
kontor_draft_part_keep (KontorDraftPart *self, guint field)
{
  KontorRecord *live = kontor_draft_part_get_live (self);

  if (live != NULL && kontor_record_has (live, field))
    copy_field (self->base, live, field);
}

void
kontor_draft_part_forget (KontorDraftPart *self)
{
  kontor_record_unref (self->change);
  kontor_record_unref (self->base);
  self->change = kontor_record_new (kontor_entity_get_record_type (self->entity));
  self->base = kontor_record_new (kontor_entity_get_record_type (self->entity));
}

/* What was typed while it was being saved is still to be saved. */
void
kontor_draft_part_forget_saved (KontorDraftPart *self, const KontorDraftPart *saved)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->change);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (saved->change, i) && kontor_record_equal_field (self->change, saved->change, i))
      kontor_draft_part_reset (self, i);
}
