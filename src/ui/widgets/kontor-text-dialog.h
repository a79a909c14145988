#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KontorTextQuestion:
 * @body: (nullable): what it sets off
 * @label: of the field
 * @text: (nullable): what stands in it at first
 * @suggestions: (nullable) (array zero-terminated=1): texts that one click takes
 * @answer: of the button: "_Save"
 * @lines: whether it may have several
 *
 * A question that is answered with a text.
 */
typedef struct {
  const char *heading;
  const char *body;
  const char *label;
  const char *text;
  const char *const *suggestions;
  const char *answer;
  gboolean lines;
} KontorTextQuestion;

/** @text: stripped, never empty */
typedef void (*KontorTextAnswer) (const char *text, gpointer data);

/** Asks; @func is called once, unless the person thinks better of it. @data: (transfer full): freed with @destroy (nullable) */
void kontor_text_dialog_ask (GtkWidget *parent, const KontorTextQuestion *question, KontorTextAnswer func,
                             gpointer data, GDestroyNotify destroy);

G_END_DECLS
