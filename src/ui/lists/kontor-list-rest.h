#pragma once

#include <gtk/gtk.h>

#include "kontor-results.h"

G_BEGIN_DECLS

/**
 * KontorListRest:
 *
 * The rest of a list that has just been asked for: it follows when the first
 * page was painted. GTK makes the widgets of two hundred rows, of which a dozen
 * are in sight.
 */
typedef struct _KontorListRest KontorListRest;

/** @widget: that shows @results; where it is not on the screen, nothing is held back. (nullable) */
KontorListRest *kontor_list_rest_hold (GtkWidget *widget, KontorResults *results);
/** Lets the rest follow if it does not already. */
void kontor_list_rest_free (KontorListRest *self);

G_END_DECLS
