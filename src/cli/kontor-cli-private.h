#pragma once

#include "kontor-cli.h"
#include "kontor-engine.h"
#include "kontor-error.h"

G_BEGIN_DECLS

typedef enum { KONTOR_CLI_TEXT, KONTOR_CLI_JSON, KONTOR_CLI_CSV } KontorCliFormat;

/* A command being carried out, in a fiber. */
typedef struct {
  KontorCliRequest *request; /* (owned) */
  KontorEngine *engine;      /* (owned) (nullable): NULL for commands that work on the file */
  gboolean owns_engine;      /* it was opened for this command */
  char *database;            /* (owned): path */
  GStrv args;                /* (owned): the command's own, its name first */
  KontorCliFormat format;
  GString *text;     /* (owned): not written yet */
  KontorExit status; /* of a command that succeeds: OK, or what it found */
} KontorCli;

typedef enum {
  KONTOR_VERB_OPEN, /* with the engine */
  KONTOR_VERB_FILE, /* while nobody has the database open */
} KontorVerbNeeds;

/**
 * KontorCliVerb:
 * @usage: its arguments, as in "show ENTITY NAME"
 * @summary: (translatable): a line for the list of commands
 * @run: FALSE and @error end the program with the status of the error's code
 */
typedef struct {
  const char *name;
  const char *usage;
  const char *summary;
  KontorVerbNeeds needs;
  gboolean (*run) (KontorCli *self, GError **error);
} KontorCliVerb;

/* Each group ends with a NULL name. */
extern const KontorCliVerb kontor_cli_account_verbs[], kontor_cli_sync_verbs[], kontor_cli_list_verbs[],
    kontor_cli_edit_verbs[], kontor_cli_print_verbs[], kontor_cli_table_verbs[], kontor_cli_outbox_verbs[], kontor_cli_file_verbs[];

/**
 * kontor_cli_parse:
 * @min, @max: how many arguments it takes besides its name and options
 *
 * Options out of self->args, which then holds the name and the arguments alone.
 * Errors: KONTOR_ERROR_INVALID with the usage.
 */
gboolean kontor_cli_parse (KontorCli *self, const GOptionEntry *options, guint min, guint max, GError **error);
const char *kontor_cli_get_arg (KontorCli *self, guint index);

/** "orders", "order" → ORDER. Errors: INVALID with those there are. */
gboolean kontor_cli_parse_entity (const char *name, KontorEntity *entity, GError **error);
gboolean kontor_cli_parse_number (const char *text, gint64 *number, GError **error);
/** (transfer full) (nullable): a path as the caller means it. */
char *kontor_cli_resolve_path (KontorCli *self, const char *path);
/** The account called @name (its id or name), or the only one for NULL; 0 and @error where that is not one. */
gint64 kontor_cli_find_account (KontorCli *self, const char *name, GError **error);
/** The object called so; 0 and @error where there is none. */
gint64 kontor_cli_find_object (KontorCli *self, KontorEntity entity, const char *name, GError **error);
/** One line or all of standard input, (transfer full). */
char *kontor_cli_read_line (KontorCli *self, const char *prompt, GError **error);
char *kontor_cli_read_all (KontorCli *self, GError **error);

void kontor_cli_print (KontorCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** Writes out what was printed. FALSE when nobody reads any more. */
gboolean kontor_cli_flush (KontorCli *self, GError **error);
gboolean kontor_cli_complain (KontorCli *self, const char *message);

KontorExit kontor_cli_get_exit (const GError *error);

G_END_DECLS
