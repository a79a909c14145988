#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ADDRESS_DIALOG (kontor_address_dialog_get_type ())
/** KontorAddressDialog: edits one of a customer's addresses. */
G_DECLARE_FINAL_TYPE (KontorAddressDialog, kontor_address_dialog, KONTOR, ADDRESS_DIALOG, AdwDialog)

/** @key: of the address: one that the customer has, or "billing" for a new one */
AdwDialog *kontor_address_dialog_new (KontorEngine *engine, KontorObject *customer, const char *key);

G_END_DECLS
