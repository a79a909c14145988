#pragma once

#include "fake-shop.h"

G_BEGIN_DECLS

/* The shop as its connector sees it: what it holds, and how its answers are bent. */

#define N_POINTS 6

/* One entry of the log that CHANGES reads. */
typedef struct {
  KontorEntity entity;
  char *key;
  gboolean gone;
} Entry;

typedef struct {
  KontorError code;
  guint times;
  GCallback hook;
  gpointer data;
} Point;

struct _FakeShop {
  GHashTable *rows[KONTOR_N_ENTITIES]; /* key → KontorRecord */
  GArray *log;
  GHashTable *done;     /* idempotency → how often */
  GHashTable *pictures; /* URI → GBytes */
  GPtrArray *downloads; /* (element-type char *) */
  Point points[N_POINTS];
  GQueue held; /* (element-type DexPromise) */
  guint next_key;
  guint pushes;
  guint requests; /* pushes that went together count once */
  guint firsts;
  guint under_way;
  guint most;
  gboolean holding;
  gboolean blind;
  gboolean keyed;
  gboolean steps;
  gboolean empty;
};

GError *fake_shop_make_error (KontorError code);
/** (nullable): how the next request of @point fails. */
GError *fake_shop_take_failure (FakeShop *self, FakePoint point);
void fake_shop_run_hook (FakeShop *self, FakePoint point);

G_END_DECLS
