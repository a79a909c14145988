#pragma once

#include <glib.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * kontor_test_init:
 *
 * Begins a test program: GLib's test framework with a home of its own, libdex, and every warning of any library fatal
 * except those that kontor-test-messages.c lists. Options that leak and undefined-behaviour checks need are built in, so a
 * test program behaves alike under meson, gdb and by hand.
 */
void kontor_test_init (int *argc, char ***argv);

/**
 * kontor_test_add:
 *
 * Adds a test that runs in a fiber on the main scheduler and so may dex_await(). In a build without sanitizers it fails when
 * one iteration of the main loop computes for longer than 50 ms, the test's own work included.
 */
void kontor_test_add (const char *path, GTestFunc func);

/**
 * kontor_test_add_plain:
 *
 * Adds a test that runs outside any fiber and is not watched for stalls.
 */
void kontor_test_add_plain (const char *path, GTestFunc func);

/**
 * kontor_test_dir:
 *
 * Returns: the running test's folder, made at the first call and removed with all it holds after the test
 */
const char *kontor_test_dir (void);

/**
 * kontor_test_pardon_stall:
 *
 * Takes what the main loop has done so far off the watchdog's record: for a test that prepares something big on the main
 * thread itself, or has GTK draw a window for the first time.
 */
void kontor_test_pardon_stall (void);

int kontor_test_run (void);

G_END_DECLS
