#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNT_BUTTON (kontor_account_button_get_type ())
/**
 * KontorAccountButton:
 *
 * The foot of the sidebar: whose shop this is and how fresh its data; of
 * several shops the one that stands worst. Opens a KontorSyncPopover.
 */
G_DECLARE_FINAL_TYPE (KontorAccountButton, kontor_account_button, KONTOR, ACCOUNT_BUTTON, AdwBin)

/** @engine: (nullable) */
void kontor_account_button_set_engine (KontorAccountButton *self, KontorEngine *engine);
/** What it says of the freshness at present. */
const char *kontor_account_button_get_text (KontorAccountButton *self);

G_END_DECLS
