#pragma once

#include <adwaita.h>

#include "kontor-record.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOM_FIELDS (kontor_custom_fields_get_type ())
/** KontorCustomFields: what a shop and its plugins keep of an object besides, to be read; it stays as it is. */
G_DECLARE_FINAL_TYPE (KontorCustomFields, kontor_custom_fields, KONTOR, CUSTOM_FIELDS, AdwPreferencesGroup)

/** @json: (nullable): an object of names and values */
void kontor_custom_fields_show (KontorCustomFields *self, const char *json);

G_END_DECLS
