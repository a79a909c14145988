#include "kontor-options.h"

/* The options of a product, and beside them the words of each of its variants. */
typedef struct {
  const KontorRecord *product;
  guint n_options;
  GPtrArray *rows; /* (element-type Row) */
} Grid;

/* @values: one for each option, borrowed; NULL: all of them */
typedef struct {
  const KontorRecord *variant;
  const char **values;
  gboolean left_out;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->values);
  g_free (self);
}

static const KontorRecord *
get_option (const Grid *grid, guint index)
{
  return kontor_record_get_member (grid->product, KONTOR_PRODUCT_OPTIONS, index);
}

static const char *
get_name (const KontorRecord *option)
{
  const char *name = kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME);

  return name != NULL ? name : kontor_record_get_key (option);
}

static guint
count_values (const KontorRecord *option)
{
  return kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES);
}

const char *
kontor_option_value_get_name (const KontorRecord *value)
{
  const char *name = kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME);

  return name != NULL ? name : kontor_record_get_key (value);
}

static const char *
get_value (const KontorRecord *option, guint index)
{
  return kontor_option_value_get_name (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, index));
}

static gboolean
has_value (const KontorRecord *option, const char *value)
{
  for (guint i = 0; i < count_values (option); i++)
    if (g_strcmp0 (get_value (option, i), value) == 0)
      return TRUE;
  return FALSE;
}

static const char *
get_own_name (const KontorRecord *own)
{
  const char *name = kontor_record_get_text (own, KONTOR_VARIANT_OPTION_NAME);

  return name != NULL ? name : kontor_record_get_key (own);
}

static const KontorRecord *
find_own (const KontorRecord *variant, const char *option)
{
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); i++) {
    const KontorRecord *own = kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i);

    if (g_strcmp0 (get_own_name (own), option) == 0)
      return own;
  }
  return NULL;
}

const char *
kontor_options_get_value (const KontorRecord *variant, const char *option)
{
  const KontorRecord *own = find_own (variant, option);

  return own != NULL ? kontor_record_get_text (own, KONTOR_VARIANT_OPTION_VALUE) : NULL;
}

/* A simple product is its own only variant. */
static gboolean
is_product (const KontorRecord *variant, const KontorRecord *product)
{
  return kontor_record_get_key (product) != NULL &&
         g_strcmp0 (kontor_record_get_key (variant), kontor_record_get_key (product)) == 0;
}

static void
read_row (Grid *grid, const KontorRecord *variant)
{
  Row *row = g_new0 (Row, 1);

  row->variant = variant;
  row->values = g_new0 (const char *, grid->n_options);
  for (guint i = 0; i < grid->n_options; i++)
    row->values[i] = kontor_options_get_value (variant, get_name (get_option (grid, i)));
  g_ptr_array_add (grid->rows, row);
}

static gboolean
is_new_option (const Grid *grid, guint index)
{
  for (guint i = 0; i < grid->rows->len; i++)
    if (((Row *) g_ptr_array_index (grid->rows, i))->values[index] != NULL)
      return FALSE;
  return TRUE;
}

static void
adopt_new_options (Grid *grid)
{
  for (guint i = 0; i < grid->n_options; i++) {
    gboolean adopt = is_new_option (grid, i);

    for (guint j = 0; adopt && j < grid->rows->len; j++)
      ((Row *) g_ptr_array_index (grid->rows, j))->values[i] = get_value (get_option (grid, i), 0);
  }
}

static guint64
count_all (const Grid *grid)
{
  guint64 n_all = 1;

  for (guint i = 0; i < grid->n_options; i++)
    n_all = MIN (n_all * count_values (get_option (grid, i)), KONTOR_OPTIONS_MAX + 1);
  return grid->n_options > 0 ? n_all : 0;
}

/* Whether a row is for all that @values are, too. */
static gboolean
covers (const Grid *grid, const Row *row, const char *const *values)
{
  for (guint i = 0; i < grid->n_options; i++)
    if (row->values[i] != NULL && g_strcmp0 (row->values[i], values[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_same (const Grid *grid, const Row *a, const Row *b)
{
  for (guint i = 0; i < grid->n_options; i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_combination (const Grid *grid, const Row *row)
{
  for (guint i = 0; i < grid->n_options; i++)
    if (row->values[i] != NULL && !has_value (get_option (grid, i), row->values[i]))
      return FALSE;
  return TRUE;
}

/* Of several that became the same the first one stays. */
static gboolean
is_double (const Grid *grid, guint index)
{
  const Row *row = g_ptr_array_index (grid->rows, index);

  for (guint i = 0; i < index; i++) {
    const Row *other = g_ptr_array_index (grid->rows, i);

    if (!other->left_out && is_same (grid, other, row))
      return TRUE;
  }
  return FALSE;
}

static char *
join (const Grid *grid, const char *const *values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < grid->n_options; i++)
    if (values[i] != NULL)
      g_strv_builder_add (builder, values[i]);
  words = g_strv_builder_end (builder);
  return g_strjoinv (" / ", words);
}

static KontorRecord *
make_variant (const Grid *grid, const char *const *values)
{
  KontorRecord *variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  kontor_record_take_text (variant, KONTOR_VARIANT_TITLE, join (grid, values));
  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  for (guint i = 0; i < grid->n_options; i++) {
    KontorRecord *own;

    if (values[i] == NULL)
      continue;
    own = kontor_record_new (&kontor_variant_option_type);
    kontor_record_set_key (own, kontor_record_get_key (get_option (grid, i)));
    kontor_record_set_text (own, KONTOR_VARIANT_OPTION_NAME, get_name (get_option (grid, i)));
    kontor_record_set_text (own, KONTOR_VARIANT_OPTION_VALUE, values[i]);
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, own);
  }
  return variant;
}

static gboolean
says_so (const Grid *grid, const Row *row)
{
  guint n_said = 0;

  for (guint i = 0; i < grid->n_options; i++) {
    n_said += row->values[i] != NULL;
    if (g_strcmp0 (kontor_options_get_value (row->variant, get_name (get_option (grid, i))), row->values[i]) != 0)
      return FALSE;
  }
  return n_said == kontor_record_get_length (row->variant, KONTOR_VARIANT_OPTIONS);
}

static void
plan_rows (KontorOptionsPlan *self, Grid *grid)
{
  for (guint i = 0; i < grid->rows->len; i++) {
    Row *row = g_ptr_array_index (grid->rows, i);
    gint64 id = kontor_record_get_id (row->variant);

    row->left_out = !is_combination (grid, row) || is_double (grid, i);
    if (row->left_out)
      g_array_append_val (self->stale, id);
    else if (!says_so (grid, row)) {
      KontorRecord *change = make_variant (grid, row->values);

      kontor_record_set_id (change, id);
      g_ptr_array_add (self->changed, change);
    }
  }
}

static gboolean
is_there (const Grid *grid, const char *const *values)
{
  for (guint i = 0; i < grid->rows->len; i++) {
    const Row *row = g_ptr_array_index (grid->rows, i);

    if (!row->left_out && covers (grid, row, values))
      return TRUE;
  }
  return FALSE;
}

/* The @index-th combination; the last option changes fastest. */
static void
combine (const Grid *grid, guint64 index, const char **values)
{
  for (guint i = grid->n_options; i > 0; i--) {
    const KontorRecord *option = get_option (grid, i - 1);

    values[i - 1] = get_value (option, (guint) (index % count_values (option)));
    index /= count_values (option);
  }
}

static void
plan_missing (KontorOptionsPlan *self, const Grid *grid)
{
  g_autofree const char **values = g_new0 (const char *, grid->n_options);

  for (guint64 i = 0; i < self->n_all; i++) {
    KontorRecord *variant;

    combine (grid, i, values);
    if (is_there (grid, values))
      continue;
    variant = make_variant (grid, values);
    kontor_record_set_int (variant, KONTOR_VARIANT_POSITION, (gint64) i);
    g_ptr_array_add (self->missing, variant);
  }
}

KontorOptionsPlan *
kontor_options_plan (const KontorRecord *product, GPtrArray *variants)
{
  KontorOptionsPlan *self = g_new0 (KontorOptionsPlan, 1);
  Grid grid = { .product = product, .n_options = kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS) };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);

  self->missing = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  self->changed = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  self->stale = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->n_all = count_all (&grid);
  grid.rows = rows;
  if (self->n_all == 0 || self->n_all > KONTOR_OPTIONS_MAX)
    return self;
  for (guint i = 0; i < variants->len; i++)
    if (!is_product (g_ptr_array_index (variants, i), product))
      read_row (&grid, g_ptr_array_index (variants, i));
  adopt_new_options (&grid);
  plan_rows (self, &grid);
  plan_missing (self, &grid);
  return self;
}

void
kontor_options_plan_free (KontorOptionsPlan *self)
{
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->changed);
  g_array_unref (self->stale);
  g_free (self);
}

static char *
dup_title (const KontorRecord *variant)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); i++) {
    const char *word = kontor_record_get_text (kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i),
                                               KONTOR_VARIANT_OPTION_VALUE);

    if (word != NULL)
      g_strv_builder_add (builder, word);
  }
  words = g_strv_builder_end (builder);
  return g_strjoinv (" / ", words);
}

/* What a variant is called by its values follows them. */
static void
rename_title (const KontorRecord *variant, KontorRecord *change)
{
  g_autofree char *before = dup_title (variant);

  if (g_strcmp0 (kontor_record_get_text (variant, KONTOR_VARIANT_TITLE), before) == 0)
    kontor_record_take_text (change, KONTOR_VARIANT_TITLE, dup_title (change));
}

KontorRecord *
kontor_options_rename (const KontorRecord *variant, const char *option, const char *value, const char *name)
{
  const KontorRecord *found = find_own (variant, option);
  KontorRecord *change;

  if (found == NULL || (value != NULL && g_strcmp0 (kontor_options_get_value (variant, option), value) != 0))
    return NULL;
  change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  kontor_record_set_empty (change, KONTOR_VARIANT_OPTIONS);
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); i++) {
    KontorRecord *own = kontor_record_copy (kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i));

    if (kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i) == found)
      kontor_record_set_text (own, value != NULL ? KONTOR_VARIANT_OPTION_VALUE : KONTOR_VARIANT_OPTION_NAME, name);
    kontor_record_take_member (change, KONTOR_VARIANT_OPTIONS, own);
  }
  if (value != NULL)
    rename_title (variant, change);
  return change;
}
