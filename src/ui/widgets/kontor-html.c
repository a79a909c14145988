#include "kontor-html.h"

#include <string.h>

#define LONGEST 20000

/* What was read so far: a gap is written only once something follows it. */
typedef struct {
  GString *text;
  guint n_breaks;
  gboolean space;
  gsize length; /* in characters */
} Reader;

static const char *const skipped[] = { "script", "style", "head", "title", "template", "noscript", "iframe", NULL };
static const char *const blocks[] = { "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote",
                                      "pre", "hr", "section", "article", "header", "footer", "dl", "figure", NULL };
static const char *const lines[] = { "br", "tr", "li", "dt", "dd", "caption", "figcaption", NULL };

static void
break_line (Reader *reader, guint n)
{
  reader->n_breaks = MAX (reader->n_breaks, n);
  reader->space = FALSE;
}

static void
add_character (Reader *reader, gunichar character)
{
  if (g_unichar_isspace (character)) {
    reader->space = TRUE;
    return;
  }
  if (g_unichar_iscntrl (character))
    return;

  for (guint i = 0; reader->text->len > 0 && i < reader->n_breaks; i++)
    g_string_append_c (reader->text, '\n');
  if (reader->space && reader->n_breaks == 0 && reader->text->len > 0)
    g_string_append_c (reader->text, ' ');
  reader->n_breaks = 0;
  reader->space = FALSE;
  g_string_append_unichar (reader->text, character);
  reader->length++;
}

static gunichar
get_named (const char *name, gsize length)
{
  static const struct {
    const char *name;
    gunichar character;
  } names[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 0x20 }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 }, { "bull", 0x2022 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d }, { "bdquo", 0x201e }, { "euro", 0x20ac }, { "copy", 0xa9 }, { "reg", 0xae }, { "trade", 0x2122 }, { "deg", 0xb0 }, { "times", 0xd7 }, { "frac12", 0xbd }, { "auml", 0xe4 }, { "ouml", 0xf6 }, { "uuml", 0xfc }, { "Auml", 0xc4 }, { "Ouml", 0xd6 }, { "Uuml", 0xdc }, { "szlig", 0xdf }, { "eacute", 0xe9 } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && strncmp (names[i].name, name, length) == 0)
      return names[i].character;
  return 0;
}

static gunichar
get_numbered (const char *digits)
{
  gboolean hex = digits[0] == 'x' || digits[0] == 'X';
  guint64 number = g_ascii_strtoull (hex ? digits + 1 : digits, NULL, hex ? 16 : 10);

  return number > 0 && number <= 0x10ffff && g_unichar_validate ((gunichar) number) ? (gunichar) number : 0xfffd;
}

/* Returns: behind the character reference that begins at @at, or behind the "&" where it is none. */
static const char *
read_reference (Reader *reader, const char *at)
{
  gsize length = strspn (at + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  gunichar character = 0;

  if (length > 0 && length < 12 && at[1 + length] == ';')
    character = at[1] == '#' ? get_numbered (at + 2) : get_named (at + 1, length);
  add_character (reader, character != 0 ? character : '&');
  return character != 0 ? at + length + 2 : at + 1;
}

/* Attributes may hold ">" within quotes. */
static const char *
find_tag_end (const char *at)
{
  char quote = '\0';

  for (; *at != '\0'; at++) {
    if (quote != '\0')
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else if (*at == '>')
      return at + 1;
  }
  return at;
}

/* Behind the end tag of an element that is not to be read. */
static const char *
skip_element (const char *at, const char *name)
{
  gsize length = strlen (name);

  while ((at = strstr (at, "</")) != NULL) {
    at += 2;
    if (g_ascii_strncasecmp (at, name, length) == 0 && !g_ascii_isalnum (at[length]))
      return find_tag_end (at);
  }
  return NULL;
}

static const char *
read_tag (Reader *reader, const char *at)
{
  gboolean closing = at[1] == '/';
  const char *begin = at + 1 + closing;
  gsize length = strspn (begin, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  g_autofree char *name = g_ascii_strdown (begin, (gssize) MIN (length, 32));
  const char *end = find_tag_end (begin);

  if (!closing && g_strv_contains (skipped, name))
    return skip_element (end, name);
  if (g_strv_contains (blocks, name))
    break_line (reader, 2);
  else if (g_strv_contains (lines, name))
    break_line (reader, 1);
  if (!closing && g_str_equal (name, "li")) {
    add_character (reader, 0x2022);
    reader->space = TRUE;
  }
  return end;
}

static const char *
read_markup (Reader *reader, const char *at)
{
  const char *end;

  if (g_str_has_prefix (at, "<!--")) {
    end = strstr (at, "-->");
    return end != NULL ? end + 3 : NULL;
  }
  if (at[1] == '!' || at[1] == '?')
    return find_tag_end (at + 1);
  if (g_ascii_isalpha (at[1]) || (at[1] == '/' && g_ascii_isalpha (at[2])))
    return read_tag (reader, at);
  add_character (reader, '<');
  return at + 1;
}

char *
kontor_html_dup_text (const char *html)
{
  g_autofree char *valid = g_utf8_make_valid (html != NULL ? html : "", -1);
  Reader reader = { .text = g_string_new (NULL) };

  for (const char *at = valid; at != NULL && *at != '\0' && reader.length < LONGEST;) {
    if (*at == '<')
      at = read_markup (&reader, at);
    else if (*at == '&')
      at = read_reference (&reader, at);
    else {
      add_character (&reader, g_utf8_get_char (at));
      at = g_utf8_next_char (at);
    }
  }
  if (reader.length >= LONGEST)
    g_string_append (reader.text, "…");
  return g_string_free_and_steal (reader.text);
}
