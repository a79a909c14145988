/* What WordPress makes of texts. */
#include "storefront-private.h"

#include <string.h>

static gboolean
begins_entity (const char *text)
{
  const char *end = strchr (text, ';');

  if (end == NULL || end == text + 1 || end - text > 10)
    return FALSE;
  for (text++; text < end; text++)
    if (!g_ascii_isalnum (*text) && *text != '#')
      return FALSE;
  return TRUE;
}

/* A name as it comes back: a bare "&" is an entity then, and markup goes unless it is kept. */
char *
storefront_text_clean (const char *text, gboolean keeps_html)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (*text == '&' && !begins_entity (text))
      g_string_append (clean, "&amp;");
    else if (*text == '<' && !keeps_html) {
      if (strchr (text, '>') == NULL)
        g_string_append (clean, "&lt;");
      else
        text = strchr (text, '>');
    } else
      g_string_append_c (clean, *text);
  }
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/* A description as it is shown: paragraphs, and line ends as breaks. */
char *
storefront_text_render (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  if (*text == '\0' || g_str_has_prefix (text, "<p>"))
    return g_strdup (text);
  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) lines = g_strsplit (g_strstrip (parts[i]), "\n", -1);
    g_autofree char *broken = g_strjoinv ("<br />\n", lines);

    if (*broken != '\0')
      g_string_append_printf (html, "<p>%s</p>\n", broken);
  }
  return g_string_free (g_steal_pointer (&html), FALSE);
}

static char *
without_entities (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (*text == '&' && begins_entity (text))
      text = strchr (text, ';');
    else
      g_string_append_c (plain, *text);
  }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

char *
storefront_text_slug (const char *text)
{
  g_autofree char *bare = without_entities (text);
  g_autofree char *plain = g_str_to_ascii (bare, "C");
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *at = plain; *at != '\0'; at++) {
    if (g_ascii_isalnum (*at) || *at == '_')
      g_string_append_c (slug, g_ascii_tolower (*at));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (g_steal_pointer (&slug), FALSE);
}

char *
storefront_text_fold (const char *text)
{
  return g_utf8_casefold (text, -1);
}
