#include "engine-fixture.h"
#include "kontor-command.h"
#include "kontor-search-dialog.h"
#include "kontor-search-exact.h"
#include "kontor-search-model.h"
#include "kontor-search-row.h"
#include "kontor-suggestion.h"
#include "kontor-test.h"

#define PATIENCE 4000
#define STEP 5

static const char *const nothing[] = { NULL };

static void
turn (void)
{
  dex_await (dex_timeout_new_msec (STEP), NULL);
  kontor_test_pardon_stall ();
}

static void
wait_until (gboolean (*test) (gpointer data), gpointer data)
{
  for (guint i = 0; i < PATIENCE && !test (data); i++)
    turn ();
  g_assert_true (test (data));
}

static gboolean
is_settled (gpointer model)
{
  return kontor_search_model_get_settled (model);
}

/* (transfer full): the rows as a screen reader has them, each with the heading that it stands under */
static char *
list_rows (KontorSearchModel *model)
{
  GListModel *list = kontor_search_model_get_list (model);
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (list, i);
    g_autofree char *row = kontor_search_row_describe (item);

    g_string_append_printf (rows, "%s: %s\n", kontor_search_model_get_heading (model, item), row);
  }
  return g_string_free_and_steal (g_steal_pointer (&rows));
}

static void
assert_rows (KontorSearchModel *model, const char *text, const char *rows)
{
  g_autofree char *found = NULL;

  kontor_search_model_set_text (model, text);
  wait_until (is_settled, model);
  found = list_rows (model);
  g_assert_cmpstr (found, ==, rows);
}

static void
test_groups (void)
{
  Fixture fixture;
  g_autoptr (KontorSearchModel) model = NULL;

  fixture_begin (&fixture);
  model = kontor_search_model_new (fixture.engine, NULL, nothing);
  assert_rows (model, "cup", "Products: Cup · 11\n");
  assert_rows (model, "31", "Orders: 31 · 0 items, €50.00\n");
  assert_rows (model, "cust", "Commands: Customers, G C\n");
  assert_rows (model, "nobody", "");
  g_assert_null (kontor_search_model_get_misunderstood (model));
  g_clear_object (&model);
  fixture_end (&fixture);
}

/* A condition that only orders have finds orders only; one that nobody has is told. */
static void
test_conditions (void)
{
  Fixture fixture;
  g_autoptr (KontorSearchModel) model = NULL;

  fixture_begin (&fixture);
  model = kontor_search_model_new (fixture.engine, NULL, nothing);
  assert_rows (model, "is:paid number:30", "Orders: 30 · 0 items, €50.00\n");
  g_assert_null (kontor_search_model_get_misunderstood (model));
  assert_rows (model, "is:nonsense", "");
  g_assert_cmpstr (kontor_search_model_get_misunderstood (model), ==, "is:nonsense");
  g_clear_object (&model);
  fixture_end (&fixture);
}

static void
test_recent (void)
{
  Fixture fixture;
  g_autoptr (KontorSearchModel) model = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autofree char *rows = NULL;
  guint start, end;

  fixture_begin (&fixture);
  model = kontor_search_model_new (fixture.engine, NULL, ((const char *const[]) { "tea", NULL }));
  rows = list_rows (model);
  g_assert_true (g_str_has_prefix (rows, "Recent Searches: tea\nCommands: Orders, G O\n"));
  list = g_object_ref (kontor_search_model_get_list (model));
  g_clear_object (&model);
  /* A view of the list still asks. */
  gtk_section_model_get_section (GTK_SECTION_MODEL (list), 1, &start, &end);
  g_assert_cmpuint (start, ==, 1);
  fixture_end (&fixture);
}

static void
assert_completed (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) list = kontor_suggestion_complete (text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (found, "[%s]", kontor_suggestion_get_text (g_ptr_array_index (list, i)));
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_complete (void)
{
  assert_completed ("ana is:unp", "[ana is:unpaid ]");
  assert_completed ("fr", "[from:]");
  assert_completed ("is:paid", "");
  assert_completed ("f", "");
}

static gboolean
is_resolved (gpointer future)
{
  return !dex_future_is_pending (future);
}

static void
assert_exact (Fixture *fixture, const char *text, KontorEntity entity, const char *key)
{
  g_autoptr (DexFuture) future = kontor_search_exact (fixture->engine, text);
  gint64 id = key != NULL ? fixture_find (fixture, entity, key) : 0;
  const GValue *value;
  const char *nick;
  gint64 found;

  wait_until (is_resolved, future);
  value = dex_future_get_value (future, NULL);
  g_assert_true ((value != NULL) == (key != NULL));
  if (value == NULL)
    return;
  g_variant_get (g_value_get_variant (value), "(&sx)", &nick, &found);
  g_assert_cmpstr (nick, ==, kontor_entity_get_nick (entity));
  g_assert_cmpint (found, ==, id);
}

static void
test_exact (void)
{
  Fixture fixture;

  fixture_begin (&fixture);
  assert_exact (&fixture, "31", KONTOR_ENTITY_ORDER, "31");
  assert_exact (&fixture, "#30 ", KONTOR_ENTITY_ORDER, "30");
  assert_exact (&fixture, "SKU-21", KONTOR_ENTITY_PRODUCT, "11");
  assert_exact (&fixture, "10", KONTOR_ENTITY_PRODUCT, "10");
  assert_exact (&fixture, "3", KONTOR_ENTITY_ORDER, NULL);
  fixture_end (&fixture);
}

/* The dialog in a window that notes what is opened. */
typedef struct {
  Fixture fixture;
  AdwWindow *window;
  AdwDialog *dialog;
  GtkWidget *entry;
  GVariant *opened; /* (owned) (nullable) */
} Case;

static void
note_opened (GSimpleAction *action, GVariant *target, gpointer data)
{
  Case *self = data;

  g_clear_pointer (&self->opened, g_variant_unref);
  self->opened = g_variant_ref (target);
}

static gboolean
is_drawn (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

static void
begin (Case *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = g_simple_action_new ("open-object", G_VARIANT_TYPE ("(sx)"));

  *self = (Case) { 0 };
  fixture_begin (&self->fixture);
  g_signal_connect (open, "activate", G_CALLBACK (note_opened), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (open));
  self->window = ADW_WINDOW (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 700);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
  gtk_window_present (GTK_WINDOW (self->window));
  wait_until (is_drawn, self->window);
  self->dialog = kontor_search_dialog_new (self->fixture.engine, NULL, NULL);
  adw_dialog_present (self->dialog, GTK_WIDGET (self->window));
  self->entry = find_child (GTK_WIDGET (self->dialog), GTK_TYPE_SEARCH_ENTRY);
  wait_until (is_drawn, self->entry);
}

static void
end (Case *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_pointer (&self->opened, g_variant_unref);
  for (guint i = 0; i < 10; i++)
    turn ();
  fixture_end (&self->fixture);
}

static void
type (Case *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
press_enter (Case *self)
{
  g_signal_emit_by_name (self->entry, "activate");
}

static void
press_key (Case *self, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->entry);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, 0, &handled);
  }
  g_assert_true (handled);
}

static gboolean
has_opened (gpointer data)
{
  return ((Case *) data)->opened != NULL;
}

static void
assert_opened (Case *self, KontorEntity entity, const char *key)
{
  const char *nick;
  gint64 id;

  wait_until (has_opened, self);
  g_variant_get (self->opened, "(&sx)", &nick, &id);
  g_assert_cmpstr (nick, ==, kontor_entity_get_nick (entity));
  g_assert_cmpint (id, ==, fixture_find (&self->fixture, entity, key));
}

/* A scanner does not wait for a list. */
static void
test_scan (void)
{
  Case self;

  begin (&self);
  type (&self, "SKU-20");
  press_enter (&self);
  assert_opened (&self, KONTOR_ENTITY_PRODUCT, "10");
  end (&self);
}

/* Enter before anything is listed opens the first row that then is. */
static void
test_first (void)
{
  Case self;

  begin (&self);
  type (&self, "cu");
  press_enter (&self);
  assert_opened (&self, KONTOR_ENTITY_PRODUCT, "11");
  end (&self);
}

static gboolean
lists_two (gpointer data)
{
  GtkWidget *list = find_child (GTK_WIDGET (((Case *) data)->dialog), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == 2;
}

static void
test_keys (void)
{
  Case self;

  begin (&self);
  type (&self, "is:paid ");
  wait_until (lists_two, &self);
  press_key (&self, GDK_KEY_Down);
  press_enter (&self);
  wait_until (has_opened, &self);
  assert_opened (&self, KONTOR_ENTITY_ORDER, "31");
  end (&self);
}

static gboolean
shows_nothing (gpointer data)
{
  GtkWidget *page = find_child (GTK_WIDGET (((Case *) data)->dialog), ADW_TYPE_STATUS_PAGE);

  return gtk_widget_get_mapped (page);
}

static void
test_nothing (void)
{
  Case self;

  begin (&self);
  type (&self, "nobody");
  wait_until (shows_nothing, &self);
  press_enter (&self);
  for (guint i = 0; i < 20; i++)
    turn ();
  g_assert_null (self.opened);
  type (&self, "tea");
  wait_until (is_drawn, find_child (GTK_WIDGET (self.dialog), GTK_TYPE_LIST_VIEW));
  end (&self);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/search/groups", test_groups);
  kontor_test_add ("/ui/search/conditions", test_conditions);
  kontor_test_add ("/ui/search/recent", test_recent);
  kontor_test_add_plain ("/ui/search/complete", test_complete);
  kontor_test_add ("/ui/search/exact", test_exact);
  kontor_test_add ("/ui/search/scan", test_scan);
  kontor_test_add ("/ui/search/first", test_first);
  kontor_test_add ("/ui/search/keys", test_keys);
  kontor_test_add ("/ui/search/nothing", test_nothing);

  return kontor_test_run ();
}
