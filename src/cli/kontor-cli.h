#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "kontor-connector.h"

G_BEGIN_DECLS

typedef struct _KontorEngine KontorEngine;

/** Exit statuses of kontorctl; the manual page lists them. */
typedef enum {
  KONTOR_EXIT_OK = 0,
  KONTOR_EXIT_FAILED = 1,        /* anything not named below */
  KONTOR_EXIT_USAGE = 2,         /* the command or its arguments are wrong */
  KONTOR_EXIT_NOT_FOUND = 3,     /* there is no such order, product … */
  KONTOR_EXIT_REJECTED = 4,      /* the shop refused it, or cannot do it */
  KONTOR_EXIT_PROBLEM = 5,       /* a person is needed: conflict, unknown outcome, open problems */
  KONTOR_EXIT_OFFLINE = 6,       /* the shop cannot be reached now; it will be tried again */
  KONTOR_EXIT_AUTH = 7,          /* sign in again */
  KONTOR_EXIT_DAMAGED = 65,      /* the database is damaged or of a newer version */
  KONTOR_EXIT_CANNOT_WRITE = 73, /* no room, or not writable */
  KONTOR_EXIT_LOCKED = 75,       /* somebody else has the database */
} KontorExit;

/**
 * KontorCliRequest:
 * @args: (array zero-terminated=1): with the program's name first
 * @folder: in which relative paths are meant
 * @factories: the platforms of this program
 *
 * One call of kontorctl: in its own process, or on its behalf in the one that
 * owns the database.
 */
typedef struct {
  GStrv args;
  char *folder;
  const KontorConnectorFactory *const *factories;
  GInputStream *in;
  GOutputStream *out;
  GOutputStream *err;
} KontorCliRequest;

KontorCliRequest *kontor_cli_request_new (const char *const *args, const char *folder,
                                          const KontorConnectorFactory *const *factories, int in, int out, int err);
void kontor_cli_request_free (KontorCliRequest *self);

/**
 * kontor_cli_run:
 * @request: (transfer full)
 * @engine: (nullable): of the process that owns the database; without, the
 *   database is opened, or the request handed to its owner
 *
 * Carries out a command. Resolves to the int exit status, also when it fails;
 * what went wrong was said on the request's standard error. Main thread.
 */
DexFuture *kontor_cli_run (KontorCliRequest *request, KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCliRequest, kontor_cli_request_free)

G_END_DECLS
