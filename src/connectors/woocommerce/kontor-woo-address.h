#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a shop is, as people write it. Pure; any thread. */

/**
 * kontor_woo_address_normalise:
 * @typed: "shop.example", "https://shop.example/en/wp-admin/index.php" …
 *
 * (nullable): the shop's home without a slash at its end: "https://shop.example/en".
 * Plain http is kept for this computer alone. NULL for what is no address.
 */
char *kontor_woo_address_normalise (const char *typed);

/** Whether the person wrote http or https; without it a shop on this computer may be either. */
gboolean kontor_woo_address_has_scheme (const char *typed);

/** (nullable): the target of a Link header for @relation: "https://api.w.org/". */
char *kontor_woo_find_link (const char *header, const char *relation);

G_END_DECLS
