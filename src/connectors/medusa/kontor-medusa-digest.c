#include "kontor-medusa-reading.h"

#include <stdlib.h>

#include "kontor-json.h"

/** What of the objects at a path counts; the path "" is the object itself. */
typedef struct {
  const char *path;
  const char *members;
} Part;

#define PARTS 5

/*
 * Medusa moves the date of a product for its own columns alone, of a variant
 * for its prices but not for its stock, and of an order not when it is paid:
 * all of what can change unseen is looked at.
 */
static const Part parts[KONTOR_N_ENTITIES][PARTS] = {
  [KONTOR_ENTITY_CATEGORY] = { { "", "updated_at,parent_category_id,rank,is_active" } },
  [KONTOR_ENTITY_TAG] = { { "", "updated_at" } },
  [KONTOR_ENTITY_PRODUCT] = { { "", "updated_at,status,thumbnail,collection_id,type_id" },
                              { "images", "id,rank" },
                              { "tags", "id" },
                              { "categories", "id" } },
  [KONTOR_ENTITY_VARIANT] = { { "", "updated_at,manage_inventory,allow_backorder" },
                              { "prices", "id,amount,currency_code" },
                              { "inventory_items.inventory.location_levels",
                                "location_id,stocked_quantity,reserved_quantity,incoming_quantity" } },
  [KONTOR_ENTITY_CUSTOMER] = { { "", "updated_at" }, { "addresses", "id,updated_at" } },
  [KONTOR_ENTITY_DISCOUNT] = { { "", "updated_at,used,status" }, { "campaign", "updated_at,starts_at,ends_at" } },
  [KONTOR_ENTITY_ORDER] = { { "", "updated_at,status,version" },
                            { "payment_collections", "id,status,amount" },
                            { "payment_collections.payments", "id,canceled_at" },
                            { "payment_collections.payments.captures", "id" },
                            { "payment_collections.payments.refunds", "id" } },
};

static char *
write_members (yyjson_val *object, char **names)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, names[i]));

    if (text == NULL && yyjson_is_bool (yyjson_obj_get (object, names[i])))
      text = g_strdup (yyjson_get_bool (yyjson_obj_get (object, names[i])) ? "true" : "false");
    g_string_append_printf (line, "%s|", text != NULL ? text : "");
  }
  return g_string_free_and_steal (g_steal_pointer (&line));
}

/* Every object at the path, through lists on the way. */
static void
collect (yyjson_val *value, char **path, char **names, GPtrArray *lines)
{
  yyjson_val *item;
  gsize i, n;

  if (yyjson_is_arr (value)) {
    yyjson_arr_foreach (value, i, n, item)
      collect (item, path, names, lines);
    return;
  }
  if (!yyjson_is_obj (value))
    return;
  if (*path == NULL || **path == '\0')
    g_ptr_array_add (lines, write_members (value, names));
  else
    collect (yyjson_obj_get (value, *path), path + 1, names, lines);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The shop lists in no fixed order. */
static void
add_part (GChecksum *sum, const Part *part, yyjson_val *object)
{
  g_auto (GStrv) path = g_strsplit (part->path, ".", -1);
  g_auto (GStrv) names = g_strsplit (part->members, ",", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  collect (object, path, names, lines);
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, g_ptr_array_index (lines, i), -1);
  g_checksum_update (sum, (const guchar *) "\n", 1);
}

void
kontor_medusa_set_revision (KontorRecord *record, KontorEntity entity, yyjson_val *object)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *revision = NULL;

  for (guint i = 0; i < PARTS && parts[entity][i].path != NULL; i++)
    add_part (sum, &parts[entity][i], object);
  revision = g_strndup (g_checksum_get_string (sum), 16);
  kontor_record_set_revision (record, revision);
}

static void
take_date (KontorRecord *row, KontorEntity entity, yyjson_val *object)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, "created_at"));
  gint64 at = kontor_mapping_read_time (text);

  if (at != 0 && entity == KONTOR_ENTITY_ORDER)
    kontor_record_set_int (row, KONTOR_ORDER_PLACED_AT, at);
  if (at != 0 && entity == KONTOR_ENTITY_CUSTOMER)
    kontor_record_set_int (row, KONTOR_CUSTOMER_CREATED_AT, at);
}

gboolean
kontor_medusa_read_digest (KontorEntity entity, yyjson_val *object, KontorBatch *batch, GError **error)
{
  KontorRecord *row = kontor_medusa_begin (entity, object, error);

  if (row == NULL)
    return FALSE;
  take_date (row, entity, object);
  kontor_medusa_set_revision (row, entity, object);
  kontor_batch_take_row (batch, row);
  return TRUE;
}
