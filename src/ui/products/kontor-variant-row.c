#include "kontor-variant-row.h"

#include <glib/gi18n.h>

#include "kontor-catalog.h"
#include "kontor-cell-entry.h"
#include "kontor-error.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-later.h"
#include "kontor-member.h"
#include "kontor-unsettled.h"
#include "kontor-sale-dialog.h"
#include "kontor-scope.h"
#include "kontor-stock-input.h"

struct _KontorVariantRow {
  AdwBin parent_instance;

  KontorEngine *engine;   /* (owned) (nullable): NULL once it is disposed */
  KontorAccount *account; /* (owned) (nullable) */
  KontorObject *variant;  /* (owned) (nullable) */
  GHashTable *locations;  /* (owned) (nullable) */
  GPtrArray *pending;     /* (owned) (nullable) */
  GHashTable *levels;     /* location → KontorCellEntry */
  GHashTable *prices;     /* other currency → KontorCellEntry */
  guint refresh_id;
  gboolean alone;

  KontorCellEntry *price_cell;
  KontorCellEntry *sale_cell;
  AdwWrapBox *cells;
  GtkButton *days_button;
  GtkLabel *days_label;
  GtkLabel *name_label;
  GtkLabel *sku_label;
};

G_DEFINE_FINAL_TYPE (KontorVariantRow, kontor_variant_row, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_VARIANT, PROP_ALONE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
tell_result_cb (DexFuture *future, gpointer data)
{
  KontorCellEntry *cell = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    kontor_gesture_run (GTK_WIDGET (cell), dex_ref (future));
  else
    kontor_cell_entry_set_error (cell, error->message);
}

/* What the engine refuses is said where it was typed. */
static void
run (KontorCellEntry *cell, DexFuture *verb)
{
  kontor_later (verb, tell_result_cb, g_object_ref (cell), g_object_unref);
}

static KontorScope *
make_scope (KontorVariantRow *self)
{
  return kontor_scope_new_one (KONTOR_ENTITY_VARIANT, kontor_object_get_id (self->variant));
}

static gboolean
parse_price (KontorVariantRow *self, const char *text, KontorMoney *price, GError **error)
{
  const char *currency = kontor_object_get_text (self->variant, KONTOR_VARIANT_CURRENCY);

  if (!kontor_money_parse_input (text, currency != NULL ? currency : "", price, error))
    return FALSE;
  if (price->amount >= 0)
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("A price cannot be negative."));
  return FALSE;
}

static gboolean
is_same (KontorVariantRow *self, guint field, const KontorMoney *price)
{
  g_autoptr (KontorMoney) present = kontor_object_dup_money (self->variant, field);

  return present == NULL || price == NULL ? present == NULL && price == NULL : kontor_money_equal (present, price);
}

static void
on_price_commit (KontorVariantRow *self, const char *text)
{
  g_autoptr (KontorScope) scope = make_scope (self);
  g_autoptr (GError) error = NULL;
  KontorMoney price;

  if (!parse_price (self, text, &price, &error))
    kontor_cell_entry_set_error (self->price_cell, error->message);
  else if (is_same (self, KONTOR_VARIANT_PRICE, &price))
    kontor_cell_entry_reset (self->price_cell);
  else
    run (self->price_cell, kontor_catalog_set_price (self->engine, scope, price));
}

/* An empty field ends the sale; its days stay as they are. */
static void
on_sale_commit (KontorVariantRow *self, const char *text)
{
  g_autoptr (KontorScope) scope = make_scope (self);
  g_autoptr (GError) error = NULL;
  KontorMoney price;
  const KontorMoney *wanted = text[0] != '\0' ? &price : NULL;

  if (wanted != NULL && !parse_price (self, text, &price, &error))
    kontor_cell_entry_set_error (self->sale_cell, error->message);
  else if (is_same (self, KONTOR_VARIANT_SALE_PRICE, wanted))
    kontor_cell_entry_reset (self->sale_cell);
  else
    run (self->sale_cell,
         kontor_catalog_set_sale_price (self->engine, scope, wanted,
                                        kontor_object_get_int (self->variant, KONTOR_VARIANT_SALE_FROM),
                                        kontor_object_get_int (self->variant, KONTOR_VARIANT_SALE_TO)));
}

/* --- Prices in other currencies --- */

static void
other_commit_cb (KontorCellEntry *cell, const char *text, KontorVariantRow *self)
{
  const char *currency = g_object_get_data (G_OBJECT (cell), "currency");
  KontorRecord *record = kontor_object_get_record (self->variant);
  KontorRecord *present = kontor_record_find_member (record, KONTOR_VARIANT_PRICES, currency);
  g_autoptr (KontorScope) scope = make_scope (self);
  g_autoptr (GError) error = NULL;
  KontorMoney price;

  if (!kontor_money_parse_input (text, currency, &price, &error))
    kontor_cell_entry_set_error (cell, error->message);
  else if (price.amount < 0)
    kontor_cell_entry_set_error (cell, _("A price cannot be negative."));
  else if (present != NULL && kontor_record_get_amount (present, KONTOR_PRICE_AMOUNT) == price.amount)
    kontor_cell_entry_reset (cell);
  else
    run (cell, kontor_catalog_set_currency_price (self->engine, scope, price));
}

static KontorCellEntry *
add_other (KontorVariantRow *self, const char *currency)
{
  KontorCellEntry *cell = KONTOR_CELL_ENTRY (kontor_cell_entry_new (currency));

  g_object_set_data_full (G_OBJECT (cell), "currency", g_strdup (currency), g_free);
  g_signal_connect_object (cell, "commit", G_CALLBACK (other_commit_cb), self, 0);
  g_hash_table_insert (self->prices, g_strdup (currency), cell);
  adw_wrap_box_insert_child_after (self->cells, GTK_WIDGET (cell), GTK_WIDGET (self->price_cell));
  return cell;
}

/* For everybody: those under conditions have keys of their own. */
static gboolean
is_other (KontorVariantRow *self, const KontorRecord *price)
{
  const char *key = kontor_record_get_key (price);

  return kontor_currency_is_valid (key) && g_strcmp0 (key, kontor_object_get_text (self->variant, KONTOR_VARIANT_CURRENCY)) != 0;
}

static void
show_other (KontorVariantRow *self, const KontorRecord *price)
{
  const char *currency = kontor_record_get_key (price);
  KontorMoney money = kontor_money_make (kontor_record_get_amount (price, KONTOR_PRICE_AMOUNT), currency);
  KontorCellEntry *cell = g_hash_table_lookup (self->prices, currency);
  /* Translators: a price in another currency, whose code is the last part. */
  g_autofree char *label = g_strdup_printf (_("Price in %s"), currency), *text = kontor_format_money (&money);

  if (cell == NULL)
    cell = add_other (self, currency);
  kontor_cell_entry_set_label (cell, label);
  kontor_cell_entry_set_text (cell, text);
  kontor_cell_entry_set_state (cell, kontor_unsettled_get_state (self->pending, KONTOR_VARIANT_PRICES, currency));
}

static void
drop_others (KontorVariantRow *self, KontorRecord *record)
{
  GHashTableIter iter;
  const char *currency;
  GtkWidget *cell;

  g_hash_table_iter_init (&iter, self->prices);
  while (g_hash_table_iter_next (&iter, (gpointer *) &currency, (gpointer *) &cell)) {
    if (kontor_record_find_member (record, KONTOR_VARIANT_PRICES, currency) != NULL)
      continue;
    adw_wrap_box_remove (self->cells, cell);
    g_hash_table_iter_remove (&iter);
  }
}

static void
show_others (KontorVariantRow *self)
{
  KontorRecord *record = kontor_object_get_record (self->variant);

  if (record == NULL)
    return;
  drop_others (self, record);
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_VARIANT_PRICES); i++) {
    KontorRecord *price = kontor_record_get_member (record, KONTOR_VARIANT_PRICES, i);

    if (is_other (self, price))
      show_other (self, price);
  }
}

/* --- Stock --- */

static KontorRecord *
find_level (KontorVariantRow *self, const char *location)
{
  KontorRecord *record = kontor_object_get_record (self->variant);

  return record != NULL ? kontor_record_find_member (record, KONTOR_VARIANT_LEVELS, location) : NULL;
}

static gint64
get_on_hand (KontorVariantRow *self, const char *location)
{
  KontorRecord *level = find_level (self, location);

  return level != NULL ? kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND) : 0;
}

static void
stock_commit_cb (KontorCellEntry *cell, const char *text, KontorVariantRow *self)
{
  const char *location = g_object_get_data (G_OBJECT (cell), "location");
  g_autoptr (KontorScope) scope = make_scope (self);
  g_autoptr (GError) error = NULL;
  gint64 by;

  if (!kontor_stock_parse_input (text, get_on_hand (self, location), &by, &error))
    kontor_cell_entry_set_error (cell, error->message);
  else if (by == 0)
    kontor_cell_entry_reset (cell);
  else
    run (cell, kontor_catalog_adjust_stock (self->engine, scope, location, by, NULL));
}

/* What an order has taken is still there, but cannot be sold again. */
static char *
describe_level (const KontorRecord *level)
{
  gint64 committed = kontor_record_get_int (level, KONTOR_LEVEL_COMMITTED);
  g_autofree char *number = kontor_format_number (committed);

  return committed > 0 ? g_strdup_printf (ngettext ("%s reserved", "%s reserved", (gulong) committed), number) : NULL;
}

/* "+5" says what it comes to before it is done. */
static void
show_note (KontorVariantRow *self, KontorCellEntry *cell)
{
  const char *location = g_object_get_data (G_OBJECT (cell), "location");
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (kontor_cell_entry_get_entry (cell)));
  KontorRecord *level = find_level (self, location);
  gint64 present = get_on_hand (self, location), by = 0;
  g_autofree char *note = NULL;

  if (kontor_stock_parse_input (typed, present, &by, NULL) && by != 0)
    note = g_strdup_printf ("%" G_GINT64_FORMAT " → %" G_GINT64_FORMAT, present, present + by);
  else if (level != NULL)
    note = describe_level (level);
  kontor_cell_entry_set_note (cell, note);
}

static void
stock_typed_cb (KontorCellEntry *cell, const char *text, KontorVariantRow *self)
{
  show_note (self, cell);
}

static KontorCellEntry *
add_level (KontorVariantRow *self, const char *location)
{
  KontorCellEntry *cell = KONTOR_CELL_ENTRY (kontor_cell_entry_new (_("Stock")));

  g_object_set_data_full (G_OBJECT (cell), "location", g_strdup (location), g_free);
  g_signal_connect_object (cell, "commit", G_CALLBACK (stock_commit_cb), self, 0);
  g_signal_connect_object (cell, "typed", G_CALLBACK (stock_typed_cb), self, 0);
  g_hash_table_insert (self->levels, g_strdup (location), cell);
  adw_wrap_box_append (self->cells, GTK_WIDGET (cell));
  return cell;
}

static void
show_level (KontorVariantRow *self, const KontorRecord *level)
{
  const char *location = kontor_record_get_key (level);
  const char *name = self->locations != NULL ? g_hash_table_lookup (self->locations, location) : NULL;
  KontorCellEntry *cell = g_hash_table_lookup (self->levels, location);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));

  if (cell == NULL)
    cell = add_level (self, location);
  kontor_cell_entry_set_label (cell, name != NULL ? name : _("Stock"));
  kontor_cell_entry_set_text (cell, text);
  show_note (self, cell);
  kontor_cell_entry_set_state (cell, kontor_unsettled_get_state (self->pending, KONTOR_VARIANT_LEVELS, location));
}

static void
drop_levels (KontorVariantRow *self, KontorRecord *record)
{
  GHashTableIter iter;
  const char *location;
  GtkWidget *cell;

  g_hash_table_iter_init (&iter, self->levels);
  while (g_hash_table_iter_next (&iter, (gpointer *) &location, (gpointer *) &cell)) {
    if (kontor_record_find_member (record, KONTOR_VARIANT_LEVELS, location) != NULL)
      continue;
    adw_wrap_box_remove (self->cells, cell);
    g_hash_table_iter_remove (&iter);
  }
}

static void
show_levels (KontorVariantRow *self)
{
  KontorRecord *record = kontor_object_get_record (self->variant);

  if (record == NULL)
    return;
  drop_levels (self, record);
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_VARIANT_LEVELS); i++)
    show_level (self, kontor_record_get_member (record, KONTOR_VARIANT_LEVELS, i));
}

static char *
describe_days (KontorVariantRow *self)
{
  gint64 from = kontor_object_get_int (self->variant, KONTOR_VARIANT_SALE_FROM);
  gint64 to = kontor_object_get_int (self->variant, KONTOR_VARIANT_SALE_TO);
  GTimeZone *zone = kontor_engine_get_zone (self->engine, kontor_object_get_account (self->variant));
  g_autofree char *first = from != 0 ? kontor_format_day (kontor_day_of (from, zone)) : NULL;
  g_autofree char *last = to != 0 ? kontor_format_day (kontor_day_of (to, zone)) : NULL;

  if (first != NULL && last != NULL)
    return g_strdup_printf (C_("days", "%s – %s"), first, last);
  if (first != NULL)
    return g_strdup_printf (_("from %s"), first);
  return last != NULL ? g_strdup_printf (_("until %s"), last) : g_strdup (_("Set Days…"));
}

static void
show_days (KontorVariantRow *self)
{
  g_autoptr (KontorMoney) price = kontor_object_dup_money (self->variant, KONTOR_VARIANT_SALE_PRICE);
  g_autofree char *days = describe_days (self);

  gtk_label_set_label (self->days_label, days);
  gtk_widget_set_visible (GTK_WIDGET (self->days_button), price != NULL);
}

static void
on_days_clicked (KontorVariantRow *self)
{
  adw_dialog_present (kontor_sale_dialog_new (self->engine, self->variant), GTK_WIDGET (self));
}

static void
show_price (KontorVariantRow *self, KontorCellEntry *cell, guint field)
{
  g_autoptr (KontorMoney) price = kontor_object_dup_money (self->variant, field);
  g_autofree char *text = kontor_format_money (price);

  kontor_cell_entry_set_text (cell, text);
  kontor_cell_entry_set_state (cell, kontor_unsettled_get_state (self->pending, field, NULL));
}

static void
show_rights (KontorVariantRow *self)
{
  KontorRecord *record = kontor_object_get_record (self->variant);
  g_autofree char *price = NULL, *stock = NULL;
  GHashTableIter iter;
  gpointer cell;

  if (self->account == NULL || kontor_account_allows (self->account, "set-price", record, &price))
    g_clear_pointer (&price, g_free);
  if (self->account == NULL || kontor_account_allows (self->account, "adjust-stock", record, &stock))
    g_clear_pointer (&stock, g_free);
  kontor_cell_entry_set_locked (self->price_cell, price);
  kontor_cell_entry_set_locked (self->sale_cell, price);
  gtk_widget_set_sensitive (GTK_WIDGET (self->days_button), price == NULL);
  g_hash_table_iter_init (&iter, self->levels);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    kontor_cell_entry_set_locked (cell, stock);
  g_hash_table_iter_init (&iter, self->prices);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    kontor_cell_entry_set_locked (cell, price);
}

static void
show (KontorVariantRow *self)
{
  const char *title = kontor_object_get_text (self->variant, KONTOR_VARIANT_TITLE);
  const char *sku = kontor_object_get_text (self->variant, KONTOR_VARIANT_SKU);

  gtk_label_set_label (self->name_label, title != NULL ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), title);
  gtk_label_set_label (self->sku_label, sku != NULL ? sku : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sku_label), sku != NULL && sku[0] != '\0');
  show_price (self, self->price_cell, KONTOR_VARIANT_PRICE);
  show_price (self, self->sale_cell, KONTOR_VARIANT_SALE_PRICE);
  show_days (self);
  show_others (self);
  show_levels (self);
  show_rights (self);
}

static void
pending_loaded_cb (DexFuture *future, gpointer data)
{
  KontorVariantRow *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (self->engine == NULL || value == NULL)
    return;
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  self->pending = g_value_dup_boxed (value);
  show (self);
}

static gboolean
refresh_cb (gpointer data)
{
  KontorVariantRow *self = data;

  self->refresh_id = 0;
  show (self);
  kontor_later (kontor_unsettled_load (self->engine, KONTOR_ENTITY_VARIANT, kontor_object_get_id (self->variant)),
                pending_loaded_cb, g_object_ref (self), g_object_unref);
  return G_SOURCE_REMOVE;
}

/* A commit notifies property by property; they are shown together. */
static void
queue_refresh (KontorVariantRow *self)
{
  if (self->refresh_id == 0 && self->engine != NULL)
    self->refresh_id = g_idle_add_full (G_PRIORITY_DEFAULT, refresh_cb, self, NULL);
}

static void
watch_account (KontorVariantRow *self)
{
  if (self->account != NULL || kontor_object_get_account (self->variant) == 0)
    return;
  self->account = kontor_engine_dup_account (self->engine, kontor_object_get_account (self->variant));
  if (self->account == NULL)
    return;
  g_signal_connect_object (self->account, "notify::unsent", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::problems", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
}

static void
variant_changed_cb (KontorVariantRow *self)
{
  watch_account (self);
  queue_refresh (self);
}

static void
kontor_variant_row_constructed (GObject *object)
{
  KontorVariantRow *self = KONTOR_VARIANT_ROW (object);

  G_OBJECT_CLASS (kontor_variant_row_parent_class)->constructed (object);

  kontor_identity_want_whole (kontor_engine_get_identity (self->engine), self->variant);
  g_signal_connect_object (self->variant, "notify", G_CALLBACK (variant_changed_cb), self, G_CONNECT_SWAPPED);
  watch_account (self);
  refresh_cb (self);
}

static void
kontor_variant_row_dispose (GObject *object)
{
  KontorVariantRow *self = KONTOR_VARIANT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_VARIANT_ROW);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->variant);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->locations, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_variant_row_parent_class)->dispose (object);
}

static void
kontor_variant_row_finalize (GObject *object)
{
  g_hash_table_unref (KONTOR_VARIANT_ROW (object)->levels);
  g_hash_table_unref (KONTOR_VARIANT_ROW (object)->prices);

  G_OBJECT_CLASS (kontor_variant_row_parent_class)->finalize (object);
}

static void
kontor_variant_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorVariantRow *self = KONTOR_VARIANT_ROW (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_VARIANT:
    g_value_set_object (value, self->variant);
    break;
  case PROP_ALONE:
    g_value_set_boolean (value, self->alone);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_variant_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorVariantRow *self = KONTOR_VARIANT_ROW (object);

  switch (property) {
  case PROP_ENGINE:
    self->engine = g_value_dup_object (value);
    break;
  case PROP_VARIANT:
    self->variant = g_value_dup_object (value);
    break;
  case PROP_ALONE:
    kontor_variant_row_set_alone (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_variant_row_class_init (KontorVariantRowClass *klass)
{
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = kontor_variant_row_constructed;
  object_class->dispose = kontor_variant_row_dispose;
  object_class->finalize = kontor_variant_row_finalize;
  object_class->get_property = kontor_variant_row_get_property;
  object_class->set_property = kontor_variant_row_set_property;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE, once);
  properties[PROP_VARIANT] = g_param_spec_object ("variant", NULL, NULL, KONTOR_TYPE_OBJECT, once);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_CELL_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-variant-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, cells);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, days_button);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, days_label);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, price_cell);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, sale_cell);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantRow, sku_label);
  gtk_widget_class_bind_template_callback (widget_class, on_days_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_price_commit);
  gtk_widget_class_bind_template_callback (widget_class, on_sale_commit);
}

static void
kontor_variant_row_init (KontorVariantRow *self)
{
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_variant_row_new (KontorEngine *engine, KontorVariant *variant)
{
  return g_object_new (KONTOR_TYPE_VARIANT_ROW, "engine", engine, "variant", variant, NULL);
}

void
kontor_variant_row_set_locations (KontorVariantRow *self, GHashTable *names)
{
  g_return_if_fail (KONTOR_IS_VARIANT_ROW (self));

  g_clear_pointer (&self->locations, g_hash_table_unref);
  self->locations = names != NULL ? g_hash_table_ref (names) : NULL;
  show (self);
}

void
kontor_variant_row_set_alone (KontorVariantRow *self, gboolean alone)
{
  g_return_if_fail (KONTOR_IS_VARIANT_ROW (self));

  if (self->alone == alone)
    return;
  self->alone = alone;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALONE]);
}
