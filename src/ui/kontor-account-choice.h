#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNT_CHOICE (kontor_account_choice_get_type ())
/**
 * KontorAccountChoice:
 *
 * Whose objects the views list: all shops' or one's. There only where there are
 * several. Property: "account", 0 for all.
 */
G_DECLARE_FINAL_TYPE (KontorAccountChoice, kontor_account_choice, KONTOR, ACCOUNT_CHOICE, AdwBin)

GtkWidget *kontor_account_choice_new (KontorEngine *engine);
gint64 kontor_account_choice_get_account (KontorAccountChoice *self);

G_END_DECLS
