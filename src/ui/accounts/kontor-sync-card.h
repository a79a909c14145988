#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SYNC_CARD (kontor_sync_card_get_type ())
/**
 * KontorSyncCard:
 *
 * How one account stands: each feed's last success or the first import's
 * progress, what waits to be sent, and when it is tried next; Sync Now, Pause.
 */
G_DECLARE_FINAL_TYPE (KontorSyncCard, kontor_sync_card, KONTOR, SYNC_CARD, GtkListBoxRow)

KontorSyncCard *kontor_sync_card_new (KontorEngine *engine, KontorAccount *account);

/** What a person calls a feed: "Orders". (transfer none) */
const char *kontor_sync_card_describe_feed (const KontorConnectorInfo *platform, const char *name);

G_END_DECLS
