#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_APPLICATION_ID "org.kontor.Kontor"

#define KONTOR_TYPE_APPLICATION (kontor_application_get_type ())
/**
 * KontorApplication:
 *
 * Opens the engine while its first window is already there, and closes it when
 * the last one is gone. Properties: "engine", NULL until it is open.
 */
G_DECLARE_FINAL_TYPE (KontorApplication, kontor_application, KONTOR, APPLICATION, AdwApplication)

/** @factories: (array zero-terminated=1): the platforms of this program; static */
KontorApplication *kontor_application_new (const KontorConnectorFactory *const *factories, GApplicationFlags flags);

/** Which database to open; the user's own without. Before the application runs. */
void kontor_application_set_database (KontorApplication *self, const char *path);

/** (nullable) */
KontorEngine *kontor_application_get_engine (KontorApplication *self);

/** Opens the engine, or tries again after it could not be opened. */
void kontor_application_open_engine (KontorApplication *self);

/**
 * kontor_application_restore:
 * @backup: path of a database that nobody has open
 *
 * Closes the engine and its windows, puts @backup in the place of the
 * database, which is kept aside, and opens both again.
 */
void kontor_application_restore (KontorApplication *self, const char *backup);

G_END_DECLS
