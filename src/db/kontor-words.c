#include "kontor-words.h"

#include <string.h>

#define FIRST_MARK 0xe000
#define FIRST_TAIL 0xe100
/* Nobody searches for what stands deeper in a text, and servers send anything. */
#define MAX_TEXT 2000
#define MAX_SORT_KEY 40
/* From so many digits on a zero before them is a dialling prefix, which the international form does not have. */
#define MIN_PHONE 7

static const char *const names[] = { "from", "email", "phone", "number", "tracking", "gtin", "sku", "product", "tag",
                                     "city", "postcode", "country", "coupon", "method", "vendor", "category" };

gboolean
kontor_word_mark_from_name (const char *name, KontorWordMark *mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i])) {
      *mark = 1u << i;
      return TRUE;
    }
  return FALSE;
}

/* Letters that Unicode does not take apart, though people type them so. */
static const char *
spell_out (gunichar c)
{
  switch (c) {
  case 0xe6:
    return "ae";
  case 0xf8:
    return "o";
  case 0xf0:
  case 0x111:
    return "d";
  case 0xfe:
    return "th";
  case 0x131:
    return "i";
  case 0x142:
    return "l";
  case 0x153:
    return "oe";
  default:
    return NULL;
  }
}

static char *
fold_unicode (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *small = g_utf8_casefold (normal, -1);
  GString *folded = g_string_sized_new (strlen (small));

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (spell_out (c) != NULL)
      g_string_append (folded, spell_out (c));
    else if (!g_unichar_ismark (c))
      g_string_append_unichar (folded, c);
  }
  return g_string_free_and_steal (folded);
}

/* Without case and accents. */
static char *
fold (const char *text)
{
  gsize length = strnlen (text, MAX_TEXT);

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80) {
      g_autofree char *start = g_strndup (text, length);

      return fold_unicode (start);
    }
  return g_ascii_strdown (text, (gssize) length);
}

/* Scripts that put no spaces between words: each of their letters is one. */
static gboolean
stands_alone (gunichar c)
{
  switch ((int) g_unichar_get_script (c)) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_THAI:
  case G_UNICODE_SCRIPT_LAO:
  case G_UNICODE_SCRIPT_KHMER:
  case G_UNICODE_SCRIPT_MYANMAR:
    return TRUE;
  default:
    return FALSE;
  }
}

/* The length of the letter or digit at @p, 0 for anything else. */
static gsize
measure_letter (const char *p, gboolean *alone)
{
  gunichar c;

  *alone = FALSE;
  if ((guchar) *p < 0x80)
    return g_ascii_isalnum (*p) ? 1 : 0;
  c = g_utf8_get_char (p);
  if (!g_unichar_isalnum (c))
    return 0;
  *alone = stands_alone (c);
  return (gsize) (g_utf8_next_char (p) - p);
}

/* Moves @p behind the next word of a folded text. */
static gboolean
next_word (const char **p, const char **start, gsize *length)
{
  gboolean alone;
  gsize n;

  while (**p != '\0' && measure_letter (*p, &alone) == 0)
    *p = g_utf8_next_char (*p);
  *start = *p;
  while ((n = measure_letter (*p, &alone)) > 0) {
    if (alone && *p > *start)
      break;
    *p += n;
    if (alone)
      break;
  }
  *length = (gsize) (*p - *start);
  return *length > 0;
}

static void
add_word (GString *words, gunichar mark, const char *word, gsize length)
{
  if (mark != 0)
    g_string_append_unichar (words, mark);
  g_string_append_len (words, word, (gssize) length);
  g_string_append_c (words, ' ');
}

/* All letters and digits of a folded code, backwards; NULL where they are not plain ones or too few to tell anything. */
static char *
turn_code (const char *folded)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++) {
    if ((guchar) *p >= 0x80)
      return NULL;
    if (g_ascii_isalnum (*p))
      g_string_append_c (code, *p);
  }
  return code->len >= 2 ? g_strreverse (g_string_free_and_steal (g_steal_pointer (&code))) : NULL;
}

static void
add_tail (GString *words, guint index, const char *folded)
{
  g_autofree char *code = turn_code (folded);

  if (code != NULL)
    add_word (words, FIRST_TAIL + index, code, strlen (code));
}

void
kontor_words_add (GString *words, KontorWordMark marks, const char *text)
{
  g_autofree char *folded = text != NULL ? fold (text) : NULL;
  const char *p = folded, *word;
  gsize length;

  if (folded == NULL)
    return;
  while (next_word (&p, &word, &length)) {
    add_word (words, 0, word, length);
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if ((marks & (1u << i)) != 0)
        add_word (words, FIRST_MARK + i, word, length);
  }
  for (guint i = 0; (marks & KONTOR_WORD_CODES) >> i != 0; i++)
    if ((marks & KONTOR_WORD_CODES & (1u << i)) != 0)
      add_tail (words, i, folded);
}

static gboolean
has_digit (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (word[i]))
      return TRUE;
  return FALSE;
}

static void
add_tail_matches (GString *match, KontorWordMark marks, const char *word, gsize length)
{
  g_autofree char *text = g_strndup (word, length);
  gboolean is_phone = length >= MIN_PHONE && strspn (text, "0123456789") == length;
  g_autofree char *code = turn_code (is_phone ? text + strspn (text, "0") : text);

  if (code == NULL || !has_digit (word, length))
    return;
  for (guint i = 0; (marks & KONTOR_WORD_CODES) >> i != 0; i++)
    if ((marks & KONTOR_WORD_CODES & (1u << i)) != 0) {
      g_string_append (match, " OR \"");
      g_string_append_unichar (match, FIRST_TAIL + i);
      g_string_append_printf (match, "%s\" *", code);
    }
}

/* Words are letters and digits alone, so that quotes keep them from meaning anything else to FTS5. */
static void
add_word_match (GString *match, KontorWordMark mark, const char *word, gsize length, gboolean prefix)
{
  g_string_append (match, "(\"");
  if (mark != KONTOR_WORD_PLAIN)
    g_string_append_unichar (match, FIRST_MARK + (guint) g_bit_nth_lsf (mark, -1));
  g_string_append_len (match, word, (gssize) length);
  g_string_append (match, prefix ? "\" *" : "\"");
  add_tail_matches (match, mark != KONTOR_WORD_PLAIN ? mark : KONTOR_WORD_CODES, word, length);
  g_string_append_c (match, ')');
}

gboolean
kontor_words_add_match (GString *match, KontorWordMark mark, const char *text, gboolean prefix)
{
  g_autofree char *folded = fold (text);
  const char *p = folded, *word, *next;
  gsize length, next_length;
  gboolean more = next_word (&p, &word, &length);

  if (!more)
    return FALSE;
  g_string_append_c (match, '(');
  while (more) {
    more = next_word (&p, &next, &next_length);
    add_word_match (match, mark, word, length, prefix && !more);
    if (more)
      g_string_append (match, " AND ");
    word = next;
    length = next_length;
  }
  g_string_append_c (match, ')');
  return TRUE;
}

/* A number is preceded by its length, so that 9 comes before 10. */
static const char *
add_number (GString *key, const char *p)
{
  gsize length;

  while (p[0] == '0' && g_ascii_isdigit (p[1]))
    p++;
  length = strspn (p, "0123456789");
  g_string_append_c (key, (char) ('0' + MIN (length, 70)));
  g_string_append_len (key, p, (gssize) length);
  return p + length;
}

char *
kontor_sort_key (const char *text)
{
  g_autofree char *folded = text != NULL ? fold (text) : NULL;
  g_autoptr (GString) key = g_string_new (NULL);
  const char *p = folded;

  if (folded == NULL)
    return NULL;
  while (*p != '\0' && key->len < MAX_SORT_KEY) {
    const char *start = p;

    if (g_ascii_isdigit (*p)) {
      p = add_number (key, p);
      continue;
    }
    p = g_utf8_next_char (p);
    g_string_append_len (key, start, (gssize) (p - start));
  }
  return g_string_free_and_steal (g_steal_pointer (&key));
}
