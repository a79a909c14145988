#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

/** What the sample shop is and can; the manners differ in how lost answers are recognised. */
extern const KontorConnectorInfo kontor_sample_bare_info, kontor_sample_kind_info;

/** Whether the shop can do @kind to @object (nullable); else why not. */
gboolean kontor_sample_allows (const char *kind, const KontorRecord *object, char **reason);

G_END_DECLS
