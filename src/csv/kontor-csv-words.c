#include "kontor-csv-words.h"

#include <string.h>

typedef struct {
  const char *theirs;
  const char *ours;
} Word;

static const char *
translate (const Word *words, gsize n, const char *cell)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strcasecmp (words[i].theirs, cell) == 0)
      return words[i].ours;
  return NULL;
}

char *
kontor_csv_read_status (const char *cell, KontorCsvDialect dialect)
{
  static const Word words[] = {
    { "1", "published" },
    { "0", "private" },
    { "-1", "draft" },
    { "published", "published" },
    { "publish", "published" },
    { "active", "published" },
    { "true", "published" },
    { "draft", "draft" },
    { "archived", "draft" },
    { "false", "draft" },
    { "private", "private" },
    { "pending", "pending" },
  };
  const char *word = translate (words, G_N_ELEMENTS (words), cell);

  if (word == NULL && dialect == KONTOR_CSV_OWN)
    word = cell;
  return g_strdup (word);
}

const char *
kontor_csv_read_backorders (const char *cell)
{
  static const Word words[] = {
    { "0", "no" },
    { "no", "no" },
    { "deny", "no" },
    { "1", "yes" },
    { "yes", "yes" },
    { "continue", "yes" },
    { "notify", "notify" },
  };

  return translate (words, G_N_ELEMENTS (words), cell);
}

static void
add_name (GStrvBuilder *names, GString *name)
{
  g_autofree char *text = g_strstrip (g_strdup (name->str));

  if (text[0] != '\0')
    g_strv_builder_add (names, text);
  g_string_truncate (name, 0);
}

/* What may be part of a name with a backslash before it. */
#define MARKS ",;:|\\"

GStrv
kontor_csv_split (const char *text, char mark)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    /* What is parted further keeps its backslashes. */
    if (*c == '\\' && c[1] != '\0' && strchr (MARKS, c[1]) != NULL) {
      if (mark == ';' || mark == ':')
        g_string_append_c (name, '\\');
      g_string_append_c (name, *++c);
    } else if (*c == mark)
      add_name (names, name);
    else
      g_string_append_c (name, *c);
  }
  add_name (names, name);
  return g_strv_builder_end (names);
}

static void
append_escaped (GString *text, const char *name, const char *marks)
{
  for (const char *c = name; *c != '\0'; c++) {
    if (strchr (marks, *c) != NULL)
      g_string_append_c (text, '\\');
    g_string_append_c (text, *c);
  }
}

char *
kontor_csv_join (const char *const *names, char mark, const char *with)
{
  const char marks[] = { mark, '\\', '\0' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++) {
    if (i > 0)
      g_string_append (text, with);
    append_escaped (text, names[i], marks);
  }
  return g_string_free_and_steal (text);
}

KontorRecord *
kontor_csv_make_option (const char *name, const char *const *values)
{
  KontorRecord *option = kontor_record_new (&kontor_product_option_type);

  kontor_record_set_text (option, KONTOR_PRODUCT_OPTION_NAME, name);
  kontor_record_set_empty (option, KONTOR_PRODUCT_OPTION_VALUES);
  for (guint i = 0; values[i] != NULL; i++) {
    KontorRecord *value = kontor_record_new (&kontor_option_value_type);

    kontor_record_set_key (value, values[i]);
    kontor_record_set_text (value, KONTOR_OPTION_VALUE_NAME, values[i]);
    kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, value);
  }
  return option;
}

static char *
unescape (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '\\' && c[1] != '\0' && strchr (MARKS, c[1]) != NULL)
      c++;
    g_string_append_c (plain, *c);
  }
  return g_string_free_and_steal (plain);
}

GPtrArray *
kontor_csv_read_options (const char *text)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_auto (GStrv) parts = kontor_csv_split (text, ';');

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) sides = kontor_csv_split (parts[i], ':');
    g_auto (GStrv) values = NULL;
    g_autofree char *name = NULL;

    if (sides[0] == NULL || strchr (parts[i], ':') == NULL || g_strv_length (sides) > 2)
      return NULL;
    name = unescape (sides[0]);
    values = kontor_csv_split (sides[1] != NULL ? sides[1] : "", '|');
    g_ptr_array_add (options, kontor_csv_make_option (name, (const char *const *) values));
  }
  return g_steal_pointer (&options);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static void
append_word (GString *text, const char *before, const char *word)
{
  g_string_append (text, before);
  append_escaped (text, word, MARKS);
}

static void
append_option (GString *text, const KontorRecord *option, const char *name)
{
  gboolean any = FALSE;

  append_word (text, text->len > 0 ? "; " : "", name);
  for (guint i = 0; i < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); i++) {
    const KontorRecord *value = kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i);
    const char *word = kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME);

    if (word == NULL)
      word = kontor_record_get_key (value);
    if (is_blank (word))
      continue;
    append_word (text, any ? " | " : ": ", word);
    any = TRUE;
  }
  g_string_append (text, any ? "" : ": ");
}

char *
kontor_csv_write_options (GPtrArray *options)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < options->len; i++) {
    const KontorRecord *option = g_ptr_array_index (options, i);
    const char *name = kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME);

    if (!is_blank (name))
      append_option (text, option, name);
  }
  return g_string_free_and_steal (text);
}
