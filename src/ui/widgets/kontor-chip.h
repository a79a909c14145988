#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** How loud a chip is; its icon and words say the same without the colour. */
typedef enum {
  KONTOR_TONE_NEUTRAL,
  KONTOR_TONE_ACCENT,
  KONTOR_TONE_SUCCESS,
  KONTOR_TONE_WARNING,
  KONTOR_TONE_ERROR,
} KontorTone;

#define KONTOR_TYPE_TONE (kontor_tone_get_type ())
GType kontor_tone_get_type (void) G_GNUC_CONST;

#define KONTOR_TYPE_CHIP (kontor_chip_get_type ())
/**
 * KontorChip:
 *
 * A state as a pill: a symbolic icon, a word or two and a tone. It is hidden
 * while it has no label, so that a row can keep its chips and fill them anew.
 *
 * Properties: "label", "icon-name", "tone".
 */
G_DECLARE_FINAL_TYPE (KontorChip, kontor_chip, KONTOR, CHIP, GtkWidget)

GtkWidget *kontor_chip_new (void);

/** @label: (nullable): NULL hides the chip; @icon_name: (nullable) */
void kontor_chip_set (KontorChip *self, const char *label, const char *icon_name, KontorTone tone);

const char *kontor_chip_get_label (KontorChip *self);
KontorTone kontor_chip_get_tone (KontorChip *self);

/* The axes of an order by the nicks of their states (kontor-order-state.h); NULL hides the chip. */
void kontor_chip_show_payment (KontorChip *self, const char *nick);
void kontor_chip_show_fulfilment (KontorChip *self, const char *nick);
/** Hidden for "none" too: no return is nothing to tell. */
void kontor_chip_show_return (KontorChip *self, const char *nick);
/** Draft and cancelled; hidden for "open". */
void kontor_chip_show_lifecycle (KontorChip *self, const char *nick);
/** @reason: (nullable): of the fulfilment hold; NULL: there is none */
void kontor_chip_show_hold (KontorChip *self, const char *reason);
/** What was changed here and is not at the shop yet. */
void kontor_chip_show_pending (KontorChip *self, gboolean pending);

G_END_DECLS
