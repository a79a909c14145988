#include "kontor-html.h"

#include <string.h>

/* The longest reference is "&thetasym;"; what has no semicolon within that is no reference. */
#define LONGEST 10

static const struct {
  const char *name;
  gunichar letter;
} references[] = {
  { "amp", '&' },
  { "lt", '<' },
  { "gt", '>' },
  { "quot", '"' },
  { "apos", '\'' },
  { "nbsp", 0xa0 },
  { "shy", 0xad },
  { "copy", 0xa9 },
  { "reg", 0xae },
  { "trade", 0x2122 },
  { "sect", 0xa7 },
  { "para", 0xb6 },
  { "cent", 0xa2 },
  { "pound", 0xa3 },
  { "yen", 0xa5 },
  { "euro", 0x20ac },
  { "curren", 0xa4 },
  { "deg", 0xb0 },
  { "plusmn", 0xb1 },
  { "times", 0xd7 },
  { "divide", 0xf7 },
  { "minus", 0x2212 },
  { "micro", 0xb5 },
  { "sup2", 0xb2 },
  { "sup3", 0xb3 },
  { "frac12", 0xbd },
  { "frac14", 0xbc },
  { "frac34", 0xbe },
  { "hellip", 0x2026 },
  { "ndash", 0x2013 },
  { "mdash", 0x2014 },
  { "lsquo", 0x2018 },
  { "rsquo", 0x2019 },
  { "sbquo", 0x201a },
  { "ldquo", 0x201c },
  { "rdquo", 0x201d },
  { "bdquo", 0x201e },
  { "laquo", 0xab },
  { "raquo", 0xbb },
  { "lsaquo", 0x2039 },
  { "rsaquo", 0x203a },
  { "bull", 0x2022 },
  { "middot", 0xb7 },
  { "larr", 0x2190 },
  { "uarr", 0x2191 },
  { "rarr", 0x2192 },
  { "darr", 0x2193 },
  { "harr", 0x2194 },
  { "iexcl", 0xa1 },
  { "iquest", 0xbf },
  { "ordf", 0xaa },
  { "ordm", 0xba },
  { "acute", 0xb4 },
  { "cedil", 0xb8 },
  { "Agrave", 0xc0 },
  { "Aacute", 0xc1 },
  { "Acirc", 0xc2 },
  { "Atilde", 0xc3 },
  { "Auml", 0xc4 },
  { "Aring", 0xc5 },
  { "AElig", 0xc6 },
  { "Ccedil", 0xc7 },
  { "Egrave", 0xc8 },
  { "Eacute", 0xc9 },
  { "Ecirc", 0xca },
  { "Euml", 0xcb },
  { "Igrave", 0xcc },
  { "Iacute", 0xcd },
  { "Icirc", 0xce },
  { "Iuml", 0xcf },
  { "Ntilde", 0xd1 },
  { "Ograve", 0xd2 },
  { "Oacute", 0xd3 },
  { "Ocirc", 0xd4 },
  { "Otilde", 0xd5 },
  { "Ouml", 0xd6 },
  { "Oslash", 0xd8 },
  { "Ugrave", 0xd9 },
  { "Uacute", 0xda },
  { "Ucirc", 0xdb },
  { "Uuml", 0xdc },
  { "Yacute", 0xdd },
  { "szlig", 0xdf },
  { "agrave", 0xe0 },
  { "aacute", 0xe1 },
  { "acirc", 0xe2 },
  { "atilde", 0xe3 },
  { "auml", 0xe4 },
  { "aring", 0xe5 },
  { "aelig", 0xe6 },
  { "ccedil", 0xe7 },
  { "egrave", 0xe8 },
  { "eacute", 0xe9 },
  { "ecirc", 0xea },
  { "euml", 0xeb },
  { "igrave", 0xec },
  { "iacute", 0xed },
  { "icirc", 0xee },
  { "iuml", 0xef },
  { "ntilde", 0xf1 },
  { "ograve", 0xf2 },
  { "oacute", 0xf3 },
  { "ocirc", 0xf4 },
  { "otilde", 0xf5 },
  { "ouml", 0xf6 },
  { "oslash", 0xf8 },
  { "ugrave", 0xf9 },
  { "uacute", 0xfa },
  { "ucirc", 0xfb },
  { "uuml", 0xfc },
  { "yacute", 0xfd },
  { "yuml", 0xff },
  { "OElig", 0x152 },
  { "oelig", 0x153 },
  { "Scaron", 0x160 },
  { "scaron", 0x161 },
};

static gunichar
read_number (const char *digits, gsize length)
{
  gboolean hex = digits[0] == 'x' || digits[0] == 'X';
  gunichar letter = 0;

  if (length == (hex ? 1u : 0u))
    return 0;
  for (gsize i = hex ? 1 : 0; i < length; i++) {
    int value = hex ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);

    if (value < 0 || letter > 0x10ffff)
      return 0;
    letter = letter * (hex ? 16 : 10) + (gunichar) value;
  }
  return g_unichar_validate (letter) ? letter : 0;
}

static gunichar
read_name (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (strlen (references[i].name) == length && strncmp (references[i].name, name, length) == 0)
      return references[i].letter;
  return 0;
}

/** The letter of the reference at @text; 0 where there is none. @end: (out): behind it */
static gunichar
read_reference (const char *text, const char **end)
{
  const char *semicolon = memchr (text, ';', strnlen (text, LONGEST));
  gsize length;

  if (semicolon == NULL)
    return 0;
  *end = semicolon + 1;
  length = (gsize) (semicolon - text) - 1;
  return text[1] == '#' ? read_number (text + 2, length - 1) : read_name (text + 1, length);
}

char *
kontor_html_decode (const char *text)
{
  g_autofree char *valid = NULL;
  const char *from, *mark;
  GString *out;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  if (strchr (valid, '&') == NULL)
    return g_steal_pointer (&valid);
  out = g_string_sized_new (strlen (valid));
  for (from = valid; (mark = strchr (from, '&')) != NULL;) {
    const char *end = mark + 1;
    gunichar letter = read_reference (mark, &end);

    g_string_append_len (out, from, mark - from);
    if (letter != 0)
      g_string_append_unichar (out, letter);
    else
      g_string_append_c (out, '&');
    from = letter != 0 ? end : mark + 1;
  }
  g_string_append (out, from);
  return g_string_free_and_steal (out);
}

static char *
strip_tags (const char *html)
{
  GString *out = g_string_new (NULL);
  const char *from = html, *tag;

  while ((tag = strchr (from, '<')) != NULL) {
    const char *end = g_ascii_isalpha (tag[1]) || tag[1] == '/' || tag[1] == '!' ? strchr (tag, '>') : NULL;

    g_string_append_len (out, from, tag - from);
    g_string_append_c (out, end != NULL ? ' ' : '<');
    from = end != NULL ? end + 1 : tag + 1;
  }
  g_string_append (out, from);
  return g_string_free_and_steal (out);
}

static char *
squeeze (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (g_unichar_isspace (letter) || letter == 0xa0) {
      blank = out->len > 0;
      continue;
    }
    if (blank)
      g_string_append_c (out, ' ');
    blank = FALSE;
    g_string_append_unichar (out, letter);
  }
  return g_string_free_and_steal (out);
}

char *
kontor_html_strip (const char *html)
{
  g_autofree char *bare = NULL, *text = NULL;

  if (html == NULL)
    return NULL;
  bare = strip_tags (html);
  text = kontor_html_decode (bare);
  return squeeze (text);
}

/* @tag: from its "<" on */
static gboolean
ends_line (const char *tag)
{
  static const char *const names[] = { "br", "/p", "/div", "/li", "/tr", "/h" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (tag + 1, names[i], strlen (names[i])) == 0 && !g_ascii_isalpha (tag[1 + strlen (names[i])]))
      return TRUE;
  return FALSE;
}

static char *
break_lines (const char *html)
{
  GString *out = g_string_new (NULL);
  const char *from = html, *tag;

  for (; (tag = strchr (from, '<')) != NULL; from = tag + 1) {
    g_string_append_len (out, from, tag - from);
    g_string_append (out, ends_line (tag) ? "\n<" : "<");
  }
  g_string_append (out, from);
  return g_string_free_and_steal (out);
}

char *
kontor_html_strip_lines (const char *html)
{
  g_autofree char *broken = break_lines (html);
  g_auto (GStrv) lines = g_strsplit (broken, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *text = kontor_html_strip (lines[i]);

    g_free (lines[i]);
    lines[i] = text;
  }
  return g_strchomp (g_strjoinv ("\n", lines));
}
