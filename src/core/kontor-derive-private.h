#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/* kontor_derive () of an order. */
void kontor_derive_order (KontorRecord *order);

G_END_DECLS
