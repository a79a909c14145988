#include "kontor-generator.h"

#define ORDERS_PER_CUSTOMER 4
#define SPAN_MS (G_GINT64_CONSTANT (730) * 24 * 3600 * 1000)
#define PICK(self, purpose, index, array) ((array)[pick (self, purpose, index, G_N_ELEMENTS (array))])

struct _KontorGenerator {
  guint64 seed;
  guint n_orders;
  guint n_products;
  gint64 newest;
};

static const char *const first_names[] = {
  "Ada",
  "Jon",
  "Mara",
  "Elif",
  "Noor",
  "Ivo",
  "Lena",
  "Tomás",
  "Aiko",
  "Søren",
  "Zoë",
  "Bram",
  "Chiara",
  "Dmitri",
  "Émile",
  "Fatima",
  "Greta",
  "Hugo",
  "Ines",
  "Jürgen",
  "Kaja",
  "Luca",
  "Mei",
  "Nils",
  "Olga",
  "Pia",
  "Quinn",
  "Rosa",
  "Sami",
  "Tess",
  "Uma",
  "Vera",
};
static const char *const last_names[] = {
  "Berg",
  "Ek",
  "Okafor",
  "Yılmaz",
  "Haddad",
  "Novak",
  "Fischer",
  "García",
  "Tanaka",
  "Lund",
  "de Vries",
  "Jansen",
  "Rossi",
  "Petrov",
  "Dubois",
  "Karimi",
  "Sommer",
  "Moreau",
  "Silva",
  "Groß",
  "Tamm",
  "Conti",
  "Chen",
  "Dahl",
  "Ivanova",
  "Meyer",
  "O'Brien",
  "Marin",
  "Salo",
  "Walker",
  "Rao",
  "Horn",
};
static const struct {
  const char *city, *postcode, *country;
} places[] = {
  { "Berlin", "10115", "DE" },
  { "Köln", "50667", "DE" },
  { "Wien", "1010", "AT" },
  { "Amsterdam", "1012 AB", "NL" },
  { "Gent", "9000", "BE" },
  { "Lyon", "69001", "FR" },
  { "Torino", "10121", "IT" },
  { "Malmö", "211 20", "SE" },
  { "Kraków", "31-042", "PL" },
  { "Porto", "4000-069", "PT" },
  { "Galway", "H91 E2K3", "IE" },
  { "Aarhus", "8000", "DK" },
};
static const char *const things[] = { "Tea Tin", "Mug", "Kettle", "Teapot", "Honey",
                                      "Biscuits", "Cup", "Strainer", "Whisk", "Tray" };
static const char *const kinds[] = { "Assam", "Sencha", "Blue", "Copper", "Heather",
                                     "Almond", "Stone", "Fine", "Bamboo", "Oak" };

KontorGenerator *
kontor_generator_new (guint64 seed, guint n_orders, guint n_products, gint64 newest)
{
  KontorGenerator *self = g_new0 (KontorGenerator, 1);

  self->seed = seed;
  self->n_orders = n_orders;
  self->n_products = MAX (n_products, 1);
  self->newest = newest;
  return self;
}

void
kontor_generator_free (KontorGenerator *self)
{
  g_free (self);
}

guint
kontor_generator_get_n_customers (KontorGenerator *self)
{
  return MAX (1, self->n_orders / ORDERS_PER_CUSTOMER);
}

/* A number that depends on the seed, the purpose and the index alone, so that rows can be made in any order
   (the mixing is that of the public-domain generator splitmix64). */
static guint64
draw (KontorGenerator *self, const char *purpose, guint index)
{
  guint64 x = self->seed ^ ((guint64) g_str_hash (purpose) << 32 | index);

  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static guint
pick (KontorGenerator *self, const char *purpose, guint index, guint n)
{
  return (guint) (draw (self, purpose, index) % n);
}

G_GNUC_PRINTF (3, 4)
static void
set_textf (KontorRecord *record, guint field, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  kontor_record_take_text (record, field, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
set_key (KontorRecord *record, const char *prefix, guint index)
{
  char key[32];

  g_snprintf (key, sizeof key, "%s%u", prefix, index);
  kontor_record_set_key (record, key);
}

static void
set_ref (KontorRecord *record, guint field, const char *prefix, guint index)
{
  char key[32];

  g_snprintf (key, sizeof key, "%s%u", prefix, index);
  kontor_record_set_ref (record, field, 0, key);
}

static gint64
get_price (KontorGenerator *self, guint product)
{
  return (3 + pick (self, "price", product, 60)) * KONTOR_MONEY_UNIT - 100000;
}

static void
set_product_title (KontorGenerator *self, KontorRecord *record, guint field, guint product)
{
  set_textf (record, field, "%s %s %u", PICK (self, "kind", product, kinds), PICK (self, "thing", product, things),
             product);
}

KontorRecord *
kontor_generator_make_product (KontorGenerator *self, guint index)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  set_key (record, "p", index);
  set_product_title (self, record, KONTOR_PRODUCT_TITLE, index);
  kontor_record_set_text (record, KONTOR_PRODUCT_STATUS, pick (self, "draft", index, 20) == 0 ? "draft" : "published");
  kontor_record_set_text (record, KONTOR_PRODUCT_KIND, "simple");
  set_textf (record, KONTOR_PRODUCT_SKU, "TEA-%05u", index);
  kontor_record_set_text (record, KONTOR_PRODUCT_CURRENCY, "EUR");
  kontor_record_set_int (record, KONTOR_PRODUCT_CREATED_AT, self->newest - SPAN_MS);
  kontor_record_set_int (record, KONTOR_PRODUCT_UPDATED_AT, self->newest - (gint64) index * 1000);
  kontor_record_set_bool (record, KONTOR_PRODUCT_REQUIRES_SHIPPING, TRUE);
  kontor_derive (record);
  return record;
}

static KontorRecord *
make_level (KontorGenerator *self, guint index)
{
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  kontor_record_set_key (level, "");
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, pick (self, "stock", index, 200));
  kontor_record_set_int (level, KONTOR_LEVEL_COMMITTED, 0);
  kontor_record_set_int (level, KONTOR_LEVEL_UNAVAILABLE, 0);
  return level;
}

KontorRecord *
kontor_generator_make_variant (KontorGenerator *self, guint index)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  set_key (record, "v", index);
  set_ref (record, KONTOR_VARIANT_PRODUCT, "p", index);
  set_textf (record, KONTOR_VARIANT_SKU, "TEA-%05u", index);
  kontor_record_set_text (record, KONTOR_VARIANT_CURRENCY, "EUR");
  kontor_record_set_amount (record, KONTOR_VARIANT_PRICE, get_price (self, index));
  kontor_record_set_bool (record, KONTOR_VARIANT_MANAGE_STOCK, TRUE);
  kontor_record_set_int (record, KONTOR_VARIANT_LOW_STOCK, 5);
  kontor_record_take_member (record, KONTOR_VARIANT_LEVELS, make_level (self, index));
  kontor_derive (record);
  return record;
}

static KontorRecord *
make_address (KontorGenerator *self, guint customer, const char *role)
{
  KontorRecord *address = kontor_record_new (&kontor_address_type);
  guint place = pick (self, "place", customer, G_N_ELEMENTS (places));

  kontor_record_set_key (address, role);
  kontor_record_set_text (address, KONTOR_ADDRESS_FIRST_NAME, PICK (self, "first", customer, first_names));
  kontor_record_set_text (address, KONTOR_ADDRESS_LAST_NAME, PICK (self, "last", customer, last_names));
  set_textf (address, KONTOR_ADDRESS_LINE1, "Harbour Street %u", 1 + pick (self, "house", customer, 200));
  kontor_record_set_text (address, KONTOR_ADDRESS_CITY, places[place].city);
  kontor_record_set_text (address, KONTOR_ADDRESS_POSTCODE, places[place].postcode);
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, places[place].country);
  return address;
}

KontorRecord *
kontor_generator_make_customer (KontorGenerator *self, guint index)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));

  set_key (record, "c", index);
  kontor_record_set_text (record, KONTOR_CUSTOMER_FIRST_NAME, PICK (self, "first", index, first_names));
  kontor_record_set_text (record, KONTOR_CUSTOMER_LAST_NAME, PICK (self, "last", index, last_names));
  set_textf (record, KONTOR_CUSTOMER_EMAIL, "customer%u@example.org", index);
  set_textf (record, KONTOR_CUSTOMER_PHONE, "+49301%07u", index);
  kontor_record_set_text (record, KONTOR_CUSTOMER_KIND, pick (self, "guest", index, 3) == 0 ? "guest" : "registered");
  kontor_record_set_text (record, KONTOR_CUSTOMER_CURRENCY, "EUR");
  kontor_record_set_int (record, KONTOR_CUSTOMER_CREATED_AT, self->newest - SPAN_MS + (gint64) index * 1000);
  kontor_record_take_member (record, KONTOR_CUSTOMER_ADDRESSES, make_address (self, index, "billing"));
  kontor_derive (record);
  return record;
}

static void
set_line_amounts (KontorRecord *line, gint64 unit_price, guint quantity)
{
  KontorRecord *tax = kontor_record_new (&kontor_line_tax_type);
  gint64 gross = unit_price * quantity, amount = kontor_amount_share (gross, 19, 119, 2); /* 19 % included */

  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
  kontor_record_set_amount (line, KONTOR_LINE_UNIT_PRICE, unit_price);
  kontor_record_set_amount (line, KONTOR_LINE_SUBTOTAL, gross - amount);
  kontor_record_set_amount (line, KONTOR_LINE_NET, gross - amount);
  kontor_record_set_amount (line, KONTOR_LINE_TAX, amount);
  kontor_record_set_key (tax, "vat-19");
  kontor_record_set_amount (tax, KONTOR_LINE_TAX_AMOUNT, amount);
  kontor_record_take_member (line, KONTOR_LINE_TAXES, tax);
}

static KontorRecord *
make_line (KontorGenerator *self, guint index)
{
  KontorRecord *line = kontor_record_new (&kontor_line_type);
  guint product = pick (self, "product", index, self->n_products);

  set_key (line, "l", index);
  set_ref (line, KONTOR_LINE_PRODUCT, "p", product);
  set_ref (line, KONTOR_LINE_VARIANT, "v", product);
  set_product_title (self, line, KONTOR_LINE_NAME, product);
  set_textf (line, KONTOR_LINE_SKU, "TEA-%05u", product);
  kontor_record_set_bool (line, KONTOR_LINE_REQUIRES_SHIPPING, TRUE);
  set_line_amounts (line, get_price (self, product), 1 + pick (self, "quantity", index, 3));
  return line;
}

static void
add_lines (KontorGenerator *self, KontorRecord *order, guint index)
{
  guint n = 1 + pick (self, "lines", index, 3);
  gint64 net = 0, tax = 0;

  for (guint i = 0; i < n; i++) {
    KontorRecord *line = make_line (self, index * 4 + i);

    net += kontor_record_get_amount (line, KONTOR_LINE_NET);
    tax += kontor_record_get_amount (line, KONTOR_LINE_TAX);
    kontor_record_take_member (order, KONTOR_ORDER_LINES, line);
  }
  kontor_record_set_amount (order, KONTOR_ORDER_SUBTOTAL, net);
  kontor_record_set_amount (order, KONTOR_ORDER_TAX_TOTAL, tax);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, net + tax);
}

static void
add_payment (KontorRecord *order, guint index, gboolean paid)
{
  KontorRecord *payment = kontor_record_new (&kontor_payment_type);
  gint64 amount = paid ? kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) : 0;

  set_key (payment, "pay", index);
  kontor_record_set_text (payment, KONTOR_PAYMENT_GATEWAY, "card");
  kontor_record_set_amount (payment, KONTOR_PAYMENT_AUTHORIZED, amount);
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, amount);
  kontor_record_set_amount (payment, KONTOR_PAYMENT_REFUNDED, 0);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
}

static void
add_shipped_lines (KontorRecord *fulfilment, KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    KontorRecord *shipped = kontor_record_new (&kontor_fulfilment_line_type);

    kontor_record_set_key (shipped, kontor_record_get_key (line));
    kontor_record_set_int (shipped, KONTOR_FULFILMENT_LINE_QUANTITY,
                           kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, shipped);
  }
}

static void
add_fulfilment (KontorRecord *order, guint index, gint64 at)
{
  KontorRecord *fulfilment = kontor_record_new (&kontor_fulfilment_type);
  KontorRecord *shipment = kontor_record_new (&kontor_shipment_type);

  set_key (fulfilment, "f", index);
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "shipped");
  kontor_record_set_int (fulfilment, KONTOR_FULFILMENT_SHIPPED_AT, at);
  add_shipped_lines (fulfilment, order);
  set_key (shipment, "s", index);
  kontor_record_set_text (shipment, KONTOR_SHIPMENT_CARRIER, "DHL");
  set_textf (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, "00340434%012u", index);
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, shipment);
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
}

/* The newest fiftieth still has work in it; of the rest nearly all is shipped and archived. */
static void
add_progress (KontorGenerator *self, KontorRecord *order, guint index, gint64 placed)
{
  gboolean recent = index < self->n_orders / 50 + 20;
  gboolean paid = pick (self, "paid", index, recent ? 5 : 400) != 0;
  gboolean cancelled = !paid && !recent;
  gboolean shipped = paid && (!recent || pick (self, "shipped", index, 2) == 0);

  add_payment (order, index, paid);
  if (shipped)
    add_fulfilment (order, index, placed + 86400000);
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, cancelled ? "cancelled" : "open");
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, cancelled ? "cancelled" : shipped ? "completed"
                                                                            : paid      ? "processing"
                                                                                        : "pending");
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, shipped && !recent);
  if (paid && !shipped && pick (self, "hold", index, 20) == 0)
    kontor_record_set_text (order, KONTOR_ORDER_HOLD_REASON, "address");
}

static void
set_person (KontorGenerator *self, KontorRecord *order, guint customer)
{
  set_ref (order, KONTOR_ORDER_CUSTOMER, "c", customer);
  set_textf (order, KONTOR_ORDER_CUSTOMER_NAME, "%s %s", PICK (self, "first", customer, first_names),
             PICK (self, "last", customer, last_names));
  set_textf (order, KONTOR_ORDER_EMAIL, "customer%u@example.org", customer);
  kontor_record_take_member (order, KONTOR_ORDER_ADDRESSES, make_address (self, customer, "billing"));
  kontor_record_take_member (order, KONTOR_ORDER_ADDRESSES, make_address (self, customer, "shipping"));
}

static void
add_tags (KontorGenerator *self, KontorRecord *order, guint index)
{
  KontorRecord *tag;

  kontor_record_set_empty (order, KONTOR_ORDER_TAGS);
  if (pick (self, "gift", index, 30) != 0)
    return;
  tag = kontor_record_new (&kontor_order_tag_type);
  kontor_record_set_key (tag, "gift");
  kontor_record_take_member (order, KONTOR_ORDER_TAGS, tag);
}

KontorRecord *
kontor_generator_make_order (KontorGenerator *self, guint index)
{
  KontorRecord *order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  gint64 placed = self->newest - SPAN_MS / MAX (self->n_orders, 1) * index;

  set_key (order, "o", index);
  set_textf (order, KONTOR_ORDER_NUMBER, "%u", 1000 + self->n_orders - index);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, placed);
  kontor_record_set_int (order, KONTOR_ORDER_UPDATED_AT, placed + 3600000);
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX, TRUE);
  kontor_record_set_text (order, KONTOR_ORDER_PAYMENT_METHOD, "card");
  kontor_record_set_text (order, KONTOR_ORDER_CHANNEL, "web");
  set_person (self, order, pick (self, "customer", index, kontor_generator_get_n_customers (self)));
  add_lines (self, order, index);
  add_progress (self, order, index, placed);
  add_tags (self, order, index);
  kontor_derive (order);
  return order;
}
