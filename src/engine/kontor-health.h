#pragma once

#include "kontor-account.h"
#include "kontor-clock.h"

G_BEGIN_DECLS

/**
 * KontorHealth:
 * @reason: (nullable): the last error's message
 * @since: milliseconds UTC since when the status is as it is
 * @hold: milliseconds UTC until which nothing is asked after a failure; 0: at once
 * @synced_at: milliseconds UTC of the last good cycle
 *
 * How it stands between us and a shop, by what requests and cycles came to.
 * Shared by the files of the engine alone. Main thread.
 */
typedef struct {
  KontorClock *clock;
  KontorAccountStatus status;
  char *reason;
  char *untrusted; /* (nullable): fingerprint of the certificate that was refused last */
  gint64 since;
  gint64 hold;
  guint failures;       /* in a row */
  guint failed_cycles;  /* in a row */
  gint64 failing_since; /* 0: not */
  gint64 synced_at;
} KontorHealth;

/** What of it is another than before. */
typedef enum {
  KONTOR_HEALTH_SAME = 0,
  KONTOR_HEALTH_REASON = 1 << 0,
  KONTOR_HEALTH_STATUS = 1 << 1, /* with its moment */
  KONTOR_HEALTH_BANNER = 1 << 2,
  KONTOR_HEALTH_SYNCED = 1 << 3,
} KontorHealthChange;

void kontor_health_init (KontorHealth *self, KontorClock *clock);
void kontor_health_clear (KontorHealth *self);

KontorHealthChange kontor_health_set_status (KontorHealth *self, KontorAccountStatus status, const char *reason);
KontorHealthChange kontor_health_note_success (KontorHealth *self);
/** @error: one that kontor_health_is_of_account () */
KontorHealthChange kontor_health_note_failure (KontorHealth *self, const GError *error);
/** A whole cycle of pulls went well, or failed with @error (nullable). */
KontorHealthChange kontor_health_note_cycle (KontorHealth *self, const GError *error);
/** There is a new secret: what went wrong with the old one counts no more. */
KontorHealthChange kontor_health_forget (KontorHealth *self);

/** Whether @error (nullable) says something of the account, not only of what was asked for. */
gboolean kontor_health_is_of_account (const GError *error);
/** (nullable): see kontor_account_get_banner () */
const char *kontor_health_get_banner (const KontorHealth *self);

G_END_DECLS
