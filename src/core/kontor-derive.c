#include "kontor-op.h"

#include "kontor-derive-private.h"
#include "kontor-saturated-private.h"

static void
derive_product (KontorRecord *product)
{
  KontorRecord *first;

  if (!kontor_record_has (product, KONTOR_PRODUCT_PICTURES))
    return;
  first = kontor_record_get_length (product, KONTOR_PRODUCT_PICTURES) > 0
              ? kontor_record_get_member (product, KONTOR_PRODUCT_PICTURES, 0)
              : NULL;
  kontor_record_set_text (product, KONTOR_PRODUCT_COVER_URL,
                          first != NULL ? kontor_record_get_text (first, KONTOR_PICTURE_URL) : NULL);
}

static gint64
available_at (const KontorRecord *level)
{
  gint64 left = kontor_difference_saturated (kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND),
                                             kontor_record_get_int (level, KONTOR_LEVEL_COMMITTED));

  return kontor_difference_saturated (left, kontor_record_get_int (level, KONTOR_LEVEL_UNAVAILABLE));
}

static gboolean
manages_stock (const KontorRecord *variant)
{
  if (kontor_record_is_null (variant, KONTOR_VARIANT_MANAGE_STOCK))
    return kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS) > 0;
  return kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK);
}

static void
derive_variant (KontorRecord *variant)
{
  gint64 on_hand = 0, available = 0;

  if (!kontor_record_has (variant, KONTOR_VARIANT_LEVELS))
    return;
  if (!manages_stock (variant)) {
    kontor_record_set_null (variant, KONTOR_VARIANT_ON_HAND);
    kontor_record_set_null (variant, KONTOR_VARIANT_AVAILABLE);
    return;
  }
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++) {
    KontorRecord *level = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i);

    on_hand = kontor_sum_saturated (on_hand, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));
    available = kontor_sum_saturated (available, available_at (level));
  }
  kontor_record_set_int (variant, KONTOR_VARIANT_ON_HAND, on_hand);
  kontor_record_set_int (variant, KONTOR_VARIANT_AVAILABLE, available);
}

static char *
dup_trimmed (const KontorRecord *record, guint field)
{
  const char *text = kontor_record_get_text (record, field);

  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

static char *
name_customer (const KontorRecord *customer)
{
  g_autofree char *first = dup_trimmed (customer, KONTOR_CUSTOMER_FIRST_NAME);
  g_autofree char *last = dup_trimmed (customer, KONTOR_CUSTOMER_LAST_NAME);
  g_autofree char *company = dup_trimmed (customer, KONTOR_CUSTOMER_COMPANY);

  if (first[0] != '\0' && last[0] != '\0')
    return g_strdup_printf ("%s %s", first, last);
  if (first[0] != '\0' || last[0] != '\0')
    return g_strconcat (first, last, NULL);
  return company[0] != '\0' ? g_steal_pointer (&company) : dup_trimmed (customer, KONTOR_CUSTOMER_EMAIL);
}

static void
take_identity (KontorRecord *customer, const char *kind, const char *value)
{
  KontorRecord *identity;
  g_autofree char *key = NULL;

  if (value == NULL || value[0] == '\0')
    return;
  key = g_strdup_printf ("%s:%s", kind, value);
  identity = kontor_record_new (&kontor_identity_type);
  kontor_record_set_key (identity, key);
  kontor_record_set_text (identity, KONTOR_IDENTITY_KIND, kind);
  kontor_record_set_text (identity, KONTOR_IDENTITY_VALUE, value);
  kontor_record_take_member (customer, KONTOR_CUSTOMER_IDENTITIES, identity);
}

/* "+49 (30) 1234-5" → "+493012345"; without the country it names nobody. */
static char *
normalise_phone (const char *phone)
{
  g_autofree char *digits = NULL;
  GString *number = g_string_new (NULL);

  for (; phone != NULL && *phone != '\0'; phone++)
    if (g_ascii_isdigit (*phone) || (*phone == '+' && number->len == 0))
      g_string_append_c (number, *phone);
  if (g_str_has_prefix (number->str, "00"))
    g_string_replace (number, "00", "+", 1);
  digits = g_string_free (number, FALSE);
  return digits[0] == '+' && strlen (digits) > 7 ? g_steal_pointer (&digits) : NULL;
}

static void
derive_identities (KontorRecord *customer)
{
  g_autofree char *email = dup_trimmed (customer, KONTOR_CUSTOMER_EMAIL);
  g_autofree char *folded = g_utf8_validate (email, -1, NULL) ? g_utf8_strdown (email, -1) : NULL;
  g_autofree char *phone = normalise_phone (kontor_record_get_text (customer, KONTOR_CUSTOMER_PHONE));

  kontor_record_set_empty (customer, KONTOR_CUSTOMER_IDENTITIES);
  take_identity (customer, "platform", kontor_record_get_key (customer));
  take_identity (customer, "email", folded);
  take_identity (customer, "phone", phone);
}

static void
derive_customer (KontorRecord *customer)
{
  static const guint sources[] = { KONTOR_CUSTOMER_FIRST_NAME, KONTOR_CUSTOMER_LAST_NAME, KONTOR_CUSTOMER_COMPANY,
                                   KONTOR_CUSTOMER_EMAIL };
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    known |= kontor_record_has (customer, sources[i]);
  if (known)
    kontor_record_take_text (customer, KONTOR_CUSTOMER_NAME, name_customer (customer));
  if (kontor_record_has (customer, KONTOR_CUSTOMER_EMAIL) || kontor_record_has (customer, KONTOR_CUSTOMER_PHONE))
    derive_identities (customer);
}

void
kontor_derive (KontorRecord *record)
{
  g_return_if_fail (record != NULL);

  switch (kontor_record_get_entity (record)) {
  case KONTOR_ENTITY_PRODUCT:
    derive_product (record);
    return;
  case KONTOR_ENTITY_VARIANT:
    derive_variant (record);
    return;
  case KONTOR_ENTITY_CUSTOMER:
    derive_customer (record);
    return;
  case KONTOR_ENTITY_ORDER:
    kontor_derive_order (record);
    return;
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_DISCOUNT:
    return;
  }
}
