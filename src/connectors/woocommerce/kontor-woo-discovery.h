#pragma once

#include <libdex.h>

#include "kontor-http-reply.h"

G_BEGIN_DECLS

/**
 * KontorWooPlace:
 * @home: the shop's own address, as it calls itself where it does
 * @root: where its interface begins: "https://shop.example/wp-json/"
 * @clock_offset: how far its clock is ahead of ours, milliseconds
 */
typedef struct {
  char *home;
  char *root;
  gint64 clock_offset;
} KontorWooPlace;

#define KONTOR_TYPE_WOO_PLACE (kontor_woo_place_get_type ())
GType kontor_woo_place_get_type (void) G_GNUC_CONST;

/** Awaits. (nullable) on errors. @fingerprint: (nullable): of the certificate that is trusted */
KontorWooPlace *kontor_woo_await_place (const char *typed, const char *fingerprint, GError **error);
/** (translatable): why there is no interface, where WordPress is; and what to do. */
const char *kontor_woo_explain_blocked (void);
KontorWooPlace *kontor_woo_place_copy (KontorWooPlace *self);
void kontor_woo_place_free (KontorWooPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWooPlace, kontor_woo_place_free)

G_END_DECLS
