#include "engine-fixture.h"
#include "kontor-approval.h"
#include "kontor-error.h"
#include "kontor-test.h"

#define MINUTE (60 * 1000)

typedef struct {
  GVariant *granted; /* (nullable) */
  guint refusals;
} Heard;

static void
granted_cb (KontorApproval *approval, GVariant *fields, Heard *heard)
{
  g_assert_null (heard->granted);
  heard->granted = g_variant_ref (fields);
}

static void
refused_cb (KontorApproval *approval, Heard *heard)
{
  heard->refusals++;
}

static KontorApproval *
begin (Fixture *f, Heard *heard)
{
  KontorApproval *approval = kontor_approval_new (f->engine);

  g_signal_connect (approval, "granted", G_CALLBACK (granted_cb), heard);
  g_signal_connect (approval, "refused", G_CALLBACK (refused_cb), heard);
  return approval;
}

static void
assert_refused (KontorEngine *engine, const char *uri, KontorError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_approval_answer (engine, uri, &error));
  g_assert_error (error, KONTOR_ERROR, (int) code);
}

static void
assert_field (const Heard *heard, const char *name, const char *value)
{
  const char *found = NULL;

  g_assert_true (g_variant_lookup (heard->granted, name, "&s", &found));
  g_assert_cmpstr (found, ==, value);
}

static char *
answer_of (KontorApproval *approval)
{
  return g_strconcat (kontor_approval_get_back (approval), "&user_login=J%C3%B6rg+Ek&password=ab%20cd%2B&site_url=https%3A%2F%2Fa.example", NULL);
}

/* It is taken once. */
static void
test_granted (void)
{
  Fixture f;
  Heard heard = { 0 };
  g_autoptr (KontorApproval) approval = NULL;
  g_autofree char *answer = NULL;

  fixture_begin_empty (&f);
  approval = begin (&f, &heard);
  answer = answer_of (approval);
  g_assert_true (kontor_approval_answer (f.engine, answer, NULL));
  assert_field (&heard, "user_login", "Jörg Ek");
  assert_field (&heard, "password", "ab cd+");
  assert_field (&heard, "site_url", "https://a.example");
  g_assert_cmpuint (g_variant_n_children (heard.granted), ==, 3);
  assert_refused (f.engine, answer, KONTOR_ERROR_REJECTED);
  g_variant_unref (heard.granted);
  fixture_end (&f);
}

static void
test_refused (void)
{
  Fixture f;
  Heard heard = { 0 };
  g_autoptr (KontorApproval) approval = NULL;
  g_autofree char *answer = NULL;

  fixture_begin_empty (&f);
  approval = begin (&f, &heard);
  answer = g_strconcat (kontor_approval_get_back (approval), "&success=false", NULL);
  g_assert_true (kontor_approval_answer (f.engine, answer, NULL));
  g_assert_null (heard.granted);
  g_assert_cmpuint (heard.refusals, ==, 1);
  assert_refused (f.engine, answer, KONTOR_ERROR_REJECTED);
  fixture_end (&f);
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
  Fixture f;
  Heard heard = { 0 };
  g_autoptr (KontorApproval) approval = NULL, other = NULL;

  fixture_begin_empty (&f);
  approval = begin (&f, &heard);
  other = kontor_approval_new (f.engine);
  g_assert_cmpstr (kontor_approval_get_back (approval), !=, kontor_approval_get_back (other));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    assert_refused (f.engine, cases[i].uri, cases[i].code);
    g_assert_null (heard.granted);
  }
  fixture_end (&f);
}

/* Who gave up, or was closed, or is of an earlier life, waits no more. */
static void
test_withdrawn (void)
{
  Fixture f;
  Heard heard = { 0 };
  g_autoptr (KontorApproval) approval = NULL;
  g_autofree char *first = NULL, *second = NULL;

  fixture_begin_empty (&f);
  approval = begin (&f, &heard);
  first = answer_of (approval);
  kontor_approval_withdraw (approval);
  assert_refused (f.engine, first, KONTOR_ERROR_REJECTED);
  g_clear_object (&approval);
  approval = begin (&f, &heard);
  second = answer_of (approval);
  g_clear_object (&approval);
  assert_refused (f.engine, second, KONTOR_ERROR_REJECTED);
  assert_refused (NULL, second, KONTOR_ERROR_REJECTED);
  g_assert_null (heard.granted);
  fixture_end (&f);
}

static void
test_late (void)
{
  Fixture f;
  Heard heard = { 0 };
  g_autoptr (KontorApproval) approval = NULL;
  g_autofree char *answer = NULL;

  fixture_begin_empty (&f);
  approval = begin (&f, &heard);
  answer = answer_of (approval);
  fixture_step (&f, 10 * MINUTE + 1);
  assert_refused (f.engine, answer, KONTOR_ERROR_REJECTED);
  g_assert_null (heard.granted);
  kontor_approval_prolong (approval);
  fixture_step (&f, 10 * MINUTE);
  g_assert_true (kontor_approval_answer (f.engine, answer, NULL));
  g_assert_nonnull (heard.granted);
  g_variant_unref (heard.granted);
  fixture_end (&f);
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
