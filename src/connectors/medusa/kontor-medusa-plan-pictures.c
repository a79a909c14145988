#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-shop-upload.h"

/** What the shop has, or another one's copy of, has an address there; what a person chose here is a file. */
static gboolean
is_file (const KontorRecord *picture)
{
  const char *url = kontor_record_get_text (picture, KONTOR_PICTURE_URL);

  return url != NULL && g_str_has_prefix (url, "file:");
}

const KontorRecord *
kontor_medusa_find_new_picture (const KontorOp *op)
{
  return kontor_shop_upload_find_next (op, is_file);
}

static const char *
get_url (const KontorRecord *picture, yyjson_val *uploaded)
{
  const char *url = yyjson_get_str (yyjson_obj_get (uploaded, kontor_record_get_key (picture)));

  return url != NULL ? url : kontor_record_get_text (picture, KONTOR_PICTURE_URL);
}

static gboolean
has_picture (const KontorRecord *record, const char *id)
{
  return record != NULL && id != NULL && kontor_record_find_member (record, KONTOR_PRODUCT_PICTURES, id) != NULL;
}

static void
put_picture (KontorMedusaDraft *draft, yyjson_mut_val *list, const char *id, const char *url)
{
  yyjson_mut_val *entry = kontor_medusa_add_object (draft, list);

  if (id != NULL)
    kontor_medusa_put_text (draft, entry, "id", id);
  kontor_medusa_put_text (draft, entry, "url", url);
}

/* What the shop has got since the person looked stays, after the others. */
static void
put_unseen (KontorMedusaDraft *draft, yyjson_mut_val *list)
{
  const KontorOp *op = draft->op;
  yyjson_val *image;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "images"), i, n, image) {
    const char *id = yyjson_get_str (yyjson_obj_get (image, "id"));

    if (!has_picture (op->set, id) && !has_picture (op->before, id) && !has_picture (op->base, id))
      put_picture (draft, list, id, yyjson_get_str (yyjson_obj_get (image, "url")));
  }
}

/* After the last upload: the list in its order, which replaces the one that is there. The first one stands for the product. */
void
kontor_medusa_plan_pictures (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  yyjson_doc *uploaded = kontor_shop_upload_read (op);
  yyjson_mut_val *list = kontor_medusa_put_list (draft, draft->body, "images"), *first;

  for (guint i = 0; op->set != NULL && i < kontor_record_get_length (op->set, KONTOR_PRODUCT_PICTURES); i++) {
    const KontorRecord *picture = kontor_record_get_member (op->set, KONTOR_PRODUCT_PICTURES, i);
    const char *id = kontor_record_get_key (picture), *url = get_url (picture, yyjson_doc_get_root (uploaded));

    if (url == NULL || g_str_has_prefix (url, "file:"))
      kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("A picture was not uploaded."));
    else if (!is_file (picture) && kontor_medusa_find (yyjson_obj_get (draft->raw, "images"), "id", id) == NULL &&
             has_picture (op->before, id))
      continue; /* somebody else took it out */
    else
      put_picture (draft, list, is_file (picture) ? NULL : id, url);
  }
  put_unseen (draft, list);
  first = yyjson_mut_obj_get (yyjson_mut_arr_get_first (list), "url");
  kontor_medusa_put_text (draft, draft->body, "thumbnail", yyjson_mut_get_str (first));
  kontor_medusa_put_mark (draft);
  kontor_medusa_draft_request (draft, "POST", "admin/products/%s", op->remote_id);
  yyjson_doc_free (uploaded);
}
