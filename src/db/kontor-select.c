#include "kontor-select.h"

#include "kontor-words.h"

/* What is: understands. Indexes of lists repeat these conditions word for word. */
typedef struct {
  KontorEntity entity;
  const char *name;
  const char *condition;
  const char *opposite; /* (nullable): where an index has that too */
} State;

static const State states[] = {
  { KONTOR_ENTITY_ORDER, "paid", "payment IN ('paid', 'overcharged')" },
  { KONTOR_ENTITY_ORDER, "unpaid", "payment IN ('pending', 'authorized', 'partially-paid')" },
  { KONTOR_ENTITY_ORDER, "refunded", "payment = 'refunded'" },
  { KONTOR_ENTITY_ORDER, "partially-refunded", "payment = 'partially-refunded'" },
  { KONTOR_ENTITY_ORDER, "unfulfilled", "fulfilment = 'unfulfilled'" },
  { KONTOR_ENTITY_ORDER, "partially-fulfilled", "fulfilment = 'partially-fulfilled'" },
  { KONTOR_ENTITY_ORDER, "fulfilled", "fulfilment = 'fulfilled'" },
  { KONTOR_ENTITY_ORDER, "open", "lifecycle = 'open'" },
  { KONTOR_ENTITY_ORDER, "cancelled", "lifecycle = 'cancelled'" },
  { KONTOR_ENTITY_ORDER, "draft", "lifecycle = 'draft'" },
  { KONTOR_ENTITY_ORDER, "archived", "archived = 1", "archived = 0" },
  { KONTOR_ENTITY_ORDER, "hold", "hold_reason IS NOT NULL" },
  { KONTOR_ENTITY_ORDER, "to-ship",
    "lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL AND fulfilment IN ('unfulfilled', "
    "'partially-fulfilled')"
    " AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged')" },
  { KONTOR_ENTITY_ORDER, "returning", "return IN ('requested', 'in-progress')" },
  { KONTOR_ENTITY_PRODUCT, "published", "status = 'published'" },
  { KONTOR_ENTITY_PRODUCT, "draft", "status = 'draft'" },
  { KONTOR_ENTITY_PRODUCT, "trash", "status = 'trash'" },
  { KONTOR_ENTITY_PRODUCT, "low", "stock_state = 'low'" },
  { KONTOR_ENTITY_PRODUCT, "out", "stock_state = 'out'" },
  { KONTOR_ENTITY_PRODUCT, "featured", "featured = 1" },
  { KONTOR_ENTITY_CUSTOMER, "registered", "kind = 'registered'" },
  { KONTOR_ENTITY_CUSTOMER, "guest", "kind = 'guest'" },
  { KONTOR_ENTITY_CUSTOMER, "subscribed", "marketing = 'subscribed'" },
  { KONTOR_ENTITY_CUSTOMER, "returning", "order_count > 1" },
  { KONTOR_ENTITY_DISCOUNT, "active", "status = 'active'" },
  { KONTOR_ENTITY_DISCOUNT, "paused", "status = 'paused'" },
  { KONTOR_ENTITY_DISCOUNT, "expired", "status = 'expired'" },
  { KONTOR_ENTITY_DISCOUNT, "scheduled", "status = 'scheduled'" },
};

static const struct {
  KontorEntity entity;
  const char *name;
  const char *column;
} sorts[] = {
  { KONTOR_ENTITY_ORDER, "placed", NULL },
  { KONTOR_ENTITY_ORDER, "number", "number_key" },
  { KONTOR_ENTITY_ORDER, "total", "total" },
  { KONTOR_ENTITY_ORDER, "customer", "customer_name_key" },
  { KONTOR_ENTITY_ORDER, "updated", "updated_at" },
  { KONTOR_ENTITY_ORDER, "items", "item_count" },
  { KONTOR_ENTITY_PRODUCT, "title", "title_key" },
  { KONTOR_ENTITY_PRODUCT, "updated", "updated_at" },
  { KONTOR_ENTITY_PRODUCT, "created", "created_at" },
  { KONTOR_ENTITY_PRODUCT, "price", "price_min" },
  { KONTOR_ENTITY_PRODUCT, "stock", "available" },
  { KONTOR_ENTITY_PRODUCT, "sku", "sku COLLATE NOCASE" },
  { KONTOR_ENTITY_CUSTOMER, "name", "name_key" },
  { KONTOR_ENTITY_CUSTOMER, "spent", "spent" },
  { KONTOR_ENTITY_CUSTOMER, "orders", "order_count" },
  { KONTOR_ENTITY_CUSTOMER, "last-order", "last_order_at" },
  { KONTOR_ENTITY_CUSTOMER, "created", "created_at" },
  { KONTOR_ENTITY_DISCOUNT, "code", "code COLLATE NOCASE" },
  { KONTOR_ENTITY_DISCOUNT, "ends", "ends_at" },
  { KONTOR_ENTITY_DISCOUNT, "usage", "usage_count" },
  { KONTOR_ENTITY_VARIANT, "title", "title COLLATE NOCASE" },
  { KONTOR_ENTITY_VARIANT, "product", "product_id" },
  { KONTOR_ENTITY_VARIANT, "sku", "sku COLLATE NOCASE" },
  { KONTOR_ENTITY_VARIANT, "position", "position" },
  { KONTOR_ENTITY_SETTING, "position", "position" },
  { KONTOR_ENTITY_SETTING, "name", "name COLLATE NOCASE" },
  { KONTOR_ENTITY_CATEGORY, "position", "position" },
  { KONTOR_ENTITY_CATEGORY, "name", "name COLLATE NOCASE" },
  { KONTOR_ENTITY_TAG, "name", "name COLLATE NOCASE" },
};

static const struct {
  const char *table;
  const char *words;
  const char *text; /* where there are no words: what is looked through; small tables only */
} tables[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_SETTING] = { "setting", NULL, "coalesce (name, '')" },
  [KONTOR_ENTITY_CATEGORY] = { "category", NULL, "coalesce (name, '')" },
  [KONTOR_ENTITY_TAG] = { "tag", NULL, "coalesce (name, '')" },
  [KONTOR_ENTITY_PRODUCT] = { "product", "product_words", NULL },
  [KONTOR_ENTITY_VARIANT] = { "variant", NULL, "concat_ws (' ', title, sku, gtin, (SELECT product.title FROM product WHERE product.id = product_id))" },
  [KONTOR_ENTITY_CUSTOMER] = { "customer", "customer_words", NULL },
  [KONTOR_ENTITY_DISCOUNT] = { "discount", NULL, "concat_ws (' ', code, description)" },
  [KONTOR_ENTITY_ORDER] = { "\"order\"", "order_words", NULL },
};

/* What is collected while the terms are gone through. */
typedef struct {
  KontorSelect *select;
  GString *wanted; /* of the search text */
  GString *unwanted;
} Builder;

static void
value_clear (KontorSelectValue *value)
{
  g_free (value->text);
}

static void
add_value (KontorSelect *self, const char *text, gint64 number)
{
  KontorSelectValue value = { number, g_strdup (text) };

  g_array_append_val (self->values, value);
}

static void
add_condition (KontorSelect *self, gboolean negated, const char *condition)
{
  /* Unknown is not true, nor is its opposite. */
  if (negated)
    g_string_append_printf (self->where, " AND NOT coalesce (%s, 0)", condition);
  else
    g_string_append_printf (self->where, " AND %s", condition);
}

static const State *
find_state (KontorEntity entity, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].entity == entity && g_str_equal (states[i].name, name))
      return &states[i];
  return NULL;
}

static void
add_state (KontorSelect *self, const KontorTerm *term)
{
  const State *state = find_state (self->entity, term->text);

  g_return_if_fail (state != NULL);

  if (term->negated && state->opposite != NULL)
    add_condition (self, FALSE, state->opposite);
  else
    add_condition (self, term->negated, state->condition);
}

static void
add_amount (KontorSelect *self, const KontorTerm *term)
{
  static const struct {
    const char *comparison;
    const char *condition;
  } conditions[] = {
    { ">", "total > ?" },
    { ">=", "total >= ?" },
    { "<", "total < ?" },
    { "<=", "total <= ?" },
    { "=", "total = ?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_str_equal (conditions[i].comparison, term->field)) {
      add_condition (self, term->negated, conditions[i].condition);
      add_value (self, NULL, term->number);
    }
}

static void
add_match (Builder *builder, const KontorTerm *term, KontorWordMark mark)
{
  GString *match = term->negated ? builder->unwanted : builder->wanted;
  gsize length = match->len;

  if (length > 0)
    g_string_append (match, term->negated ? " OR " : " AND ");
  if (!kontor_words_add_match (match, mark, term->text, term->prefix))
    g_string_truncate (match, length);
}

static void
add_word (Builder *builder, const KontorTerm *term)
{
  KontorSelect *self = builder->select;
  g_autofree char *condition = NULL;

  if (self->words != NULL) {
    add_match (builder, term, KONTOR_WORD_PLAIN);
    return;
  }
  condition = g_strdup_printf ("instr (lower (%s), ?) > 0", tables[self->entity].text);
  add_condition (self, term->negated, condition);
  add_value (self, term->text, 0);
}

/* By an id: nothing that people type. */
static gboolean
is_owner (const KontorSelect *self, const KontorTerm *term)
{
  return self->entity == KONTOR_ENTITY_ORDER && term->kind == KONTOR_TERM_FIELD && g_str_equal (term->field, "customer");
}

static void
add_field (Builder *builder, const KontorTerm *term)
{
  KontorSelect *self = builder->select;
  KontorWordMark mark;

  if (self->words != NULL && kontor_word_mark_from_name (term->field, &mark)) {
    add_match (builder, term, mark);
    return;
  }
  if (self->entity == KONTOR_ENTITY_VARIANT || is_owner (self, term)) {
    add_condition (self, term->negated, self->entity == KONTOR_ENTITY_VARIANT ? "product_id = ?" : "customer_id = ?");
    add_value (self, NULL, g_ascii_strtoll (term->text, NULL, 10));
    return;
  }
  g_return_if_fail (self->entity == KONTOR_ENTITY_ORDER && g_str_equal (term->field, "status"));

  add_condition (self, term->negated,
                 term->prefix ? "substr (status, 1, length (?)) = ? COLLATE NOCASE" : "status = ? COLLATE NOCASE");
  add_value (self, term->text, 0);
  if (term->prefix)
    add_value (self, term->text, 0);
}

static void
add_term (Builder *builder, const KontorTerm *term)
{
  switch (term->kind) {
  case KONTOR_TERM_WORD:
    add_word (builder, term);
    break;
  case KONTOR_TERM_FIELD:
    add_field (builder, term);
    break;
  case KONTOR_TERM_IS:
    add_state (builder->select, term);
    break;
  case KONTOR_TERM_BEFORE:
  case KONTOR_TERM_AFTER:
    add_condition (builder->select, term->negated,
                   term->kind == KONTOR_TERM_BEFORE ? "placed_day < ?" : "placed_day >= ?");
    add_value (builder->select, NULL, term->number);
    break;
  case KONTOR_TERM_AMOUNT:
    add_amount (builder->select, term);
    break;
  }
}

/* FTS5 knows "this but not that", and no bare "not that". */
static void
finish_match (Builder *builder)
{
  KontorSelect *self = builder->select;

  if (builder->wanted->len > 0 && builder->unwanted->len > 0)
    self->match = g_strdup_printf ("(%s) NOT (%s)", builder->wanted->str, builder->unwanted->str);
  else if (builder->wanted->len > 0)
    self->match = g_strdup (builder->wanted->str);
  else if (builder->unwanted->len > 0) {
    g_string_append_printf (self->where, " AND %s.id NOT IN (SELECT rowid FROM %s WHERE %s MATCH ?)", self->table,
                            self->words, self->words);
    add_value (self, builder->unwanted->str, 0);
  }
}

static gboolean
asks_for (KontorQuery *query, const char *state, gboolean negated)
{
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    if (terms[i]->kind == KONTOR_TERM_IS && terms[i]->negated == negated && g_str_equal (terms[i]->text, state))
      return TRUE;
  return FALSE;
}

static gboolean
asks_for_owner (KontorSelect *self, KontorQuery *query)
{
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    if (!terms[i]->negated && is_owner (self, terms[i]))
      return TRUE;
  return FALSE;
}

/* Left to itself, SQLite takes an index that answers one condition and sorts what it finds. */
static void
choose_index (KontorSelect *self, KontorQuery *query)
{
  g_autofree char *name = NULL;
  const char *view = NULL;

  if (self->entity != KONTOR_ENTITY_ORDER)
    return;
  if (asks_for_owner (self, query)) {
    self->index = "order_customer";
    return;
  }
  if (asks_for (query, "to-ship", FALSE))
    view = "to_ship";
  else if (asks_for (query, "hold", FALSE))
    view = "hold";
  else if (asks_for (query, "returning", FALSE))
    view = "returning";
  else if (asks_for (query, "unpaid", FALSE) && asks_for (query, "open", FALSE) && asks_for (query, "archived", TRUE))
    view = "unpaid";
  self->is_narrow = view != NULL;
  if (view == NULL && (asks_for (query, "archived", FALSE) || asks_for (query, "archived", TRUE)))
    view = "archived";

  name = view != NULL ? g_strdup_printf ("order_%s_by_%s", view, kontor_query_get_sort (query))
                      : g_strdup_printf ("order_by_%s", kontor_query_get_sort (query));
  self->index = g_intern_string (name);
}

static void
choose_sort (KontorSelect *self, KontorQuery *query)
{
  self->descending = kontor_query_get_descending (query);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].entity == self->entity && g_str_equal (sorts[i].name, kontor_query_get_sort (query)))
      self->sort = sorts[i].column;
}

KontorSelect *
kontor_select_new (KontorQuery *query)
{
  KontorSelect *self = g_new0 (KontorSelect, 1);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) unwanted = g_string_new (NULL);
  Builder builder = { self, wanted, unwanted };
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  self->entity = kontor_query_get_entity (query);
  self->table = tables[self->entity].table;
  self->words = tables[self->entity].words;
  self->where = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (KontorSelectValue));
  g_array_set_clear_func (self->values, (GDestroyNotify) value_clear);

  for (guint i = 0; i < n_terms; i++)
    add_term (&builder, terms[i]);
  finish_match (&builder);
  if (kontor_query_get_account (query) != 0) {
    /* The plus keeps SQLite from dropping the account out of the order, which would then not be the index's. */
    add_condition (self, FALSE, "+account_id = ?");
    add_value (self, NULL, kontor_query_get_account (query));
  }
  choose_sort (self, query);
  choose_index (self, query);
  return self;
}

void
kontor_select_free (KontorSelect *self)
{
  g_string_free (self->where, TRUE);
  g_array_unref (self->values);
  g_free (self->match);
  g_free (self);
}

void
kontor_select_append_order (const KontorSelect *self, GString *sql)
{
  const char *way = self->descending ? " DESC" : "";

  if (self->sort != NULL)
    g_string_append_printf (sql, " ORDER BY %s%s, account_id%s, id%s", self->sort, way, way, way);
  else
    g_string_append_printf (sql, " ORDER BY id%s", way);
}

int
kontor_select_bind (const KontorSelect *self, KontorStmt *stmt, int index)
{
  for (guint i = 0; i < self->values->len; i++) {
    const KontorSelectValue *value = &g_array_index (self->values, KontorSelectValue, i);

    if (value->text != NULL)
      kontor_stmt_bind_static (stmt, index++, value->text);
    else
      kontor_stmt_bind_int (stmt, index++, value->number);
  }
  return index;
}

void
kontor_select_append_walk (const KontorSelect *self, GString *sql)
{
  g_string_append_printf (sql, " FROM %s", self->table);
  if (self->index != NULL)
    g_string_append_printf (sql, " INDEXED BY %s", self->index);
  g_string_append_printf (sql, " WHERE 1%s", self->where->str);
}
