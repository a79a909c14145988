#include "kontor-results-diff.h"

#define MOST_SPLICES 1000
#define NONE G_MAXUINT

/* The parts of both lists between their common head and tail, and what is worked out about them. */
typedef struct {
  const gint64 *before;
  const gint64 *after;
  guint n_before;
  guint n_after;
  guint head;
  guint *rank;      /* (owned): by position in after: where it was before, or NONE */
  guint8 *kept;     /* (owned): by position in after: it stays where it is */
  guint8 *was_kept; /* (owned): the same by position in before */
} Middle;

G_DEFINE_BOXED_TYPE (KontorResultsDiff, kontor_results_diff, kontor_results_diff_ref, kontor_results_diff_unref)

static Middle
trim (GArray *before, GArray *after)
{
  const gint64 *a = (const gint64 *) (gpointer) before->data, *b = (const gint64 *) (gpointer) after->data;
  guint shorter = MIN (before->len, after->len), head = 0, tail = 0;

  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[before->len - 1 - tail] == b[after->len - 1 - tail])
    tail++;
  return (Middle) { .before = a + head,
                    .after = b + head,
                    .head = head,
                    .n_before = before->len - head - tail,
                    .n_after = after->len - head - tail };
}

static guint
slot_of (gint64 id, guint mask)
{
  return (guint) (((guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & mask;
}

/* A table of the positions in before by id: position + 1, 0 is free. */
static guint *
index_before (const Middle *middle, guint mask)
{
  guint *table = g_new0 (guint, mask + 1);

  for (guint i = 0; i < middle->n_before; i++) {
    guint slot = slot_of (middle->before[i], mask);

    while (table[slot] != 0)
      slot = (slot + 1) & mask;
    table[slot] = i + 1;
  }
  return table;
}

static void
rank_after (Middle *middle)
{
  guint mask = (1u << (g_bit_storage (middle->n_before) + 1)) - 1;
  g_autofree guint *table = index_before (middle, mask);

  middle->rank = g_new (guint, middle->n_after);
  for (guint j = 0; j < middle->n_after; j++) {
    guint slot = slot_of (middle->after[j], mask);

    while (table[slot] != 0 && middle->before[table[slot] - 1] != middle->after[j])
      slot = (slot + 1) & mask;
    middle->rank[j] = table[slot] != 0 ? table[slot] - 1 : NONE;
  }
}

/* The first of @ends, positions in after whose ranks rise, with a rank not below @rank. */
static guint
find_end (const Middle *middle, const guint *ends, guint n_ends, guint rank)
{
  guint low = 0, high = n_ends;

  if (n_ends == 0 || middle->rank[ends[n_ends - 1]] < rank)
    return n_ends;
  while (low < high) {
    guint half = low + (high - low) / 2;

    if (middle->rank[ends[half]] < rank)
      low = half + 1;
    else
      high = half;
  }
  return low;
}

/* The longest rising run of ranks stays where it is; all else is taken out or put in. */
static void
choose_kept (Middle *middle)
{
  g_autofree guint *ends = g_new (guint, middle->n_after);
  g_autofree guint *previous = g_new (guint, middle->n_after);
  guint n_ends = 0;

  for (guint j = 0; j < middle->n_after; j++) {
    guint length;

    if (middle->rank[j] == NONE)
      continue;
    length = find_end (middle, ends, n_ends, middle->rank[j]);
    previous[j] = length > 0 ? ends[length - 1] : NONE;
    ends[length] = j;
    n_ends = MAX (n_ends, length + 1);
  }
  middle->kept = g_new0 (guint8, middle->n_after);
  middle->was_kept = g_new0 (guint8, middle->n_before);
  for (guint j = n_ends > 0 ? ends[n_ends - 1] : NONE; j != NONE; j = previous[j]) {
    middle->kept[j] = TRUE;
    middle->was_kept[middle->rank[j]] = TRUE;
  }
}

static GArray *
make_splices (const Middle *middle)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (KontorSplice));
  guint i = 0, j = 0;

  while (i < middle->n_before || j < middle->n_after) {
    KontorSplice splice = { .position = middle->head + j };

    for (; i < middle->n_before && !middle->was_kept[i]; i++)
      splice.removed++;
    for (; j < middle->n_after && !middle->kept[j]; j++)
      splice.added++;
    if (splice.removed + splice.added > 0)
      g_array_append_val (splices, splice);
    for (; i < middle->n_before && j < middle->n_after && middle->was_kept[i] && middle->kept[j]; i++)
      j++;
  }
  return splices;
}

static GArray *
find_left (const Middle *middle)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree guint8 *stays = g_new0 (guint8, middle->n_before);

  for (guint j = 0; j < middle->n_after; j++)
    if (middle->rank[j] != NONE)
      stays[middle->rank[j]] = TRUE;
  for (guint i = 0; i < middle->n_before; i++)
    if (!stays[i])
      g_array_append_val (left, middle->before[i]);
  return left;
}

static GArray *
make_covering_splice (const Middle *middle)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (KontorSplice));
  KontorSplice splice = { middle->head, middle->n_before, middle->n_after };

  if (splice.removed + splice.added > 0)
    g_array_append_val (splices, splice);
  return splices;
}

static void
work_out (KontorResultsDiff *self, Middle *middle)
{
  rank_after (middle);
  choose_kept (middle);
  self->left = find_left (middle);
  self->splices = make_splices (middle);
  if (self->splices->len > MOST_SPLICES) {
    g_array_unref (self->splices);
    self->splices = make_covering_splice (middle);
  }
  g_free (middle->rank);
  g_free (middle->kept);
  g_free (middle->was_kept);
}

KontorResultsDiff *
kontor_results_diff_new (GArray *before, GArray *after)
{
  KontorResultsDiff *self;
  Middle middle;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  self = g_new0 (KontorResultsDiff, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->before = g_array_ref (before);
  self->after = g_array_ref (after);
  middle = trim (before, after);
  if (middle.n_before > 0 && middle.n_after > 0) {
    work_out (self, &middle);
    return self;
  }
  self->splices = make_covering_splice (&middle);
  self->left = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (self->left, middle.before, middle.n_before);
  return self;
}

KontorResultsDiff *
kontor_results_diff_ref (KontorResultsDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_results_diff_unref (KontorResultsDiff *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->before);
  g_array_unref (self->after);
  g_array_unref (self->splices);
  g_array_unref (self->left);
  g_free (self);
}
