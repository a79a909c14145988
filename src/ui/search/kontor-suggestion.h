#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_SUGGESTION (kontor_suggestion_get_type ())
/**
 * KontorSuggestion:
 *
 * A text that may be searched for: one that was searched before, or the present
 * one with its last word completed. Immutable.
 */
G_DECLARE_FINAL_TYPE (KontorSuggestion, kontor_suggestion, KONTOR, SUGGESTION, GObject)

typedef enum {
  KONTOR_SUGGESTION_RECENT,
  KONTOR_SUGGESTION_WORD, /* a word that queries understand */
} KontorSuggestionKind;

/** @text: the whole text; @label: what is shown of it */
KontorSuggestion *kontor_suggestion_new (KontorSuggestionKind kind, const char *text, const char *label);
KontorSuggestionKind kontor_suggestion_get_kind (KontorSuggestion *self);
const char *kontor_suggestion_get_text (KontorSuggestion *self);
const char *kontor_suggestion_get_label (KontorSuggestion *self);

/**
 * kontor_suggestion_complete:
 * @text: as typed so far
 *
 * (transfer full) (element-type KontorSuggestion): where the last word begins like "is:" or "fr", what it may become.
 */
GPtrArray *kontor_suggestion_complete (const char *text);

G_END_DECLS
