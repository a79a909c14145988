#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the Secret Service keeps for an account: names and values as one text. Pure; any thread. */

/** @name: and its value, and so on; ends with NULL */
char *kontor_shop_secret_write (const char *name, ...) G_GNUC_NULL_TERMINATED;
/** (nullable): char * → char *; NULL for what kontor_shop_secret_write () did not write. */
GHashTable *kontor_shop_secret_read (const char *text);

G_END_DECLS
