#include <gexiv2/gexiv2.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-lists-fixture.h"
#include "kontor-picture-file.h"
#include "kontor-picture-list.h"
#include "products-fixture.h"
#include "ui-fixture.h"

static GFile *
make_file (const char *name, gconstpointer data, gsize size)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  return g_file_new_for_path (path);
}

static GFile *
make_picture (const char *name, const char *format, guint32 colour)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 60, 40);

  gdk_pixbuf_fill (pixbuf, colour);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, format, NULL, NULL));
  return g_file_new_for_path (path);
}

typedef struct {
  KontorPictureFile *file;
  GError *error;
  gboolean done;
} Answer;

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->file = kontor_picture_file_prepare_finish (result, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

static KontorPictureFile *
prepare (GFile *file, KontorPictureHow how, GError **error)
{
  Answer answer = { 0 };

  kontor_picture_file_prepare (file, how, NULL, prepared_cb, &answer);
  ui_wait (is_done, &answer);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.file;
}

static void
assert_refused (GFile *file, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (prepare (file, KONTOR_PICTURE_AS_IS, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  /* A head of 20,000 by 10,000 with nothing behind it. */
  static const guchar huge[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0x4e, 0x20,
                                 0, 0, 0x27, 0x10, 8, 2, 0, 0, 0, 0x76, 0x46, 0xdf, 0xf5, 0, 0, 0, 0, 'I', 'D', 'A', 'T' };
  g_autoptr (GFile) text = make_file ("notes.jpg", "This is no picture", 18);
  g_autoptr (GFile) large = make_file ("huge.png", huge, sizeof huge);
  g_autoptr (GFile) none = g_file_new_for_path ("/nonexistent/x.png");
  g_autoptr (GFile) folder = g_file_new_for_path (kontor_test_dir ());

  assert_refused (text, "no picture");
  assert_refused (large, "200 megapixels");
  assert_refused (none, "cannot be read");
  assert_refused (folder, "no picture");
}

static GFile *
make_located (void)
{
  g_autoptr (GFile) file = make_picture ("photo.jpg", "jpeg", 0x3366ccff);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

  g_assert_true (gexiv2_metadata_open_path (metadata, path, NULL));
  g_assert_true (gexiv2_metadata_try_set_gps_info (metadata, 7.2, 53.4, 3.0, NULL));
  g_assert_true (gexiv2_metadata_try_set_tag_string (metadata, "Exif.Image.Artist", "Ada Berg", NULL));
  g_assert_true (gexiv2_metadata_save_file (metadata, path, NULL));
  return g_steal_pointer (&file);
}

/* The copy says whose it is, and not where it was taken. */
static void
test_place (void)
{
  g_autoptr (GFile) file = make_located ();
  g_autoptr (KontorPictureFile) prepared = prepare (file, KONTOR_PICTURE_AS_IS, NULL);
  g_autofree char *path = g_filename_from_uri (prepared->uri, NULL, NULL), *artist = NULL;
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  double longitude, latitude, altitude;

  g_assert_cmpstr (prepared->name, ==, "photo.jpg");
  g_assert_true (gexiv2_metadata_open_path (metadata, path, NULL));
  g_assert_false (gexiv2_metadata_try_get_gps_info (metadata, &longitude, &latitude, &altitude, NULL));
  artist = gexiv2_metadata_try_get_tag_string (metadata, "Exif.Image.Artist", NULL);
  g_assert_cmpstr (artist, ==, "Ada Berg");
}

static void
test_turned (void)
{
  g_autoptr (GFile) file = make_picture ("wide.png", "png", 0x336600ff);
  g_autoptr (KontorPictureFile) prepared = prepare (file, KONTOR_PICTURE_TURNED, NULL);
  g_autofree char *path = g_filename_from_uri (prepared->uri, NULL, NULL);
  int width = 0, height = 0;

  g_assert_nonnull (gdk_pixbuf_get_file_info (path, &width, &height));
  g_assert_cmpint (width, ==, 40);
  g_assert_cmpint (height, ==, 60);
}

typedef struct {
  KontorDraft *draft;
  gint64 id;
  guint n;
} Wanted;

static KontorRecord *
dup_product (const Wanted *wanted)
{
  return kontor_draft_dup_record (wanted->draft, KONTOR_ENTITY_PRODUCT, wanted->id);
}

static gboolean
has_pictures (gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (KontorRecord) record = dup_product (wanted);

  return kontor_record_has (record, KONTOR_PRODUCT_PICTURES) &&
         kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES) == wanted->n;
}

static gboolean
is_read (gpointer data)
{
  g_autoptr (KontorRecord) record = dup_product (data);

  return kontor_record_has (record, KONTOR_PRODUCT_PICTURES);
}

static const char *
get_name (const KontorRecord *record, guint index)
{
  return kontor_record_get_text (kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, index), KONTOR_PICTURE_NAME);
}

/* Added, added again, put first, described and saved: the shop has it in its place. */
static void
test_list (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gint64 id = kontor_record_get_ref (kontor_object_get_record (variant), KONTOR_VARIANT_PRODUCT);
  g_autoptr (KontorDraft) draft = kontor_draft_new (shop->engine, kontor_account_get_id (shop->account), id);
  KontorPictureList *list = g_object_new (KONTOR_TYPE_PICTURE_LIST, NULL);
  g_autoptr (GFile) file = make_picture ("new.png", "png", 0xcc3300ff);
  g_autoptr (KontorRecord) record = NULL;
  Wanted wanted = { draft, id, 0 };
  AdwWindow *window;

  ui_wait (is_read, &wanted);
  record = dup_product (&wanted);
  wanted.n = kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES) + 1;
  window = ui_show (GTK_WIDGET (list));
  kontor_picture_list_bind (list, draft);
  kontor_picture_list_add_file (list, file);
  ui_wait (has_pictures, &wanted);
  kontor_picture_list_add_file (list, file);
  ui_wait_text (list, "“new.png” is among the pictures already.");
  g_assert_true (has_pictures (&wanted));

  kontor_picture_list_move (list, wanted.n - 1, 0);
  kontor_record_unref (record);
  record = dup_product (&wanted);
  g_assert_cmpstr (get_name (record, 0), ==, "new.png");
  dex_await (kontor_draft_save (draft), NULL);
  products_flush (shop);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
  kontor_record_unref (record);
  record = dex_await_boxed (kontor_engine_load (shop->engine, KONTOR_ENTITY_PRODUCT, id), NULL);
  g_assert_cmpuint (kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES), ==, wanted.n);
  g_assert_cmpstr (get_name (record, 0), ==, "new.png");
  ui_close (window);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/pictures/refused", test_refused);
  kontor_test_add ("/ui/pictures/place", test_place);
  kontor_test_add ("/ui/pictures/turned", test_turned);
  kontor_test_add ("/ui/pictures/list", test_list);
  return kontor_test_run ();
}
