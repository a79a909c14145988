#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CHANGES (kontor_changes_get_type ())

typedef enum {
  KONTOR_CHANGE_ADDED,
  KONTOR_CHANGE_CHANGED,
  KONTOR_CHANGE_REMOVED,
} KontorChangeKind;

/** What else than rows a commit touched. */
typedef enum {
  KONTOR_TOUCHED_OUTBOX = 1 << 0,
  KONTOR_TOUCHED_ACCOUNTS = 1 << 1,
  KONTOR_TOUCHED_FEEDS = 1 << 2,
  KONTOR_TOUCHED_VIEWS = 1 << 3,
  KONTOR_TOUCHED_PRINTS = 1 << 4,
} KontorTouched;

typedef enum {
  KONTOR_ORIGIN_PERSON, /* a verb */
  KONTOR_ORIGIN_SERVER, /* a pull or fetch */
  KONTOR_ORIGIN_FIRST,  /* a page of a first import */
  KONTOR_ORIGIN_RESULT, /* the answer to an op */
  KONTOR_ORIGIN_SYSTEM, /* upkeep */
} KontorOrigin;

/** One row that a commit touched. */
typedef struct {
  KontorEntity entity;
  KontorChangeKind kind;
  gint64 id;
  KontorRecord *row; /* (nullable): as read back before COMMIT, for ids that were live and few others */
} KontorChange;

/**
 * KontorChanges:
 *
 * What one commit touched, each row once. Boxed, immutable; delivered on the
 * main thread, in the order of commits.
 */
typedef struct {
  gint64 seq; /* the commit's number */
  KontorOrigin origin;
  KontorTouched touched;
  guint n_changes;
  KontorChange *changes;
  gatomicrefcount ref_count;
} KontorChanges;

GType kontor_changes_get_type (void) G_GNUC_CONST;
/** @changes: (transfer full): an array of KontorChange */
KontorChanges *kontor_changes_new (gint64 seq, KontorOrigin origin, KontorTouched touched, GArray *changes);
KontorChanges *kontor_changes_ref (KontorChanges *self);
void kontor_changes_unref (KontorChanges *self);
void kontor_change_clear (KontorChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorChanges, kontor_changes_unref)

G_END_DECLS
