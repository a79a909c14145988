#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorWordMark:
 *
 * The field that a word of a search text stands in: each is a bit, and a
 * character of the private use area before the word, so that "city:berlin" is
 * one look-up. They are in the index of every database; new ones go to the end.
 */
typedef enum {
  KONTOR_WORD_PLAIN = 0,
  KONTOR_WORD_FROM = 1 << 0,
  KONTOR_WORD_EMAIL = 1 << 1,
  KONTOR_WORD_PHONE = 1 << 2,
  KONTOR_WORD_NUMBER = 1 << 3,
  KONTOR_WORD_TRACKING = 1 << 4,
  KONTOR_WORD_GTIN = 1 << 5,
  KONTOR_WORD_SKU = 1 << 6,
  KONTOR_WORD_PRODUCT = 1 << 7,
  KONTOR_WORD_TAG = 1 << 8,
  KONTOR_WORD_CITY = 1 << 9,
  KONTOR_WORD_POSTCODE = 1 << 10,
  KONTOR_WORD_COUNTRY = 1 << 11,
  KONTOR_WORD_COUPON = 1 << 12,
  KONTOR_WORD_METHOD = 1 << 13,
  KONTOR_WORD_VENDOR = 1 << 14,
  KONTOR_WORD_CATEGORY = 1 << 15,
} KontorWordMark;

/** What is also found by its last letters or digits. */
#define KONTOR_WORD_CODES (KONTOR_WORD_PHONE | KONTOR_WORD_NUMBER | KONTOR_WORD_TRACKING | KONTOR_WORD_GTIN)

/** By the word before the colon; FALSE where no search text has such a field. */
gboolean kontor_word_mark_from_name (const char *name, KontorWordMark *mark);

/**
 * kontor_words_add:
 *
 * Appends the words of @text (nullable) to a search text: folded, each alone
 * and after each of its marks; of codes the whole from behind as well.
 */
void kontor_words_add (GString *words, KontorWordMark marks, const char *text);

/**
 * kontor_words_add_match:
 * @mark: KONTOR_WORD_PLAIN for anywhere
 * @prefix: whether the last word may go on
 *
 * Appends the condition that all words of @text are there, in FTS5's language
 * and parentheses. FALSE, and nothing appended, if there are none.
 */
gboolean kontor_words_add_match (GString *match, KontorWordMark mark, const char *text, gboolean prefix);

/**
 * kontor_sort_key:
 *
 * What @text is sorted by, the same in every locale so that an index can hold
 * it: letters without case and accents, numbers by their value. Lists sort by
 * the first some forty bytes. (transfer full) (nullable)
 */
char *kontor_sort_key (const char *text);

G_END_DECLS
