#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "kontor-error.h"
#include "kontor-shop-upload.h"
#include "kontor-test.h"

#define PNG "\x89PNG\r\n\x1a\n"

static KontorRecord *
new_picture (const char *key, const char *url, const char *name)
{
  KontorRecord *picture = kontor_record_new (&kontor_picture_type);

  kontor_record_set_key (picture, key);
  if (url != NULL)
    kontor_record_set_text (picture, KONTOR_PICTURE_URL, url);
  if (name != NULL)
    kontor_record_set_text (picture, KONTOR_PICTURE_NAME, name);
  return picture;
}

/** The address of a new file. */
static char *
write_file (const char *name)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);

  g_assert_true (g_file_set_contents (path, PNG, sizeof PNG - 1, NULL));
  return g_filename_to_uri (path, NULL, NULL);
}

static void
assert_name (const char *file, const char *given, const char *expected)
{
  g_auto (KontorShopUpload) upload = { NULL };
  g_autofree char *uri = write_file (file);
  g_autoptr (KontorRecord) picture = new_picture ("new:1", uri, given);
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_shop_upload_await (&upload, picture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (upload.name, ==, expected);
  g_assert_cmpstr (upload.type, ==, "image/png");
  g_assert_cmpmem (g_bytes_get_data (upload.bytes, NULL), g_bytes_get_size (upload.bytes), PNG, sizeof PNG - 1);
}

static void
test_name (void)
{
  assert_name ("tea.png", NULL, "tea.png");
  assert_name ("tea.png", "", "tea.png");
  assert_name ("tea.png", "Green tea", "Green-tea.png");
  assert_name ("tea.png", "a\"b\r\nc.png", "a-b--c.png");
  assert_name ("Grüner Tee.png", NULL, "Gruner-Tee.png");
  assert_name ("tea", "photo", "photo");
}

static void
assert_refused (const char *url)
{
  g_auto (KontorShopUpload) upload = { NULL };
  g_autoptr (KontorRecord) picture = new_picture ("new:1", url, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_shop_upload_await (&upload, picture, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_null (upload.bytes);
}

/* What has no address, or none of a file, is refused like a file that is not there. */
static void
test_refused (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "none.png", NULL);
  g_autofree char *missing = g_filename_to_uri (path, NULL, NULL);

  assert_refused (NULL);
  assert_refused ("");
  assert_refused (missing);
}

/* A file's size is looked at before it is read: nobody has the memory for this one. */
static void
test_huge (void)
{
  g_auto (KontorShopUpload) upload = { NULL };
  g_autofree char *uri = write_file ("huge.png");
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autoptr (KontorRecord) picture = new_picture ("new:1", uri, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (truncate (path, G_GINT64_CONSTANT (1) << 40));
  g_assert_false (kontor_shop_upload_await (&upload, picture, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "larger"));
}

static gboolean
is_new (const KontorRecord *picture)
{
  return g_str_has_prefix (kontor_record_get_key (picture), "new:");
}

static void
add_picture (KontorOp *op, const char *key)
{
  if (op->set == NULL)
    op->set = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  kontor_record_take_member (op->set, KONTOR_PRODUCT_PICTURES, new_picture (key, "file:///a.png", NULL));
}

static void
assert_next (const KontorOp *op, const char *key)
{
  const KontorRecord *next = kontor_shop_upload_find_next (op, is_new);

  g_assert_cmpstr (next != NULL ? kontor_record_get_key (next) : NULL, ==, key);
}

static void
note (KontorOp *op, const char *name)
{
  g_autofree char *noted = kontor_shop_upload_note (op, kontor_shop_upload_find_next (op, is_new), name);

  g_set_str (&op->resume, noted);
}

/* One after the other, each noted; what the resume text is broken to is begun anew. */
static void
test_noted (void)
{
  g_autoptr (KontorOp) op = kontor_op_new (kontor_op_kind_lookup ("set-pictures"), 1, 2);

  assert_next (op, NULL);
  add_picture (op, "7");
  add_picture (op, "new:1");
  add_picture (op, "new:2");
  assert_next (op, "new:1");
  note (op, "41");
  assert_next (op, "new:2");
  note (op, "42");
  assert_next (op, NULL);
  g_assert_cmpstr (op->resume, ==, "{\"new:1\":\"41\",\"new:2\":\"42\"}");
  g_set_str (&op->resume, "[1");
  assert_next (op, "new:1");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/shop/upload/name", test_name);
  kontor_test_add ("/shop/upload/refused", test_refused);
  kontor_test_add ("/shop/upload/huge", test_huge);
  kontor_test_add ("/shop/upload/noted", test_noted);
  return kontor_test_run ();
}
