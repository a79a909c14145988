#pragma once

#include "kontor-ahead.h"
#include "kontor-woo-connector.h"
#include "kontor-woo-shop.h"

G_BEGIN_DECLS

KontorWooClient *kontor_woo_connector_get_client (KontorWooConnector *self);
KontorAhead *kontor_woo_connector_get_ahead (KontorWooConnector *self);
/** Awaits. (transfer full) (nullable) on errors: what is known of the shop, asked once. */
KontorWooShop *kontor_woo_connector_await_shop (KontorWooConnector *self, GError **error);

/* The functions of the contract, each in a file of its own. */
DexFuture *kontor_woo_check (KontorWooConnector *self, KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_woo_ask_approval (KontorWooConnector *self, const char *back, KontorCheckProgress progress,
                                    gpointer data) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_woo_pull (KontorWooConnector *self, const char *feed, KontorPullHow how, const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_woo_fetch (KontorWooConnector *self, KontorEntity entity, const char *const *ids) G_GNUC_WARN_UNUSED_RESULT;
/** Awaits: the settings are asked one after the other. */
KontorBatch *kontor_woo_await_settings (KontorWooConnector *self, const char *cursor, GError **error);
/** (translatable): why no login is taken over https, or but one over http; and what to do. */
const char *kontor_woo_explain_no_passwords (void);
const char *kontor_woo_explain_plain (void);

G_END_DECLS
