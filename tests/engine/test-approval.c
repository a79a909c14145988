#include "engine-fixture.h"
#include "kontor-approval.h"
#include "kontor-error.h"
#include "kontor-test.h"

#define MINUTE (60 * 1000)

/* Somebody is asked in the browser. */
typedef struct {
  Fixture f;
  KontorApproval *approval;
  char *answer;      /* that grants it */
  GVariant *granted; /* (nullable) */
  guint refusals;
} Asked;

static void
granted_cb (KontorApproval *approval, GVariant *fields, Asked *self)
{
  g_assert_null (self->granted);
  self->granted = g_variant_ref (fields);
}

static void
refused_cb (KontorApproval *approval, Asked *self)
{
  self->refusals++;
}

static void
ask (Asked *self)
{
  static const char fields[] = "&user_login=J%C3%B6rg+Ek&password=ab%20cd%2B&site_url=https%3A%2F%2Fa.example";

  self->approval = kontor_approval_new (self->f.engine);
  g_signal_connect (self->approval, "granted", G_CALLBACK (granted_cb), self);
  g_signal_connect (self->approval, "refused", G_CALLBACK (refused_cb), self);
  g_free (self->answer);
  self->answer = g_strconcat (kontor_approval_get_back (self->approval), fields, NULL);
}

static void
begin (Asked *self)
{
  *self = (Asked) { 0 };
  fixture_begin_empty (&self->f);
  ask (self);
}

static void
end (Asked *self)
{
  g_clear_object (&self->approval);
  g_clear_pointer (&self->granted, g_variant_unref);
  g_free (self->answer);
  fixture_end (&self->f);
}

static void
assert_refused (KontorEngine *engine, const char *uri, KontorError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_approval_answer (engine, uri, &error));
  g_assert_error (error, KONTOR_ERROR, (int) code);
}

static void
assert_field (const Asked *self, const char *name, const char *value)
{
  const char *found = NULL;

  g_assert_true (g_variant_lookup (self->granted, name, "&s", &found));
  g_assert_cmpstr (found, ==, value);
}

/* It is taken once. */
static void
test_granted (void)
{
  Asked asked;

  begin (&asked);
  g_assert_true (kontor_approval_answer (asked.f.engine, asked.answer, NULL));
  assert_field (&asked, "user_login", "Jörg Ek");
  assert_field (&asked, "password", "ab cd+");
  assert_field (&asked, "site_url", "https://a.example");
  g_assert_cmpuint (g_variant_n_children (asked.granted), ==, 3);
  assert_refused (asked.f.engine, asked.answer, KONTOR_ERROR_REJECTED);
  end (&asked);
}

static void
test_refused (void)
{
  Asked asked;
  g_autofree char *answer = NULL;

  begin (&asked);
  answer = g_strconcat (kontor_approval_get_back (asked.approval), "&success=false", NULL);
  g_assert_true (kontor_approval_answer (asked.f.engine, answer, NULL));
  g_assert_null (asked.granted);
  g_assert_cmpuint (asked.refusals, ==, 1);
  assert_refused (asked.f.engine, answer, KONTOR_ERROR_REJECTED);
  end (&asked);
}

/* No page but the one that was asked can plant anything. */
static void
test_foreign (void)
{
  static const struct {
    const char *uri;
    KontorError code;
  } cases[] = {
    { "kontor://connected/?state=00&user_login=a&password=b&site_url=c", KONTOR_ERROR_REJECTED },
    { "kontor://connected/?state=&user_login=a&password=b", KONTOR_ERROR_REJECTED },
    { "kontor://connected/?user_login=a&password=b", KONTOR_ERROR_REJECTED },
    { "kontor://connected/", KONTOR_ERROR_INVALID },
    { "kontor://connected/?state=%ff", KONTOR_ERROR_INVALID },
    { "kontor://elsewhere/?state=00", KONTOR_ERROR_INVALID },
    { "https://connected/?state=00", KONTOR_ERROR_INVALID },
    { "kontor:", KONTOR_ERROR_INVALID },
    { "", KONTOR_ERROR_INVALID },
  };
  Asked asked;
  g_autoptr (KontorApproval) other = NULL;

  begin (&asked);
  other = kontor_approval_new (asked.f.engine);
  g_assert_cmpstr (kontor_approval_get_back (asked.approval), !=, kontor_approval_get_back (other));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    assert_refused (asked.f.engine, cases[i].uri, cases[i].code);
    g_assert_null (asked.granted);
  }
  g_clear_object (&other);
  end (&asked);
}

/* Who gave up, or was closed, or is of an earlier life, waits no more. */
static void
test_withdrawn (void)
{
  Asked asked;

  begin (&asked);
  kontor_approval_withdraw (asked.approval);
  assert_refused (asked.f.engine, asked.answer, KONTOR_ERROR_REJECTED);
  g_clear_object (&asked.approval);
  ask (&asked);
  g_clear_object (&asked.approval);
  assert_refused (asked.f.engine, asked.answer, KONTOR_ERROR_REJECTED);
  assert_refused (NULL, asked.answer, KONTOR_ERROR_REJECTED);
  g_assert_null (asked.granted);
  end (&asked);
}

static void
test_late (void)
{
  Asked asked;

  begin (&asked);
  fixture_step (&asked.f, 10 * MINUTE + 1);
  assert_refused (asked.f.engine, asked.answer, KONTOR_ERROR_REJECTED);
  g_assert_null (asked.granted);
  kontor_approval_prolong (asked.approval);
  fixture_step (&asked.f, 10 * MINUTE);
  g_assert_true (kontor_approval_answer (asked.f.engine, asked.answer, NULL));
  g_assert_nonnull (asked.granted);
  end (&asked);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/approval/granted", test_granted);
  kontor_test_add ("/engine/approval/refused", test_refused);
  kontor_test_add ("/engine/approval/foreign", test_foreign);
  kontor_test_add ("/engine/approval/withdrawn", test_withdrawn);
  kontor_test_add ("/engine/approval/late", test_late);
  return kontor_test_run ();
}
