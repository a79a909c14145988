#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a shop is, as people write it. */

/**
 * kontor_shop_address_normalise:
 * @typed: (nullable): "shop.example", "https://shop.example/en/admin/orders?page=2" …
 * @own: paths of the platform itself, at which the shop's ends: "/admin"; ends with NULL
 *
 * (nullable): the shop's home without a slash at its end: "https://shop.example/en".
 * Plain http is kept for this computer alone. NULL for what is no address.
 */
char *kontor_shop_address_normalise (const char *typed, const char *const *own);

/** Whether the person wrote http or https; without it a shop on this computer may be either. */
gboolean kontor_shop_address_has_scheme (const char *typed);

/** Whether there is a network, as far as the shop needs one; @home: (nullable). Main thread. Errors: KONTOR_ERROR_OFFLINE. */
gboolean kontor_shop_address_check_network (const char *home, GError **error);

G_END_DECLS
