#include "bench-repeat.h"

#define BENCH_TYPE_REPEAT (bench_repeat_get_type ())
G_DECLARE_FINAL_TYPE (BenchRepeat, bench_repeat, BENCH, REPEAT, GObject)

struct _BenchRepeat {
  GObject parent_instance;

  GPtrArray *items; /* (owned) */
  guint n_rows;
};

static GType
bench_repeat_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
bench_repeat_get_n_items (GListModel *model)
{
  return BENCH_REPEAT (model)->n_rows;
}

static gpointer
bench_repeat_get_item (GListModel *model, guint position)
{
  BenchRepeat *self = BENCH_REPEAT (model);

  if (position >= self->n_rows)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->items, position % self->items->len));
}

static void
bench_repeat_init_model (GListModelInterface *interface)
{
  interface->get_item_type = bench_repeat_get_item_type;
  interface->get_n_items = bench_repeat_get_n_items;
  interface->get_item = bench_repeat_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchRepeat, bench_repeat, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bench_repeat_init_model))

static void
bench_repeat_finalize (GObject *object)
{
  g_ptr_array_unref (BENCH_REPEAT (object)->items);

  G_OBJECT_CLASS (bench_repeat_parent_class)->finalize (object);
}

static void
bench_repeat_class_init (BenchRepeatClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_repeat_finalize;
}

static void
bench_repeat_init (BenchRepeat *self)
{
}

GListModel *
bench_repeat_new (GPtrArray *items, guint n_rows)
{
  BenchRepeat *self = g_object_new (BENCH_TYPE_REPEAT, NULL);

  self->items = g_ptr_array_ref (items);
  self->n_rows = n_rows;
  return G_LIST_MODEL (self);
}
