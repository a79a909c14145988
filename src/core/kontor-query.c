#include "kontor-query.h"

#include <string.h>

#include "kontor-clock.h"

/* What is pasted into a search may be a book; a list is asked for no more than this. */
#define MAX_TERMS 64

struct _KontorQuery {
  gatomicrefcount ref_count;
  KontorEntity entity;
  gint64 account_id;
  char *filter;     /* (owned) (nullable) */
  char *text;       /* (owned) (nullable) */
  const char *sort; /* of the list of sorts */
  gboolean descending;
  GPtrArray *terms;         /* (element-type KontorTerm) (owned) */
  GPtrArray *misunderstood; /* (element-type KontorTerm) of those */
};

G_DEFINE_BOXED_TYPE (KontorQuery, kontor_query, kontor_query_ref, kontor_query_unref)

/* A search word as it stands in the text: -field:"value" */
typedef struct {
  gboolean negated;
  gboolean quoted;
  gboolean typing; /* nothing follows it yet */
  char *field;     /* (owned) (nullable) */
  char *value;     /* (owned) */
} Token;

static void
token_clear (Token *self)
{
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->value, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Token, token_clear)

static void
term_free (KontorTerm *term)
{
  g_free (term->field);
  g_free (term->text);
  g_free (term);
}

static KontorTerm *
term_new (KontorTermKind kind, gboolean negated, const char *field, const char *text)
{
  KontorTerm *term = g_new0 (KontorTerm, 1);

  term->kind = kind;
  term->negated = negated;
  term->field = g_strdup (field);
  term->text = g_strdup (text);
  return term;
}

static gboolean
is_space (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isspace (c) || g_unichar_iscntrl (c);
}

/* Marks and signs alone are in no search text. */
static gboolean
can_be_found (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Small letters by Unicode alone: what the locale makes of an I must not decide what is found. */
static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *folded = g_string_sized_new (strlen (normal));

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (folded, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free_and_steal (folded);
}

/* After an opening quote: up to the closing one or the end. */
static const char *
scan_quoted (const char *p, Token *token)
{
  const char *end = strchr (p, '"');

  token->quoted = TRUE;
  token->typing = end == NULL;
  if (end == NULL)
    end = p + strlen (p);
  token->value = g_strndup (p, (gsize) (end - p));
  return *end == '"' ? end + 1 : end;
}

static const char *
scan_word (const char *start, Token *token)
{
  const char *p, *colon = NULL;

  for (p = start; *p != '\0' && !is_space (p); p = g_utf8_next_char (p)) {
    if (*p != ':' || p == start || colon != NULL)
      continue;
    colon = p;
    token->field = g_strndup (start, (gsize) (colon - start));
    if (p[1] == '"')
      return scan_quoted (p + 2, token);
  }
  token->typing = *p == '\0';
  start = colon != NULL ? colon + 1 : start;
  token->value = g_strndup (start, (gsize) (p - start));
  return p;
}

/* NULL at the end of the text. */
static const char *
scan_token (const char *p, Token *token)
{
  while (*p != '\0' && is_space (p))
    p = g_utf8_next_char (p);
  if (*p == '\0')
    return NULL;
  token->negated = *p == '-' && p[1] != '\0' && !is_space (p + 1);
  if (token->negated)
    p++;
  return *p == '"' ? scan_quoted (p + 1, token) : scan_word (p, token);
}

static gboolean
parse_relative_day (const char *text, gint64 *ago)
{
  char *end;

  if (g_str_equal (text, "today") || g_str_equal (text, "yesterday")) {
    *ago = text[0] == 't' ? 0 : 1;
    return TRUE;
  }
  if (!g_ascii_isdigit (text[0]) || strlen (text) > 6)
    return FALSE;
  *ago = g_ascii_strtoll (text, &end, 10);
  return g_str_equal (end, "d");
}

static KontorTerm *
parse_day (const Token *token, KontorTermKind kind, GTimeZone *zone)
{
  KontorTerm *term;
  gint64 day, ago;

  if (parse_relative_day (token->value, &ago))
    day = kontor_day_of (g_get_real_time () / 1000, zone) - ago;
  else if (!kontor_day_parse (token->value, &day))
    return NULL;
  term = term_new (kind, token->negated, NULL, NULL);
  term->number = day;
  return term;
}

/* Decimals are understood with a point, and with a comma where that can mean nothing else. */
static gboolean
parse_decimal (const char *text, gint64 *amount)
{
  g_autofree char *pointed = g_strdup (text);
  char *comma = strchr (pointed, ',');

  if (comma != NULL && strlen (comma + 1) != 3)
    *comma = '.';
  return kontor_decimal_parse (pointed, amount, NULL, NULL);
}

static KontorTerm *
parse_amount (const Token *token)
{
  static const char *const comparisons[] = { ">=", "<=", ">", "<", "=", "" };
  KontorTerm *term;
  gint64 amount;
  guint i = 0;

  while (!g_str_has_prefix (token->value, comparisons[i]))
    i++;
  if (!parse_decimal (token->value + strlen (comparisons[i]), &amount))
    return NULL;
  term = term_new (KONTOR_TERM_AMOUNT, token->negated, comparisons[i][0] != '\0' ? comparisons[i] : "=", NULL);
  term->number = amount;
  return term;
}

static KontorTerm *
parse_state (KontorEntity entity, const Token *token)
{
  g_autofree char *state = g_strdelimit (g_strdup (token->value), "_", '-');

  if (!g_strv_contains (kontor_query_list_states (entity), state))
    return NULL;
  return term_new (KONTOR_TERM_IS, token->negated, NULL, state);
}

static KontorTerm *
parse_field (KontorEntity entity, const Token *token)
{
  KontorTerm *term;

  if (!g_strv_contains (kontor_query_list_fields (entity), token->field) || !can_be_found (token->value))
    return NULL;
  term = term_new (KONTOR_TERM_FIELD, token->negated, token->field, token->value);
  g_strstrip (term->text);
  term->prefix = token->typing;
  return term;
}

static KontorTerm *
parse_condition (KontorEntity entity, const Token *token, GTimeZone *zone)
{
  if (g_str_equal (token->field, "is"))
    return parse_state (entity, token);
  if (entity == KONTOR_ENTITY_ORDER && g_str_equal (token->field, "before"))
    return parse_day (token, KONTOR_TERM_BEFORE, zone);
  if (entity == KONTOR_ENTITY_ORDER && g_str_equal (token->field, "after"))
    return parse_day (token, KONTOR_TERM_AFTER, zone);
  if (entity == KONTOR_ENTITY_ORDER && g_str_equal (token->field, "total"))
    return parse_amount (token);
  return parse_field (entity, token);
}

/* Whether some list knows the word before the colon, so that a hint helps; "http:" is just pasted, and "total:>" goes on. */
static gboolean
is_condition (const Token *token)
{
  static const char *const everywhere[] = { "is", "before", "after", "total", NULL };

  if (!can_be_found (token->value))
    return FALSE;
  if (g_strv_contains (everywhere, token->field))
    return TRUE;
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if (g_strv_contains (kontor_query_list_fields (i), token->field))
      return TRUE;
  return FALSE;
}

static KontorTerm *
add_word (KontorQuery *self, const char *word, gboolean negated)
{
  KontorTerm *term;

  if (!can_be_found (word))
    return NULL;
  term = term_new (KONTOR_TERM_WORD, negated, NULL, word);
  g_ptr_array_add (self->terms, term);
  return term;
}

/* Each word of a phrase on its own; the last of them, for it may be unfinished. */
static KontorTerm *
add_words (KontorQuery *self, const char *phrase, gboolean negated)
{
  const char *p = phrase;
  KontorTerm *last = NULL;

  while (p != NULL && self->terms->len < MAX_TERMS) {
    g_autofree char *word = NULL;

    while (*p != '\0' && is_space (p))
      p = g_utf8_next_char (p);
    for (phrase = p; *p != '\0' && !is_space (p);)
      p = g_utf8_next_char (p);
    word = g_strndup (phrase, (gsize) (p - phrase));
    last = add_word (self, word, negated);
    if (*p == '\0')
      p = NULL;
  }
  return last;
}

static KontorTerm *
add_plain (KontorQuery *self, const Token *token)
{
  g_autofree char *word = NULL;

  if (token->field == NULL && token->quoted)
    return add_words (self, token->value, token->negated);
  if (token->field == NULL)
    return add_word (self, token->value, token->negated);
  word = g_strconcat (token->field, ":", token->value, NULL);
  return token->quoted ? add_words (self, word, token->negated) : add_word (self, word, token->negated);
}

static void
add_token (KontorQuery *self, const Token *token, GTimeZone *zone)
{
  KontorTerm *term = token->field != NULL ? parse_condition (self->entity, token, zone) : NULL;

  if (term != NULL) {
    g_ptr_array_add (self->terms, term);
    return;
  }
  term = add_plain (self, token);
  if (term == NULL)
    return;
  term->prefix = token->typing;
  if (token->field != NULL && is_condition (token))
    g_ptr_array_add (self->misunderstood, term);
}

static void
add_text (KontorQuery *self, const char *text, GTimeZone *zone)
{
  g_autofree char *folded = fold (text);
  const char *p = folded;

  while (p != NULL && self->terms->len < MAX_TERMS) {
    g_auto (Token) token = { 0 };

    p = scan_token (p, &token);
    if (p != NULL)
      add_token (self, &token, zone);
  }
}

static void
set_sort (KontorQuery *self, const char *sort)
{
  const char *const *sorts = kontor_query_list_sorts (self->entity);
  const char *name = sort != NULL && sort[0] == '-' ? sort + 1 : sort;

  self->sort = sorts[0];
  self->descending = self->entity == KONTOR_ENTITY_ORDER;
  for (guint i = 0; sorts[i] != NULL; i++)
    if (g_strcmp0 (sorts[i], name) == 0) {
      self->sort = sorts[i];
      self->descending = sort[0] == '-';
    }
}

static KontorQuery *
query_new (KontorEntity entity, gint64 account_id, const char *sort)
{
  KontorQuery *self = g_new0 (KontorQuery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entity = entity;
  self->account_id = account_id;
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  self->misunderstood = g_ptr_array_new ();
  set_sort (self, sort);
  return self;
}

KontorQuery *
kontor_query_new (KontorEntity entity, gint64 account_id, const char *filter, const char *text, const char *sort,
                  GTimeZone *zone)
{
  g_autoptr (GTimeZone) used = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
  KontorQuery *self;

  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  self = query_new (entity, account_id, sort);
  self->filter = g_strdup (filter);
  self->text = g_strdup (text);
  if (filter != NULL)
    add_text (self, filter, used);
  /* Nobody is typing at the end of a filter. */
  for (guint i = 0; i < self->terms->len; i++)
    ((KontorTerm *) g_ptr_array_index (self->terms, i))->prefix = FALSE;
  if (text != NULL)
    add_text (self, text, used);
  return self;
}

KontorQuery *
kontor_query_new_for_terms (KontorEntity entity, gint64 account_id, const KontorTerm *terms, guint n_terms)
{
  KontorQuery *self;

  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  self = query_new (entity, account_id, NULL);
  for (guint i = 0; i < n_terms; i++) {
    KontorTerm *term = term_new (terms[i].kind, terms[i].negated, terms[i].field, terms[i].text);

    term->prefix = terms[i].prefix;
    term->number = terms[i].number;
    g_ptr_array_add (self->terms, term);
  }
  return self;
}

KontorQuery *
kontor_query_ref (KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_query_unref (KontorQuery *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->misunderstood);
  g_ptr_array_unref (self->terms);
  g_free (self->filter);
  g_free (self->text);
  g_free (self);
}

static gboolean
terms_equal (const KontorTerm *a, const KontorTerm *b)
{
  return a->kind == b->kind && a->negated == b->negated && a->prefix == b->prefix && a->number == b->number &&
         g_strcmp0 (a->field, b->field) == 0 && g_strcmp0 (a->text, b->text) == 0;
}

/** Whether both show the same rows in the same order, however it was typed. */
gboolean
kontor_query_equal (const KontorQuery *a, const KontorQuery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->entity != b->entity || a->account_id != b->account_id || a->sort != b->sort ||
      a->descending != b->descending || a->terms->len != b->terms->len)
    return FALSE;
  for (guint i = 0; i < a->terms->len; i++)
    if (!terms_equal (g_ptr_array_index (a->terms, i), g_ptr_array_index (b->terms, i)))
      return FALSE;
  return TRUE;
}

KontorEntity
kontor_query_get_entity (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, KONTOR_ENTITY_ORDER);

  return self->entity;
}

gint64
kontor_query_get_account (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->account_id;
}

const char *
kontor_query_get_filter (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->filter;
}

const char *
kontor_query_get_text (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
kontor_query_get_sort (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sort;
}

gboolean
kontor_query_get_descending (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->descending;
}

const KontorTerm *const *
kontor_query_get_terms (const KontorQuery *self, guint *n_terms)
{
  g_return_val_if_fail (self != NULL && n_terms != NULL, NULL);

  *n_terms = self->terms->len;
  return (const KontorTerm *const *) self->terms->pdata;
}

GPtrArray *
kontor_query_dup_misunderstood (const KontorQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_ptr_array_copy (self->misunderstood, NULL, NULL);
}
