#include "kontor-later.h"

typedef struct {
  DexFuture *future; /* (owned) (nullable): once it is complete */
  KontorLaterFunc func;
  gpointer data; /* (owned) */
  GDestroyNotify destroy;
} Later;

static void
later_clear (Later *later)
{
  dex_clear (&later->future);
  later->destroy (later->data);
}

static void
later_release (Later *later)
{
  g_rc_box_release_full (later, (GDestroyNotify) later_clear);
}

static gboolean
call_cb (gpointer data)
{
  Later *later = data;

  later->func (later->future, later->data);
  return G_SOURCE_REMOVE;
}

static DexFuture *
completed_cb (DexFuture *future, gpointer data)
{
  Later *later = data;

  later->future = dex_ref (future);
  g_idle_add_full (G_PRIORITY_DEFAULT, call_cb, g_rc_box_acquire (later), (GDestroyNotify) later_release);
  return NULL;
}

void
kontor_later (DexFuture *future, KontorLaterFunc func, gpointer data, GDestroyNotify destroy)
{
  Later *later = g_rc_box_new0 (Later);

  later->func = func;
  later->data = data;
  later->destroy = destroy;
  dex_future_disown (dex_future_finally (future, completed_cb, later, (GDestroyNotify) later_release));
}
