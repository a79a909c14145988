#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "engine-fixture.h"
#include "kontor-error.h"
#include "kontor-lists-fixture.h"
#include "kontor-picture.h"
#include "kontor-test.h"
#include "kontor-thumbnail-image.h"
#include "kontor-thumbnail-store.h"
#include "kontor-thumbnails.h"

#define MEGABYTE (1024 * 1024)

static GBytes *
make_png (int width, int height, guint8 red)
{
  gsize length = 4 * (gsize) width * (gsize) height;
  guint8 *data = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (gsize i = 0; i < length; i += 4)
    memcpy (data + i, (guint8[]) { 10, 20, red, 255 }, 4);
  bytes = g_bytes_new_take (data, length);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, 4 * (gsize) width);
  return gdk_texture_save_to_png_bytes (texture);
}

static GBytes *
make_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_size (GBytes *bytes, guint size, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = kontor_thumbnail_decode (bytes, size, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
}

static void
test_sizes (void)
{
  g_autoptr (GBytes) wide = make_png (300, 250, 200);
  g_autoptr (GBytes) tall = make_png (40, 4000, 200);
  g_autoptr (GBytes) small = make_png (20, 10, 200);
  g_autoptr (GBytes) drawing = make_text ("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='20'/>");

  assert_size (wide, 100, 120, 100);
  assert_size (tall, 100, 1, 150);
  assert_size (small, 100, 20, 10);
  assert_size (drawing, 64, 48, 96);
}

/* What was made is read again from disk: it must come out as it went in, or it would get smaller each time. */
static void
test_stable (void)
{
  for (int width = 1; width < 400; width += 7) {
    g_autoptr (GBytes) png = make_png (width, 133, 200);
    g_autoptr (GdkTexture) first = kontor_thumbnail_decode (png, 64, NULL);
    g_autoptr (GBytes) kept = gdk_texture_save_to_png_bytes (first);

    assert_size (kept, 64, gdk_texture_get_width (first), gdk_texture_get_height (first));
  }
}

static void
test_colour (void)
{
  g_autoptr (GBytes) png = make_png (100, 100, 200);
  g_autoptr (GdkTexture) texture = kontor_thumbnail_decode (png, 64, NULL);
  guint8 pixels[64 * 64 * 4];

  gdk_texture_download (texture, pixels, sizeof pixels / 64);
  g_assert_cmpmem (pixels, 4, ((guint8[]) { 10, 20, 200, 255 }), 4);
}

/* gdk-pixbuf reads it by a loader that is a package of its own. */
static void
test_webp (void)
{
  static const guint8 orange[] = "RIFF\x22\0\0\0WEBPVP8L\x16\0\0\0\x2f\x3f\xc0\x0f\0\x07\x50\xc4\xfe\x47\xff"
                                 "\x03\x40\x42\xf8\xff\x5e\x8b\xe8\x7f\xea\x07";
  g_autoptr (GBytes) bytes = g_bytes_new_static (orange, sizeof orange - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = kontor_thumbnail_decode (bytes, 64, &error);
  guint8 pixels[64 * 64 * 4];

  g_assert_no_error (error);
  gdk_texture_download (texture, pixels, sizeof pixels / 64);
  g_assert_cmpmem (pixels, 4, ((guint8[]) { 0, 0x88, 0xff, 255 }), 4);
}

static void
assert_refused (GBytes *bytes, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_thumbnail_decode (bytes, 64, &error));
  g_assert_nonnull (error);
  if (domain != 0)
    g_assert_error (error, domain, code);
}

static void
write_number (guint8 *at, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (at, &number, 4);
}

/* A head that promises more pixels than there could ever be bytes for; nothing follows it. */
static GBytes *
make_png_head (guint32 width, guint32 height)
{
  guint8 head[41] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  guint32 crc = 0xffffffff;

  write_number (head + 16, width);
  write_number (head + 20, height);
  head[24] = 8;
  head[25] = 2;
  for (guint i = 12; i < 29; i++) {
    crc ^= head[i];
    for (guint bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  write_number (head + 29, ~crc);
  memcpy (head + 33, "\0\0\x20\0IDAT", 8);
  return g_bytes_new (head, sizeof head);
}

static GBytes *
add_rubbish (GBytes *head)
{
  g_autoptr (GByteArray) bytes = g_bytes_unref_to_array (head);

  for (guint i = 0; i < 2000; i++)
    g_byte_array_append (bytes, (guint8[]) { (guint8) (i * 7) }, 1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_jpeg_head (void)
{
  static const guint8 head[] = { 0xff, 0xd8, 0xff, 0xdb, 0, 67, 0 };
  static const guint8 frame[] = { 0xff, 0xc0, 0, 17, 8, 0xfd, 0xe8, 0xfd, 0xe8, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0 };
  static const guint8 scan[] = { 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, head, sizeof head);
  for (guint i = 0; i < 64; i++)
    g_byte_array_append (bytes, (guint8[]) { 1 }, 1);
  g_byte_array_append (bytes, frame, sizeof frame);
  g_byte_array_append (bytes, scan, sizeof scan);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_huge (void)
{
  g_autoptr (GBytes) png = add_rubbish (make_png_head (20000, 10000));
  g_autoptr (GBytes) widest = add_rubbish (make_png_head (0x7fffffff, 1));
  g_autoptr (GBytes) jpeg = add_rubbish (make_jpeg_head ());
  g_autoptr (GBytes) gif = make_text ("GIF89a\xff\xff\xff\xff\x11\x01\x01,");
  g_autofree char *spaces = g_strnfill (3 * MEGABYTE, ' ');
  g_autofree char *text = g_strconcat ("<svg xmlns='http://www.w3.org/2000/svg'>", spaces, "</svg>", NULL);
  g_autoptr (GBytes) drawing = make_text (text);

  assert_refused (png, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  assert_refused (widest, 0, 0);
  assert_refused (jpeg, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  assert_refused (gif, 0, 0);
  assert_refused (drawing, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "",
    "GIF8",
    "\xff\xd8\xff",
    "<svg",
    "<svg xmlns='http://www.w3.org/2000/svg' width='-5' height='x'><g></svg>",
    "RIFF\x10\x01\x01\x01WEBPVP8 ",
  };
  static const char *const foreign[] = { "BM000000", "<!DOCTYPE html><title>404</title>", "%PDF-1.7", "/* XPM */" };
  g_autoptr (GBytes) png = make_png (300, 300, 3);
  g_autoptr (GBytes) none = make_png_head (0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = make_text (texts[i]);

    assert_refused (bytes, 0, 0);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++) {
    g_autoptr (GBytes) bytes = make_text (foreign[i]);

    assert_refused (bytes, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED);
  }
  for (gsize length = 8; length < g_bytes_get_size (png) / 2; length += 11) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (png, 0, length);
    g_autoptr (GdkTexture) texture = kontor_thumbnail_decode (part, 64, NULL);

    g_assert_true (texture == NULL || gdk_texture_get_width (texture) == 64);
  }
  assert_refused (none, 0, 0);
}

static gboolean
is_empty (GdkTexture *texture)
{
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture);
  gsize length = stride * (gsize) gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc (length);

  gdk_texture_download (texture, pixels, stride);
  for (gsize i = 0; i < length; i++)
    if (pixels[i] != 0)
      return FALSE;
  return TRUE;
}

/* A drawing must not be able to show what lies on this computer, nor make the parser grow without end. */
static void
test_evil_drawing (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "secret.png", NULL);
  g_autoptr (GBytes) secret = make_png (64, 64, 255);
  g_autofree char *text =
      g_strdup_printf ("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'>"
                       "<image href='file://%s' width='64' height='64'/><image href='%s' width='64' height='64'/></svg>",
                       path, path);
  g_autoptr (GBytes) spy = make_text (text);
  g_autoptr (GBytes) bomb = make_text ("<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>"
                                       "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                                       "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
                                       "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
                                       "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
                                       "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>"
                                       "<svg xmlns='http://www.w3.org/2000/svg'><text>&f;&f;&f;&f;</text></svg>");
  g_autoptr (GBytes) wide = make_text ("<svg xmlns='http://www.w3.org/2000/svg' width='9000000' height='9000000'/>");
  g_autoptr (GdkTexture) texture = NULL;

  g_file_set_contents (path, g_bytes_get_data (secret, NULL), (gssize) g_bytes_get_size (secret), NULL);
  texture = kontor_thumbnail_decode (spy, 64, NULL);
  g_assert_true (texture == NULL || is_empty (texture));
  g_clear_object (&texture);
  texture = kontor_thumbnail_decode (bomb, 64, NULL);
  g_clear_object (&texture);
  texture = kontor_thumbnail_decode (wide, 64, NULL);
  g_assert_true (texture == NULL || gdk_texture_get_width (texture) == 64);
}

static void
keep (const char *name, gsize length, gint64 used_ago)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (length), length);
  g_autofree char *path = g_build_filename (kontor_test_dir (), "store", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  time_t now = time (NULL);

  kontor_thumbnail_store_save (folder, name, bytes);
  g_assert_cmpint (utime (path, &(struct utimbuf) { .actime = now - used_ago, .modtime = now - used_ago }), ==, 0);
}

static gboolean
is_kept (const char *name)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "store", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_store (void)
{
  g_autofree char *folder = g_build_filename (kontor_test_dir (), "store", NULL);
  g_autoptr (GBytes) used = NULL;

  g_assert_null (kontor_thumbnail_store_load (folder, "a"));
  kontor_thumbnail_store_trim (folder, 0);
  keep ("a", 100, 4000);
  keep ("b", 100, 3000);
  keep ("c", 100, 2000);
  keep ("old", 100, 40 * 24 * 60 * 60);
  g_assert_null (kontor_thumbnail_store_load (folder, "old"));
  used = kontor_thumbnail_store_load (folder, "a");
  g_assert_cmpuint (g_bytes_get_size (used), ==, 100);

  kontor_thumbnail_store_trim (folder, 400);
  g_assert_true (is_kept ("old"));
  kontor_thumbnail_store_trim (folder, 399);
  g_assert_false (is_kept ("old"));
  kontor_thumbnail_store_trim (folder, 150);
  g_assert_true (is_kept ("a"));
  g_assert_false (is_kept ("b") || is_kept ("c"));
}

static void
test_names (void)
{
  g_autofree char *name = kontor_thumbnail_store_make_name ("shop", "http://x/../../a.png", 64);
  g_autofree char *other_size = kontor_thumbnail_store_make_name ("shop", "http://x/../../a.png", 96);
  g_autofree char *other_shop = kontor_thumbnail_store_make_name ("shop 2", "http://x/../../a.png", 64);

  g_assert_null (strchr (name, '/'));
  g_assert_cmpstr (name, !=, other_size);
  g_assert_cmpstr (name, !=, other_shop);
}

/* A shop with pictures at "a" to "z", and thumbnails of it. */
typedef struct {
  Fixture fixture;
  char *folder;
  KontorThumbnails *thumbnails;
} Cache;

static void
cache_open (Cache *cache, gsize memory_budget)
{
  g_clear_object (&cache->thumbnails);
  cache->thumbnails = kontor_thumbnails_new (cache->fixture.engine, cache->folder, 10 * MEGABYTE, memory_budget);
}

static Cache *
cache_new (void)
{
  Cache *cache = g_new0 (Cache, 1);

  fixture_begin_empty (&cache->fixture);
  for (char name[] = "a"; name[0] <= 'z'; name[0]++) {
    g_autoptr (GBytes) png = make_png (100, 100, (guint8) name[0]);

    fake_shop_put_picture (cache->fixture.shop, name, png);
  }
  kontor_test_pardon_stall ();
  cache->folder = g_build_filename (kontor_test_dir (), "cache", NULL);
  cache_open (cache, MEGABYTE);
  return cache;
}

static void
cache_free (Cache *cache)
{
  g_clear_object (&cache->thumbnails);
  fixture_end (&cache->fixture);
  g_free (cache->folder);
  g_free (cache);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cache, cache_free)

static KontorThumbnail *
want (Cache *cache, const char *url)
{
  return kontor_thumbnails_dup (cache->thumbnails, kontor_account_get_id (cache->fixture.account), url, 60);
}

static gboolean
is_settled (gpointer thumbnail)
{
  return kontor_thumbnail_get_state (thumbnail) != KONTOR_THUMBNAIL_LOADING;
}

static KontorThumbnail *
want_settled (Cache *cache, const char *url)
{
  KontorThumbnail *thumbnail = want (cache, url);

  lists_wait (is_settled, thumbnail);
  return thumbnail;
}

static void
assert_state (Cache *cache, const char *url, KontorThumbnailState state)
{
  g_autoptr (KontorThumbnail) thumbnail = want_settled (cache, url);

  g_assert_cmpint ((int) kontor_thumbnail_get_state (thumbnail), ==, (int) state);
  g_assert_true ((kontor_thumbnail_get_texture (thumbnail) != NULL) == (state == KONTOR_THUMBNAIL_READY));
}

static void
assert_downloads (Cache *cache, const char *expected)
{
  GPtrArray *downloads = fake_shop_get_downloads (cache->fixture.shop);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < downloads->len; i++)
    g_string_append_printf (text, "%s ", (char *) g_ptr_array_index (downloads, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
has_downloads (gpointer data)
{
  gpointer *pair = data;

  return fake_shop_get_downloads (pair[0])->len == GPOINTER_TO_UINT (pair[1]);
}

static void
wait_for_downloads (Cache *cache, guint n)
{
  lists_wait (has_downloads, (gpointer[]) { cache->fixture.shop, GUINT_TO_POINTER (n) });
}

static void
test_shared (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (KontorThumbnail) first = want (cache, "a");
  g_autoptr (KontorThumbnail) second = want (cache, "a");
  g_autoptr (KontorThumbnail) other = kontor_thumbnails_dup (cache->thumbnails, 1, "a", 200);

  g_assert_true (first == second);
  g_assert_true (first != other);
  lists_wait (is_settled, first);
  lists_wait (is_settled, other);
  g_assert_cmpint (gdk_texture_get_width (kontor_thumbnail_get_texture (first)), ==, 64);
  g_assert_cmpint (gdk_texture_get_width (kontor_thumbnail_get_texture (other)), ==, 100);
  assert_downloads (cache, "a a ");
}

static void
test_kept (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autofree char *name =
      kontor_thumbnail_store_make_name (kontor_account_get_secret_key (cache->fixture.account), "a", 64);
  g_autofree char *path = g_build_filename (cache->folder, name, NULL);

  assert_state (cache, "a", KONTOR_THUMBNAIL_READY);
  assert_state (cache, "a", KONTOR_THUMBNAIL_READY);
  cache_open (cache, MEGABYTE);
  assert_state (cache, "a", KONTOR_THUMBNAIL_READY);
  assert_downloads (cache, "a ");

  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\n damaged", -1, NULL));
  cache_open (cache, MEGABYTE);
  assert_state (cache, "a", KONTOR_THUMBNAIL_READY);
  assert_downloads (cache, "a a ");
}

static void
test_let_go (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  fake_shop_hold (cache->fixture.shop);
  for (char name[] = "a"; name[0] <= 'k'; name[0]++)
    g_ptr_array_add (wanted, want (cache, name));
  wait_for_downloads (cache, 4);
  g_ptr_array_set_size (wanted, 0);
  fake_shop_release (cache->fixture.shop);
  assert_state (cache, "z", KONTOR_THUMBNAIL_READY);
  wait_for_downloads (cache, 5);
}

static void
test_order (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);

  fake_shop_hold (cache->fixture.shop);
  for (const char *name = "abcd"; *name != '\0'; name++) {
    g_ptr_array_add (wanted, want (cache, (char[]) { *name, '\0' }));
    wait_for_downloads (cache, wanted->len);
  }
  /* These wait for a place; wanted once more, they change their order. */
  for (const char *name = "efgh"; *name != '\0'; name++)
    g_ptr_array_add (wanted, want (cache, (char[]) { *name, '\0' }));
  lists_turn ();
  for (const char *name = "gehf"; *name != '\0'; name++)
    g_ptr_array_add (wanted, want (cache, (char[]) { *name, '\0' }));
  fake_shop_release (cache->fixture.shop);
  wait_for_downloads (cache, 8);
  assert_downloads (cache, "a b c d f h e g ");
  /* What came last is still being written. */
  for (guint i = 0; i < wanted->len; i++)
    lists_wait (is_settled, g_ptr_array_index (wanted, i));
}

static void
test_missing (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (GBytes) bytes = make_text ("no picture");

  fake_shop_put_picture (cache->fixture.shop, "broken", bytes);
  for (guint i = 0; i < 3; i++) {
    assert_state (cache, "nowhere", KONTOR_THUMBNAIL_MISSING);
    assert_state (cache, "broken", KONTOR_THUMBNAIL_MISSING);
  }
  assert_downloads (cache, "nowhere broken ");

  fixture_step (&cache->fixture, 11 * 60 * 1000);
  assert_state (cache, "nowhere", KONTOR_THUMBNAIL_MISSING);
  assert_downloads (cache, "nowhere broken nowhere ");
}

static gboolean
is_ready (gpointer thumbnail)
{
  return kontor_thumbnail_get_state (thumbnail) == KONTOR_THUMBNAIL_READY;
}

static void
test_offline (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (KontorThumbnail) shown = NULL;

  fake_shop_fail (cache->fixture.shop, FAKE_DOWNLOAD, KONTOR_ERROR_OFFLINE, 1);
  shown = want_settled (cache, "a");
  g_assert_cmpint ((int) kontor_thumbnail_get_state (shown), ==, KONTOR_THUMBNAIL_MISSING);

  fake_shop_fail (cache->fixture.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 99);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (cache->fixture.account)), NULL);
  g_assert_cmpint ((int) kontor_account_get_status (cache->fixture.account), ==, KONTOR_ACCOUNT_OFFLINE);
  fake_shop_fail (cache->fixture.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 0);
  fixture_step (&cache->fixture, 60 * 1000);
  fixture_sync (&cache->fixture);
  lists_wait (is_ready, shown);
}

static void
test_budget (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (KontorThumbnail) shown = NULL;
  GWeakRef first, last;

  /* Three of 64 × 64 pixels. */
  cache_open (cache, 3 * 64 * 64 * 4 + 4096);
  shown = want_settled (cache, "a");
  g_weak_ref_init (&first, NULL);
  g_weak_ref_init (&last, NULL);
  for (char name[] = "b"; name[0] <= 'e'; name[0]++) {
    g_autoptr (KontorThumbnail) thumbnail = want_settled (cache, name);

    g_weak_ref_set (name[0] == 'b' ? &first : &last, thumbnail);
  }
  g_assert_null (g_weak_ref_get (&first));
  g_clear_object (&(gpointer) { g_weak_ref_get (&last) });
  g_assert_true (want (cache, "a") == shown);
  g_object_unref (shown);
  g_weak_ref_clear (&first);
  g_weak_ref_clear (&last);
}

static gboolean
is_folder_empty (gpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

/* Less room than there is used is made at once. */
static void
test_less_room (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (KontorThumbnail) thumbnail = NULL;

  cache_open (cache, 0);
  thumbnail = want_settled (cache, "a");
  g_assert_false (is_folder_empty (cache->folder));
  kontor_thumbnails_set_disk_budget (cache->thumbnails, 0);
  lists_wait (is_folder_empty, cache->folder);
}

static void
test_no_account (void)
{
  g_autoptr (Cache) cache = cache_new ();
  g_autoptr (KontorThumbnail) thumbnail = kontor_thumbnails_dup (cache->thumbnails, 99, "a", 60);

  lists_wait (is_settled, thumbnail);
  g_assert_null (kontor_thumbnail_get_texture (thumbnail));
}

/* Thumbnails may outlive their cache, and a cache its engine. */
static void
test_end (void)
{
  g_autoptr (KontorThumbnail) thumbnail = NULL, waiting = NULL;
  Cache *cache = cache_new ();

  thumbnail = want_settled (cache, "a");
  waiting = want (cache, "b");
  cache_free (cache);
  lists_turn ();
  g_assert_nonnull (kontor_thumbnail_get_texture (thumbnail));
}

static gboolean
has_texture (gpointer picture)
{
  return kontor_picture_get_texture (picture) != NULL;
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  kontor_test_pardon_stall ();
  return window;
}

static void
test_widget (void)
{
  g_autoptr (Cache) cache = cache_new ();
  KontorPicture *picture = KONTOR_PICTURE (kontor_picture_new (cache->fixture.engine, 60));
  GtkWidget *window = present (GTK_WIDGET (picture));
  gint64 account_id = kontor_account_get_id (cache->fixture.account);

  kontor_picture_set_source (picture, account_id, "a");
  lists_wait (has_texture, picture);
  kontor_picture_set_source (picture, account_id, "nowhere");
  g_assert_null (kontor_picture_get_texture (picture));
  kontor_picture_set_source (picture, account_id, "a");
  g_assert_nonnull (kontor_picture_get_texture (picture));
  kontor_picture_set_source (picture, account_id, "");
  g_assert_null (kontor_picture_get_texture (picture));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A row that is used again for others, faster than pictures come: only the last one is fetched and shown. */
static void
test_recycled (void)
{
  g_autoptr (Cache) cache = cache_new ();
  KontorPicture *picture = KONTOR_PICTURE (kontor_picture_new (cache->fixture.engine, 60));
  GtkWidget *window = present (GTK_WIDGET (picture));
  GdkTexture *texture;
  guint8 pixel[64 * 64 * 4];

  for (char name[] = "a"; name[0] <= 'z'; name[0]++)
    kontor_picture_set_source (picture, kontor_account_get_id (cache->fixture.account), name);
  lists_wait (has_texture, picture);
  texture = kontor_picture_get_texture (picture);
  gdk_texture_download (texture, pixel, 64 * 4);
  g_assert_cmpuint (pixel[2], ==, 'z');
  g_assert_cmpuint (fake_shop_get_downloads (cache->fixture.shop)->len, <, 26);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is not to be seen asks for nothing. */
static void
test_hidden (void)
{
  g_autoptr (Cache) cache = cache_new ();
  GtkWidget *picture = kontor_picture_new (cache->fixture.engine, -1);
  GtkWidget *window = present (picture);

  gtk_widget_set_visible (picture, FALSE);
  kontor_picture_set_source (KONTOR_PICTURE (picture), kontor_account_get_id (cache->fixture.account), "a");
  lists_turn ();
  assert_downloads (cache, "");
  gtk_widget_set_visible (picture, TRUE);
  lists_wait (has_texture, picture);
  gtk_widget_set_visible (picture, FALSE);
  g_assert_null (kontor_picture_get_texture (KONTOR_PICTURE (picture)));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_measure (void)
{
  g_autoptr (Cache) cache = cache_new ();
  GtkWidget *square = g_object_ref_sink (kontor_picture_new (cache->fixture.engine, 48));
  GtkWidget *filling = g_object_ref_sink (kontor_picture_new (cache->fixture.engine, -1));
  int minimum, natural;

  gtk_widget_measure (square, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 48);
  g_assert_cmpint (natural, ==, 48);
  gtk_widget_measure (filling, GTK_ORIENTATION_VERTICAL, 333, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 333);

  g_object_unref (square);
  g_object_unref (filling);
}

static void
test_accessible (void)
{
  g_autoptr (Cache) cache = cache_new ();
  GtkWidget *picture = g_object_ref_sink (kontor_picture_new (cache->fixture.engine, 48));

  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_state (picture, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
  kontor_picture_set_alternative_text (KONTOR_PICTURE (picture), "A cup");
  gtk_test_accessible_assert_state (picture, GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, "A cup");

  g_object_unref (picture);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  gtk_init ();

  kontor_test_add_plain ("/ui/thumbnails/image/sizes", test_sizes);
  kontor_test_add_plain ("/ui/thumbnails/image/stable", test_stable);
  kontor_test_add_plain ("/ui/thumbnails/image/colour", test_colour);
  kontor_test_add_plain ("/ui/thumbnails/image/webp", test_webp);
  kontor_test_add_plain ("/ui/thumbnails/image/huge", test_huge);
  kontor_test_add_plain ("/ui/thumbnails/image/broken", test_broken);
  kontor_test_add_plain ("/ui/thumbnails/image/evil-drawing", test_evil_drawing);
  kontor_test_add_plain ("/ui/thumbnails/store", test_store);
  kontor_test_add_plain ("/ui/thumbnails/names", test_names);
  kontor_test_add ("/ui/thumbnails/shared", test_shared);
  kontor_test_add ("/ui/thumbnails/kept", test_kept);
  kontor_test_add ("/ui/thumbnails/let-go", test_let_go);
  kontor_test_add ("/ui/thumbnails/order", test_order);
  kontor_test_add ("/ui/thumbnails/missing", test_missing);
  kontor_test_add ("/ui/thumbnails/offline", test_offline);
  kontor_test_add ("/ui/thumbnails/budget", test_budget);
  kontor_test_add ("/ui/thumbnails/less-room", test_less_room);
  kontor_test_add ("/ui/thumbnails/no-account", test_no_account);
  kontor_test_add ("/ui/thumbnails/end", test_end);
  kontor_test_add ("/ui/picture/widget", test_widget);
  kontor_test_add ("/ui/picture/recycled", test_recycled);
  kontor_test_add ("/ui/picture/hidden", test_hidden);
  kontor_test_add ("/ui/picture/measure", test_measure);
  kontor_test_add ("/ui/picture/accessible", test_accessible);
  return kontor_test_run ();
}
