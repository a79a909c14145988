#include "products-fixture.h"

#include "kontor-lists-fixture.h"
#include "kontor-product-tile.h"
#include "kontor-results.h"
#include "kontor-variant-row.h"
#include "kontor-window.h"
#include "register.h"

/* Looking through a window takes longer than the pause of lists_wait (), which would leave no time for drawing. */
void
products_wait (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_msec (20), NULL);
  }
}

void
products_type (KontorCellEntry *cell, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (kontor_cell_entry_get_entry (cell)), text);
}

const char *
products_read_cell (KontorCellEntry *cell)
{
  return gtk_editable_get_text (GTK_EDITABLE (kontor_cell_entry_get_entry (cell)));
}

void
products_enter (KontorCellEntry *cell)
{
  g_signal_emit_by_name (kontor_cell_entry_get_entry (cell), "activate");
}

GtkWidget *
products_find (GtkWidget *widget, GType type, guint *skip)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = products_find (child, type, skip);

    if (found != NULL)
      return found;
  }
  return NULL;
}

gpointer
products_see (Shop *shop, GType type, guint index)
{
  return products_find (GTK_WIDGET (shop->window), type, &index);
}

static GVariant *
make_fields (const char *path)
{
  return g_variant_ref_sink (g_variant_new_parsed (
      "{'address': %s, 'manner': 'kind', 'seed': '7', 'now': '1772445600000', 'rate': '0', 'orders': '3', 'customers': '3',"
      " 'products': '12'}",
      path));
}

static void
connect_shop (Shop *shop)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GVariant) fields = make_fields (path);
  g_autoptr (GError) error = NULL;

  shop->account = dex_await_object (kontor_engine_add_account (shop->engine, "sample", "demo", fields, NULL, NULL), &error);
  g_assert_no_error (error);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (shop->account)), &error);
  g_assert_no_error (error);
  shop->shop = kontor_shop_open (path, fields, &error);
  g_assert_no_error (error);
}

static void
open_window (Shop *shop)
{
  guint index = 0;

  shop->window = g_object_new (KONTOR_TYPE_WINDOW, "default-width", 1200, "default-height", 860, NULL);
  kontor_window_set_engine (KONTOR_WINDOW (shop->window), shop->engine);
  gtk_window_present (shop->window);
  gtk_widget_activate_action (GTK_WIDGET (shop->window), "win.show-view", "s", "products");
  kontor_test_pardon_stall ();
  lists_turn ();
  shop->view = KONTOR_PRODUCTS_VIEW (products_find (GTK_WIDGET (shop->window), KONTOR_TYPE_PRODUCTS_VIEW, &index));
  kontor_test_pardon_stall ();
}

gboolean
products_has_tiles (gpointer shop)
{
  KontorProductTile *tile = products_see (shop, KONTOR_TYPE_PRODUCT_TILE, 0);
  g_autoptr (KontorObject) product = NULL;

  if (tile == NULL)
    return FALSE;
  g_object_get (tile, "product", &product, NULL);
  return product != NULL && !kontor_object_get_loading (product);
}

Shop *
products_begin (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GError) error = NULL;
  Shop *shop = g_new0 (Shop, 1);

  shop->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
  connect_shop (shop);
  kontor_test_pardon_stall ();
  open_window (shop);
  products_wait (products_has_tiles, shop);
  kontor_test_pardon_stall ();
  return shop;
}

void
products_end (Shop *shop)
{
  gtk_window_destroy (shop->window);
  lists_turn ();
  g_clear_object (&shop->account);
  dex_await (kontor_engine_stop (shop->engine), NULL);
  g_clear_object (&shop->engine);
  kontor_shop_close (shop->shop);
  g_free (shop);
  kontor_test_pardon_stall ();
}

static gint64
resolve (Shop *shop, KontorEntity entity, const char *text)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, text, NULL, NULL, NULL);
  g_autoptr (KontorResults) results = kontor_results_new (kontor_engine_get_db (shop->engine),
                                                          kontor_engine_get_identity (shop->engine), query);

  while (kontor_results_get_loading (results))
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), >, 0);
  return kontor_results_get_id (results, 0);
}

KontorCellEntry *
products_see_cell (Shop *shop, const char *label)
{
  KontorCellEntry *cell;

  for (guint i = 0; (cell = products_see (shop, KONTOR_TYPE_CELL_ENTRY, i)) != NULL; i++) {
    g_autofree char *own = NULL;

    g_object_get (cell, "label", &own, NULL);
    if (g_strcmp0 (own, label) == 0)
      break;
  }
  return cell;
}

/* The first variant with its price, the one in francs, that of a sale, and the stock. */
gboolean
products_has_variants (gpointer shop)
{
  GtkWidget *row = products_see (shop, KONTOR_TYPE_VARIANT_ROW, 0), *stock = products_see (shop, KONTOR_TYPE_CELL_ENTRY, 3);
  g_autoptr (KontorObject) variant = NULL;

  if (row == NULL || stock == NULL || !gtk_widget_is_ancestor (stock, row))
    return FALSE;
  g_object_get (row, "variant", &variant, NULL);
  return kontor_object_is_whole (variant);
}

KontorObject *
products_open (Shop *shop, const char *sku)
{
  g_autofree char *filter = g_strdup_printf ("sku:%s", sku);
  gint64 id = resolve (shop, KONTOR_ENTITY_PRODUCT, filter);
  KontorObject *variant = NULL;

  kontor_view_open (KONTOR_VIEW (shop->view), id);
  products_wait (products_has_variants, shop);
  kontor_test_pardon_stall ();
  shop->detail = products_see (shop, KONTOR_TYPE_PRODUCT_DETAIL, 0);
  g_assert_cmpint (kontor_product_detail_get_id (shop->detail), ==, id);
  g_object_get (products_see (shop, KONTOR_TYPE_VARIANT_ROW, 0), "variant", &variant, NULL);
  return variant;
}

/* A condition on an amount or a number of a live object. */
typedef struct {
  KontorObject *object;
  guint field;
  gint64 value;
} Wanted;

gint64
products_read_number (KontorObject *object, guint field)
{
  KontorRecord *record = kontor_object_get_record (object);

  if (record == NULL)
    return -1;
  return kontor_record_get_record_type (record)->fields[field].kind == KONTOR_FIELD_MONEY
             ? kontor_record_get_amount (record, field)
             : kontor_object_get_int (object, field);
}

static gboolean
has_value (gpointer data)
{
  Wanted *wanted = data;

  return products_read_number (wanted->object, wanted->field) == wanted->value;
}

void
products_wait_value (KontorObject *object, guint field, gint64 value)
{
  products_wait (has_value, &(Wanted) { object, field, value });
  kontor_test_pardon_stall ();
}

static gboolean
reads (gpointer data)
{
  Reading *reading = data;

  return g_str_equal (products_read_cell (reading->object), reading->text);
}

void
products_wait_text (KontorCellEntry *cell, const char *text)
{
  products_wait (reads, &(Reading) { cell, text });
}

void
products_flush (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_outbox_flush (shop->engine), &error);
  g_assert_no_error (error);
}

guint
products_count_unsent (Shop *shop)
{
  g_autoptr (GPtrArray) ops = dex_await_boxed (kontor_outbox_list_ops (shop->engine, 0, KONTOR_OUTBOX_UNSENT, 100), NULL);

  return ops->len;
}

gboolean
products_has_status (gpointer data)
{
  Reading *reading = data;

  return g_strcmp0 (kontor_object_get_text (reading->object, KONTOR_PRODUCT_STATUS), reading->text) == 0;
}
