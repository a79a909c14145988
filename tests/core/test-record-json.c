#include <string.h>

#include "kontor-entity.h"
#include "kontor-error.h"
#include "kontor-test-record.h"
#include "kontor-test.h"

#define ORDER (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER))

static void
test_form (void)
{
  g_autoptr (KontorRecord) order = kontor_record_new (ORDER);
  KontorRecord *line = kontor_record_new (&kontor_line_type);
  g_autofree char *empty = kontor_record_to_json (order), *json = NULL;

  g_assert_cmpstr (empty, ==, "{}");
  kontor_record_set_id (order, 12);
  kontor_record_set_account (order, 3);
  kontor_record_set_key (order, "r\"1");
  kontor_record_set_revision (order, "5");
  kontor_record_take_member (order, KONTOR_ORDER_LINES, line);
  kontor_record_set_key (line, "7");
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, 2);
  kontor_record_set_ref (line, KONTOR_LINE_VARIANT, 4, "v");
  kontor_record_set_empty (order, KONTOR_ORDER_FEES);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, -12500000);
  g_assert_true (kontor_record_set_decimal (order, KONTOR_ORDER_SUBTOTAL, "1715.26600001", NULL));
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, TRUE);
  kontor_record_set_null (order, KONTOR_ORDER_EMAIL);
  json = kontor_record_to_json (order);
  g_assert_cmpstr (json, ==,
                   "{\"@id\":12,\"@key\":\"r\\\"1\",\"@revision\":\"5\",\"email\":null,\"total\":-12500000,"
                   "\"subtotal\":{\"exact\":\"1715.26600001\"},\"archived\":true,"
                   "\"lines\":[{\"@key\":\"7\",\"variant\":{\"id\":4,\"key\":\"v\"},\"quantity\":2}],\"fees\":[]}");
}

static void
test_there_and_back (void)
{
  for (guint i = 0; i < 50 * KONTOR_N_ENTITIES; i++) {
    const KontorRecordType *type = kontor_entity_get_record_type (i % KONTOR_N_ENTITIES);
    g_autoptr (KontorRecord) record = kontor_test_record_random (type);
    g_autofree char *json = kontor_record_to_json (record);
    g_autoptr (GError) error = NULL;
    g_autoptr (KontorRecord) back = kontor_record_from_json (type, json, -1, &error);
    g_autofree char *again = NULL;

    g_assert_no_error (error);
    kontor_test_record_assert_same (record, back);
    g_assert_null (strchr (json, '\n'));
    again = kontor_record_to_json (back);
    g_assert_cmpstr (again, ==, json);
  }
}

static void
test_invalid_text (void)
{
  g_autoptr (KontorRecord) order = kontor_record_new (ORDER), back = NULL;
  g_autofree char *json = NULL;

  kontor_record_set_text (order, KONTOR_ORDER_EMAIL, "\xff\xc3(\xf0\x9f");
  json = kontor_record_to_json (order);
  back = kontor_record_from_json (ORDER, json, -1, NULL);
  g_assert_nonnull (back);
  kontor_test_record_assert_same (order, back);
}

static void
test_length (void)
{
  g_autoptr (KontorRecord) order = kontor_record_from_json (ORDER, "{\"number\":\"1\"}, more", 14, NULL);

  g_assert_nonnull (order);
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_NUMBER), ==, "1");
  g_assert_null (kontor_record_from_json (ORDER, "{}", 0, NULL));
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "[]",
    "1",
    "null",
    "\"x\"",
    "{}{}",
    "{\"nonsense\":1}",
    "{\"@nonsense\":1}",
    "{\"\":1}",
    "{\"a\\u0000b\":1}",
    "{\"@id\":\"1\"}",
    "{\"@id\":1.5}",
    "{\"@key\":1}",
    "{\"@key\":null}",
    "{\"@revision\":[]}",
    "{\"number\":1}",
    "{\"number\":\"a\\u0000b\"}",
    "{\"number\":[]}",
    "{\"item_count\":\"1\"}",
    "{\"item_count\":1.0}",
    "{\"item_count\":9223372036854775808}",
    "{\"item_count\":-9223372036854775809}",
    "{\"item_count\":true}",
    "{\"archived\":1}",
    "{\"total\":\"1.5\"}",
    "{\"total\":1.5}",
    "{\"total\":{}}",
    "{\"total\":{\"exact\":1}}",
    "{\"total\":{\"exact\":\"x\"}}",
    "{\"total\":{\"exact\":\"1\",\"more\":1}}",
    "{\"customer\":1}",
    "{\"customer\":{\"id\":\"1\"}}",
    "{\"customer\":{\"key\":1}}",
    "{\"customer\":{\"name\":\"x\"}}",
    "{\"customer\":[]}",
    "{\"lines\":{}}",
    "{\"lines\":[1]}",
    "{\"lines\":[null]}",
    "{\"lines\":[{\"nonsense\":1}]}",
    "{\"lines\":[{\"taxes\":[{\"amount\":\"x\"}]}]}",
    "{\"number\":\"x\",}",
    "{\"number\":NaN}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", texts[i]);
    g_assert_null (kontor_record_from_json (ORDER, texts[i], -1, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  }
}

/* A stored text that lost or changed a byte is read or refused, never more. */
static void
test_damage (void)
{
  for (guint i = 0; i < 400; i++) {
    const KontorRecordType *type = kontor_entity_get_record_type (i % KONTOR_N_ENTITIES);
    g_autoptr (KontorRecord) record = kontor_test_record_random (type), back = NULL;
    g_autofree char *json = kontor_record_to_json (record);
    g_autoptr (GError) error = NULL;
    gsize length = strlen (json);

    json[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
    back = kontor_record_from_json (type, json, (gssize) (length - (gsize) g_test_rand_int_range (0, 2)), &error);
    if (back == NULL)
      g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/record-json/form", test_form);
  kontor_test_add_plain ("/core/record-json/there-and-back", test_there_and_back);
  kontor_test_add_plain ("/core/record-json/invalid-text", test_invalid_text);
  kontor_test_add_plain ("/core/record-json/length", test_length);
  kontor_test_add_plain ("/core/record-json/refuses", test_refuses);
  kontor_test_add_plain ("/core/record-json/damage", test_damage);
  return kontor_test_run ();
}
