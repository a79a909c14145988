#pragma once

#include "engine-fixture.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* What can become of an account, and the window in which it is shown. */

/** A window with nothing but a place from which dialogs can be presented. */
AdwWindow *accounts_show_empty (void);
AdwWindow *accounts_show_dialog (AdwDialog *dialog);

/** A price was changed here and there. */
void accounts_make_conflict (Fixture *f);
/** The shop does not take a price. */
void accounts_make_refusal (Fixture *f);
/** Nobody knows whether the stock was changed; it was not. */
void accounts_make_doubt (Fixture *f);

/** A cycle that fails. */
void accounts_go_offline (Fixture *f);
void accounts_lose_key (Fixture *f);

void accounts_assert_states (Fixture *f, const char *states);

G_END_DECLS
