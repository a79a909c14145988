#include "kontor-error.h"
#include "kontor-sheet.h"
#include "kontor-test.h"
#include "shop-fixture.h"

#define N_STEPS 60

typedef struct {
  World world;
  KontorSheet *sheet;
  gint64 variant;
  gint64 product;
} Desk;

static void
turn (void)
{
  dex_await (dex_timeout_new_msec (5), NULL);
}

static void
open_sheet (Desk *self)
{
  self->sheet = kontor_sheet_new (self->world.engine);
  dex_await (kontor_sheet_open (self->sheet), NULL);
}

static void
begin (Desk *self)
{
  world_begin (&self->world, 2);
  self->variant = world_ask (&self->world, "SELECT min (id) FROM variant WHERE price IS NOT NULL AND manage_stock");
  self->product = world_ask (&self->world, "SELECT product_id FROM variant WHERE price IS NOT NULL AND manage_stock "
                                           "ORDER BY id LIMIT 1");
  open_sheet (self);
}

static void
end (Desk *self)
{
  g_clear_object (&self->sheet);
  world_end (&self->world);
}

static void
set_text (Desk *self, KontorEntity entity, gint64 id, guint field, const char *text)
{
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (entity));
  g_autoptr (KontorRecord) present = world_load (&self->world, entity, id);

  kontor_record_set_text (values, field, text);
  kontor_sheet_set (self->sheet, present, values);
}

static void
set_price (Desk *self, gint64 id, gint64 amount)
{
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autoptr (KontorRecord) present = world_load (&self->world, KONTOR_ENTITY_VARIANT, id);

  kontor_record_set_amount (values, KONTOR_VARIANT_PRICE, amount);
  kontor_sheet_set (self->sheet, present, values);
}

static void
set_stock (Desk *self, gint64 quantity)
{
  g_autoptr (KontorRecord) values = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autoptr (KontorRecord) present = world_load (&self->world, KONTOR_ENTITY_VARIANT, self->variant);

  kontor_record_set_int (values, KONTOR_VARIANT_ON_HAND, quantity);
  kontor_sheet_set (self->sheet, present, values);
}

static KontorSheetState
get_state (Desk *self, KontorEntity entity, gint64 id, guint field)
{
  g_autoptr (KontorRecord) present = world_load (&self->world, entity, id);

  return kontor_sheet_get_state (self->sheet, present, field);
}

static gint64
read_number (Desk *self, const char *column)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM variant WHERE id = %" G_GINT64_FORMAT, column, self->variant);

  return world_ask (&self->world, sql);
}

static void
test_save (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) there = NULL;
  gint64 action, price, stock;

  begin (&desk);
  price = read_number (&desk, "price");
  stock = read_number (&desk, "on_hand");
  set_price (&desk, desk.variant, price + KONTOR_MONEY_UNIT);
  set_stock (&desk, stock + 5);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Edited");
  g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, 3);

  action = world_await (kontor_sheet_save (desk.sheet));
  g_assert_cmpint (action, !=, 0);
  g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, 0);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM sheet"), ==, 0);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 3);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  g_assert_cmpint (read_number (&desk, "on_hand"), ==, stock + 5);
  world_flush_after (&desk.world, 20000);
  there = world_fetch (&desk.world, KONTOR_ENTITY_VARIANT, desk.variant);
  g_assert_cmpint (kontor_record_get_amount (there, KONTOR_VARIANT_PRICE), ==, price + KONTOR_MONEY_UNIT);

  g_assert_cmpint (world_await (kontor_engine_undo (desk.world.engine, action)), ==, action);
  g_assert_cmpint (read_number (&desk, "price"), ==, price);
  g_assert_cmpint (read_number (&desk, "on_hand"), ==, stock);
  end (&desk);
}

static void
test_survives (void)
{
  Desk desk = { 0 };

  begin (&desk);
  set_price (&desk, desk.variant, 5 * KONTOR_MONEY_UNIT);
  while (world_ask (&desk.world, "SELECT count (*) FROM sheet") == 0)
    turn ();
  g_clear_object (&desk.sheet);
  open_sheet (&desk);
  g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, 1);
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_VARIANT, desk.variant, KONTOR_VARIANT_PRICE), ==, KONTOR_SHEET_CHANGED);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 0);

  kontor_sheet_discard (desk.sheet);
  world_await (kontor_sheet_keep (desk.sheet));
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM sheet"), ==, 0);
  kontor_sheet_undo (desk.sheet);
  g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, 1);
  end (&desk);
}

static void
admin (Desk *self, const char *body)
{
  world_admin (&self->world, "PUT", KONTOR_ENTITY_PRODUCT, self->product, NULL, body);
  world_sync (&self->world);
}

static gboolean
came_back (Desk *self)
{
  return kontor_sheet_get_n_changes (self->sheet) == 1;
}

/* Of the same field it is a conflict in its cell, and stays there; of another one it is none. */
static void
test_raced (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) there = NULL;

  begin (&desk);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours");
  admin (&desk, "{\"vendor\":\"Theirs\"}");
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), ==, KONTOR_SHEET_CHANGED);
  admin (&desk, "{\"name\":\"Theirs\"}");
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), ==, KONTOR_SHEET_OVERTAKEN);
  world_await (kontor_sheet_save (desk.sheet));
  while (!came_back (&desk))
    turn ();
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (world_ask (&desk.world, "SELECT n_rows FROM left_out"), ==, 1);

  /* Typed once more it is meant. */
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "Ours after all");
  world_await (kontor_sheet_save (desk.sheet));
  world_flush_after (&desk.world, 20000);
  there = world_fetch (&desk.world, KONTOR_ENTITY_PRODUCT, desk.product);
  g_assert_cmpstr (kontor_record_get_text (there, KONTOR_PRODUCT_TITLE), ==, "Ours after all");
  g_assert_cmpstr (kontor_record_get_text (there, KONTOR_PRODUCT_VENDOR), ==, "Theirs");
  end (&desk);
}

/* One that is refused stands there again, and the others go. */
static void
test_refused (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) present = NULL;

  begin (&desk);
  set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE, "  ");
  set_price (&desk, desk.variant, 5 * KONTOR_MONEY_UNIT);
  present = world_load (&desk.world, KONTOR_ENTITY_VARIANT, desk.variant);
  kontor_sheet_refuse (desk.sheet, present, KONTOR_VARIANT_GTIN, "abc", "It has digits only.");
  g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, 2);
  world_await (kontor_sheet_save (desk.sheet));
  while (!came_back (&desk))
    turn ();
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_PRODUCT, desk.product, KONTOR_PRODUCT_TITLE), ==, KONTOR_SHEET_CHANGED);
  g_assert_cmpstr (kontor_sheet_get_fault (desk.sheet, present, KONTOR_VARIANT_GTIN, NULL), ==, "abc");
  g_assert_cmpint (read_number (&desk, "price"), ==, 5 * KONTOR_MONEY_UNIT);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM outbox"), ==, 1);
  end (&desk);
}

/* A sale meanwhile is not written over. */
static void
test_stock (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (KontorRecord) variant = NULL;
  gint64 stock;

  begin (&desk);
  stock = read_number (&desk, "on_hand");
  set_stock (&desk, stock + 40);
  scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, desk.variant);
  variant = world_load (&desk.world, KONTOR_ENTITY_VARIANT, desk.variant);
  world_await (kontor_catalog_adjust_stock (
      desk.world.engine, scope, kontor_record_get_key (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, 0)), -1, NULL));
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_VARIANT, desk.variant, KONTOR_VARIANT_ON_HAND), ==, KONTOR_SHEET_CHANGED);
  world_await (kontor_sheet_save (desk.sheet));
  g_assert_cmpint (read_number (&desk, "on_hand"), ==, stock + 39);
  end (&desk);
}

/* What is undone step by step is as if it had never been, and comes again the same way. */
static void
test_undo (void)
{
  Desk desk = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint counts[N_STEPS + 1] = { 0 };
  guint n = 0;

  begin (&desk);
  while (n < N_STEPS) {
    guint before = kontor_sheet_get_n_changes (desk.sheet);

    counts[n++] = before;
    if (g_rand_boolean (rand))
      set_price (&desk, desk.variant, g_rand_int_range (rand, 1, 900) * KONTOR_MONEY_UNIT);
    else
      set_text (&desk, KONTOR_ENTITY_PRODUCT, desk.product, g_rand_boolean (rand) ? KONTOR_PRODUCT_TITLE : KONTOR_PRODUCT_VENDOR,
                g_rand_boolean (rand) ? "One" : "Two");
  }
  counts[n] = kontor_sheet_get_n_changes (desk.sheet);
  for (guint i = n; i > 0; i--) {
    kontor_sheet_undo (desk.sheet);
    g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, counts[i - 1]);
  }
  g_assert_cmpint (get_state (&desk, KONTOR_ENTITY_VARIANT, desk.variant, KONTOR_VARIANT_PRICE), ==, KONTOR_SHEET_CLEAN);
  for (guint i = 1; i <= n; i++) {
    kontor_sheet_redo (desk.sheet);
    g_assert_cmpuint (kontor_sheet_get_n_changes (desk.sheet), ==, counts[i]);
  }
  end (&desk);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  world_add ("/engine/sheet/save", test_save);
  world_add ("/engine/sheet/survives", test_survives);
  world_add ("/engine/sheet/raced", test_raced);
  world_add ("/engine/sheet/refused", test_refused);
  world_add ("/engine/sheet/stock", test_stock);
  world_add ("/engine/sheet/undo", test_undo);
  return kontor_test_run ();
}
