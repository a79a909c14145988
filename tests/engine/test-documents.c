#include "engine-fixture.h"

#include "kontor-documents.h"
#include "kontor-letterheads.h"
#include "kontor-print-profile.h"
#include "kontor-test.h"

static KontorScope *
make_scope (Fixture *f, const char *first, const char *second)
{
  g_autoptr (KontorIdSet) ids = kontor_id_set_new ();

  if (first != NULL)
    kontor_id_set_add (ids, fixture_find (f, KONTOR_ENTITY_ORDER, first));
  if (second != NULL)
    kontor_id_set_add (ids, fixture_find (f, KONTOR_ENTITY_ORDER, second));
  return kontor_scope_new_ids (KONTOR_ENTITY_ORDER, ids);
}

static KontorPrintJob *
make (Fixture *f, KontorDocumentKind kind, const char *first, const char *second)
{
  g_autoptr (KontorScope) scope = make_scope (f, first, second);
  g_autoptr (GError) error = NULL;
  KontorPrintJob *job = dex_await_boxed (kontor_documents_make (f->engine, kind, scope), &error);

  g_assert_no_error (error);
  return job;
}

static const char *
get_number (KontorPrintJob *job, guint index)
{
  return ((KontorPrintItem *) g_ptr_array_index (job->items, index))->document->number;
}

static GBytes *
print (KontorPrintJob *job)
{
  const KontorPrintSetup setup = { .media = kontor_media_find ("a4") };
  g_autoptr (GError) error = NULL;
  GBytes *pdf = dex_await_boxed (kontor_print_job_to_pdf (job, &setup, 0), &error);

  g_assert_no_error (error);
  return pdf;
}

static void
await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  dex_await (future, &error);
  g_assert_no_error (error);
}

/* Looking takes no number; making takes the next one, once for an order. */
static void
test_numbers (void)
{
  Fixture f;
  g_autoptr (KontorPrintJob) looked = NULL, first = NULL, both = NULL;
  g_autoptr (KontorScope) scope = NULL;

  fixture_begin (&f);
  scope = make_scope (&f, "31", NULL);
  looked = dex_await_boxed (kontor_documents_look (f.engine, KONTOR_DOCUMENT_INVOICE, scope, 10), NULL);
  g_assert_cmpstr (get_number (looked, 0), ==, "—");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM document"), ==, 0);
  first = make (&f, KONTOR_DOCUMENT_INVOICE, "31", NULL);
  g_assert_cmpstr (get_number (first, 0), ==, "0001");
  both = make (&f, KONTOR_DOCUMENT_INVOICE, "30", "31");
  g_assert_cmpuint (both->items->len, ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM document"), ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT seq) FROM document"), ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT max (seq) FROM document"), ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT next FROM document_series"), ==, 3);
  fixture_end (&f);
}

/* What the shop says of the order later, and another letterhead, change nothing of what was made. */
static void
test_kept (void)
{
  Fixture f;
  g_autoptr (KontorPrintJob) made = NULL, later = NULL, reopened = NULL;
  g_autoptr (GBytes) then = NULL, now = NULL, again = NULL;
  g_autoptr (KontorRecord) order = NULL;
  g_autoptr (KontorLetterheadSetup) setup = NULL;

  fixture_begin (&f);
  made = make (&f, KONTOR_DOCUMENT_INVOICE, "30", NULL);
  then = print (made);
  order = kontor_record_copy (fake_shop_peek (f.shop, KONTOR_ENTITY_ORDER, "30"));
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, 99 * KONTOR_MONEY_UNIT);
  fake_shop_put (f.shop, order);
  fixture_sync (&f);
  setup = dex_await_boxed (kontor_letterheads_load (f.engine, kontor_account_get_id (f.account)), NULL);
  kontor_record_set_text (setup->record, KONTOR_LETTERHEAD_NAME, "Another Name");
  await (kontor_letterheads_save (f.engine, kontor_account_get_id (f.account), setup));
  later = make (&f, KONTOR_DOCUMENT_INVOICE, "30", NULL);
  now = print (later);
  g_assert_true (g_bytes_equal (then, now));
  reopened = dex_await_boxed (kontor_documents_reopen (f.engine, fixture_number (&f, "SELECT id FROM document")), NULL);
  again = print (reopened);
  g_assert_true (g_bytes_equal (then, again));
  fixture_end (&f);
}

/* A note for each order, whatever the document. */
static void
test_noted (void)
{
  Fixture f;
  g_autoptr (KontorPrintJob) job = NULL;
  g_autoptr (GPtrArray) prints = NULL;
  const KontorPrint *print;

  fixture_begin (&f);
  job = make (&f, KONTOR_DOCUMENT_PICK_LIST, "30", "31");
  g_assert_cmpuint (job->items->len, ==, 1);
  await (kontor_documents_note (f.engine, job, "Laser"));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM print"), ==, 2);
  prints = dex_await_boxed (kontor_documents_list_prints (f.engine, fixture_find (&f, KONTOR_ENTITY_ORDER, "31")), NULL);
  g_assert_cmpuint (prints->len, ==, 1);
  print = g_ptr_array_index (prints, 0);
  g_assert_cmpint (print->kind, ==, KONTOR_DOCUMENT_PICK_LIST);
  g_assert_cmpstr (print->printer, ==, "Laser");
  g_assert_null (print->number);
  fixture_end (&f);
}

/* An order whose document cannot be set is left out and named; the others are printed. */
static void
test_left_out (void)
{
  Fixture f;
  g_autoptr (KontorPrintJob) job = NULL;
  g_autoptr (KontorScope) nothing = NULL;
  g_autoptr (KontorScope) one = NULL;
  const KontorPrintSetup setup = { .media = kontor_media_find ("100x150") };
  g_autofree char *reason = NULL;

  fixture_begin (&f);
  nothing = make_scope (&f, NULL, NULL);
  one = make_scope (&f, "30", NULL);
  fixture_refuses (kontor_documents_make (f.engine, KONTOR_DOCUMENT_PACKING_SLIP, nothing), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_documents_make (f.engine, KONTOR_DOCUMENT_CREDIT_NOTE, one), KONTOR_ERROR_INVALID);
  job = make (&f, KONTOR_DOCUMENT_ADDRESS_LABEL, "30", NULL);
  fixture_refuses (kontor_print_job_to_pdf (job, &setup, 0), KONTOR_ERROR_INVALID);
  reason = kontor_print_job_explain (job);
  g_assert_nonnull (reason);
  g_assert_cmpuint (kontor_print_job_count (job), ==, 0);
  await (kontor_documents_note (f.engine, job, "Laser"));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM print"), ==, 0);
  fixture_end (&f);
}

static void
test_series (void)
{
  Fixture f;
  gint64 account;
  g_autoptr (KontorPrintJob) job = NULL;
  g_autoptr (KontorSeries) series = NULL;

  fixture_begin (&f);
  account = kontor_account_get_id (f.account);
  await (kontor_letterheads_save_series (f.engine, account, KONTOR_DOCUMENT_INVOICE, "2026-", 42));
  job = make (&f, KONTOR_DOCUMENT_INVOICE, "30", NULL);
  g_assert_cmpstr (get_number (job, 0), ==, "2026-0042");
  fixture_refuses (kontor_letterheads_save_series (f.engine, account, KONTOR_DOCUMENT_INVOICE, "2026-", 42), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_letterheads_save_series (f.engine, account, KONTOR_DOCUMENT_INVOICE, "2026-", 0), KONTOR_ERROR_INVALID);
  await (kontor_letterheads_save_series (f.engine, account, KONTOR_DOCUMENT_INVOICE, "2027-", 1));
  series = dex_await_boxed (kontor_letterheads_load_series (f.engine, account, KONTOR_DOCUMENT_INVOICE), NULL);
  g_assert_cmpstr (series->prefix, ==, "2027-");
  g_assert_cmpint (series->next, ==, 1);
  fixture_end (&f);
}

static void
test_profile (void)
{
  Fixture f;
  g_autoptr (KontorPrintProfile) profile = NULL, kept = NULL;

  fixture_begin (&f);
  profile = kontor_print_profile_new (KONTOR_DOCUMENT_ADDRESS_LABEL);
  g_set_str (&profile->printer, "socket:10.0.0.7");
  g_set_str (&profile->media, "100x150");
  profile->zpl = TRUE;
  profile->left = -150;
  await (kontor_print_profile_save (f.engine, KONTOR_DOCUMENT_ADDRESS_LABEL, profile));
  kept = dex_await_boxed (kontor_print_profile_load (f.engine, KONTOR_DOCUMENT_ADDRESS_LABEL), NULL);
  g_assert_cmpstr (kept->printer, ==, "socket:10.0.0.7");
  g_assert_cmpstr (kept->media, ==, "100x150");
  g_assert_true (kept->zpl);
  g_assert_cmpint (kept->left, ==, -150);
  fixture_end (&f);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/documents/numbers", test_numbers);
  kontor_test_add ("/documents/kept", test_kept);
  kontor_test_add ("/documents/noted", test_noted);
  kontor_test_add ("/documents/left-out", test_left_out);
  kontor_test_add ("/documents/series", test_series);
  kontor_test_add ("/documents/profile", test_profile);
  return kontor_test_run ();
}
