#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/* What an action on an order sets off, and why it cannot be done; both are said where the action is. */

/** @account: (nullable). What ops of @kind set off at its platform, by what is declared there. */
KontorEffects kontor_order_effects_get (KontorAccount *account, const char *kind);
/** "Mails the customer, moves stock"; NULL where it sets off nothing. */
char *kontor_order_effects_describe (KontorEffects effects);
/** The same with the time in which it can be taken back. */
char *kontor_order_effects_explain (KontorEffects effects);
/** (nullable): why @kind cannot be done to @order; NULL where it can. */
char *kontor_order_refusal (KontorAccount *account, const char *kind, const KontorRecord *order);

G_END_DECLS
