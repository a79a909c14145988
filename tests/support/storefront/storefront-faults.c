/* Faults by order: which request is struck by what. */
#include "storefront-faults.h"

#include <string.h>

struct _StorefrontFault {
  StorefrontFaultKind kind;
  guint permille;
  gint64 value;
  guint spared;
  int times; /* -1: for ever */
  char *method;
  char *path;
};

struct _StorefrontFaults {
  GPtrArray *all;
};

static const char *const names[] = {
  "none",
  "slow",
  "lost-before",
  "lost-after",
  "cut",
  "rate-limit",
  "error",
  "failed-after",
  "html",
  "maintenance",
  "truncated",
  "garbage",
  "shift",
  "shrink",
};

static const gint64 values[] = {
  [STOREFRONT_FAULT_SLOW] = 1000, [STOREFRONT_FAULT_RATE_LIMIT] = 5, [STOREFRONT_FAULT_SHRINK] = 0
};

static void
fault_free (gpointer data)
{
  StorefrontFault *fault = data;

  g_free (fault->method);
  g_free (fault->path);
  g_free (fault);
}

void
storefront_faults_free (StorefrontFaults *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No fault is described by “%s”", what);
  return FALSE;
}

static gboolean
parse_word (StorefrontFault *fault, const char *word, gboolean *wants_path, GError **error)
{
  if (*wants_path) {
    fault->path = g_strdup (word);
    *wants_path = FALSE;
  } else if (*word == '@') {
    fault->method = g_strdup (word + 1);
    *wants_path = TRUE;
  } else if (*word == '=')
    fault->value = g_ascii_strtoll (word + 1, NULL, 10);
  else if (*word == '+')
    fault->spared = (guint) g_ascii_strtoull (word + 1, NULL, 10);
  else if (*word == '*')
    fault->times = (int) g_ascii_strtoll (word + 1, NULL, 10);
  else if (g_ascii_isdigit (*word))
    fault->permille = (guint) g_ascii_strtoull (word, NULL, 10);
  else
    return refuse (word, error);
  return TRUE;
}

static gboolean
parse_name (StorefrontFault *fault, const char *name, GError **error)
{
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name)) {
      fault->kind = i;
      fault->value = values[i];
      return TRUE;
    }
  return refuse (name, error);
}

static gboolean
parse_fault (StorefrontFaults *self, char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (text), " ", -1);
  StorefrontFault *fault = g_new0 (StorefrontFault, 1);
  gboolean wants_path = FALSE;

  g_ptr_array_add (self->all, fault);
  fault->permille = 1000;
  fault->times = -1;
  if (words[0] == NULL || !parse_name (fault, words[0], error))
    return FALSE;
  for (guint i = 1; words[i] != NULL; i++)
    if (*words[i] != '\0' && !parse_word (fault, words[i], &wants_path, error))
      return FALSE;
  return TRUE;
}

/* @text: (nullable) */
StorefrontFaults *
storefront_faults_parse (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  StorefrontFaults *self = g_new0 (StorefrontFaults, 1);

  self->all = g_ptr_array_new_with_free_func (fault_free);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!parse_fault (self, parts[i], error)) {
      storefront_faults_free (self);
      return NULL;
    }
  return self;
}

static gboolean
matches (const StorefrontFault *fault, const char *method, const char *path)
{
  return (fault->method == NULL || g_str_equal (fault->method, method)) &&
         (fault->path == NULL || g_str_has_prefix (path, fault->path));
}

static gboolean
strikes (StorefrontFault *fault, GRand *random)
{
  if (fault->spared > 0) {
    fault->spared--;
    return FALSE;
  }
  if (fault->times == 0 || (fault->permille < 1000 && (guint) g_rand_int_range (random, 0, 1000) >= fault->permille))
    return FALSE;
  if (fault->times > 0)
    fault->times--;
  return TRUE;
}

StorefrontStroke
storefront_faults_strike (StorefrontFaults *self, GRand *random, const char *method, const char *path)
{
  StorefrontStroke stroke = { 0 };

  for (guint i = 0; i < self->all->len; i++) {
    StorefrontFault *fault = g_ptr_array_index (self->all, i);

    if (!matches (fault, method, path) ||
        (fault->kind != STOREFRONT_FAULT_SLOW && stroke.kind != STOREFRONT_FAULT_NONE) || !strikes (fault, random))
      continue;
    if (fault->kind == STOREFRONT_FAULT_SLOW) {
      stroke.delay += (guint) fault->value;
      continue;
    }
    stroke.kind = fault->kind;
    stroke.value = fault->value;
  }
  return stroke;
}
