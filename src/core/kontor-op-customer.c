#include "kontor-op-private.h"

#include <glib/gi18n.h>

static char *
describe_tags (const KontorOp *op)
{
  return kontor_op_describe_members (op, KONTOR_CUSTOMER_TAGS, _("Tags"));
}

static char *
describe_whole (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_CUSTOMER_EMAIL);
}

const KontorOpKind kontor_op_customer_kinds[] = {
  { "set-customer", N_("Change customer"), KONTOR_OP_SET, KONTOR_ENTITY_CUSTOMER, TRUE, kontor_op_describe_fields },
  { "tag-customer", N_("Tag customer"), KONTOR_OP_SET, KONTOR_ENTITY_CUSTOMER, TRUE, describe_tags },
  { "create-customer", N_("Create customer"), KONTOR_OP_CREATE, KONTOR_ENTITY_CUSTOMER, TRUE, describe_whole, "delete-customer" },
  { "delete-customer", N_("Delete customer"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_CUSTOMER, FALSE, describe_whole },
  { NULL },
};
