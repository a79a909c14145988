#include "kontor-op.h"
#include "kontor-test.h"
#include "register.h"

static gboolean
can (const KontorConnectorInfo *info, const char *kind)
{
  for (const KontorOpSupport *op = info->ops; op->kind != NULL; op++)
    if (g_str_equal (op->kind, kind))
      return TRUE;
  return FALSE;
}

static const char *
find_reason (const KontorConnectorInfo *info, const char *kind)
{
  for (const KontorOpRefusal *refusal = info->refusals; refusal != NULL && refusal->kind != NULL; refusal++)
    if (g_str_equal (refusal->kind, kind))
      return refusal->reason;
  return NULL;
}

/* A platform can do a kind, or says in words of its own why not. */
static void
test_every_kind (void)
{
  for (const KontorConnectorFactory *const *factory = kontor_connector_list_factories (); *factory != NULL; factory++)
    for (const KontorOpKind *const *kind = kontor_op_kind_list (); *kind != NULL; kind++) {
      const char *name = (*kind)->name, *reason = find_reason ((*factory)->info, name);

      g_test_message ("%s: %s", (*factory)->info->id, name);
      g_assert_true (can ((*factory)->info, name) != (reason != NULL));
    }
}

/* Nothing is refused that Kontor does not know. */
static void
test_known (void)
{
  for (const KontorConnectorFactory *const *factory = kontor_connector_list_factories (); *factory != NULL; factory++)
    for (const KontorOpRefusal *refusal = (*factory)->info->refusals; refusal != NULL && refusal->kind != NULL; refusal++)
      g_assert_nonnull (kontor_op_kind_lookup (refusal->kind));
}

/* The reason is what the place shows where the action is insensitive. */
static void
test_said (void)
{
  for (const KontorConnectorFactory *const *factory = kontor_connector_list_factories (); *factory != NULL; factory++) {
    const KontorOpRefusal *first = (*factory)->info->refusals;
    g_autoptr (KontorConnector) connector = first != NULL ? (*factory)->create ("https://shop.example", NULL, NULL) : NULL;
    g_autofree char *reason = NULL;

    if (connector == NULL)
      continue;
    g_assert_false (kontor_connector_allows (connector, first->kind, NULL, &reason));
    g_assert_cmpstr (reason, ==, first->reason);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/refusals/every-kind", test_every_kind);
  kontor_test_add_plain ("/refusals/known", test_known);
  kontor_test_add ("/refusals/said", test_said);
  return kontor_test_run ();
}
