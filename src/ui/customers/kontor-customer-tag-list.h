#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_TAG_LIST (kontor_customer_tag_list_get_type ())
/** KontorCustomerTagList: the tags of a customer, each to be taken away, and a field for another one. */
G_DECLARE_FINAL_TYPE (KontorCustomerTagList, kontor_customer_tag_list, KONTOR, CUSTOMER_TAG_LIST, AdwPreferencesGroup)

void kontor_customer_tag_list_show (KontorCustomerTagList *self, KontorEngine *engine, KontorObject *customer);

G_END_DECLS
