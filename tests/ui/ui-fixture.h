#pragma once

#include <adwaita.h>

#include "kontor-test.h"

G_BEGIN_DECLS

/* For tests of widgets within a fiber: nothing here runs the main loop itself. */

/** A window of its own that shows @child, drawn. */
AdwWindow *ui_show (GtkWidget *child);
void ui_close (gpointer window);

/** Waits until @test says so; fails after long. */
void ui_wait (gboolean (*test) (gpointer data), gpointer data);
/** Waits until a mapped label or row says this, and returns it. */
GtkWidget *ui_wait_text (gpointer root, const char *text);
/** Waits until no mapped label or row says this. */
void ui_wait_no_text (gpointer root, const char *text);
/** (nullable): the first mapped label or row below @root that says this, else that begins with it. */
GtkWidget *ui_find_text (gpointer root, const char *text);
/** (nullable): the first mapped widget of a type below @root. */
GtkWidget *ui_find_type (gpointer root, GType type);
/** Activates the row or button that says this, or that has it in it. */
void ui_click (gpointer root, const char *text);

/** Puts @text in the place of what is in the entry row of that title. */
void ui_type (gpointer root, const char *row, const char *text);

/** (nullable): the dialog on top of an AdwWindow or AdwApplicationWindow. */
AdwDialog *ui_get_dialog (gpointer window);
/** Waits until a dialog of a type is on top. */
gpointer ui_wait_dialog (gpointer window, GType type);
void ui_wait_no_dialog (gpointer window);

/**
 * ui_shoot:
 *
 * Where KONTOR_SCREENSHOTS names a folder, writes pictures of the window there,
 * light and dark; KONTOR_SCREENSHOTS_WIDTH says how wide windows are.
 */
void ui_shoot (AdwWindow *window, const char *name);

G_END_DECLS
