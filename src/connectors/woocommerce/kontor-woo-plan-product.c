#include "kontor-woo-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"

static void
write_status (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *status = kontor_record_get_text (record, field);

  kontor_woo_put_text (draft, draft->body, name, g_strcmp0 (status, "published") == 0 ? "publish" : status);
}

static void
write_virtual (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_bool (draft, draft->body, name, !kontor_record_get_bool (record, field));
}

/* By its id or its name. */
static gboolean
is_attribute (yyjson_val *attribute, const KontorRecord *option)
{
  const char *name = kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME);
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (attribute, "id"));
  g_autofree char *raw = kontor_json_dup_text (yyjson_obj_get (attribute, "name"));
  g_autofree char *title = raw != NULL ? kontor_html_decode (raw) : NULL;

  return (kontor_woo_is_id (id) && g_strcmp0 (id, kontor_record_get_key (option)) == 0) ||
         (title != NULL && g_strcmp0 (title, name) == 0);
}

static yyjson_val *
find_attribute (yyjson_val *raw, const KontorRecord *option)
{
  yyjson_val *attribute;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (raw, "attributes"), i, n, attribute)
    if (is_attribute (attribute, option))
      return attribute;
  return NULL;
}

static gboolean
get_flag (yyjson_val *attribute, const char *name)
{
  yyjson_val *value = yyjson_obj_get (attribute, name);

  return value == NULL || kontor_json_get_bool (value);
}

/* Attributes of the whole store have an id, those of one product a name alone. */
static void
name_attribute (KontorWooDraft *draft, yyjson_mut_val *entry, yyjson_val *attribute, const KontorRecord *option)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (attribute, "id"));

  if (kontor_woo_is_id (id))
    kontor_woo_put_id (draft, entry, "id", id);
  else if (kontor_woo_is_id (kontor_record_get_key (option)))
    kontor_woo_put_id (draft, entry, "id", kontor_record_get_key (option));
  else
    kontor_woo_put_text (draft, entry, "name", kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
}

static void
write_option (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *option)
{
  yyjson_val *attribute = find_attribute (draft->raw, option);
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list), *values;

  name_attribute (draft, entry, attribute, option);
  kontor_woo_put_int (draft, entry, "position", (gint64) yyjson_mut_arr_size (list) - 1);
  kontor_woo_put_bool (draft, entry, "visible", get_flag (attribute, "visible"));
  kontor_woo_put_bool (draft, entry, "variation", get_flag (attribute, "variation"));
  values = kontor_woo_put_list (draft, entry, "options");
  for (guint i = 0; i < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); i++) {
    const KontorRecord *value = kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i);
    const char *name = kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME);

    yyjson_mut_arr_append (values,
                           yyjson_mut_strcpy (draft->doc, name != NULL ? name : kontor_record_get_key (value)));
  }
}

/* (nullable): the option of a list that the attribute is. */
static const KontorRecord *
find_option (const KontorRecord *record, yyjson_val *attribute)
{
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, KONTOR_PRODUCT_OPTIONS); i++) {
    const KontorRecord *option = kontor_record_get_member (record, KONTOR_PRODUCT_OPTIONS, i);

    if (is_attribute (attribute, option))
      return option;
  }
  return NULL;
}

/* An attribute stays that the person neither set nor saw when they set the others. */
static gboolean
stays (const KontorOp *op, yyjson_val *attribute)
{
  if (op->set != NULL && kontor_record_has (op->set, KONTOR_PRODUCT_OPTIONS))
    return find_option (op->set, attribute) == NULL && find_option (op->before, attribute) == NULL &&
           find_option (op->base, attribute) == NULL;
  return find_option (op->add, attribute) == NULL && find_option (op->remove, attribute) == NULL;
}

/* The list replaces what the store has, so all of it is written. */
static void
write_attributes (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *changes[] = { op->set, op->add };
  yyjson_mut_val *list = kontor_woo_put_list (draft, draft->body, "attributes");
  yyjson_val *attribute;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "attributes"), i, n, attribute)
    if (stays (op, attribute))
      yyjson_mut_arr_append (list, yyjson_val_mut_copy (draft->doc, attribute));
  for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
    for (guint k = 0; changes[j] != NULL && k < kontor_record_get_length (changes[j], KONTOR_PRODUCT_OPTIONS); k++)
      write_option (draft, list, kontor_record_get_member (changes[j], KONTOR_PRODUCT_OPTIONS, k));
}

static const char *
get_term (const KontorRecord *member)
{
  const char *key = kontor_record_get_ref_key (member, 0);

  return key != NULL ? key : kontor_record_get_key (member);
}

/* The number in a term's key, if it is of the list that the store keeps under @name. */
static const char *
get_term_id (const KontorRecord *member, const char *name)
{
  const char *key = get_term (member);
  gboolean brand = key != NULL && g_str_has_prefix (key, KONTOR_WOO_BRAND);

  if (key == NULL || brand != g_str_equal (name, "brands"))
    return NULL;
  return brand ? key + strlen (KONTOR_WOO_BRAND) : key;
}

static void
add_id (GPtrArray *ids, const char *id)
{
  if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static void
edit_ids (GPtrArray *ids, const KontorRecord *change, guint field, const char *name, gboolean add)
{
  for (guint i = 0; change != NULL && i < kontor_record_get_length (change, field); i++) {
    const char *id = get_term_id (kontor_record_get_member (change, field, i), name);
    guint index;

    if (add)
      add_id (ids, id);
    else if (id != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index))
      g_ptr_array_remove_index (ids, index);
  }
}

static GPtrArray *
read_ids (yyjson_val *raw, const char *name)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  yyjson_val *term;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (raw, name), i, n, term)
    g_ptr_array_add (ids, kontor_json_dup_text (yyjson_obj_get (term, "id")));
  return ids;
}

static gboolean
changes_list (const KontorOp *op, guint field)
{
  const KontorRecord *changes[] = { op->set, op->add, op->remove };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i] != NULL && kontor_record_has (changes[i], field))
      return TRUE;
  return FALSE;
}

/* The list replaces what the store has. */
static void
write_terms (KontorWooDraft *draft, guint field, const char *name)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, field);
  g_autoptr (GPtrArray) ids = read_ids (whole ? NULL : draft->raw, name);
  yyjson_mut_val *list = kontor_woo_put_list (draft, draft->body, name);

  edit_ids (ids, whole ? op->set : NULL, field, name, TRUE);
  edit_ids (ids, op->remove, field, name, FALSE);
  edit_ids (ids, op->add, field, name, TRUE);
  for (guint i = 0; i < ids->len; i++)
    kontor_woo_put_id (draft, kontor_woo_add_object (draft, list), "id", g_ptr_array_index (ids, i));
}

static void
write_lists (KontorWooDraft *draft)
{
  if (changes_list (draft->op, KONTOR_PRODUCT_CATEGORIES))
    write_terms (draft, KONTOR_PRODUCT_CATEGORIES, "categories");
  if (changes_list (draft->op, KONTOR_PRODUCT_TAGS))
    write_terms (draft, KONTOR_PRODUCT_TAGS, "tags");
  /* Stores of before WooCommerce 9.4 have no brands. */
  if (changes_list (draft->op, KONTOR_PRODUCT_TAGS) && (draft->raw == NULL || yyjson_obj_get (draft->raw, "brands")))
    write_terms (draft, KONTOR_PRODUCT_TAGS, "brands");
  if (changes_list (draft->op, KONTOR_PRODUCT_OPTIONS))
    write_attributes (draft);
}

static const KontorWooWrite writes[] = {
  { KONTOR_PRODUCT_TITLE, "name", kontor_woo_write_name },
  { KONTOR_PRODUCT_HANDLE, "slug", kontor_woo_write_text },
  { KONTOR_PRODUCT_STATUS, "status", write_status },
  { KONTOR_PRODUCT_KIND, "type", kontor_woo_write_text },
  { KONTOR_PRODUCT_SKU, "sku", kontor_woo_write_text },
  { KONTOR_PRODUCT_CURRENCY, NULL, kontor_woo_write_nothing },
  { KONTOR_PRODUCT_FEATURED, "featured", kontor_woo_write_bool },
  { KONTOR_PRODUCT_VISIBILITY, "catalog_visibility", kontor_woo_write_text },
  { KONTOR_PRODUCT_TAX_STATUS, "tax_status", kontor_woo_write_text },
  { KONTOR_PRODUCT_TAX_CLASS, "tax_class", kontor_woo_write_text },
  { KONTOR_PRODUCT_REQUIRES_SHIPPING, "virtual", write_virtual },
  { KONTOR_PRODUCT_DESCRIPTION, "description", kontor_woo_write_text },
  { KONTOR_PRODUCT_SUMMARY, "short_description", kontor_woo_write_text },
  { KONTOR_PRODUCT_METADATA, NULL, kontor_woo_write_metadata },
  { KONTOR_PRODUCT_OPTIONS, NULL, kontor_woo_write_nothing },
  { KONTOR_PRODUCT_CATEGORIES, NULL, kontor_woo_write_nothing },
  { KONTOR_PRODUCT_TAGS, NULL, kontor_woo_write_nothing },
  { 0 },
};

static gboolean
has_options (const KontorOp *op)
{
  return op->set != NULL && kontor_record_get_length (op->set, KONTOR_PRODUCT_OPTIONS) > 0;
}

/* A simple product has no variants, whatever its attributes are. */
static void
write_type (KontorWooDraft *draft)
{
  if (has_options (draft->op) && !kontor_record_has (draft->op->set, KONTOR_PRODUCT_KIND) &&
      yyjson_equals_str (yyjson_obj_get (draft->raw, "type"), "simple"))
    kontor_woo_put_text (draft, draft->body, "type", "variable");
}

void
kontor_woo_plan_product (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;

  if (changes_list (op, KONTOR_PRODUCT_PICTURES))
    kontor_woo_draft_refuse_field (draft, KONTOR_PRODUCT_PICTURES);
  if (op->set != NULL)
    kontor_woo_write_fields (draft, writes, op->set);
  write_lists (draft);
  write_type (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/products/%s", op->remote_id);
  kontor_woo_draft_allow_batch (draft, "wc/v3/products");
}

void
kontor_woo_plan_new_product (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->set != NULL)
    kontor_woo_write_fields (draft, writes, op->set);
  write_lists (draft);
  if (has_options (op) && !kontor_record_has (op->set, KONTOR_PRODUCT_KIND))
    kontor_woo_put_text (draft, draft->body, "type", "variable");
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "POST", "wc/v3/products");
}

/* The picture's own id, or the one that its upload got. */
static const char *
get_picture_id (const KontorRecord *picture, yyjson_val *uploaded)
{
  const char *key = kontor_record_get_key (picture);

  return kontor_woo_is_id (key) ? key : yyjson_get_str (yyjson_obj_get (uploaded, key));
}

static void
write_picture (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *picture, const char *id)
{
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list);

  kontor_woo_put_id (draft, entry, "id", id);
  if (kontor_record_has (picture, KONTOR_PICTURE_ALT))
    kontor_woo_put_text (draft, entry, "alt", kontor_record_get_text (picture, KONTOR_PICTURE_ALT));
  if (!kontor_record_is_null (picture, KONTOR_PICTURE_NAME))
    kontor_woo_put_text (draft, entry, "name", kontor_record_get_text (picture, KONTOR_PICTURE_NAME));
}

/* After the last upload: the list in its order, which replaces the one that is there. */
void
kontor_woo_plan_pictures (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  yyjson_doc *uploaded = op->resume != NULL ? yyjson_read (op->resume, strlen (op->resume), YYJSON_READ_NOFLAG) : NULL;
  yyjson_mut_val *list = kontor_woo_put_list (draft, draft->body, "images");

  for (guint i = 0; op->set != NULL && i < kontor_record_get_length (op->set, KONTOR_PRODUCT_PICTURES); i++) {
    const KontorRecord *picture = kontor_record_get_member (op->set, KONTOR_PRODUCT_PICTURES, i);
    const char *id = get_picture_id (picture, yyjson_doc_get_root (uploaded));

    if (id == NULL)
      kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("A picture was not uploaded."));
    else
      write_picture (draft, list, picture, id);
  }
  yyjson_doc_free (uploaded);
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/products/%s", op->remote_id);
}

/* Never for good: that is what a deletion within a batch would be, too. */
void
kontor_woo_plan_trash (KontorWooDraft *draft)
{
  g_autofree char *path = kontor_woo_plan_get_path (draft->op);

  kontor_woo_draft_request (draft, "DELETE", "%s", path);
}

/* What came out of the trash is what it was before, unless the op says otherwise. */
void
kontor_woo_plan_restore (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  g_autofree char *before = kontor_json_dup_text (kontor_woo_find_meta (draft->raw, "_wp_trash_meta_status"));

  if (op->set != NULL && kontor_record_has (op->set, KONTOR_PRODUCT_STATUS))
    kontor_woo_write_fields (draft, writes, op->set);
  else
    kontor_woo_put_text (draft, draft->body, "status", before != NULL ? before : "publish");
  kontor_woo_draft_request (draft, "PUT", "wc/v3/products/%s", op->remote_id);
}
