#include "kontor-address.h"
#include "kontor-setting.h"
#include "kontor-test.h"

static KontorRecord *
make (const char *city, const char *province, const char *postcode, const char *country)
{
  KontorRecord *address = kontor_record_new (&kontor_address_type);

  kontor_record_set_text (address, KONTOR_ADDRESS_FIRST_NAME, "Ada");
  kontor_record_set_text (address, KONTOR_ADDRESS_LAST_NAME, "Berg");
  kontor_record_set_text (address, KONTOR_ADDRESS_LINE1, "Main 1");
  kontor_record_set_text (address, KONTOR_ADDRESS_CITY, city);
  kontor_record_set_text (address, KONTOR_ADDRESS_PROVINCE, province);
  kontor_record_set_text (address, KONTOR_ADDRESS_POSTCODE, postcode);
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, country);
  return address;
}

static void
assert_place (const char *city, const char *province, const char *postcode, const char *country, const char *expected)
{
  g_autoptr (KontorRecord) address = make (city, province, postcode, country);
  g_autofree char *place = kontor_address_dup_place (address);

  g_assert_cmpstr (place, ==, expected);
}

static void
test_countries (void)
{
  assert_place ("Emden", "", "26721", "DE", "Main 1, 26721 Emden, Germany");
  assert_place ("Springfield", "IL", "62704", "US", "Main 1, Springfield, IL 62704, United States");
  assert_place ("Bath", "", "BA1 1AA", "GB", "Main 1, Bath, BA1 1AA, United Kingdom");
  assert_place ("Nara", "Nara", "630-8001", "JP", "Main 1, 630-8001, Nara Nara, Japan");
  assert_place ("Milano", "MI", "20121", "IT", "Main 1, 20121 Milano MI, Italy");
}

static void
assert_mail (const char *city, const char *province, const char *postcode, const char *country, const char *expected)
{
  g_autoptr (KontorRecord) address = make (city, province, postcode, country);
  g_autofree char *text = kontor_address_format_for_mail (address, "DE", "de");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_mail (void)
{
  assert_mail ("Emden", "", "26721", "DE", "Ada Berg\nMain 1\n26721 Emden");
  assert_mail ("Lyon", "", "69001", "FR", "Ada Berg\nMain 1\n69001 Lyon\nFRANKREICH");
  assert_mail ("Ottawa", "ON", "K1A 0B1", "CA", "Ada Berg\nMain 1\nOttawa ON K1A 0B1\nKANADA");
  assert_mail ("Bath", "", "BA1 1AA", "GB", "Ada Berg\nMain 1\nBath\nBA1 1AA\nVEREINIGTES KÖNIGREICH");
  assert_mail ("Dubai", "Dubai", NULL, "AE", "Ada Berg\nMain 1\nDubai\nDubai\nVEREINIGTE ARABISCHE EMIRATE");
  assert_mail ("Emden", NULL, NULL, NULL, "Ada Berg\nMain 1\nEmden");
}

static void
test_missing_parts (void)
{
  assert_place ("Springfield", NULL, "62704", "US", "Main 1, Springfield, 62704, United States");
  assert_place ("", "", "62704", "US", "Main 1, 62704, United States");
  assert_place ("Emden", NULL, NULL, "DE", "Main 1, Emden, Germany");
  assert_place ("Emden", NULL, NULL, "", "Main 1, Emden");
  assert_place (NULL, NULL, NULL, NULL, "Main 1");
}

static void
test_format (void)
{
  g_autoptr (KontorRecord) address = make ("Emden", NULL, "26721", "DE"), nothing = kontor_record_new (&kontor_address_type);
  g_autofree char *empty = kontor_address_format (nothing), *full = NULL;

  kontor_record_set_text (address, KONTOR_ADDRESS_COMPANY, "Tide & Leaf");
  full = kontor_address_format (address);
  g_assert_cmpstr (full, ==, "Ada Berg\nTide & Leaf\nMain 1\n26721 Emden\nGermany");
  g_assert_cmpstr (empty, ==, "");
  g_assert_null (kontor_address_dup_place (nothing));
}

static void
test_name (void)
{
  g_autoptr (KontorRecord) berg = make ("Budapest", NULL, NULL, "HU");
  g_autofree char *name = kontor_address_dup_name (berg);

  g_assert_cmpstr (name, ==, "Berg Ada");
}

/* What is no country is said as it is. */
static void
test_unknown_country (void)
{
  g_autofree char *name = kontor_country_dup_name ("Atlantis!");

  g_assert_nonnull (name);
  g_assert_cmpstr (name, !=, "");
}

static void
test_equal (void)
{
  g_autoptr (KontorRecord) a = make ("Emden", "", "26721", "DE"), b = make ("Emden", NULL, "26721", "DE");

  kontor_record_set_text (b, KONTOR_ADDRESS_PHONE, "1");
  g_assert_true (kontor_address_equal (a, b));
  kontor_record_set_text (b, KONTOR_ADDRESS_COUNTRY, "AT");
  g_assert_false (kontor_address_equal (a, b));
}

static void
assert_code (const char *data, const char *expected)
{
  g_autoptr (KontorRecord) setting = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_SETTING));
  g_autofree char *code = NULL;

  kontor_record_set_key (setting, "103");
  kontor_record_set_text (setting, KONTOR_SETTING_DATA, data);
  code = kontor_setting_dup_code (setting);
  g_assert_cmpstr (code, ==, expected);
}

static void
test_setting_code (void)
{
  assert_code ("{\"mails\":true,\"code\":\"processing\"}", "processing");
  assert_code ("{}", "103");
  assert_code ("nonsense", "103");
  assert_code (NULL, "103");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);

  kontor_test_add_plain ("/core/address/countries", test_countries);
  kontor_test_add_plain ("/core/address/mail", test_mail);
  kontor_test_add_plain ("/core/address/missing-parts", test_missing_parts);
  kontor_test_add_plain ("/core/address/format", test_format);
  kontor_test_add_plain ("/core/address/name", test_name);
  kontor_test_add_plain ("/core/address/unknown-country", test_unknown_country);
  kontor_test_add_plain ("/core/address/equal", test_equal);
  kontor_test_add_plain ("/core/setting/code", test_setting_code);

  return kontor_test_run ();
}
