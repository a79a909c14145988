#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-error.h"

static const char *const names[] = {
  [KONTOR_SHOP_FAULT_LATENCY] = "latency",
  [KONTOR_SHOP_FAULT_OFFLINE] = "offline",
  [KONTOR_SHOP_FAULT_RATE_LIMIT] = "rate-limit",
  [KONTOR_SHOP_FAULT_REJECT] = "reject",
  [KONTOR_SHOP_FAULT_CONFLICT] = "conflict",
  [KONTOR_SHOP_FAULT_LOST_BEFORE] = "lost-before",
  [KONTOR_SHOP_FAULT_LOST_AFTER] = "lost-after",
  [KONTOR_SHOP_FAULT_FAILED] = "failed",
  [KONTOR_SHOP_FAULT_UNAUTHORIZED] = "unauthorized",
  [KONTOR_SHOP_FAULT_FORBIDDEN] = "forbidden",
  [KONTOR_SHOP_FAULT_GARBAGE] = "garbage",
  [KONTOR_SHOP_FAULT_EMPTY] = "empty",
  [KONTOR_SHOP_FAULT_VANISHED] = "vanished",
  [KONTOR_SHOP_FAULT_SHIFT] = "shift",
};

/** Fault: one that may strike; @times: strikes left, -1 without end. */
typedef struct {
  gint64 id;
  gint64 fault;
  gint64 permille;
  gint64 value;
  char *method;
  char *path;
  gint64 spare;
  gint64 times;
} Fault;

static void
clear_fault (Fault *fault)
{
  g_free (fault->method);
  g_free (fault->path);
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is not a fault of the sample shop", text);
  return FALSE;
}

static gboolean
parse_name (const char *word, Fault *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], word)) {
      fault->fault = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
parse_number (const char *text, gint64 *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1000000000, &value, NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

/** "@METHOD", after which a path may follow as the next word. */
static gboolean
parse_method (const char *const *words, guint *index, Fault *fault)
{
  const char *next = words[*index + 1];

  g_set_str (&fault->method, words[*index] + 1);
  if (next != NULL && g_ascii_isalpha (*next)) {
    g_set_str (&fault->path, next);
    *index += 1;
  }
  return TRUE;
}

static gboolean
parse_word (const char *const *words, guint *index, Fault *fault)
{
  const char *word = words[*index];

  switch (*word) {
  case '\0':
    return TRUE;
  case '=':
    return parse_number (word + 1, &fault->value);
  case '+':
    return parse_number (word + 1, &fault->spare);
  case '*':
    return parse_number (word + 1, &fault->times);
  case '@':
    return parse_method (words, index, fault);
  default:
    return parse_number (word, &fault->permille);
  }
}

static gboolean
parse_fault (const char *text, Fault *fault, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *fault = (Fault) { .permille = 1000, .times = -1 };
  if (!parse_name (words[0], fault))
    return refuse (error, text);
  for (guint i = 1; words[i] != NULL; i++)
    if (!parse_word ((const char *const *) words, &i, fault)) {
      clear_fault (fault);
      return refuse (error, text);
    }
  return TRUE;
}

static GArray *
parse_faults (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (Fault));

  g_array_set_clear_func (faults, (GDestroyNotify) clear_fault);
  for (guint i = 0; parts[i] != NULL; i++) {
    Fault fault;

    if (*g_strstrip (parts[i]) == '\0')
      continue;
    if (!parse_fault (parts[i], &fault, error))
      return NULL;
    g_array_append_val (faults, fault);
  }
  return g_steal_pointer (&faults);
}

/** (nullable): whether kontor_shop_set_faults () would take it. */
gboolean
shop_faults_check (const char *text, GError **error)
{
  g_autoptr (GArray) faults = parse_faults (text, error);

  return faults != NULL;
}

static void
begin (KontorShop *self)
{
  shop_bind (self, SHOP_SQL_BEGIN, "");
  shop_run (self, SHOP_SQL_BEGIN);
}

static void
commit (KontorShop *self)
{
  shop_bind (self, SHOP_SQL_COMMIT, "");
  shop_run (self, SHOP_SQL_COMMIT);
}

gboolean
kontor_shop_set_faults (KontorShop *self, const char *text, GError **error)
{
  g_autoptr (GArray) faults = parse_faults (text, error);

  if (faults == NULL)
    return FALSE;
  begin (self);
  shop_bind (self, SHOP_SQL_FAULT_CLEAR, "");
  shop_run (self, SHOP_SQL_FAULT_CLEAR);
  for (guint i = 0; i < faults->len; i++) {
    const Fault *fault = &g_array_index (faults, Fault, i);

    shop_bind (self, SHOP_SQL_FAULT_ADD, "iiittii", fault->fault, fault->permille, fault->value, fault->method,
               fault->path, fault->spare, fault->times);
    shop_run (self, SHOP_SQL_FAULT_ADD);
  }
  commit (self);
  return TRUE;
}

static GArray *
load_faults (KontorShop *self)
{
  GArray *faults = g_array_new (FALSE, FALSE, sizeof (Fault));
  sqlite3_stmt *statement = shop_bind (self, SHOP_SQL_FAULTS, "");

  g_array_set_clear_func (faults, (GDestroyNotify) clear_fault);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    const Fault fault = {
      .id = sqlite3_column_int64 (statement, 0),
      .fault = sqlite3_column_int64 (statement, 1),
      .permille = sqlite3_column_int64 (statement, 2),
      .value = sqlite3_column_int64 (statement, 3),
      .method = g_strdup ((const char *) sqlite3_column_text (statement, 4)),
      .path = g_strdup ((const char *) sqlite3_column_text (statement, 5)),
      .spare = sqlite3_column_int64 (statement, 6),
      .times = sqlite3_column_int64 (statement, 7),
    };

    g_array_append_val (faults, fault);
  }
  sqlite3_reset (statement);
  return faults;
}

/** Only writes lose or refuse them; only reads answer garbage, shifted or shrunken lists. */
static gboolean
concerns (KontorShopFault fault, gboolean write)
{
  switch (fault) {
  case KONTOR_SHOP_FAULT_REJECT:
  case KONTOR_SHOP_FAULT_CONFLICT:
  case KONTOR_SHOP_FAULT_LOST_BEFORE:
  case KONTOR_SHOP_FAULT_LOST_AFTER:
    return write;
  case KONTOR_SHOP_FAULT_GARBAGE:
  case KONTOR_SHOP_FAULT_EMPTY:
  case KONTOR_SHOP_FAULT_VANISHED:
  case KONTOR_SHOP_FAULT_SHIFT:
    return !write;
  case KONTOR_SHOP_FAULT_LATENCY:
  case KONTOR_SHOP_FAULT_OFFLINE:
  case KONTOR_SHOP_FAULT_RATE_LIMIT:
  case KONTOR_SHOP_FAULT_FAILED:
  case KONTOR_SHOP_FAULT_UNAUTHORIZED:
  case KONTOR_SHOP_FAULT_FORBIDDEN:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
matches (const Fault *fault, const char *method, const char *path)
{
  gboolean write = !g_str_equal (method, "GET");

  if (!concerns ((KontorShopFault) fault->fault, write) || fault->times == 0)
    return FALSE;
  if (fault->method != NULL && !g_str_equal (fault->method, method) && !(write && g_str_equal (fault->method, "WRITE")))
    return FALSE;
  return fault->path == NULL || g_str_has_prefix (path, fault->path);
}

static gboolean
strike (KontorShop *self, Fault *fault)
{
  g_autoptr (GRand) random = fault->permille < 1000 ? shop_random (self, names[fault->fault]) : NULL;
  gboolean hit = random == NULL || g_rand_int_range (random, 0, 1000) < fault->permille;

  if (hit && fault->spare > 0) {
    fault->spare--;
    hit = FALSE;
  } else if (hit && fault->times > 0)
    fault->times--;
  shop_bind (self, SHOP_SQL_FAULT_STRIKE, "iii", fault->spare, fault->times, fault->id);
  shop_run (self, SHOP_SQL_FAULT_STRIKE);
  return hit;
}

/** Which faults strike this request; remembers that they did. */
GArray *
shop_faults_strike (KontorShop *self, const char *method, const char *path)
{
  GArray *strikes = g_array_new (FALSE, FALSE, sizeof (ShopStrike));
  g_autoptr (GArray) faults = load_faults (self);

  if (faults->len == 0)
    return strikes;
  begin (self);
  for (guint i = 0; i < faults->len; i++) {
    Fault *fault = &g_array_index (faults, Fault, i);
    const ShopStrike one = { (KontorShopFault) fault->fault, fault->value };

    if (matches (fault, method, path) && strike (self, fault))
      g_array_append_val (strikes, one);
  }
  commit (self);
  return strikes;
}
