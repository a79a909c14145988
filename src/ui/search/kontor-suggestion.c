#include "kontor-suggestion.h"

#include <string.h>

#include "kontor-query.h"

/* More are a list to read, and no help in typing. */
#define MOST 6

struct _KontorSuggestion {
  GObject parent_instance;

  KontorSuggestionKind kind;
  char *text;  /* (owned) */
  char *label; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorSuggestion, kontor_suggestion, G_TYPE_OBJECT)

static void
kontor_suggestion_finalize (GObject *object)
{
  KontorSuggestion *self = KONTOR_SUGGESTION (object);

  g_free (self->text);
  g_free (self->label);

  G_OBJECT_CLASS (kontor_suggestion_parent_class)->finalize (object);
}

static void
kontor_suggestion_class_init (KontorSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_suggestion_finalize;
}

static void
kontor_suggestion_init (KontorSuggestion *self)
{
}

KontorSuggestion *
kontor_suggestion_new (KontorSuggestionKind kind, const char *text, const char *label)
{
  KontorSuggestion *self;

  g_return_val_if_fail (text != NULL && label != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_SUGGESTION, NULL);
  self->kind = kind;
  self->text = g_strdup (text);
  self->label = g_strdup (label);
  return self;
}

KontorSuggestionKind
kontor_suggestion_get_kind (KontorSuggestion *self)
{
  g_return_val_if_fail (KONTOR_IS_SUGGESTION (self), KONTOR_SUGGESTION_RECENT);

  return self->kind;
}

const char *
kontor_suggestion_get_text (KontorSuggestion *self)
{
  g_return_val_if_fail (KONTOR_IS_SUGGESTION (self), NULL);

  return self->text;
}

const char *
kontor_suggestion_get_label (KontorSuggestion *self)
{
  g_return_val_if_fail (KONTOR_IS_SUGGESTION (self), NULL);

  return self->label;
}

static gboolean
is_listed (GPtrArray *list, const char *label)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (kontor_suggestion_get_label (g_ptr_array_index (list, i)), label))
      return TRUE;
  return FALSE;
}

/* The word that is being typed, as far as it is, is replaced by @word; after a colon one goes on typing. */
static void
add_word (GPtrArray *list, const char *text, const char *typed, char *word)
{
  g_autofree char *label = word;
  g_autofree char *head = g_strndup (text, (gsize) (typed - text));
  g_autofree char *whole = g_strconcat (head, label, g_str_has_suffix (label, ":") ? "" : " ", NULL);

  if (list->len < MOST && !g_str_equal (label, typed) && g_str_has_prefix (label, typed) && !is_listed (list, label))
    g_ptr_array_add (list, kontor_suggestion_new (KONTOR_SUGGESTION_WORD, whole, label));
}

static void
add_states (GPtrArray *list, const char *text, const char *typed, KontorEntity entity)
{
  const char *const *states = kontor_query_list_states (entity);

  for (guint i = 0; states[i] != NULL; i++)
    add_word (list, text, typed, g_strconcat ("is:", states[i], NULL));
}

static void
add_fields (GPtrArray *list, const char *text, const char *typed, KontorEntity entity)
{
  const char *const *fields = kontor_query_list_fields (entity);

  for (guint i = 0; fields[i] != NULL; i++)
    add_word (list, text, typed, g_strconcat (fields[i], ":", NULL));
}

GPtrArray *
kontor_suggestion_complete (const char *text)
{
  static const KontorEntity entities[] = { KONTOR_ENTITY_ORDER, KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_CUSTOMER };
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  const char *space, *typed;

  g_return_val_if_fail (text != NULL, list);

  space = strrchr (text, ' ');
  typed = space != NULL ? space + 1 : text;
  for (guint i = 0; i < G_N_ELEMENTS (entities) && strlen (typed) >= 2; i++)
    if (g_str_has_prefix (typed, "is:"))
      add_states (list, text, typed, entities[i]);
    else
      add_fields (list, text, typed, entities[i]);
  return list;
}
