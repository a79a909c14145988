#include "kontor-entity.h"
#include "kontor-test.h"

static void
assert_sound (const KontorRecordType *type, GHashTable *seen)
{
  if (!g_hash_table_add (seen, (gpointer) type))
    return;
  g_assert_nonnull (type->name);
  for (guint i = 0; i < type->n_fields; i++) {
    const KontorField *field = &type->fields[i];

    g_test_message ("%s %u", type->name, i);
    g_assert_nonnull (field->name);
    g_assert_cmpint (kontor_record_type_find (type, field->name), ==, (int) i);
    g_assert_true (field->name[0] != '@');
    g_assert_true ((field->kind == KONTOR_FIELD_LIST) == (field->members != NULL));
    if (field->members != NULL)
      assert_sound (field->members, seen);
    if (field->kind == KONTOR_FIELD_REF)
      g_assert_cmpuint (field->target, <, KONTOR_N_ENTITIES);
  }
}

/* No gap in the tables, no name twice. */
static void
test_tables (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    assert_sound (kontor_entity_get_record_type (i), seen);
  g_assert_true (g_hash_table_contains (seen, &kontor_refund_line_type));
}

/* A list with a table in lists with tables is keyed by those around it. */
static void
test_keys (void)
{
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    const KontorRecordType *type = kontor_entity_get_record_type (i);

    g_assert_nonnull (type->table);
    g_assert_nonnull (type->key_column);
    for (guint j = 0; j < type->n_fields; j++) {
      const KontorRecordType *members = type->fields[j].members;

      for (guint k = 0; members != NULL && k < members->n_fields; k++)
        if (members->fields[k].members != NULL && members->fields[k].members->table != NULL) {
          g_assert_nonnull (members->table);
          g_assert_nonnull (members->key_column);
        }
    }
  }
}

static void
test_counts (void)
{
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER)->n_fields, ==, KONTOR_ORDER_N_FIELDS);
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT)->n_fields, ==, KONTOR_PRODUCT_N_FIELDS);
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT)->n_fields, ==, KONTOR_VARIANT_N_FIELDS);
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER)->n_fields, ==, KONTOR_CUSTOMER_N_FIELDS);
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_DISCOUNT)->n_fields, ==, KONTOR_DISCOUNT_N_FIELDS);
  g_assert_cmpuint (kontor_entity_get_record_type (KONTOR_ENTITY_CATEGORY)->n_fields, ==, KONTOR_CATEGORY_N_FIELDS);
  g_assert_cmpuint (kontor_line_type.n_fields, ==, KONTOR_LINE_N_FIELDS);
  g_assert_cmpuint (kontor_payment_type.n_fields, ==, KONTOR_PAYMENT_N_FIELDS);
  g_assert_cmpuint (kontor_refund_line_type.n_fields, ==, KONTOR_REFUND_LINE_N_FIELDS);
  g_assert_cmpuint (kontor_return_line_type.n_fields, ==, KONTOR_RETURN_LINE_N_FIELDS);
  g_assert_cmpuint (kontor_address_type.n_fields, ==, KONTOR_ADDRESS_N_FIELDS);
}

static void
test_nicks (void)
{
  KontorEntity entity = KONTOR_ENTITY_TAG;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_autoptr (KontorRecord) record = kontor_record_new (kontor_entity_get_record_type (i));

    g_assert_true (kontor_entity_from_nick (kontor_entity_get_nick (i), &entity));
    g_assert_cmpuint (entity, ==, i);
    g_assert_cmpuint (kontor_record_get_entity (record), ==, i);
  }
  g_assert_cmpstr (kontor_entity_get_nick (KONTOR_ENTITY_ORDER), ==, "order");
  g_assert_false (kontor_entity_from_nick ("line", &entity));
  g_assert_false (kontor_entity_from_nick ("", &entity));
}

/* Whatever a person may change, and so disagree about, has a name for people. */
static void
test_labels (void)
{
  for (KontorEntity entity = KONTOR_ENTITY_TAG; entity < KONTOR_N_ENTITIES; entity++) {
    const KontorRecordType *type = kontor_entity_get_record_type (entity);

    for (guint i = 0; i < type->n_fields; i++)
      if ((type->fields[i].flags & KONTOR_FIELD_DERIVED) == 0) {
        g_test_message ("%s %s", type->name, type->fields[i].name);
        g_assert_cmpstr (kontor_entity_get_field_label (entity, i), !=, type->fields[i].name);
      }
  }
  g_assert_cmpstr (kontor_entity_get_field_label (KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_SALE_PRICE), ==, "Sale price");
  g_assert_cmpstr (kontor_entity_get_field_label (KONTOR_ENTITY_SETTING, KONTOR_SETTING_DATA), ==, "data");
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/entity/tables", test_tables);
  kontor_test_add_plain ("/core/entity/keys", test_keys);
  kontor_test_add_plain ("/core/entity/counts", test_counts);
  kontor_test_add_plain ("/core/entity/nicks", test_nicks);
  kontor_test_add_plain ("/core/entity/labels", test_labels);
  return kontor_test_run ();
}
