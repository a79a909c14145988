#pragma once

#include "kontor-db-private.h"

G_BEGIN_DECLS

/* What a thread is asked to do; func is NULL in the last one. */
typedef struct {
  DexPromise *promise;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  KontorOrigin origin;
  KontorDbSync sync;
  KontorDbFunc func;
  gpointer data;          /* (owned) */
  GDestroyNotify destroy; /* (nullable) */
} KontorJob;

void kontor_job_free (KontorJob *self);

/** Begins the writer thread, which opens the files and resolves or rejects @promise on the main thread. */
void kontor_db_start (KontorDb *self, DexPromise *promise);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorJob, kontor_job_free)

G_END_DECLS
