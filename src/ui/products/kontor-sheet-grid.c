#include "kontor-sheet-grid.h"

#include <glib/gi18n.h>

#include "kontor-csv-clip.h"
#include "kontor-object.h"
#include "kontor-sheet-cell.h"

#define PAGE 15

typedef struct {
  guint row;
  guint column;
} Place;

struct _KontorSheetGrid {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorSheet *sheet;   /* (owned) */
  KontorResults *rows;  /* (owned) */
  GtkColumnView *view;
  GPtrArray *cells; /* (element-type KontorSheetCell): borrowed: those in rows */
  Place cursor;
  Place anchor;
  guint n_columns;
};

G_DEFINE_FINAL_TYPE (KontorSheetGrid, kontor_sheet_grid, ADW_TYPE_BIN)

static guint
count_rows (KontorSheetGrid *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

KontorSheetRange
kontor_sheet_grid_get_range (KontorSheetGrid *self)
{
  KontorSheetRange range = { 0, 1, 0, 1 };

  g_return_val_if_fail (KONTOR_IS_SHEET_GRID (self), range);

  range.row = MIN (self->cursor.row, self->anchor.row);
  range.n_rows = MAX (self->cursor.row, self->anchor.row) - range.row + 1;
  range.column = MIN (self->cursor.column, self->anchor.column);
  range.n_columns = MAX (self->cursor.column, self->anchor.column) - range.column + 1;
  return range;
}

static void
mark_cell (KontorSheetGrid *self, KontorSheetCell *cell)
{
  KontorSheetRange range = kontor_sheet_grid_get_range (self);
  guint row = kontor_sheet_cell_get_position (cell), column = kontor_sheet_cell_get_index (cell);
  gboolean in_range = row >= range.row && row - range.row < range.n_rows && column >= range.column &&
                      column - range.column < range.n_columns;

  kontor_sheet_cell_mark (cell, in_range, row == self->cursor.row && column == self->cursor.column);
}

static void
mark_all (KontorSheetGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    mark_cell (self, g_ptr_array_index (self->cells, i));
}

static char *
dup_refusal (KontorSheetGrid *self, KontorSheetCell *cell)
{
  const KontorRecord *present = kontor_sheet_cell_get_present (cell);
  g_autoptr (KontorAccount) account =
      present != NULL ? kontor_engine_dup_account (self->engine, kontor_record_get_account (present)) : NULL;

  return kontor_sheet_column_dup_refusal (kontor_sheet_cell_get_column (cell), account, present);
}

static void
show_cell (KontorSheetGrid *self, KontorSheetCell *cell)
{
  g_autofree char *refusal = dup_refusal (self, cell);

  kontor_sheet_cell_show (cell, self->sheet, refusal);
}

static void
show_all (KontorSheetGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    show_cell (self, g_ptr_array_index (self->cells, i));
}

/* (nullable): where it is in sight */
static KontorSheetCell *
find_cell (KontorSheetGrid *self, Place place)
{
  for (guint i = 0; i < self->cells->len; i++) {
    KontorSheetCell *cell = g_ptr_array_index (self->cells, i);

    if (kontor_sheet_cell_get_position (cell) == place.row && kontor_sheet_cell_get_index (cell) == place.column)
      return cell;
  }
  return NULL;
}

/* Where a column view scrolls to, it makes the cells. */
static void
show_cursor (KontorSheetGrid *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, self->cursor.column);
  KontorSheetCell *cell;

  gtk_column_view_scroll_to (self->view, self->cursor.row, column, GTK_LIST_SCROLL_FOCUS, NULL);
  cell = find_cell (self, self->cursor);
  if (cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  mark_all (self);
}

static void
committed_cb (KontorSheetGrid *self, const char *text, int direction, KontorSheetCell *cell)
{
  const KontorRecord *present = kontor_sheet_cell_get_present (cell);
  Place place = { kontor_sheet_cell_get_position (cell), kontor_sheet_cell_get_index (cell) };

  if (present != NULL)
    kontor_sheet_column_type (kontor_sheet_cell_get_column (cell), self->sheet, present, text);
  if (direction == GTK_DIR_DOWN)
    place.row++;
  else if (direction == GTK_DIR_UP && place.row > 0)
    place.row--;
  else if (direction == GTK_DIR_RIGHT)
    place.column++;
  else if (direction == GTK_DIR_LEFT && place.column > 0)
    place.column--;
  if (direction >= 0)
    kontor_sheet_grid_go (self, place.row, place.column);
}

static void
edit (KontorSheetGrid *self, const char *text)
{
  KontorSheetCell *cell = find_cell (self, self->cursor);
  g_autofree char *refusal = cell != NULL ? dup_refusal (self, cell) : NULL;

  if (cell == NULL || refusal != NULL) {
    gtk_widget_error_bell (GTK_WIDGET (self));
    return;
  }
  kontor_sheet_cell_edit (cell, text);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, KontorSheetGrid *self)
{
  KontorSheetCell *cell = KONTOR_SHEET_CELL (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  gboolean extends =
      (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK) != 0;

  if (kontor_sheet_cell_is_editing (cell))
    return;
  kontor_sheet_grid_flush (self);
  self->cursor = (Place) { kontor_sheet_cell_get_position (cell), kontor_sheet_cell_get_index (cell) };
  if (!extends)
    self->anchor = self->cursor;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  mark_all (self);
  if (n_press == 2)
    edit (self, NULL);
}

static void
setup_cell (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, KontorSheetGrid *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "index")), n_columns;
  GtkWidget *cell = kontor_sheet_cell_new (&kontor_sheet_column_list (&n_columns)[index], index);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (cell, "committed", G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_column_view_cell_set_child (item, cell);
  gtk_column_view_cell_set_focusable (item, FALSE);
}

/* The variant of a row, or its product. (transfer full) (nullable) */
static KontorObject *
dup_object (KontorSheetGrid *self, const KontorSheetColumn *column, KontorObject *variant)
{
  KontorIdentity *identity = kontor_engine_get_identity (self->engine);
  gint64 product = kontor_object_get_int (variant, KONTOR_VARIANT_PRODUCT);
  KontorObject *object;

  if (column->entity == KONTOR_ENTITY_VARIANT)
    return g_object_ref (variant);
  if (product == 0)
    return NULL;
  object = kontor_identity_dup (identity, KONTOR_ENTITY_PRODUCT, product);
  if (kontor_object_get_loading (object))
    kontor_identity_want (identity, &object, 1);
  return object;
}

static void
object_changed_cb (KontorObject *object, GParamSpec *pspec, KontorSheetCell *cell)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (cell), KONTOR_TYPE_SHEET_GRID);

  if (grid != NULL)
    show_cell (KONTOR_SHEET_GRID (grid), cell);
}

/* What a cell shows, and what says that it is there, or may be changed. */
static void
follow (KontorObject *object, KontorSheetCell *cell)
{
  const KontorSheetColumn *column = kontor_sheet_cell_get_column (cell);
  const KontorRecordType *type = kontor_entity_get_record_type (column->entity);
  g_autofree char *field = g_strdelimit (g_strdup (type->fields[column->field].name), "_", '-');
  const char *const names[] = { field, "currency", "title", column->entity == KONTOR_ENTITY_VARIANT ? "manage-stock" : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names) && names[i] != NULL; i++) {
    g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

    if (i == 0 || !g_str_equal (names[i], field))
      g_signal_connect_object (object, signal, G_CALLBACK (object_changed_cb), cell, 0);
  }
}

static void
bind_object (KontorSheetGrid *self, KontorSheetCell *cell, GtkColumnViewCell *item)
{
  g_autoptr (KontorObject) object = dup_object (self, kontor_sheet_cell_get_column (cell), gtk_column_view_cell_get_item (item));

  kontor_sheet_cell_bind (cell, item, object);
  if (object != NULL)
    follow (object, cell);
  show_cell (self, cell);
}

/* Now it is known of which product the variant is. */
static void
product_known_cb (KontorObject *variant, GParamSpec *pspec, KontorSheetCell *cell)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (cell), KONTOR_TYPE_SHEET_GRID);
  GtkColumnViewCell *item = g_object_get_data (G_OBJECT (cell), "item");

  if (grid != NULL && item != NULL)
    bind_object (KONTOR_SHEET_GRID (grid), cell, item);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, KontorSheetGrid *self)
{
  KontorSheetCell *cell = KONTOR_SHEET_CELL (gtk_column_view_cell_get_child (item));

  g_ptr_array_add (self->cells, cell);
  g_object_set_data (G_OBJECT (cell), "item", item);
  bind_object (self, cell, item);
  if (kontor_sheet_cell_get_column (cell)->entity == KONTOR_ENTITY_PRODUCT)
    g_signal_connect_object (gtk_column_view_cell_get_item (item), "notify::product", G_CALLBACK (product_known_cb), cell, 0);
  mark_cell (self, cell);
}

static void
unfollow (KontorSheetCell *cell, gpointer object)
{
  g_signal_handlers_disconnect_by_func (object, object_changed_cb, cell);
  g_signal_handlers_disconnect_by_func (object, product_known_cb, cell);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkColumnViewCell *item, KontorSheetGrid *self)
{
  KontorSheetCell *cell = KONTOR_SHEET_CELL (gtk_column_view_cell_get_child (item));
  KontorObject *object = kontor_sheet_cell_get_object (cell);

  kontor_sheet_cell_commit (cell, -1);
  unfollow (cell, gtk_column_view_cell_get_item (item));
  if (object != NULL)
    unfollow (cell, object);
  g_object_set_data (G_OBJECT (cell), "item", NULL);
  kontor_sheet_cell_bind (cell, NULL, NULL);
  g_ptr_array_remove_fast (self->cells, cell);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  gtk_column_view_row_set_focusable (row, FALSE);
  gtk_column_view_row_set_activatable (row, FALSE);
  gtk_column_view_row_set_selectable (row, FALSE);
}

static void
add_column (KontorSheetGrid *self, const KontorSheetColumn *column, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = gtk_column_view_column_new (_(column->title), factory);

  g_object_set_data (G_OBJECT (factory), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell), self, 0);
  gtk_column_view_column_set_fixed_width (made, column->width);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_append_column (self->view, made);
}

static void
paste (KontorSheetGrid *self, const char *text)
{
  g_autoptr (GPtrArray) cells = kontor_csv_clip_parse (text);
  KontorSheetRange range = kontor_sheet_grid_get_range (self);
  guint width = 0;

  for (guint i = 0; i < cells->len; i++)
    width = MAX (width, g_strv_length (g_ptr_array_index (cells, i)));
  if (width == 0)
    return;
  /* One value goes over all that is selected, a table where it has room. */
  if (range.n_rows % cells->len != 0 || range.n_rows < cells->len)
    range.n_rows = cells->len;
  if (range.n_columns % width != 0 || range.n_columns < width)
    range.n_columns = width;
  range.n_rows = MIN (range.n_rows, count_rows (self) - range.row);
  range.n_columns = MIN (range.n_columns, self->n_columns - range.column);
  self->anchor = (Place) { range.row, range.column };
  self->cursor = (Place) { range.row + range.n_rows - 1, range.column + range.n_columns - 1 };
  mark_all (self);
  dex_future_disown (kontor_sheet_work_paste (self->engine, self->sheet, self->rows, range, g_steal_pointer (&cells)));
}

static void
text_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorSheetGrid) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (text != NULL && self->rows != NULL && count_rows (self) > 0)
    paste (self, text);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb, g_object_ref (widget));
}

static DexFuture *
copied_cb (DexFuture *future, gpointer data)
{
  const char *text = g_value_get_string (dex_future_get_value (future, NULL));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (data), text);
  return dex_ref (future);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (widget);

  dex_future_disown (dex_future_then (
      kontor_sheet_work_copy (self->engine, self->sheet, self->rows, kontor_sheet_grid_get_range (self)), copied_cb,
      g_object_ref (self), g_object_unref));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_sheet_grid_type (KONTOR_SHEET_GRID (widget), "");
}

static void
cut_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_action (widget, name, parameter);
  clear_action (widget, name, parameter);
}

static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (widget);

  dex_future_disown (
      kontor_sheet_work_fill (self->engine, self->sheet, self->rows, kontor_sheet_grid_get_range (self)));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (widget);

  if (g_str_equal (name, "grid.undo"))
    kontor_sheet_undo (self->sheet);
  else
    kontor_sheet_redo (self->sheet);
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (widget);

  if (count_rows (self) == 0)
    return;
  self->anchor.row = count_rows (self) - 1;
  self->cursor.row = 0;
  if (g_str_equal (name, "grid.select-all"))
    self->anchor.column = self->n_columns - 1;
  else
    self->anchor.column = self->cursor.column;
  if (g_str_equal (name, "grid.select-all"))
    self->cursor.column = 0;
  show_cursor (self);
}

static gboolean
move_to (KontorSheetGrid *self, gint64 row, gint64 column, gboolean extends)
{
  guint n_rows = count_rows (self);

  if (n_rows == 0)
    return GDK_EVENT_PROPAGATE;
  self->cursor.row = (guint) CLAMP (row, 0, (gint64) n_rows - 1);
  self->cursor.column = (guint) CLAMP (column, 0, (gint64) self->n_columns - 1);
  if (!extends)
    self->anchor = self->cursor;
  show_cursor (self);
  return GDK_EVENT_STOP;
}

static gboolean
move_by_key (KontorSheetGrid *self, guint key, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0, far = (state & GDK_CONTROL_MASK) != 0;
  gint64 row = self->cursor.row, column = self->cursor.column;

  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return move_to (self, far ? 0 : row - 1, column, shift);
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return move_to (self, far ? G_MAXUINT : row + 1, column, shift);
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return move_to (self, row, far ? 0 : column - 1, shift);
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return move_to (self, row, far ? G_MAXUINT : column + 1, shift);
  case GDK_KEY_Home:
    return move_to (self, far ? 0 : row, 0, shift);
  case GDK_KEY_End:
    return move_to (self, far ? G_MAXUINT : row, G_MAXUINT, shift);
  case GDK_KEY_Page_Up:
    return move_to (self, row - PAGE, column, shift);
  case GDK_KEY_Page_Down:
    return move_to (self, row + PAGE, column, shift);
  /* Beyond the ends of a row it leads out of the table. */
  case GDK_KEY_Tab:
    return column + 1 < self->n_columns ? move_to (self, row, column + 1, FALSE) : GDK_EVENT_PROPAGATE;
  case GDK_KEY_ISO_Left_Tab:
    return column > 0 ? move_to (self, row, column - 1, FALSE) : GDK_EVENT_PROPAGATE;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* What is typed takes the place of what is there, with the input method's help. */
static gboolean
type_by_key (KontorSheetGrid *self, GtkEventControllerKey *controller, guint key, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  KontorSheetCell *cell;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_F2) {
    edit (self, NULL);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace) {
    kontor_sheet_grid_type (self, "");
    return GDK_EVENT_STOP;
  }
  if (letter == 0 || !g_unichar_isprint (letter))
    return GDK_EVENT_PROPAGATE;
  edit (self, "");
  cell = find_cell (self, self->cursor);
  if (cell != NULL && kontor_sheet_cell_is_editing (cell))
    gtk_event_controller_key_forward (controller, kontor_sheet_cell_get_entry (cell));
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, KontorSheetGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Where it is typed, keys belong to the text. */
  if (!KONTOR_IS_SHEET_CELL (focus))
    return GDK_EVENT_PROPAGATE;
  if (move_by_key (self, key, state))
    return GDK_EVENT_STOP;
  return type_by_key (self, controller, key, state);
}

static gboolean
kontor_sheet_grid_grab_focus (GtkWidget *widget)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (widget);

  if (self->rows == NULL || count_rows (self) == 0)
    return FALSE;
  move_to (self, self->cursor.row, self->cursor.column, FALSE);
  return TRUE;
}

static void
kontor_sheet_grid_dispose (GObject *object)
{
  KontorSheetGrid *self = KONTOR_SHEET_GRID (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->view = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->sheet);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_sheet_grid_parent_class)->dispose (object);
}

static void
kontor_sheet_grid_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_SHEET_GRID (object)->cells);

  G_OBJECT_CLASS (kontor_sheet_grid_parent_class)->finalize (object);
}

static const struct {
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint key;
  GdkModifierType modifiers;
} actions[] = {
  { "grid.copy", copy_action, GDK_KEY_c, GDK_CONTROL_MASK },
  { "grid.cut", cut_action, GDK_KEY_x, GDK_CONTROL_MASK },
  { "grid.paste", paste_action, GDK_KEY_v, GDK_CONTROL_MASK },
  { "grid.fill-down", fill_action, GDK_KEY_d, GDK_CONTROL_MASK },
  { "grid.undo", undo_action, GDK_KEY_z, GDK_CONTROL_MASK },
  { "grid.redo", undo_action, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "grid.select-all", select_action, GDK_KEY_a, GDK_CONTROL_MASK },
  { "grid.select-column", select_action, GDK_KEY_space, GDK_CONTROL_MASK },
};

static void
kontor_sheet_grid_class_init (KontorSheetGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_sheet_grid_dispose;
  object_class->finalize = kontor_sheet_grid_finalize;
  widget_class->grab_focus = kontor_sheet_grid_grab_focus;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
    gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
  }
}

static void
kontor_sheet_grid_init (KontorSheetGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  self->cells = g_ptr_array_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_row_factory (self->view, rows);
  g_signal_connect (rows, "setup", G_CALLBACK (setup_row), NULL);
  g_object_unref (rows);
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self), "sheet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Products and Variants"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
kontor_sheet_grid_set_sheet (KontorSheetGrid *self, KontorEngine *engine, KontorSheet *sheet)
{
  g_autoptr (GtkNoSelection) model = NULL;
  const KontorSheetColumn *columns;

  g_return_if_fail (KONTOR_IS_SHEET_GRID (self) && KONTOR_IS_ENGINE (engine) && KONTOR_IS_SHEET (sheet));

  self->engine = g_object_ref (engine);
  self->sheet = g_object_ref (sheet);
  self->rows = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), NULL);
  columns = kontor_sheet_column_list (&self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    add_column (self, &columns[i], i);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (sheet, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
}

void
kontor_sheet_grid_set_query (KontorSheetGrid *self, KontorQuery *query)
{
  g_return_if_fail (KONTOR_IS_SHEET_GRID (self));

  self->cursor = self->anchor = (Place) { 0, 0 };
  kontor_results_set_query (self->rows, query);
}

KontorResults *
kontor_sheet_grid_get_rows (KontorSheetGrid *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET_GRID (self), NULL);

  return self->rows;
}

void
kontor_sheet_grid_go (KontorSheetGrid *self, guint row, guint column)
{
  g_return_if_fail (KONTOR_IS_SHEET_GRID (self));

  move_to (self, row, column, FALSE);
}

void
kontor_sheet_grid_type (KontorSheetGrid *self, const char *text)
{
  g_autoptr (GPtrArray) cells = NULL;

  g_return_if_fail (KONTOR_IS_SHEET_GRID (self) && text != NULL);

  cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (cells, g_strdupv ((char **) (const char *[]) { text, NULL }));
  dex_future_disown (kontor_sheet_work_paste (self->engine, self->sheet, self->rows, kontor_sheet_grid_get_range (self),
                                              g_steal_pointer (&cells)));
}

void
kontor_sheet_grid_flush (KontorSheetGrid *self)
{
  g_return_if_fail (KONTOR_IS_SHEET_GRID (self));

  for (guint i = 0; i < self->cells->len; i++)
    kontor_sheet_cell_commit (g_ptr_array_index (self->cells, i), -1);
}
