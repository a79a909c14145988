#include "kontor-health.h"

#include "kontor-error.h"
#include "kontor-outbox-result.h"

#define BANNER_CYCLES 2
#define BANNER_AFTER (15 * 60 * 1000)

static const char *const status_nicks[] = {
  [KONTOR_ACCOUNT_UNKNOWN] = "unknown",
  [KONTOR_ACCOUNT_OFFLINE] = "offline",
  [KONTOR_ACCOUNT_OK] = "ok",
  [KONTOR_ACCOUNT_RATE_LIMITED] = "rate-limited",
  [KONTOR_ACCOUNT_AUTH_NEEDED] = "auth-needed",
  [KONTOR_ACCOUNT_BROKEN] = "broken",
};

const char *
kontor_account_status_to_nick (KontorAccountStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_nicks), NULL);

  return status_nicks[status];
}

GType
kontor_account_status_get_type (void)
{
  static GType type;
  static const GEnumValue values[] = {
    { KONTOR_ACCOUNT_UNKNOWN, "KONTOR_ACCOUNT_UNKNOWN", "unknown" },
    { KONTOR_ACCOUNT_OFFLINE, "KONTOR_ACCOUNT_OFFLINE", "offline" },
    { KONTOR_ACCOUNT_OK, "KONTOR_ACCOUNT_OK", "ok" },
    { KONTOR_ACCOUNT_RATE_LIMITED, "KONTOR_ACCOUNT_RATE_LIMITED", "rate-limited" },
    { KONTOR_ACCOUNT_AUTH_NEEDED, "KONTOR_ACCOUNT_AUTH_NEEDED", "auth-needed" },
    { KONTOR_ACCOUNT_BROKEN, "KONTOR_ACCOUNT_BROKEN", "broken" },
    { 0 },
  };

  if (g_once_init_enter_pointer (&type))
    g_once_init_leave_pointer (&type, g_enum_register_static ("KontorAccountStatus", values));
  return type;
}

static KontorAccountStatus
status_of_failure (KontorError code)
{
  if (code == KONTOR_ERROR_RATE_LIMITED)
    return KONTOR_ACCOUNT_RATE_LIMITED;
  if (code == KONTOR_ERROR_AUTH)
    return KONTOR_ACCOUNT_AUTH_NEEDED;
  if (code == KONTOR_ERROR_PROTOCOL)
    return KONTOR_ACCOUNT_BROKEN;
  return KONTOR_ACCOUNT_OFFLINE;
}

void
kontor_health_init (KontorHealth *self, KontorClock *clock)
{
  self->clock = g_object_ref (clock);
  self->since = kontor_clock_now (clock);
}

void
kontor_health_clear (KontorHealth *self)
{
  g_clear_object (&self->clock);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->untrusted, g_free);
}

KontorHealthChange
kontor_health_set_status (KontorHealth *self, KontorAccountStatus status, const char *reason)
{
  KontorHealthChange change = g_set_str (&self->reason, reason) ? KONTOR_HEALTH_REASON : KONTOR_HEALTH_SAME;

  if (status != KONTOR_ACCOUNT_AUTH_NEEDED)
    g_clear_pointer (&self->untrusted, g_free);
  if (self->status == status)
    return change;
  self->status = status;
  self->since = kontor_clock_now (self->clock);
  return change | KONTOR_HEALTH_STATUS | KONTOR_HEALTH_BANNER;
}

KontorHealthChange
kontor_health_note_success (KontorHealth *self)
{
  self->failures = 0;
  self->hold = 0;
  return kontor_health_set_status (self, KONTOR_ACCOUNT_OK, NULL);
}

KontorHealthChange
kontor_health_note_failure (KontorHealth *self, const GError *error)
{
  gint64 retry_at = kontor_error_get_retry_at (error);

  self->failures = MIN (self->failures + 1, 16);
  g_set_str (&self->untrusted, kontor_error_get_fingerprint (error));
  self->hold = retry_at != 0 ? retry_at : kontor_clock_now (self->clock) + kontor_backoff (self->failures);
  return kontor_health_set_status (
      self, error->domain == KONTOR_ERROR ? status_of_failure (error->code) : KONTOR_ACCOUNT_OFFLINE, error->message);
}

static KontorHealthChange
note_good_cycle (KontorHealth *self, gint64 now)
{
  self->failed_cycles = 0;
  self->failing_since = 0;
  self->synced_at = now;
  return KONTOR_HEALTH_SYNCED | KONTOR_HEALTH_BANNER;
}

KontorHealthChange
kontor_health_note_cycle (KontorHealth *self, const GError *error)
{
  gint64 now = kontor_clock_now (self->clock);

  if (error == NULL)
    return note_good_cycle (self, now);
  self->failed_cycles++;
  if (self->failing_since == 0)
    self->failing_since = now;
  if (self->reason != NULL)
    return KONTOR_HEALTH_BANNER;
  return KONTOR_HEALTH_BANNER | kontor_health_set_status (self, self->status, error->message);
}

KontorHealthChange
kontor_health_forget (KontorHealth *self)
{
  self->hold = 0;
  self->failures = 0;
  if (self->status != KONTOR_ACCOUNT_AUTH_NEEDED)
    return KONTOR_HEALTH_SAME;
  return kontor_health_set_status (self, KONTOR_ACCOUNT_UNKNOWN, NULL);
}

gboolean
kontor_health_is_of_account (const GError *error)
{
  static const KontorError codes[] = { KONTOR_ERROR_OFFLINE, KONTOR_ERROR_RATE_LIMITED, KONTOR_ERROR_AUTH,
                                       KONTOR_ERROR_TEMPORARY, KONTOR_ERROR_UNKNOWN_OUTCOME, KONTOR_ERROR_PROTOCOL };

  if (error == NULL)
    return FALSE;
  if (error->domain != KONTOR_ERROR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if ((KontorError) error->code == codes[i])
      return TRUE;
  return FALSE;
}

const char *
kontor_health_get_banner (const KontorHealth *self)
{
  gint64 now = kontor_clock_now (self->clock);

  if (self->status == KONTOR_ACCOUNT_AUTH_NEEDED)
    return self->reason;
  if (self->failing_since == 0 || (self->failed_cycles < BANNER_CYCLES && now - self->failing_since < BANNER_AFTER))
    return NULL;
  return self->reason;
}
