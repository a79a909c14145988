#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text that passed through somebody's HTML. Pure; any thread. Invalid UTF-8 is replaced. */

/** The text with its character references resolved, once: "Tom &amp; Jerry" → "Tom & Jerry". Tags stay. */
char *kontor_html_decode (const char *text);

/** What a person reads of it: without tags, references resolved, white space as one blank. */
char *kontor_html_strip (const char *html);
/** Likewise in lines: those of the text, and those into which a browser breaks it. None is empty at the end. */
char *kontor_html_strip_lines (const char *html);

G_END_DECLS
