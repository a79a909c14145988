#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_APPROVAL (kontor_approval_get_type ())
/**
 * KontorApproval:
 *
 * Something that a person is asked on a page of their shop, in the browser,
 * which then comes back to Kontor by an address of Kontor's own scheme. It is
 * answered once, within ten minutes, by who knows its state, which nobody can
 * guess. Main thread.
 *
 * "granted" (GVariant): a{ss}, what the page returned, a secret among it.
 * "refused": the person said no.
 */
G_DECLARE_FINAL_TYPE (KontorApproval, kontor_approval, KONTOR, APPROVAL, GObject)

KontorApproval *kontor_approval_new (KontorEngine *engine);
/** Where the page goes on to: "kontor://connected/?state=…". */
const char *kontor_approval_get_back (KontorApproval *self);
/** The ten minutes begin anew: the page is opened once more. */
void kontor_approval_prolong (KontorApproval *self);

/** Nobody waits any more; the last reference does the same. */
void kontor_approval_withdraw (KontorApproval *self);

/**
 * kontor_approval_answer:
 * @engine: (nullable): NULL where none is open yet, so that nothing was asked
 * @uri: as the desktop handed it over
 *
 * Gives the answer to who waits for it. Errors: INVALID for an address that
 * leads nowhere in Kontor; REJECTED where nobody waits for it, or too late.
 */
gboolean kontor_approval_answer (KontorEngine *engine, const char *uri, GError **error);

/**
 * kontor_engine_ask_approval:
 * @fields: a{ss} of a manner that uses the browser
 * @back: of a KontorApproval
 *
 * → the address of the page that asks, as text. It comes with the steps of a
 * check as far as one needs no login.
 */
DexFuture *kontor_engine_ask_approval (KontorEngine *self, const char *platform, const char *manner, GVariant *fields,
                                       const char *back, KontorCheckProgress progress,
                                       gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** The same for signing in anew. */
DexFuture *kontor_account_ask_approval (KontorAccount *self, const char *manner, GVariant *fields, const char *back,
                                        KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
