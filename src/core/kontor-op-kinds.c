#include "kontor-op-private.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const KontorOpKind *const *x = a, *const *y = b;

  return strcmp ((*x)->name, (*y)->name);
}

static gpointer
make_list (gpointer unused)
{
  const KontorOpKind *tables[] = { kontor_op_catalog_kinds, kontor_op_order_kinds, kontor_op_customer_kinds };
  GPtrArray *list = g_ptr_array_new_null_terminated (64, NULL, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KontorOpKind *kind = tables[i]; kind->name != NULL; kind++)
      g_ptr_array_add (list, (gpointer) kind);
  g_ptr_array_sort (list, compare_names);
  return list;
}

static GPtrArray *
get_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_list, NULL);
}

const KontorOpKind *const *
kontor_op_kind_list (void)
{
  return (const KontorOpKind *const *) get_list ()->pdata;
}

/** (nullable): NULL where no kind is called @name. */
const KontorOpKind *
kontor_op_kind_lookup (const char *name)
{
  const KontorOpKind wanted = { .name = name };
  const KontorOpKind *key = &wanted;
  const KontorOpKind **found;
  GPtrArray *list = get_list ();

  g_return_val_if_fail (name != NULL, NULL);

  found = bsearch (&key, list->pdata, list->len, sizeof *list->pdata, compare_names);
  return found != NULL ? *found : NULL;
}
