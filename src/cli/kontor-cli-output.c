#include "kontor-cli-output.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-clock.h"

struct _KontorCliTable {
  KontorCli *cli;
  GStrv columns;
  GPtrArray *cells;    /* (element-type char *) (nullable) */
  GHashTable *numbers; /* (element-type char *): the cells that JSON has as numbers */
};

static char *
format_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = instant != 0 ? g_date_time_new_from_unix_utc_usec (instant * 1000) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

KontorCliTable *
kontor_cli_table_new (KontorCli *cli, const char *const *columns)
{
  KontorCliTable *self = g_new0 (KontorCliTable, 1);

  self->cli = cli;
  self->columns = g_strdupv ((char **) columns);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (NULL, NULL);
  return self;
}

void
kontor_cli_table_add (KontorCliTable *self, const char *cell)
{
  g_ptr_array_add (self->cells, g_strdup (cell));
}

void
kontor_cli_table_add_int (KontorCliTable *self, gint64 number)
{
  char *cell = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  g_ptr_array_add (self->cells, cell);
  g_hash_table_add (self->numbers, cell);
}

void
kontor_cli_table_add_instant (KontorCliTable *self, gint64 instant)
{
  g_ptr_array_add (self->cells, format_instant (instant));
}

/* Terminals count columns, not letters: wide ones take two, marks none. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2
                                                                  : 1;
  }
  return width;
}

/* What servers and people wrote must not steer a terminal. */
static char *
make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *printable = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (printable, g_unichar_iscntrl (c) ? ' ' : c);
  }
  return g_string_free_and_steal (printable);
}

static const char *
get_cell (KontorCliTable *self, guint row, guint column)
{
  return g_ptr_array_index (self->cells, row * g_strv_length (self->columns) + column);
}

static void
print_cell (KontorCli *cli, const char *text, guint width, gboolean last)
{
  g_autofree char *printable = make_printable (text);
  guint used = get_width (printable);

  kontor_cli_print (cli, "%s%*s", printable, last ? 0 : (int) (width - MIN (used, width)) + 2, "");
}

static guint
measure_column (KontorCliTable *self, guint n_rows, guint column)
{
  guint width = get_width (self->columns[column]);

  for (guint row = 0; row < n_rows; row++) {
    g_autofree char *printable = make_printable (get_cell (self, row, column));

    width = MAX (width, get_width (printable));
  }
  return width;
}

static void
print_text (KontorCliTable *self, guint n_rows)
{
  guint n = g_strv_length (self->columns);
  g_autofree guint *widths = g_new (guint, n);

  for (guint i = 0; i < n; i++) {
    widths[i] = measure_column (self, n_rows, i);
    print_cell (self->cli, self->columns[i], widths[i], i + 1 == n);
  }
  kontor_cli_print (self->cli, "\n");
  for (guint row = 0; row < n_rows; row++) {
    for (guint i = 0; i < n; i++)
      print_cell (self->cli, get_cell (self, row, i), widths[i], i + 1 == n);
    kontor_cli_print (self->cli, "\n");
  }
}

static void
print_csv_cell (KontorCli *cli, const char *text, gboolean last)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  text = text != NULL ? text : "";
  if (strpbrk (text, ",\"\r\n") != NULL) {
    parts = g_strsplit (text, "\"", -1);
    quoted = g_strjoinv ("\"\"", parts);
  }
  if (quoted != NULL)
    kontor_cli_print (cli, "\"%s\"%s", quoted, last ? "\r\n" : ",");
  else
    kontor_cli_print (cli, "%s%s", text, last ? "\r\n" : ",");
}

static void
print_csv (KontorCliTable *self, guint n_rows)
{
  guint n = g_strv_length (self->columns);

  for (guint i = 0; i < n; i++)
    print_csv_cell (self->cli, self->columns[i], i + 1 == n);
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < n; i++)
      print_csv_cell (self->cli, get_cell (self, row, i), i + 1 == n);
}

static void
print_document (KontorCli *cli, yyjson_mut_doc *doc, yyjson_write_flag flags, const char *end)
{
  char *json = yyjson_mut_write (doc, flags | YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);

  kontor_cli_print (cli, "%s%s", json, end);
  free (json);
  yyjson_mut_doc_free (doc);
}

static yyjson_mut_val *
make_cell (KontorCliTable *self, yyjson_mut_doc *doc, const char *cell)
{
  if (cell == NULL)
    return yyjson_mut_null (doc);
  return g_hash_table_contains (self->numbers, cell) ? yyjson_mut_raw (doc, cell) : yyjson_mut_str (doc, cell);
}

static void
print_json (KontorCliTable *self, guint n_rows)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint row = 0; row < n_rows; row++) {
    yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, array);

    for (guint i = 0; self->columns[i] != NULL; i++)
      yyjson_mut_obj_add_val (doc, object, self->columns[i], make_cell (self, doc, get_cell (self, row, i)));
  }
  yyjson_mut_doc_set_root (doc, array);
  print_document (self->cli, doc, YYJSON_WRITE_PRETTY, "\n");
}

void
kontor_cli_table_end (KontorCliTable *self)
{
  guint n_rows = self->cells->len / g_strv_length (self->columns);

  switch (self->cli->format) {
  case KONTOR_CLI_TEXT:
    print_text (self, n_rows);
    break;
  case KONTOR_CLI_CSV:
    print_csv (self, n_rows);
    break;
  case KONTOR_CLI_JSON:
    print_json (self, n_rows);
    break;
  }
  g_strfreev (self->columns);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* What a list of each kind of object shows, ended by G_MAXUINT. */
static const guint *
get_columns (KontorEntity entity)
{
  static const guint orders[] = { KONTOR_ORDER_NUMBER,
                                  KONTOR_ORDER_PLACED_AT,
                                  KONTOR_ORDER_CUSTOMER_NAME,
                                  KONTOR_ORDER_ITEM_COUNT,
                                  KONTOR_ORDER_TOTAL,
                                  KONTOR_ORDER_CURRENCY,
                                  KONTOR_ORDER_STATUS,
                                  KONTOR_ORDER_PAYMENT,
                                  KONTOR_ORDER_FULFILMENT,
                                  KONTOR_ORDER_RETURN,
                                  G_MAXUINT };
  static const guint products[] = { KONTOR_PRODUCT_TITLE, KONTOR_PRODUCT_SKU,
                                    KONTOR_PRODUCT_STATUS, KONTOR_PRODUCT_VARIANT_COUNT,
                                    KONTOR_PRODUCT_PRICE_MIN, KONTOR_PRODUCT_PRICE_MAX,
                                    KONTOR_PRODUCT_CURRENCY, KONTOR_PRODUCT_AVAILABLE,
                                    KONTOR_PRODUCT_STOCK_STATE, G_MAXUINT };
  static const guint variants[] = { KONTOR_VARIANT_SKU, KONTOR_VARIANT_TITLE,
                                    KONTOR_VARIANT_PRICE, KONTOR_VARIANT_SALE_PRICE,
                                    KONTOR_VARIANT_CURRENCY, KONTOR_VARIANT_ON_HAND,
                                    KONTOR_VARIANT_AVAILABLE, G_MAXUINT };
  static const guint customers[] = { KONTOR_CUSTOMER_NAME, KONTOR_CUSTOMER_EMAIL, KONTOR_CUSTOMER_PHONE,
                                     KONTOR_CUSTOMER_KIND, KONTOR_CUSTOMER_ORDER_COUNT, KONTOR_CUSTOMER_SPENT,
                                     KONTOR_CUSTOMER_CURRENCY, KONTOR_CUSTOMER_LAST_ORDER_AT, G_MAXUINT };
  static const guint discounts[] = { KONTOR_DISCOUNT_CODE, KONTOR_DISCOUNT_KIND,
                                     KONTOR_DISCOUNT_PERCENT, KONTOR_DISCOUNT_AMOUNT,
                                     KONTOR_DISCOUNT_STATUS, KONTOR_DISCOUNT_USAGE_COUNT,
                                     KONTOR_DISCOUNT_ENDS_AT, G_MAXUINT };
  static const guint categories[] = { KONTOR_CATEGORY_NAME, KONTOR_CATEGORY_HANDLE, G_MAXUINT };
  static const guint tags[] = { KONTOR_TAG_KIND, KONTOR_TAG_NAME, KONTOR_TAG_HANDLE, G_MAXUINT };
  static const guint settings[] = { KONTOR_SETTING_KIND, KONTOR_SETTING_NAME, KONTOR_SETTING_DATA, G_MAXUINT };
  static const guint *const columns[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_SETTING] = settings,
    [KONTOR_ENTITY_CATEGORY] = categories,
    [KONTOR_ENTITY_TAG] = tags,
    [KONTOR_ENTITY_PRODUCT] = products,
    [KONTOR_ENTITY_VARIANT] = variants,
    [KONTOR_ENTITY_CUSTOMER] = customers,
    [KONTOR_ENTITY_DISCOUNT] = discounts,
    [KONTOR_ENTITY_ORDER] = orders,
  };

  return columns[entity];
}

static char *
dup_cell (const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    return NULL;
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_strdup (kontor_record_get_text (record, field));
  case KONTOR_FIELD_INT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
  case KONTOR_FIELD_BOOL:
    return g_strdup (kontor_record_get_bool (record, field) ? "yes" : "no");
  case KONTOR_FIELD_MONEY:
    return kontor_record_dup_decimal (record, field);
  case KONTOR_FIELD_INSTANT:
    return format_instant (kontor_record_get_int (record, field));
  case KONTOR_FIELD_DAY:
    return kontor_day_format (kontor_record_get_int (record, field));
  case KONTOR_FIELD_REF:
    return g_strdup_printf ("id:%" G_GINT64_FORMAT, kontor_record_get_ref (record, field));
  case KONTOR_FIELD_LIST:
    return g_strdup_printf ("%u", kontor_record_get_length (record, field));
  }
  g_return_val_if_reached (NULL);
}

static yyjson_mut_val *make_object (yyjson_mut_doc *doc, const KontorRecord *record);

static yyjson_mut_val *
make_list (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    yyjson_mut_arr_append (array, make_object (doc, kontor_record_get_member (record, field, i)));
  return array;
}

static yyjson_mut_val *
make_raw (yyjson_mut_doc *doc, const char *json)
{
  yyjson_doc *parsed = yyjson_read (json, strlen (json), YYJSON_READ_NUMBER_AS_RAW);
  yyjson_mut_val *value =
      parsed != NULL ? yyjson_val_mut_copy (doc, yyjson_doc_get_root (parsed)) : yyjson_mut_strcpy (doc, json);

  yyjson_doc_free (parsed);
  return value;
}

/* For programs: amounts as decimals, moments as ISO 8601. */
static yyjson_mut_val *
make_value (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  KontorFieldKind kind = kontor_record_get_record_type (record)->fields[field].kind;
  g_autofree char *text = NULL;

  if (kontor_record_is_null (record, field))
    return yyjson_mut_null (doc);
  if (kind == KONTOR_FIELD_LIST)
    return make_list (doc, record, field);
  if (kind == KONTOR_FIELD_INT)
    return yyjson_mut_sint (doc, kontor_record_get_int (record, field));
  if (kind == KONTOR_FIELD_BOOL)
    return yyjson_mut_bool (doc, kontor_record_get_bool (record, field));
  if (kind == KONTOR_FIELD_JSON)
    return make_raw (doc, kontor_record_get_text (record, field));
  text = dup_cell (record, field);
  return yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
make_object (yyjson_mut_doc *doc, const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  if (kontor_record_get_id (record) != 0)
    yyjson_mut_obj_add_sint (doc, object, "id", kontor_record_get_id (record));
  if (kontor_record_get_key (record) != NULL)
    yyjson_mut_obj_add_str (doc, object, "key", kontor_record_get_key (record));
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (record, i))
      yyjson_mut_obj_add_val (doc, object, type->fields[i].name, make_value (doc, record, i));
  return object;
}

static void
print_rows_json (KontorCli *self, GPtrArray *rows, gboolean first)
{
  for (guint i = 0; i < rows->len; i++) {
    yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

    kontor_cli_print (self, first && i == 0 ? "[\n" : ",\n");
    yyjson_mut_doc_set_root (doc, make_object (doc, g_ptr_array_index (rows, i)));
    print_document (self, doc, 0, "");
  }
}

static GStrv
make_headings (KontorEntity entity, const guint *columns)
{
  const KontorRecordType *type = kontor_entity_get_record_type (entity);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "id");
  for (guint i = 0; columns[i] != G_MAXUINT; i++)
    g_strv_builder_add (builder, type->fields[columns[i]].name);
  return g_strv_builder_end (builder);
}

static void
print_rows_table (KontorCli *self, KontorEntity entity, GPtrArray *rows)
{
  const guint *columns = get_columns (entity);
  g_auto (GStrv) headings = make_headings (entity, columns);
  KontorCliTable *table = kontor_cli_table_new (self, (const char *const *) headings);

  for (guint i = 0; i < rows->len; i++) {
    const KontorRecord *record = g_ptr_array_index (rows, i);

    kontor_cli_table_add_int (table, kontor_record_get_id (record));
    for (guint j = 0; columns[j] != G_MAXUINT; j++)
      g_ptr_array_add (table->cells, dup_cell (record, columns[j]));
  }
  kontor_cli_table_end (table);
}

/* Later parts of a CSV list come without its heading. */
static void
print_rows_csv (KontorCli *self, KontorEntity entity, GPtrArray *rows)
{
  const guint *columns = get_columns (entity);

  for (guint i = 0; i < rows->len; i++) {
    const KontorRecord *record = g_ptr_array_index (rows, i);

    kontor_cli_print (self, "%" G_GINT64_FORMAT ",", kontor_record_get_id (record));
    for (guint j = 0; columns[j] != G_MAXUINT; j++) {
      g_autofree char *cell = dup_cell (record, columns[j]);

      print_csv_cell (self, cell, columns[j + 1] == G_MAXUINT);
    }
  }
}

void
kontor_cli_print_rows (KontorCli *self, KontorEntity entity, GPtrArray *rows, gboolean first)
{
  if (self->format == KONTOR_CLI_JSON)
    print_rows_json (self, rows, first);
  else if (self->format == KONTOR_CLI_CSV && !first)
    print_rows_csv (self, entity, rows);
  else
    print_rows_table (self, entity, rows);
}

void
kontor_cli_end_rows (KontorCli *self, gboolean any)
{
  if (self->format == KONTOR_CLI_JSON)
    kontor_cli_print (self, any ? "\n]\n" : "[]\n");
}

static void
print_members (KontorCli *self, const KontorRecord *record, guint indent)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *cell = dup_cell (record, i);
    g_autofree char *printable = make_printable (cell);

    if (cell == NULL || (type->fields[i].kind == KONTOR_FIELD_LIST && kontor_record_get_length (record, i) == 0))
      continue;
    kontor_cli_print (self, "%*s%s: %s\n", (int) indent, "", type->fields[i].name,
                      type->fields[i].kind == KONTOR_FIELD_LIST ? "" : printable);
    if (type->fields[i].kind != KONTOR_FIELD_LIST)
      continue;
    for (guint j = 0; j < kontor_record_get_length (record, i); j++) {
      const KontorRecord *member = kontor_record_get_member (record, i, j);

      kontor_cli_print (self, "%*s- %s\n", (int) indent + 2, "", kontor_record_get_key (member));
      print_members (self, member, indent + 6);
    }
  }
}

void
kontor_cli_print_record (KontorCli *self, const KontorRecord *record)
{
  yyjson_mut_doc *doc;

  if (self->format == KONTOR_CLI_TEXT) {
    kontor_cli_print (self, "id: %" G_GINT64_FORMAT "\nremote: %s\n", kontor_record_get_id (record),
                      kontor_record_get_key (record) != NULL ? kontor_record_get_key (record) : "-");
    print_members (self, record, 0);
    return;
  }
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, make_object (doc, record));
  print_document (self, doc, YYJSON_WRITE_PRETTY, "\n");
}
