#include "kontor-sheet.h"

#include "kontor-sheet-store.h"

/* What is typed is on the disk so much later at most. */
#define KEEP_AFTER_MS 400
#define MAX_STEPS 200

struct _KontorSheet {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  GHashTable *edits;    /* Key → KontorSheetEdit */
  GHashTable *unkept;   /* Key: what is not on the disk as it is */
  GPtrArray *undo;      /* of steps: (element-type KontorSheetEdit) as they were before */
  GPtrArray *redo;
  GHashTable *step; /* (nullable): Key → KontorSheetEdit as it was */
  guint depth;
  guint n_changes;
  guint n_faults;
  guint keep_id;
  gboolean saved;   /* something may come back */
  gboolean reading; /* what came back */
};

G_DEFINE_FINAL_TYPE (KontorSheet, kontor_sheet, G_TYPE_OBJECT)

enum { PROP_0, PROP_N_CHANGES, PROP_N_FAULTS, PROP_CAN_UNDO, PROP_CAN_REDO, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct {
  gint64 id;
  KontorEntity entity;
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_int64_hash (&key->id) * 31 + key->entity;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->id == other->id && one->entity == other->entity;
}

static GHashTable *
make_edits (void)
{
  return g_hash_table_new_full (key_hash, key_equal, g_free, (GDestroyNotify) kontor_sheet_edit_free);
}

static Key *
make_key (const KontorSheetEdit *edit)
{
  const Key key = { edit->id, edit->entity };

  return g_memdup2 (&key, sizeof key);
}

static KontorSheetEdit *
find (KontorSheet *self, const KontorRecord *present)
{
  const Key key = { kontor_record_get_id (present), kontor_record_get_entity (present) };

  return g_hash_table_lookup (self->edits, &key);
}

static void
notify_all (KontorSheet *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* (transfer full) (element-type KontorSheetEdit): what is to be kept now */
static GPtrArray *
take_unkept (KontorSheet *self)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_sheet_edit_free);
  GHashTableIter iter;
  gpointer item;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->unkept);
  while (g_hash_table_iter_next (&iter, &item, NULL)) {
    const Key *key = item;
    const KontorSheetEdit *edit = g_hash_table_lookup (self->edits, key);

    g_ptr_array_add (edits, edit != NULL ? kontor_sheet_edit_copy (edit) : kontor_sheet_edit_new (key->entity, key->id, 0));
  }
  g_hash_table_remove_all (self->unkept);
  return edits;
}

static void
keep_cb (gpointer data)
{
  KontorSheet *self = data;

  self->keep_id = 0;
  dex_future_disown (kontor_sheet_keep (self));
}

static void
after_change (KontorSheet *self)
{
  if (self->keep_id == 0 && g_hash_table_size (self->unkept) > 0)
    self->keep_id = g_timeout_add_once (KEEP_AFTER_MS, keep_cb, self);
  notify_all (self);
}

static void
count (KontorSheet *self, const KontorSheetEdit *edit, int sign)
{
  self->n_changes += (guint) sign * kontor_sheet_edit_count (edit);
  self->n_faults += (guint) sign * kontor_sheet_edit_count_faults (edit);
}

static gboolean
is_empty (const KontorSheetEdit *edit)
{
  return kontor_sheet_edit_count (edit) + kontor_sheet_edit_count_faults (edit) == 0;
}

/* Puts @edit (transfer full) in the place of what is there of its object. Returns what was there, empty for nothing. */
static KontorSheetEdit *
replace (KontorSheet *self, KontorSheetEdit *edit)
{
  g_autofree Key *key = make_key (edit);
  KontorSheetEdit *before = NULL;
  gpointer stored;

  if (g_hash_table_steal_extended (self->edits, key, &stored, (gpointer *) &before))
    g_free (stored);
  else
    before = kontor_sheet_edit_new (edit->entity, edit->id, edit->account_id);
  count (self, before, -1);
  count (self, edit, 1);
  g_hash_table_add (self->unkept, make_key (edit));
  if (is_empty (edit))
    kontor_sheet_edit_free (edit);
  else
    g_hash_table_insert (self->edits, g_steal_pointer (&key), edit);
  return before;
}

/* A step remembers of each object how it was first. */
static void
put (KontorSheet *self, KontorSheetEdit *edit)
{
  g_autofree Key *key = make_key (edit);
  KontorSheetEdit *before = replace (self, edit);

  if (g_hash_table_contains (self->step, key))
    kontor_sheet_edit_free (before);
  else
    g_hash_table_insert (self->step, g_steal_pointer (&key), before);
}

/* (transfer full): what is there of the object, to be changed */
static KontorSheetEdit *
dup_edit (KontorSheet *self, const KontorRecord *present)
{
  const KontorSheetEdit *edit = find (self, present);

  return edit != NULL ? kontor_sheet_edit_copy (edit)
                      : kontor_sheet_edit_new (kontor_record_get_entity (present), kontor_record_get_id (present),
                                               kontor_record_get_account (present));
}

/* (transfer full): the step that takes back what this one does */
static GPtrArray *
swap (KontorSheet *self, GPtrArray *step)
{
  GPtrArray *back = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_sheet_edit_free);

  for (guint i = 0; i < step->len; i++)
    g_ptr_array_add (back, replace (self, kontor_sheet_edit_copy (g_ptr_array_index (step, i))));
  return back;
}

static void
move_step (KontorSheet *self, GPtrArray *from, GPtrArray *to)
{
  g_autoptr (GPtrArray) step = NULL;

  if (from->len == 0 || self->depth > 0)
    return;
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, swap (self, step));
  after_change (self);
}

static void
forget_steps (KontorSheet *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

/* What was typed of an object since counts more than what is read. */
static void
take_read (KontorSheet *self, GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++) {
    KontorSheetEdit *edit = g_ptr_array_index (edits, i);
    g_autofree Key *key = make_key (edit);

    if (g_hash_table_contains (self->edits, key) || g_hash_table_contains (self->unkept, key))
      continue;
    count (self, edit, 1);
    g_hash_table_insert (self->edits, g_steal_pointer (&key), kontor_sheet_edit_copy (edit));
  }
}

static DexFuture *
read_cb (DexFuture *future, gpointer data)
{
  KontorSheet *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  self->reading = FALSE;
  if (value == NULL || self->engine == NULL)
    return dex_ref (future);
  take_read (self, g_value_get_boxed (value));
  notify_all (self);
  return dex_future_new_true ();
}

static void
outbox_changed_cb (KontorSheet *self)
{
  if (self->saved && !self->reading)
    dex_future_disown (kontor_sheet_open (self));
}

static void
kontor_sheet_dispose (GObject *object)
{
  KontorSheet *self = KONTOR_SHEET (object);

  if (self->engine != NULL)
    dex_future_disown (kontor_sheet_keep (self));
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_sheet_parent_class)->dispose (object);
}

static void
kontor_sheet_finalize (GObject *object)
{
  KontorSheet *self = KONTOR_SHEET (object);

  g_hash_table_unref (self->edits);
  g_hash_table_unref (self->unkept);
  g_clear_pointer (&self->step, g_hash_table_unref);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);

  G_OBJECT_CLASS (kontor_sheet_parent_class)->finalize (object);
}

static void
kontor_sheet_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorSheet *self = KONTOR_SHEET (object);

  switch (property) {
  case PROP_N_CHANGES:
    g_value_set_uint (value, self->n_changes);
    break;
  case PROP_N_FAULTS:
    g_value_set_uint (value, self->n_faults);
    break;
  case PROP_CAN_UNDO:
    g_value_set_boolean (value, self->undo->len > 0);
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean (value, self->redo->len > 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_sheet_class_init (KontorSheetClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_sheet_dispose;
  object_class->finalize = kontor_sheet_finalize;
  object_class->get_property = kontor_sheet_get_property;

  properties[PROP_N_CHANGES] = g_param_spec_uint ("n-changes", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FAULTS] = g_param_spec_uint ("n-faults", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_sheet_init (KontorSheet *self)
{
  self->edits = make_edits ();
  self->unkept = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

KontorSheet *
kontor_sheet_new (KontorEngine *engine)
{
  KontorSheet *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_SHEET, NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "outbox-changed", G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

DexFuture *
kontor_sheet_open (KontorSheet *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET (self), NULL);

  self->reading = TRUE;
  return dex_future_finally (kontor_sheet_store_load (self->engine), read_cb, g_object_ref (self), g_object_unref);
}

void
kontor_sheet_begin (KontorSheet *self)
{
  g_return_if_fail (KONTOR_IS_SHEET (self));

  if (self->depth++ == 0)
    self->step = make_edits ();
}

void
kontor_sheet_end (KontorSheet *self)
{
  GPtrArray *step;

  g_return_if_fail (KONTOR_IS_SHEET (self) && self->depth > 0);

  if (--self->depth > 0)
    return;
  step = g_hash_table_steal_all_values (self->step);
  g_ptr_array_set_free_func (step, (GDestroyNotify) kontor_sheet_edit_free);
  g_clear_pointer (&self->step, g_hash_table_unref);
  if (step->len == 0) {
    g_ptr_array_unref (step);
    return;
  }
  g_ptr_array_add (self->undo, step);
  if (self->undo->len > MAX_STEPS)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  after_change (self);
}

void
kontor_sheet_set (KontorSheet *self, const KontorRecord *present, const KontorRecord *values)
{
  const KontorRecordType *type;
  KontorSheetEdit *edit;

  g_return_if_fail (KONTOR_IS_SHEET (self) && present != NULL && values != NULL);

  edit = dup_edit (self, present);
  type = kontor_record_get_record_type (values);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (values, i))
      kontor_sheet_edit_set (edit, present, values, i);
  kontor_sheet_begin (self);
  put (self, edit);
  kontor_sheet_end (self);
}

void
kontor_sheet_refuse (KontorSheet *self, const KontorRecord *present, guint field, const char *text, const char *message)
{
  KontorSheetEdit *edit;

  g_return_if_fail (KONTOR_IS_SHEET (self) && present != NULL && text != NULL && message != NULL);

  edit = dup_edit (self, present);
  kontor_sheet_edit_refuse (edit, field, text, message);
  kontor_sheet_begin (self);
  put (self, edit);
  kontor_sheet_end (self);
}

void
kontor_sheet_reset (KontorSheet *self, const KontorRecord *present, guint field)
{
  KontorSheetEdit *edit;

  g_return_if_fail (KONTOR_IS_SHEET (self) && present != NULL);

  if (kontor_sheet_get_state (self, present, field) == KONTOR_SHEET_CLEAN)
    return;
  edit = dup_edit (self, present);
  kontor_sheet_edit_reset (edit, field);
  kontor_sheet_begin (self);
  put (self, edit);
  kontor_sheet_end (self);
}

KontorSheetState
kontor_sheet_get_state (KontorSheet *self, const KontorRecord *present, guint field)
{
  const KontorSheetEdit *edit;

  g_return_val_if_fail (KONTOR_IS_SHEET (self) && present != NULL, KONTOR_SHEET_CLEAN);

  edit = find (self, present);
  if (edit == NULL)
    return KONTOR_SHEET_CLEAN;
  if (kontor_sheet_edit_get_fault (edit, field) != NULL)
    return KONTOR_SHEET_FAULTY;
  if (!kontor_record_has (edit->change, field))
    return KONTOR_SHEET_CLEAN;
  return kontor_sheet_edit_is_overtaken (edit, present, field) ? KONTOR_SHEET_OVERTAKEN : KONTOR_SHEET_CHANGED;
}

KontorRecord *
kontor_sheet_lay_over (KontorSheet *self, const KontorRecord *present)
{
  const KontorSheetEdit *edit;
  KontorRecord *record;

  g_return_val_if_fail (KONTOR_IS_SHEET (self) && present != NULL, NULL);

  edit = find (self, present);
  record = kontor_record_copy (present);
  if (edit != NULL)
    kontor_sheet_edit_apply (edit, record);
  return record;
}

const char *
kontor_sheet_get_fault (KontorSheet *self, const KontorRecord *present, guint field, const char **message)
{
  const KontorSheetEdit *edit;
  const KontorSheetFault *fault;

  g_return_val_if_fail (KONTOR_IS_SHEET (self) && present != NULL, NULL);

  edit = find (self, present);
  fault = edit != NULL ? kontor_sheet_edit_get_fault (edit, field) : NULL;
  if (message != NULL)
    *message = fault != NULL ? fault->message : NULL;
  return fault != NULL ? fault->text : NULL;
}

guint
kontor_sheet_get_n_changes (KontorSheet *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET (self), 0);

  return self->n_changes;
}

guint
kontor_sheet_get_n_faults (KontorSheet *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET (self), 0);

  return self->n_faults;
}

void
kontor_sheet_undo (KontorSheet *self)
{
  g_return_if_fail (KONTOR_IS_SHEET (self));

  move_step (self, self->undo, self->redo);
}

void
kontor_sheet_redo (KontorSheet *self)
{
  g_return_if_fail (KONTOR_IS_SHEET (self));

  move_step (self, self->redo, self->undo);
}

void
kontor_sheet_discard (KontorSheet *self)
{
  g_autoptr (GPtrArray) edits = NULL;

  g_return_if_fail (KONTOR_IS_SHEET (self));

  edits = g_hash_table_get_values_as_ptr_array (self->edits);
  kontor_sheet_begin (self);
  for (guint i = 0; i < edits->len; i++) {
    const KontorSheetEdit *edit = g_ptr_array_index (edits, i);

    put (self, kontor_sheet_edit_new (edit->entity, edit->id, edit->account_id));
  }
  kontor_sheet_end (self);
}

DexFuture *
kontor_sheet_keep (KontorSheet *self)
{
  g_autoptr (GPtrArray) edits = NULL;

  g_return_val_if_fail (KONTOR_IS_SHEET (self), NULL);

  edits = take_unkept (self);
  if (edits->len == 0)
    return dex_future_new_true ();
  return kontor_sheet_store_keep (self->engine, g_steal_pointer (&edits));
}

static gboolean
drop_saved (gpointer key, gpointer data, gpointer sheet)
{
  KontorSheet *self = sheet;
  KontorSheetEdit *edit = data;
  const KontorRecordType *type = kontor_record_get_record_type (edit->change);

  count (self, edit, -1);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (edit->change, i))
      kontor_sheet_edit_reset (edit, i);
  count (self, edit, 1);
  return is_empty (edit);
}

static DexFuture *
saved_cb (DexFuture *future, gpointer data)
{
  KontorSheet *self = data;

  /* A refusal leaves what was typed where it is. */
  if (dex_future_get_value (future, NULL) == NULL && self->engine != NULL)
    dex_future_disown (kontor_sheet_open (self));
  return dex_ref (future);
}

DexFuture *
kontor_sheet_save (KontorSheet *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET (self), NULL);

  /* Both are writes, and come one after the other. */
  dex_future_disown (kontor_sheet_keep (self));
  g_hash_table_foreach_remove (self->edits, drop_saved, self);
  forget_steps (self);
  self->saved = TRUE;
  notify_all (self);
  return dex_future_finally (kontor_sheet_store_save (self->engine), saved_cb, g_object_ref (self), g_object_unref);
}
