#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a shop is, as people write it. Pure; any thread. */

/** As kontor_shop_address_normalise (), of "https://shop.example/en/wp-admin/index.php" and its like. */
char *kontor_woo_address_normalise (const char *typed);

/** (nullable): the target of a Link header for @relation: "https://api.w.org/". */
char *kontor_woo_find_link (const char *header, const char *relation);

G_END_DECLS
