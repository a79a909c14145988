#include "kontor-orders-list.h"

#include <glib/gi18n.h>

#include "kontor-counts.h"
#include "kontor-late-menu.h"
#include "kontor-order-bulk.h"
#include "kontor-order-effects.h"
#include "kontor-order-row.h"
#include "kontor-order-words.h"
#include "kontor-print-dialog.h"
#include "kontor-silence-banner.h"
#include "kontor-window.h"

/* Ages are told in minutes. */
#define TICK_SECONDS 60

struct _KontorOrdersList {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorListPane *pane;
  KontorCounts *counts;       /* (owned): of what is to be shipped */
  KontorPending *pending;     /* (owned) */
  KontorOrderNews *news;      /* (owned) */
  KontorOrderWords *statuses; /* (owned) */
  GtkWidget *more_button;
  guint tick;
};

G_DEFINE_FINAL_TYPE (KontorOrdersList, kontor_orders_list, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_WAITING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
setup_row (KontorOrdersList *self, GtkListItem *item)
{
  GtkWidget *row = kontor_order_row_new (self->engine, self->pending, self->news);

  g_object_bind_property (row, "summary", item, "accessible-label", G_BINDING_DEFAULT);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (KontorOrdersList *self, GtkListItem *item)
{
  kontor_order_row_set_order (KONTOR_ORDER_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_row (KontorOrdersList *self, GtkListItem *item)
{
  kontor_order_row_set_order (KONTOR_ORDER_ROW (gtk_list_item_get_child (item)), NULL);
}

static GtkWidget *
make_face (KontorOrdersList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *model = GTK_SELECTION_MODEL (kontor_list_pane_get_selection (self->pane));
  GtkWidget *face;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  face = gtk_list_view_new (g_object_ref (model), factory);
  gtk_widget_add_css_class (face, "navigation-sidebar");
  return face;
}

/* The rows that there are: those in sight and some around them. */
static void
refresh_rows (KontorOrdersList *self)
{
  GtkWidget *face = kontor_list_pane_get_face (self->pane);

  for (GtkWidget *item = gtk_widget_get_first_child (face); item != NULL; item = gtk_widget_get_next_sibling (item)) {
    GtkWidget *row = gtk_widget_get_first_child (item);

    if (row != NULL && KONTOR_IS_ORDER_ROW (row))
      kontor_order_row_refresh (KONTOR_ORDER_ROW (row));
  }
}

static gboolean
tick_cb (gpointer data)
{
  refresh_rows (data);
  return G_SOURCE_CONTINUE;
}

static void
on_current_changed (KontorOrdersList *self)
{
  kontor_order_news_mark (self->news, kontor_list_pane_get_current (self->pane));
}

static gint64
get_account (KontorOrdersList *self)
{
  gint64 account;

  g_object_get (self->pane, "account", &account, NULL);
  return account;
}

static void
count_waiting (KontorOrdersList *self)
{
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_query_unref);

  g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_ORDER, get_account (self), "is:to-ship", NULL, NULL, NULL));
  kontor_counts_set_queries (self->counts, queries);
}

static void
on_counted (KontorOrdersList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static void
add_status (const char *code, const char *name, gpointer section)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

  g_menu_item_set_action_and_target (item, "orders.status", "s", code);
  g_menu_append_item (section, item);
}

/* The account whose platform and statuses count where several are shown: the first. */
static KontorAccount *
dup_account (KontorOrdersList *self)
{
  gint64 account = get_account (self);

  return account != 0 ? kontor_engine_dup_account (self->engine, account)
                      : g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);
}

static void
make_more_menu (KontorOrdersList *self)
{
  g_autoptr (KontorAccount) account = dup_account (self);
  g_autofree char *effects =
      kontor_order_effects_describe (kontor_order_effects_get (account, "set-order-status"));
  /* Translators: the title of a part of a menu: the statuses of the shop, and what changing them sets off */
  g_autofree char *title =
      effects != NULL ? g_strdup_printf (_("Set Status (%s)"), effects) : g_strdup (_("Set Status"));
  g_autoptr (GMenu) menu = g_menu_new (), statuses = g_menu_new (), holds = g_menu_new (), others = g_menu_new ();

  g_menu_append (holds, _("_Hold…"), "orders.hold");
  g_menu_append (holds, _("_Release Hold"), "orders.release");
  g_menu_append (others, _("Remove _Tag…"), "orders.untag");
  g_menu_append (others, _("_Unarchive"), "orders.unarchive");
  kontor_order_words_foreach (self->statuses, add_status, statuses);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (holds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  if (g_menu_model_get_n_items (G_MENU_MODEL (statuses)) > 0)
    g_menu_append_section (menu, title, G_MENU_MODEL (statuses));
  kontor_late_menu_set (GTK_MENU_BUTTON (self->more_button), G_MENU_MODEL (menu));
}

static void
follow_account (KontorOrdersList *self)
{
  g_autoptr (KontorAccount) account = dup_account (self);

  count_waiting (self);
  g_clear_object (&self->statuses);
  self->statuses = kontor_order_words_new (self->engine, account != NULL ? kontor_account_get_id (account) : 0, "status");
  g_signal_connect_object (self->statuses, "changed", G_CALLBACK (make_more_menu), self, G_CONNECT_SWAPPED);
  make_more_menu (self);
}

static void
name_button (GtkWidget *button, const char *text)
{
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
add_button (KontorOrdersList *self, const char *icon, const char *text, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  name_button (button, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  kontor_list_pane_add_action (self->pane, button);
}

static void
add_buttons (KontorOrdersList *self)
{
  add_button (self, "kontor-archive-symbolic", _("Archive"), "orders.archive");
  add_button (self, "kontor-tag-symbolic", _("Tag…"), "orders.tag");
  add_button (self, "document-edit-symbolic", _("Add Note…"), "orders.note");
  add_button (self, "printer-symbolic", _("Print…"), "orders.print");
  self->more_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more_button), "view-more-symbolic");
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->more_button), GTK_ARROW_UP);
  name_button (self->more_button, _("More Actions"));
  kontor_list_pane_add_action (self->pane, self->more_button);
}

/* Whether all that is listed is archived. */
static gboolean
lists_archive (KontorOrdersList *self)
{
  KontorQuery *query = kontor_results_get_query (kontor_list_pane_get_results (self->pane));
  guint n_terms = 0;
  const KontorTerm *const *terms = query != NULL ? kontor_query_get_terms (query, &n_terms) : NULL;

  for (guint i = 0; i < n_terms; i++)
    if (terms[i]->kind == KONTOR_TERM_IS && !terms[i]->negated && g_str_equal (terms[i]->text, "archived"))
      return TRUE;
  return FALSE;
}

/* The selected orders with what an action needs besides them; NULL where there are none. */
static KontorOrderBulk *
make_bulk (KontorOrdersList *self)
{
  g_autoptr (KontorScope) scope = kontor_list_pane_dup_scope (self->pane);
  gint64 n_orders = kontor_selection_get_n_selected (kontor_list_pane_get_selection (self->pane));
  g_autoptr (KontorAccount) account = dup_account (self);

  if (scope == NULL)
    return NULL;
  return kontor_order_bulk_new (GTK_WIDGET (self), self->engine, account, scope, n_orders != 0 ? n_orders : 1);
}

static void
act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (widget);
  g_autoptr (KontorOrderBulk) bulk = make_bulk (self);

  if (bulk == NULL)
    return;
  if (g_str_equal (name, "orders.archive"))
    kontor_order_bulk_set_archived (bulk, !lists_archive (self));
  else if (g_str_equal (name, "orders.unarchive"))
    kontor_order_bulk_set_archived (bulk, FALSE);
  else if (g_str_equal (name, "orders.hold"))
    kontor_order_bulk_ask_hold (bulk);
  else if (g_str_equal (name, "orders.release"))
    kontor_order_bulk_release (bulk);
  else if (g_str_equal (name, "orders.note"))
    kontor_order_bulk_ask_note (bulk);
  else if (g_str_equal (name, "orders.tag"))
    kontor_order_bulk_ask_tags (bulk);
  else if (g_str_equal (name, "orders.untag"))
    kontor_order_bulk_ask_untag (bulk);
  else if (g_str_equal (name, "orders.status"))
    kontor_order_bulk_set_status (bulk, g_variant_get_string (parameter, NULL));
}

/* All that match, where all are selected. */
static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (widget);
  g_autoptr (KontorScope) scope = kontor_list_pane_dup_scope (self->pane);
  gint64 n_orders = kontor_selection_get_n_selected (kontor_list_pane_get_selection (self->pane));

  if (scope != NULL)
    kontor_print_dialog_present (widget, self->engine, scope, n_orders != 0 ? n_orders : 1);
}

static void
kontor_orders_list_constructed (GObject *object)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (object);

  G_OBJECT_CLASS (kontor_orders_list_parent_class)->constructed (object);

  self->counts = kontor_counts_new (self->engine, KONTOR_ENTITY_ORDER);
  self->pending = kontor_pending_new (self->engine, KONTOR_ENTITY_ORDER);
  self->news = kontor_order_news_new (self->engine);
  self->pane = g_object_new (KONTOR_TYPE_LIST_PANE, "engine", self->engine, "entity", KONTOR_ENTITY_ORDER, "title",
                             _("Orders"), NULL);
  kontor_list_pane_set_face (self->pane, make_face (self));
  kontor_list_pane_set_hint (self->pane, kontor_silence_banner_new (self->engine));
  add_buttons (self);
  g_signal_connect_object (self->counts, "changed", G_CALLBACK (on_counted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pending, "changed", G_CALLBACK (refresh_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->news, "changed", G_CALLBACK (refresh_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::current", G_CALLBACK (on_current_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::account", G_CALLBACK (follow_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_engine_get_accounts (self->engine), "items-changed", G_CALLBACK (follow_account),
                           self, G_CONNECT_SWAPPED);
  follow_account (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pane));
}

static void
kontor_orders_list_root (GtkWidget *widget)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (widget);
  GtkWidget *window;

  GTK_WIDGET_CLASS (kontor_orders_list_parent_class)->root (widget);
  window = gtk_widget_get_ancestor (widget, KONTOR_TYPE_WINDOW);
  if (window != NULL)
    kontor_order_news_remember (self->news, kontor_window_get_settings (KONTOR_WINDOW (window)));
}

static void
kontor_orders_list_map (GtkWidget *widget)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (widget);

  GTK_WIDGET_CLASS (kontor_orders_list_parent_class)->map (widget);
  refresh_rows (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

static void
kontor_orders_list_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&KONTOR_ORDERS_LIST (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (kontor_orders_list_parent_class)->unmap (widget);
}

static void
kontor_orders_list_dispose (GObject *object)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->statuses);
  g_clear_object (&self->news);
  g_clear_object (&self->pending);
  g_clear_object (&self->counts);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_orders_list_parent_class)->dispose (object);
}

static void
kontor_orders_list_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_WAITING:
    g_value_set_uint (value, (guint) MAX (kontor_counts_get (self->counts, 0), 0));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_orders_list_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorOrdersList *self = KONTOR_ORDERS_LIST (object);

  switch (property) {
  case PROP_ENGINE:
    self->engine = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const char *const plain[] = { "orders.archive", "orders.hold", "orders.note", "orders.release",
                                       "orders.tag", "orders.unarchive", "orders.untag" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_class_install_action (klass, plain[i], NULL, act);
  gtk_widget_class_install_action (klass, "orders.print", NULL, print);
  gtk_widget_class_install_action (klass, "orders.status", "s", act);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_e, 0, "orders.archive", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_n, 0, "orders.note", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, 0, "orders.print", NULL);
  /* Of the order that is shown; here, since what is left of the keys is taken by the search. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_e, GDK_SHIFT_MASK, "orders.edit-items", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_f, GDK_SHIFT_MASK, "orders.refund", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_r, GDK_SHIFT_MASK, "orders.return", NULL);
}

static void
kontor_orders_list_class_init (KontorOrdersListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = kontor_orders_list_constructed;
  object_class->dispose = kontor_orders_list_dispose;
  object_class->get_property = kontor_orders_list_get_property;
  object_class->set_property = kontor_orders_list_set_property;
  widget_class->root = kontor_orders_list_root;
  widget_class->map = kontor_orders_list_map;
  widget_class->unmap = kontor_orders_list_unmap;

  properties[PROP_ENGINE] = g_param_spec_object (
      "engine", NULL, NULL, KONTOR_TYPE_ENGINE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING] =
      g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_actions (widget_class);
}

static void
kontor_orders_list_init (KontorOrdersList *self)
{
}

KontorOrdersList *
kontor_orders_list_new (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return g_object_new (KONTOR_TYPE_ORDERS_LIST, "engine", engine, NULL);
}

KontorListPane *
kontor_orders_list_get_pane (KontorOrdersList *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDERS_LIST (self), NULL);

  return self->pane;
}
