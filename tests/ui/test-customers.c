#include "kontor-customer-card.h"
#include "kontor-customer-dialog.h"
#include "kontor-customer-orders.h"
#include "kontor-customers-view.h"
#include "kontor-engine.h"
#include "kontor-lists-fixture.h"
#include "kontor-outbox.h"
#include "kontor-reader.h"
#include "kontor-results.h"
#include "kontor-test.h"
#include "register.h"
#include "ui-fixture.h"

/* A sample shop that stands still, pulled. */
typedef struct {
  KontorEngine *engine;
  KontorObject *customer; /* who has an order and an address */
  AdwWindow *window;
} Case;

static KontorAccount *
add_shop (KontorEngine *engine)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GVariant) fields = g_variant_ref_sink (
      g_variant_new_parsed ("{'address': %s, 'rate': '0', 'orders': '30', 'customers': '5', 'products': '4'}", path));
  g_autoptr (GError) error = NULL;
  KontorAccount *account =
      dex_await_object (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL), &error);

  g_assert_no_error (error);
  return account;
}

static gint64
find_customer (KontorEngine *engine)
{
  g_autoptr (KontorQuery) query =
      kontor_query_new (KONTOR_ENTITY_CUSTOMER, 0, "is:registered is:returning", NULL, "-orders", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = dex_await_boxed (kontor_reader_find (engine, query, 1), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static void
begin (Case *self)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (KontorAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  *self = (Case) { .engine = dex_await_object (kontor_engine_open (path, &config), &error) };
  g_assert_no_error (error);
  account = add_shop (self->engine);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), &error);
  g_assert_no_error (error);
  self->customer = kontor_identity_dup (kontor_engine_get_identity (self->engine), KONTOR_ENTITY_CUSTOMER,
                                        find_customer (self->engine));
  kontor_test_pardon_stall ();
}

static void
end (Case *self)
{
  if (self->window != NULL)
    ui_close (self->window);
  g_clear_object (&self->customer);
  dex_await (kontor_engine_stop (self->engine), NULL);
  g_clear_object (&self->engine);
}

static gboolean
is_known (gpointer data)
{
  return kontor_object_get_record (((Case *) data)->customer) != NULL;
}

static void
show_card (Case *self)
{
  GtkWidget *card = g_object_new (KONTOR_TYPE_CUSTOMER_CARD, NULL);

  kontor_customer_card_set_customer (KONTOR_CUSTOMER_CARD (card), self->engine, kontor_object_get_id (self->customer));
  self->window = ui_show (card);
  ui_wait (is_known, self);
  ui_wait_text (self->window, kontor_object_get_text (self->customer, KONTOR_CUSTOMER_NAME));
}

static const char *
get_text (Case *self, guint field)
{
  return kontor_object_get_text (self->customer, field);
}

/* (transfer full): the ops of the newest action, one a line */
static char *
list_ops (Case *self)
{
  g_autoptr (GPtrArray) ops = dex_await_boxed (
      kontor_outbox_list_of_object (self->engine, KONTOR_ENTITY_CUSTOMER, kontor_object_get_id (self->customer)), NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    g_string_append (text, op->kind->name);
    for (guint field = 0; op->set != NULL && field < KONTOR_CUSTOMER_N_FIELDS; field++)
      if (kontor_record_has (op->set, field))
        g_string_append_printf (text, " %s", kontor_record_get_record_type (op->set)->fields[field].name);
    g_string_append_c (text, '\n');
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_ops (Case *self, const char *expected)
{
  g_autofree char *ops = list_ops (self);

  g_assert_cmpstr (ops, ==, expected);
}

static gboolean
lists_orders (gpointer data)
{
  Case *self = data;
  GtkWidget *orders = ui_find_type (self->window, KONTOR_TYPE_CUSTOMER_ORDERS);
  GListModel *results = kontor_customer_orders_get_results (KONTOR_CUSTOMER_ORDERS (orders));

  return (gint64) g_list_model_get_n_items (results) ==
         kontor_object_get_int (self->customer, KONTOR_CUSTOMER_ORDER_COUNT);
}

static void
test_orders (void)
{
  Case self;

  begin (&self);
  show_card (&self);
  ui_wait (lists_orders, &self);
  end (&self);
}

static void
cancel_an_order (Case *self)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_object_get_id (self->customer));
  KontorTerm term = { KONTOR_TERM_FIELD, .field = (char *) "customer", .text = id };
  g_autoptr (KontorQuery) query = kontor_query_new_for_terms (KONTOR_ENTITY_ORDER, 0, &term, 1);
  g_autoptr (GArray) ids = dex_await_boxed (kontor_reader_find (self->engine, query, 1), NULL);
  g_autoptr (KontorRecord) order =
      dex_await_boxed (kontor_engine_load (self->engine, KONTOR_ENTITY_ORDER, g_array_index (ids, gint64, 0)), NULL);
  KontorRecord *cancelled = kontor_record_copy (order);

  kontor_record_set_text (cancelled, KONTOR_ORDER_LIFECYCLE, "cancelled");
  lists_save (kontor_engine_get_db (self->engine), cancelled);
}

/* It is listed still, and says why it does not count. */
static void
test_cancelled (void)
{
  Case self;

  begin (&self);
  cancel_an_order (&self);
  show_card (&self);
  ui_wait_text (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_ORDERS), "Cancelled");
  end (&self);
}

/* Only what was changed is sent, and the card says it at once. */
static void
test_edit (void)
{
  Case self;

  begin (&self);
  show_card (&self);
  gtk_widget_activate_action (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD), "customer.edit", NULL);
  ui_wait_dialog (self.window, KONTOR_TYPE_CUSTOMER_DIALOG);
  ui_type (self.window, "Company", "Berg & Söhne");
  ui_click (ui_get_dialog (self.window), "Save");
  ui_wait_no_dialog (self.window);
  ui_wait_text (self.window, "Berg & Söhne");
  assert_ops (&self, "set-customer company\n");
  end (&self);
}

/* Who has a new address keeps the orders that were placed with the old one. */
static void
test_moved (void)
{
  Case self;
  KontorResults *results;

  begin (&self);
  show_card (&self);
  gtk_widget_activate_action (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD), "customer.edit", NULL);
  ui_wait_dialog (self.window, KONTOR_TYPE_CUSTOMER_DIALOG);
  ui_type (self.window, "E-Mail", "moved@example.org");
  ui_click (ui_get_dialog (self.window), "Save");
  ui_wait_no_dialog (self.window);
  ui_wait_text (self.window, "moved@example.org");
  results = KONTOR_RESULTS (kontor_customer_orders_get_results (
      KONTOR_CUSTOMER_ORDERS (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_ORDERS))));
  g_assert_cmpint (dex_await_int64 (kontor_reader_count (self.engine, kontor_results_get_query (results)), NULL), ==,
                   kontor_object_get_int (self.customer, KONTOR_CUSTOMER_ORDER_COUNT));
  end (&self);
}

static void
test_unchanged (void)
{
  Case self;

  begin (&self);
  show_card (&self);
  gtk_widget_activate_action (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD), "customer.edit", NULL);
  ui_click (ui_wait_dialog (self.window, KONTOR_TYPE_CUSTOMER_DIALOG), "Save");
  ui_wait_no_dialog (self.window);
  assert_ops (&self, "");
  end (&self);
}

static gboolean
can_save (gpointer dialog)
{
  GtkWidget *label = ui_wait_text (dialog, "Save");

  return gtk_widget_is_sensitive (label);
}

static void
test_invalid (void)
{
  Case self;
  AdwDialog *dialog;

  begin (&self);
  show_card (&self);
  gtk_widget_activate_action (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD), "customer.edit", NULL);
  dialog = ui_wait_dialog (self.window, KONTOR_TYPE_CUSTOMER_DIALOG);
  g_assert_true (can_save (dialog));
  ui_type (self.window, "E-Mail", "nobody");
  g_assert_false (can_save (dialog));
  ui_type (self.window, "E-Mail", "nobody@example.org");
  g_assert_true (can_save (dialog));
  end (&self);
}

static gboolean
has_moved (gpointer data)
{
  KontorRecord *record = kontor_object_get_record (((Case *) data)->customer);

  return g_strcmp0 (kontor_record_get_text (kontor_record_get_member (record, KONTOR_CUSTOMER_ADDRESSES, 0),
                                            KONTOR_ADDRESS_LINE1),
                    "Neue Straße 1") == 0;
}

static void
test_address (void)
{
  Case self;
  guint n;
  const char *key;
  KontorRecord *record;

  begin (&self);
  show_card (&self);
  record = kontor_object_get_record (self.customer);
  n = kontor_record_get_length (record, KONTOR_CUSTOMER_ADDRESSES);
  g_assert_cmpuint (n, >, 0);
  key = kontor_record_get_key (kontor_record_get_member (record, KONTOR_CUSTOMER_ADDRESSES, 0));
  gtk_widget_activate_action (ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD), "customer.edit-address", "s", key);
  ui_type (self.window, "Street", "Neue Straße 1");
  ui_click (ui_get_dialog (self.window), "Save");
  ui_wait_no_dialog (self.window);
  ui_wait (has_moved, &self);
  assert_ops (&self, "set-customer addresses\n");
  record = kontor_object_get_record (self.customer);
  g_assert_cmpuint (kontor_record_get_length (record, KONTOR_CUSTOMER_ADDRESSES), ==, n);
  end (&self);
}

static gboolean
has_tag (gpointer data)
{
  Case *self = data;

  return ui_find_text (self->window, "regular") != NULL;
}

static gboolean
has_no_tag (gpointer data)
{
  return !has_tag (data);
}

static void
test_tags (void)
{
  Case self;
  GtkWidget *entry;

  begin (&self);
  show_card (&self);
  entry = ui_find_type (self.window, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), " regular ");
  g_signal_emit_by_name (entry, "activate");
  ui_wait (has_tag, &self);
  assert_ops (&self, "tag-customer\n");
  dex_await (kontor_engine_undo (self.engine, 0), NULL);
  ui_wait (has_no_tag, &self);
  end (&self);
}

static void
test_email (void)
{
  static const char *const good[] = { "ada@example.org", "a+b@x.y" };
  static const char *const bad[] = { "ada", "@example.org", "ada@", "ada@.org", "a b@x.y", "a@b@c", "<a@b.c>" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (kontor_customer_dialog_is_email (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (kontor_customer_dialog_is_email (bad[i]));
}

static gboolean
has_focus (gpointer window)
{
  return gtk_window_get_focus (window) != NULL;
}

/* A name that can only be read is not selected, as if it was being copied. */
static void
test_card_focus (void)
{
  Case self;
  GtkWidget *card;

  begin (&self);
  show_card (&self);
  card = ui_find_type (self.window, KONTOR_TYPE_CUSTOMER_CARD);
  gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
  ui_wait (has_focus, self.window);
  g_assert_false (GTK_IS_LABEL (gtk_window_get_focus (GTK_WINDOW (self.window))));
  end (&self);
}

/* The view is empty until somebody looks, and shows what is opened, even before its list has it. */
static void
test_view (void)
{
  Case self;
  GtkWidget *view;

  begin (&self);
  view = g_object_new (KONTOR_TYPE_CUSTOMERS_VIEW, "engine", self.engine, NULL);
  g_assert_null (kontor_split_view_get_pane (KONTOR_SPLIT_VIEW (view)));
  self.window = ui_show (view);
  g_assert_nonnull (kontor_split_view_get_pane (KONTOR_SPLIT_VIEW (view)));
  kontor_view_open (KONTOR_VIEW (view), kontor_object_get_id (self.customer));
  ui_wait_text (self.window, "Average Order");
  ui_wait_text (self.window, get_text (&self, KONTOR_CUSTOMER_EMAIL));
  ui_shoot (self.window, "customers");
  end (&self);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/customers/orders", test_orders);
  kontor_test_add ("/ui/customers/cancelled", test_cancelled);
  kontor_test_add ("/ui/customers/edit", test_edit);
  kontor_test_add ("/ui/customers/moved", test_moved);
  kontor_test_add ("/ui/customers/unchanged", test_unchanged);
  kontor_test_add ("/ui/customers/invalid", test_invalid);
  kontor_test_add ("/ui/customers/address", test_address);
  kontor_test_add ("/ui/customers/tags", test_tags);
  kontor_test_add_plain ("/ui/customers/email", test_email);
  kontor_test_add ("/ui/customers/card-focus", test_card_focus);
  kontor_test_add ("/ui/customers/view", test_view);

  return kontor_test_run ();
}
