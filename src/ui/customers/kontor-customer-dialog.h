#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_DIALOG (kontor_customer_dialog_get_type ())
/** KontorCustomerDialog: edits name, company, e-mail, phone and note; only what was changed is sent. */
G_DECLARE_FINAL_TYPE (KontorCustomerDialog, kontor_customer_dialog, KONTOR, CUSTOMER_DIALOG, AdwDialog)

AdwDialog *kontor_customer_dialog_new (KontorEngine *engine, KontorObject *customer);
/** Whether an e-mail address could be one; the empty text is none. */
gboolean kontor_customer_dialog_is_email (const char *text);

G_END_DECLS
