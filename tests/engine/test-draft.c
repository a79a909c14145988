#include "kontor-draft.h"
#include "kontor-error.h"
#include "kontor-test.h"
#include "shop-fixture.h"

typedef struct {
  World world;
  gint64 product;
  gint64 variant;
  KontorDraft *draft;
} Desk;

static gboolean
is_read (Desk *self, KontorEntity entity, gint64 id, guint field)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, entity, id);

  return kontor_record_has (record, field);
}

static void
turn (void)
{
  dex_await (dex_timeout_new_msec (5), NULL);
}

static void
open_draft (Desk *self, gint64 product)
{
  self->draft = kontor_draft_new (self->world.engine, kontor_account_get_id (self->world.account), product);
  dex_await (kontor_draft_open (self->draft), NULL);
  while (product != 0 && (!is_read (self, KONTOR_ENTITY_PRODUCT, product, KONTOR_PRODUCT_DESCRIPTION) ||
                          !is_read (self, KONTOR_ENTITY_VARIANT, self->variant, KONTOR_VARIANT_WEIGHT)))
    turn ();
}

static void
begin (Desk *self)
{
  world_begin (&self->world, 2);
  self->variant = world_ask (&self->world, "SELECT min (id) FROM variant WHERE price IS NOT NULL AND manage_stock");
  self->product = world_ask (&self->world, "SELECT product_id FROM variant WHERE price IS NOT NULL AND manage_stock "
                                           "ORDER BY id LIMIT 1");
  open_draft (self, self->product);
}

static void
end (Desk *self)
{
  g_clear_object (&self->draft);
  world_end (&self->world);
}

static void
set_text (Desk *self, KontorEntity entity, gint64 id, guint field, const char *text)
{
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (entity));

  kontor_record_set_text (values, field, text);
  kontor_draft_set (self->draft, entity, id, values);
}

static void
set_price (Desk *self, gint64 amount)
{
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  kontor_record_set_amount (values, KONTOR_VARIANT_PRICE, amount);
  kontor_draft_set (self->draft, KONTOR_ENTITY_VARIANT, self->variant, values);
}

static char *
read_text (Desk *self, KontorEntity entity, gint64 id, guint field)
{
  g_autoptr (KontorRecord) record = world_load (&self->world, entity, id);

  return g_strdup (kontor_record_get_text (record, field));
}

static char *
fetch_text (Desk *self, KontorEntity entity, gint64 id, guint field)
{
  g_autoptr (KontorRecord) record = world_fetch (&self->world, entity, id);

  return g_strdup (kontor_record_get_text (record, field));
}

static void
assert_text (char *text, const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static gint64
count_stock (Desk *self, gint64 quantity)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_VARIANT, self->variant);
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  KontorRecord *level = kontor_record_copy (kontor_record_get_member (record, KONTOR_VARIANT_LEVELS, 0));

  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, quantity);
  kontor_record_take_member (values, KONTOR_VARIANT_LEVELS, level);
  for (guint i = 1; i < kontor_record_get_length (record, KONTOR_VARIANT_LEVELS); i++)
    kontor_record_take_member (values, KONTOR_VARIANT_LEVELS,
                               kontor_record_ref (kontor_record_get_member (record, KONTOR_VARIANT_LEVELS, i)));
  kontor_draft_set (self->draft, KONTOR_ENTITY_VARIANT, self->variant, values);
  return quantity;
}

static void
test_save (void)
{
  Desk desk = { 0 };
  g_autofree char *title = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 action;

  begin (&desk);
  title = read_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Edited");
  set_text (&desk, KONTOR_ENTITY_VARIANT, desk.variant, KONTOR_VARIANT_WEIGHT, "0.75");
  set_price (&desk, 12 * KONTOR_MONEY_UNIT);
  count_stock (&desk, 77);
  lines = kontor_draft_describe (desk.draft);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);

  action = world_await (kontor_draft_save (desk.draft));
  g_assert_cmpint (action, !=, 0);
  g_assert_false (kontor_draft_get_dirty (desk.draft));
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 4);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM draft"), ==, 0);
  world_flush_after (&desk.world, 20000);
  assert_text (fetch_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), "Edited");
  assert_text (fetch_text (&desk, KONTOR_ENTITY_VARIANT, desk.variant, KONTOR_VARIANT_WEIGHT), "0.75");

  g_assert_cmpint (world_await (kontor_engine_undo (desk.world.engine, action)), ==, action);
  assert_text (read_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), title);
  end (&desk);
}

static void
test_survives (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) record = NULL;

  begin (&desk);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Half typed");
  while (world_ask (&desk.world, "SELECT count (*) FROM draft") == 0)
    turn ();
  g_clear_object (&desk.draft);
  open_draft (&desk, desk.product);
  g_assert_true (kontor_draft_get_dirty (desk.draft));
  record = kontor_draft_dup_record (desk.draft, KONTOR_ENTITY_PRODUCT, desk.product);
  g_assert_cmpstr (kontor_record_get_text (record, KONTOR_PRODUCT_TITLE), ==, "Half typed");
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 0);

  kontor_draft_discard (desk.draft);
  while (world_ask (&desk.world, "SELECT count (*) FROM draft") != 0)
    turn ();
  end (&desk);
}

static void
admin (Desk *self, const char *body)
{
  world_admin (&self->world, "PUT", KONTOR_ENTITY_PRODUCT, self->product, NULL, body);
  world_sync (&self->world);
}

static void
test_other_field (void)
{
  Desk desk = { 0 };

  begin (&desk);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours");
  admin (&desk, "{\"vendor\":\"Theirs\"}");
  g_assert_false (kontor_draft_is_overtaken (desk.draft, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE));
  world_await (kontor_draft_save (desk.draft));
  world_flush_after (&desk.world, 20000);
  g_assert_cmpuint (world_count_problems (&desk.world), ==, 0);
  assert_text (fetch_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), "Ours");
  assert_text (fetch_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_VENDOR), "Theirs");
  end (&desk);
}

static gboolean
is_overtaken (Desk *self)
{
  return kontor_draft_is_overtaken (self->draft, KONTOR_ENTITY_PRODUCT, self->product, KONTOR_PRODUCT_TITLE);
}

static void
test_same_field (void)
{
  Desk desk = { 0 };

  begin (&desk);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours");
  admin (&desk, "{\"name\":\"Theirs\"}");
  g_assert_true (is_overtaken (&desk));
  kontor_draft_keep (desk.draft, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE);
  g_assert_false (is_overtaken (&desk));
  g_assert_true (kontor_draft_get_dirty (desk.draft));

  admin (&desk, "{\"name\":\"Theirs again\"}");
  g_assert_true (is_overtaken (&desk));
  kontor_draft_reset (desk.draft, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE);
  g_assert_false (kontor_draft_get_dirty (desk.draft));

  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Both");
  admin (&desk, "{\"name\":\"Both\"}");
  g_assert_false (is_overtaken (&desk));
  end (&desk);
}

static void
test_refused (void)
{
  Desk desk = { 0 };
  g_autoptr (GError) error = NULL;

  begin (&desk);
  set_price (&desk, 5 * KONTOR_MONEY_UNIT);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "  ");
  dex_await (kontor_draft_save (desk.draft), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_true (kontor_draft_get_dirty (desk.draft));
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 0);
  end (&desk);
}

static void
test_no_change (void)
{
  Desk desk = { 0 };
  g_autofree char *title = NULL;

  begin (&desk);
  title = read_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "x");
  g_assert_true (kontor_draft_get_dirty (desk.draft));
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, title);
  g_assert_false (kontor_draft_get_dirty (desk.draft));
  g_assert_cmpint (world_await (kontor_draft_save (desk.draft)), ==, 0);
  end (&desk);
}

static void
test_new (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  gint64 made;

  begin (&desk);
  g_clear_object (&desk.draft);
  open_draft (&desk, 0);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, 0, KONTOR_PRODUCT_TITLE, "New tea");
  set_text (&desk, KONTOR_ENTITY_PRODUCT, 0, KONTOR_PRODUCT_STATUS, "draft");
  set_text (&desk, KONTOR_ENTITY_PRODUCT, 0, KONTOR_PRODUCT_SKU, "NEW-01");
  kontor_record_set_text (variant, KONTOR_VARIANT_TITLE, "New tea");
  kontor_record_set_text (variant, KONTOR_VARIANT_SKU, "NEW-01");
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, "EUR");
  kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, 7 * KONTOR_MONEY_UNIT);
  g_assert_cmpint (kontor_draft_add_variant (desk.draft, variant), ==, -1);
  world_await (kontor_draft_save (desk.draft));
  made = kontor_draft_get_made (desk.draft);
  g_assert_cmpint (made, >, 0);
  world_flush_after (&desk.world, 20000);
  g_assert_cmpuint (world_count_problems (&desk.world), ==, 0);
  assert_text (fetch_text (&desk, KONTOR_ENTITY_PRODUCT, made, KONTOR_PRODUCT_TITLE), "New tea");
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM variant WHERE sku = 'NEW-01' AND remote_id IS NOT NULL"), ==, 1);
  end (&desk);
}

/* Two windows that edit one product edit one draft of it. */
static void
test_shared (void)
{
  Desk desk = { 0 };
  KontorDraft *first;
  g_autoptr (KontorDraft) other = NULL;
  gint64 account;

  begin (&desk);
  account = kontor_account_get_id (desk.world.account);
  g_clear_object (&desk.draft);
  first = kontor_draft_share (desk.world.engine, account, desk.product);
  desk.draft = first;
  dex_await (kontor_draft_open (first), NULL);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours");
  kontor_draft_keep_typed (first);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours, later");
  other = kontor_draft_share (desk.world.engine, account, desk.product);
  g_assert_true (other == first);
  g_assert_true (dex_await_boolean (kontor_draft_open (other), NULL));
  {
    g_autoptr (KontorRecord) record = kontor_draft_dup_record (other, KONTOR_ENTITY_PRODUCT, desk.product);

    g_assert_cmpstr (kontor_record_get_text (record, KONTOR_PRODUCT_TITLE), ==, "Ours, later");
  }
  g_clear_object (&other);
  g_clear_object (&desk.draft);
  desk.draft = kontor_draft_share (desk.world.engine, account, desk.product);
  g_assert_true (dex_await_boolean (kontor_draft_open (desk.draft), NULL));
  end (&desk);
}

static void
test_new_with_pictures (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autoptr (KontorRecord) made = NULL;
  KontorRecord *picture = kontor_record_new (&kontor_picture_type);

  begin (&desk);
  g_clear_object (&desk.draft);
  open_draft (&desk, 0);
  kontor_record_set_text (picture, KONTOR_PICTURE_URL, "https://pictures.example/tea.png");
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "New tea");
  kontor_record_take_member (product, KONTOR_PRODUCT_PICTURES, picture);
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, "EUR");
  kontor_draft_set (desk.draft, KONTOR_ENTITY_PRODUCT, 0, product);
  kontor_draft_add_variant (desk.draft, variant);
  world_await (kontor_draft_save (desk.draft));
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  world_flush_after (&desk.world, 20000);
  g_assert_cmpuint (world_count_problems (&desk.world), ==, 0);
  made = world_fetch (&desk.world, KONTOR_ENTITY_PRODUCT, kontor_draft_get_made (desk.draft));
  g_assert_cmpuint (kontor_record_get_length (made, KONTOR_PRODUCT_PICTURES), ==, 1);
  end (&desk);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  world_add ("/engine/draft/save", test_save);
  world_add ("/engine/draft/survives", test_survives);
  world_add ("/engine/draft/other-field", test_other_field);
  world_add ("/engine/draft/same-field", test_same_field);
  world_add ("/engine/draft/refused", test_refused);
  world_add ("/engine/draft/no-change", test_no_change);
  world_add ("/engine/draft/new", test_new);
  world_add ("/engine/draft/new-with-pictures", test_new_with_pictures);
  world_add ("/engine/draft/shared", test_shared);
  return kontor_test_run ();
}
