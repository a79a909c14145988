#pragma once

#include <adwaita.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ADDRESS_GROUP (kontor_address_group_get_type ())
/** KontorAddressGroup: rows in which an address is edited. */
G_DECLARE_FINAL_TYPE (KontorAddressGroup, kontor_address_group, KONTOR, ADDRESS_GROUP, AdwPreferencesGroup)

/** @address: (nullable) */
void kontor_address_group_set_address (KontorAddressGroup *self, const KontorRecord *address);
/** (transfer full): as set, with what was typed */
KontorRecord *kontor_address_group_dup_address (KontorAddressGroup *self);

G_END_DECLS
