#pragma once

#include <yyjson.h>

#include "kontor-woo-connector-private.h"

G_BEGIN_DECLS

/**
 * kontor_woo_approval_make_page:
 * @index: what the interface of WordPress says of itself
 * @root: where it is
 * @back: where the browser is to go on to
 *
 * (nullable): the address of WordPress's page that asks whether Kontor may
 * have an application password. Errors: AUTH where WordPress offers none,
 * UNSUPPORTED where its admin is elsewhere. Pure.
 */
char *kontor_woo_approval_make_page (yyjson_val *index, const char *root, const char *back, GError **error);

/**
 * kontor_woo_approval_sign_in:
 * @fields: a{ss}: "site_url", "user_login", "password", as the page returned them
 *
 * → the secret. Rejects where the password is of another site than the one
 * that it would be sent to: a shop could send its visitors to the page of another.
 */
DexFuture *kontor_woo_approval_sign_in (KontorWooConnector *connector, GVariant *fields) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
