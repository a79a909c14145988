#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

typedef enum {
  STOREFRONT_FAULT_NONE,
  STOREFRONT_FAULT_SLOW,
  STOREFRONT_FAULT_LOST_BEFORE,
  STOREFRONT_FAULT_LOST_AFTER,
  STOREFRONT_FAULT_CUT,
  STOREFRONT_FAULT_RATE_LIMIT,
  STOREFRONT_FAULT_ERROR,
  STOREFRONT_FAULT_FAILED_AFTER,
  STOREFRONT_FAULT_HTML,
  STOREFRONT_FAULT_MAINTENANCE,
  STOREFRONT_FAULT_TRUNCATED,
  STOREFRONT_FAULT_GARBAGE,
  STOREFRONT_FAULT_SHIFT,
  STOREFRONT_FAULT_SHRINK,
} StorefrontFaultKind;

/* What strikes one request. */
typedef struct {
  StorefrontFaultKind kind;
  gint64 value;
  guint delay; /* milliseconds, of a slow one, which may come with another */
} StorefrontStroke;

StorefrontFaults *storefront_faults_parse (const char *text, GError **error);
void storefront_faults_free (StorefrontFaults *self);
/* Which fault strikes a request of @method on @path; counts those that pass. */
StorefrontStroke storefront_faults_strike (StorefrontFaults *self, GRand *random, const char *method, const char *path);

G_END_DECLS
