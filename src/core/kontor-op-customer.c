#include "kontor-op-private.h"

#include <glib/gi18n.h>

static const KontorFieldLabel labels[] = {
  { KONTOR_CUSTOMER_FIRST_NAME, N_("First name") },
  { KONTOR_CUSTOMER_LAST_NAME, N_("Last name") },
  { KONTOR_CUSTOMER_COMPANY, N_("Company") },
  { KONTOR_CUSTOMER_EMAIL, N_("E-mail") },
  { KONTOR_CUSTOMER_PHONE, N_("Phone") },
  { KONTOR_CUSTOMER_MARKETING, N_("Marketing") },
  { KONTOR_CUSTOMER_NOTE, N_("Note") },
  { KONTOR_CUSTOMER_METADATA, N_("Custom fields") },
  { KONTOR_CUSTOMER_ADDRESSES, N_("Addresses") },
  { 0, NULL },
};

static char *
describe_customer (const KontorOp *op)
{
  return kontor_op_describe_fields (op, labels);
}

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
  { "set-customer", N_("Change customer"), KONTOR_OP_SET, KONTOR_ENTITY_CUSTOMER, TRUE, describe_customer },
  { "tag-customer", N_("Tag customer"), KONTOR_OP_SET, KONTOR_ENTITY_CUSTOMER, TRUE, describe_tags },
  { "create-customer", N_("Create customer"), KONTOR_OP_CREATE, KONTOR_ENTITY_CUSTOMER, TRUE, describe_whole, "delete-customer" },
  { "delete-customer", N_("Delete customer"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_CUSTOMER, FALSE, describe_whole },
  { NULL },
};
