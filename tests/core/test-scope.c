#include "kontor-scope.h"
#include "kontor-test.h"

static void
test_ids (void)
{
  g_autoptr (KontorIdSet) ids = kontor_id_set_new ();
  g_autoptr (KontorScope) scope = NULL;

  kontor_id_set_add (ids, 5);
  scope = kontor_scope_new_ids (KONTOR_ENTITY_PRODUCT, ids);
  kontor_id_set_add (ids, 6);
  g_assert_cmpint (kontor_scope_get_entity (scope), ==, KONTOR_ENTITY_PRODUCT);
  g_assert_null (kontor_scope_get_query (scope));
  g_assert_cmpuint (kontor_id_set_get_size (kontor_scope_get_ids (scope)), ==, 1);
}

static void
test_one (void)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (KontorScope) again = kontor_scope_ref (scope);

  g_assert_true (kontor_id_set_contains (kontor_scope_get_ids (again), 7));
}

static void
test_all (void)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_CUSTOMER, 0, NULL, "ana", NULL, NULL);
  g_autoptr (KontorIdSet) exceptions = kontor_id_set_new ();
  g_autoptr (KontorScope) whole = kontor_scope_new_all (query, NULL);
  g_autoptr (KontorScope) most = NULL;

  kontor_id_set_add (exceptions, 5);
  most = kontor_scope_new_all (query, exceptions);
  g_assert_cmpint (kontor_scope_get_entity (whole), ==, KONTOR_ENTITY_CUSTOMER);
  g_assert_true (kontor_query_equal (kontor_scope_get_query (whole), query));
  g_assert_cmpuint (kontor_id_set_get_size (kontor_scope_get_ids (whole)), ==, 0);
  g_assert_true (kontor_id_set_contains (kontor_scope_get_ids (most), 5));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/scope/ids", test_ids);
  kontor_test_add_plain ("/core/scope/one", test_one);
  kontor_test_add_plain ("/core/scope/all", test_all);
  return kontor_test_run ();
}
