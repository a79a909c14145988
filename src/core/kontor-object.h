#pragma once

#include <gio/gio.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OBJECT (kontor_object_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorObject, kontor_object, KONTOR, OBJECT, GObject)

/**
 * KontorObject:
 *
 * The live face of one row: what lists and details are bound to. It only shows
 * what commits said, does no I/O and is never written to by views. There is one
 * per id; main thread only.
 *
 * Each field of the entity is a read-only property of its name with dashes:
 * texts as strings, numbers, instants and days as gint64, references as the
 * gint64 id of the other object, money as a boxed KontorMoney in the object's
 * currency (NULL where the field is null), lists as a GListModel of
 * KontorMember. What the record does not know reads as NULL, 0 or an empty list.
 */
struct _KontorObjectClass {
  GObjectClass parent_class;

  KontorEntity entity;
  int currency_field;
  GParamSpec **field_properties; /* by field */
};

/** Installs a property for each field of @entity; for the class_init of its type. */
void kontor_object_class_set_entity (KontorObjectClass *klass, KontorEntity entity);

/** An empty object of the entity's type; see KontorIdentity, which is what makes them. */
KontorObject *kontor_object_new (KontorEntity entity, gint64 id);

KontorEntity kontor_object_get_entity (KontorObject *self);
gint64 kontor_object_get_id (KontorObject *self);
gint64 kontor_object_get_account (KontorObject *self);
/** The id at the storefront; NULL until it was created there. */
const char *kontor_object_get_key (KontorObject *self);
/** (nullable): NULL while loading; immutable */
KontorRecord *kontor_object_get_record (KontorObject *self);
/** The number of the commit whose state is shown; 0 while loading. */
gint64 kontor_object_get_seq (KontorObject *self);
/** Nothing is known yet. */
gboolean kontor_object_get_loading (KontorObject *self);
/** The row was removed; the last that was known of it stays readable. */
gboolean kontor_object_get_gone (KontorObject *self);
/** Whether lists and lazy fields are known too, as a detail needs them. */
gboolean kontor_object_is_whole (KontorObject *self);

const char *kontor_object_get_text (KontorObject *self, guint field);
/** Of numbers, booleans, instants, days and references. */
gint64 kontor_object_get_int (KontorObject *self, guint field);
/** (transfer full) (nullable) */
KontorMoney *kontor_object_dup_money (KontorObject *self, guint field);
/** (transfer none): a GListModel of KontorMember that follows the object */
GListModel *kontor_object_get_list (KontorObject *self, guint field);

/**
 * kontor_object_merge:
 * @record: whole, or a list's row: fields that it does not know keep their values
 * @seq: the commit whose state @record is
 *
 * Shows @record, unless the object already shows a later commit. Only
 * properties whose values differ notify. Returns: whether it was taken.
 */
gboolean kontor_object_merge (KontorObject *self, KontorRecord *record, gint64 seq);

/** Marks the object as removed by commit @seq, unless it shows a later one. */
void kontor_object_set_gone (KontorObject *self, gint64 seq);

G_END_DECLS
