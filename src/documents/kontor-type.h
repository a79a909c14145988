#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * KontorTextRole:
 *
 * What a piece of text is for. How it looks follows from that and is said in
 * one place.
 */
typedef enum {
  KONTOR_TEXT_TITLE,   /* of the document */
  KONTOR_TEXT_NAME,    /* of the shop */
  KONTOR_TEXT_HEADING, /* of a part */
  KONTOR_TEXT_BODY,
  KONTOR_TEXT_STRONG,
  KONTOR_TEXT_SOFT,    /* beside what matters more */
  KONTOR_TEXT_CAPTION, /* above a column or beside a value */
  KONTOR_TEXT_SMALL,   /* at the foot */
  KONTOR_TEXT_BIG,     /* read from a distance: how many to pick, a price */
  KONTOR_TEXT_HUGE,    /* the name of a bin */
} KontorTextRole;
#define KONTOR_N_TEXT_ROLES 10

typedef enum { KONTOR_ALIGN_START, KONTOR_ALIGN_CENTRE, KONTOR_ALIGN_END } KontorAlign;

/**
 * KontorType:
 *
 * The typesetter of one document: its language and direction. Of one thread.
 */
typedef struct _KontorType KontorType;

/** @language: as in "de" or "ar-EG" */
KontorType *kontor_type_new (const char *language);
void kontor_type_free (KontorType *self);

/** Whether it is written from right to left; the page is then mirrored. */
gboolean kontor_type_is_mirrored (const KontorType *self);
/** How dark text of the role is. */
double kontor_type_get_grey (KontorTextRole role);

/**
 * kontor_type_lay:
 * @text: one paragraph; it runs in its own direction, and stands at the side
 *   that @align means in the document's
 * @width: in points, at which lines break, also within long words
 * @scale: of the size that the role has
 *
 * At the end of a column figures are of one width. Returns: (transfer full)
 */
PangoLayout *kontor_type_lay (KontorType *self, KontorTextRole role, const char *text, double width, KontorAlign align,
                              double scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorType, kontor_type_free)

G_END_DECLS
