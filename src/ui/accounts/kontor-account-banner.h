#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNT_BANNER (kontor_account_banner_get_type ())
/**
 * KontorAccountBanner:
 *
 * Says what keeps an account from its shop once that does not pass by itself,
 * with a button that does something about it.
 */
G_DECLARE_FINAL_TYPE (KontorAccountBanner, kontor_account_banner, KONTOR, ACCOUNT_BANNER, AdwBin)

/** @engine: (nullable) */
void kontor_account_banner_set_engine (KontorAccountBanner *self, KontorEngine *engine);
AdwBanner *kontor_account_banner_get_banner (KontorAccountBanner *self);

G_END_DECLS
