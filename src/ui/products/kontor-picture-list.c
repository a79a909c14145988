#include "kontor-picture-list.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-picture-file.h"
#include "kontor-picture.h"

struct _KontorPictureList {
  AdwPreferencesGroup parent_instance;

  KontorDraft *draft;        /* (owned) (nullable) */
  KontorRecord *shown;       /* (owned) (nullable): whose pictures the rows are */
  GPtrArray *rows;           /* (element-type GtkWidget) */
  GHashTable *textures;      /* file: URI → GdkTexture */
  GCancellable *cancellable; /* (owned): of what is being read */
  GtkWidget *spinner;
  GtkWidget *add_button;
  GtkWidget *message;
  guint n_reading;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorPictureList, kontor_picture_list, ADW_TYPE_PREFERENCES_GROUP)

static KontorRecord *
dup_record (KontorPictureList *self)
{
  return kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft));
}

/* (element-type KontorRecord): members of the present list, to be put together anew. */
static GPtrArray *
list_pictures (KontorPictureList *self)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (KontorRecord) record = dup_record (self);

  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES); i++)
    g_ptr_array_add (pictures, kontor_record_ref (kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, i)));
  return pictures;
}

static void
set_pictures (KontorPictureList *self, GPtrArray *pictures)
{
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_empty (change, KONTOR_PRODUCT_PICTURES);
  for (guint i = 0; i < pictures->len; i++)
    kontor_record_take_member (change, KONTOR_PRODUCT_PICTURES, kontor_record_ref (g_ptr_array_index (pictures, i)));
  kontor_draft_set (self->draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (self->draft), change);
}

static void
say (KontorPictureList *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->message), text);
  gtk_widget_set_visible (self->message, text[0] != '\0');
}

static guint
get_index (KontorPictureList *self, GtkWidget *row)
{
  guint index = G_MAXUINT;

  g_ptr_array_find (self->rows, row, &index);
  return index;
}

/* --- What is done to a row --- */

static void
alt_changed_cb (KontorPictureList *self, GtkWidget *row)
{
  g_autoptr (GPtrArray) pictures = NULL;
  KontorRecord *picture;
  guint index = get_index (self, row);

  if (self->filling)
    return;
  pictures = list_pictures (self);
  picture = kontor_record_copy (g_ptr_array_index (pictures, index));
  kontor_record_set_text (picture, KONTOR_PICTURE_ALT, gtk_editable_get_text (GTK_EDITABLE (row)));
  kontor_record_unref (pictures->pdata[index]);
  pictures->pdata[index] = picture;
  set_pictures (self, pictures);
}

void
kontor_picture_list_move (KontorPictureList *self, guint from, guint to)
{
  g_autoptr (GPtrArray) pictures = NULL;

  g_return_if_fail (KONTOR_IS_PICTURE_LIST (self));

  pictures = list_pictures (self);
  if (from >= pictures->len || to >= pictures->len || from == to)
    return;
  g_ptr_array_insert (pictures, (gint) to, g_ptr_array_steal_index (pictures, from));
  set_pictures (self, pictures);
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, to));
}

static void
raise_cb (GtkWidget *button, KontorPictureList *self)
{
  guint index = get_index (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW));

  if (index > 0)
    kontor_picture_list_move (self, index, index - 1);
}

static void
lower_cb (GtkWidget *button, KontorPictureList *self)
{
  guint index = get_index (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW));

  kontor_picture_list_move (self, index, index + 1);
}

static void
remove_cb (GtkWidget *button, KontorPictureList *self)
{
  guint index = get_index (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW));
  g_autoptr (GPtrArray) pictures = list_pictures (self);

  g_ptr_array_remove_index (pictures, index);
  set_pictures (self, pictures);
  gtk_widget_grab_focus (self->rows->len > 0 ? g_ptr_array_index (self->rows, MIN (index, self->rows->len - 1))
                                             : self->add_button);
}

/* A picture of ours that is being turned. */
typedef struct {
  KontorPictureList *list;
  char *uri;
} Turning;

static void
replace_picture (KontorPictureList *self, const char *uri, const KontorPictureFile *file)
{
  g_autoptr (GPtrArray) pictures = list_pictures (self);

  for (guint i = 0; i < pictures->len; i++) {
    g_autoptr (KontorRecord) picture = kontor_record_copy (g_ptr_array_index (pictures, i));

    if (g_strcmp0 (kontor_record_get_text (picture, KONTOR_PICTURE_URL), uri) != 0)
      continue;
    g_hash_table_insert (self->textures, g_strdup (file->uri), g_object_ref (file->texture));
    kontor_record_set_text (picture, KONTOR_PICTURE_URL, file->uri);
    kontor_record_unref (pictures->pdata[i]);
    pictures->pdata[i] = g_steal_pointer (&picture);
  }
  set_pictures (self, pictures);
}

static void
turned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Turning *turning = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPictureFile) file = kontor_picture_file_prepare_finish (result, &error);

  if (turning->list->draft != NULL && file != NULL)
    replace_picture (turning->list, turning->uri, file);
  else if (turning->list->draft != NULL)
    say (turning->list, error->message);
  g_object_unref (turning->list);
  g_free (turning->uri);
  g_free (turning);
}

static void
turn_cb (GtkWidget *button, KontorPictureList *self)
{
  guint index = get_index (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW));
  g_autoptr (GPtrArray) pictures = list_pictures (self);
  Turning *turning = g_new0 (Turning, 1);
  g_autoptr (GFile) file = NULL;

  turning->list = g_object_ref (self);
  turning->uri = g_strdup (kontor_record_get_text (g_ptr_array_index (pictures, index), KONTOR_PICTURE_URL));
  file = g_file_new_for_uri (turning->uri);
  kontor_picture_file_prepare (file, KONTOR_PICTURE_TURNED, self->cancellable, turned_cb, turning);
}

static gboolean
row_key_cb (GtkEventController *controller, guint key, guint code, GdkModifierType modifiers, KontorPictureList *self)
{
  guint index = get_index (self, gtk_event_controller_get_widget (controller));

  if ((modifiers & GDK_ALT_MASK) == 0 || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down)
    kontor_picture_list_move (self, index, index + 1);
  else if (index > 0)
    kontor_picture_list_move (self, index, index - 1);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, KontorPictureList *self)
{
  guint index = get_index (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));

  return gdk_content_provider_new_typed (G_TYPE_UINT, index);
}

static gboolean
row_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, KontorPictureList *self)
{
  kontor_picture_list_move (self, g_value_get_uint (value),
                            get_index (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target))));
  return TRUE;
}

/* --- The rows --- */

/* Not at the shop yet. */
static gboolean
is_own (const KontorRecord *picture)
{
  const char *url = kontor_record_get_text (picture, KONTOR_PICTURE_URL);

  return url != NULL && g_str_has_prefix (url, "file:");
}

static GtkWidget *
make_thumbnail (KontorPictureList *self, const KontorRecord *picture)
{
  const char *url = kontor_record_get_text (picture, KONTOR_PICTURE_URL);
  GdkTexture *texture = url != NULL ? g_hash_table_lookup (self->textures, url) : NULL;
  GtkWidget *widget;

  if (!is_own (picture)) {
    widget = kontor_picture_new (kontor_draft_get_engine (self->draft), 48);
    kontor_picture_set_source (KONTOR_PICTURE (widget), kontor_draft_get_account (self->draft), url);
    return widget;
  }
  widget = texture != NULL ? gtk_image_new_from_paintable (GDK_PAINTABLE (texture))
                           : gtk_image_new_from_icon_name ("image-x-generic-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (widget), 48);
  return widget;
}

static void
add_row_button (KontorPictureList *self, GtkWidget *row, const char *icon, const char *meaning, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static void
add_row_controllers (KontorPictureList *self, GtkWidget *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (row_key_cb), self, 0);
  gtk_widget_add_controller (row, keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (row_drop_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static void
show_title (GtkWidget *row, const KontorRecord *picture, gboolean cover)
{
  const char *alt = kontor_record_get_text (picture, KONTOR_PICTURE_ALT);
  const char *title = alt != NULL && alt[0] != '\0'
                          ? _("What is to be seen in it")
                          : _("What is to be seen in it – missing, for people who do not see it and for search engines");
  g_autofree char *text = cover ? g_strdup_printf ("%s – %s", _("Cover"), title) : g_strdup (title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_set_tooltip_text (row, kontor_record_get_text (picture, KONTOR_PICTURE_NAME));
}

static void
add_row (KontorPictureList *self, const KontorRecord *picture, gboolean cover)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *alt = kontor_record_get_text (picture, KONTOR_PICTURE_ALT);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), alt != NULL ? alt : "");
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), make_thumbnail (self, picture));
  if (is_own (picture))
    add_row_button (self, row, "object-rotate-right-symbolic", _("Rotate"), G_CALLBACK (turn_cb));
  add_row_button (self, row, "go-up-symbolic", _("Move Up"), G_CALLBACK (raise_cb));
  add_row_button (self, row, "go-down-symbolic", _("Move Down"), G_CALLBACK (lower_cb));
  add_row_button (self, row, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_cb));
  add_row_controllers (self, row);
  show_title (row, picture, cover);
  g_signal_connect_object (row, "changed", G_CALLBACK (alt_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Whether the same pictures are in the same places, whatever is said of them. */
static gboolean
is_same_order (const KontorRecord *a, const KontorRecord *b)
{
  guint n = kontor_record_get_length (b, KONTOR_PRODUCT_PICTURES);

  if (a == NULL || kontor_record_get_length (a, KONTOR_PRODUCT_PICTURES) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (kontor_record_get_text (kontor_record_get_member (a, KONTOR_PRODUCT_PICTURES, i), KONTOR_PICTURE_URL),
                   kontor_record_get_text (kontor_record_get_member (b, KONTOR_PRODUCT_PICTURES, i), KONTOR_PICTURE_URL)) != 0)
      return FALSE;
  return TRUE;
}

static void
show_texts (KontorPictureList *self, const KontorRecord *record)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const KontorRecord *picture = kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, i);
    const char *alt = kontor_record_get_text (picture, KONTOR_PICTURE_ALT);
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), alt != NULL ? alt : ""))
      gtk_editable_set_text (GTK_EDITABLE (row), alt != NULL ? alt : "");
    show_title (row, picture, i == 0);
  }
}

static void
show_rows (KontorPictureList *self, const KontorRecord *record)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES); i++)
    add_row (self, kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, i), i == 0);
}

static void
show (KontorPictureList *self)
{
  g_autoptr (KontorRecord) record = dup_record (self);

  self->filling = TRUE;
  if (is_same_order (self->shown, record))
    show_texts (self, record);
  else
    show_rows (self, record);
  self->filling = FALSE;
  g_clear_pointer (&self->shown, kontor_record_unref);
  self->shown = kontor_record_ref (record);
}

/* --- Adding --- */

static gboolean
has_picture (GPtrArray *pictures, const char *uri)
{
  for (guint i = 0; i < pictures->len; i++)
    if (g_strcmp0 (kontor_record_get_text (g_ptr_array_index (pictures, i), KONTOR_PICTURE_URL), uri) == 0)
      return TRUE;
  return FALSE;
}

static void
take_file (KontorPictureList *self, const KontorPictureFile *file)
{
  g_autoptr (GPtrArray) pictures = list_pictures (self);
  g_autofree char *text = NULL;
  KontorRecord *picture;

  if (has_picture (pictures, file->uri)) {
    text = g_strdup_printf (_("“%s” is among the pictures already."), file->name);
    say (self, text);
    return;
  }
  g_hash_table_insert (self->textures, g_strdup (file->uri), g_object_ref (file->texture));
  picture = kontor_record_new (&kontor_picture_type);
  kontor_record_set_text (picture, KONTOR_PICTURE_URL, file->uri);
  kontor_record_set_text (picture, KONTOR_PICTURE_NAME, file->name);
  g_ptr_array_add (pictures, picture);
  set_pictures (self, pictures);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorPictureList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPictureFile) file = kontor_picture_file_prepare_finish (result, &error);

  self->n_reading--;
  gtk_widget_set_visible (self->spinner, self->n_reading > 0);
  if (self->draft == NULL)
    return;
  if (file != NULL)
    take_file (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

void
kontor_picture_list_add_file (KontorPictureList *self, GFile *file)
{
  g_return_if_fail (KONTOR_IS_PICTURE_LIST (self));
  g_return_if_fail (G_IS_FILE (file));

  self->n_reading++;
  gtk_widget_set_visible (self->spinner, TRUE);
  say (self, "");
  kontor_picture_file_prepare (file, KONTOR_PICTURE_AS_IS, self->cancellable, prepared_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorPictureList) self = data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  for (guint i = 0; files != NULL && self->draft != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    kontor_picture_list_add_file (self, file);
  }
}

static void
choose_cb (KontorPictureList *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _("Add Pictures"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable,
                                 chosen_cb, g_object_ref (self));
}

static gboolean
files_dropped_cb (KontorPictureList *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *at = files; at != NULL; at = at->next)
    kontor_picture_list_add_file (self, at->data);
  return TRUE;
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorPictureList) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (value != NULL && self->draft != NULL)
    files_dropped_cb (self, value);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_value_async (gtk_widget_get_clipboard (widget), GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT,
                                  KONTOR_PICTURE_LIST (widget)->cancellable, pasted_cb, g_object_ref (widget));
}

static void
kontor_picture_list_dispose (GObject *object)
{
  KontorPictureList *self = KONTOR_PICTURE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->shown, kontor_record_unref);

  G_OBJECT_CLASS (kontor_picture_list_parent_class)->dispose (object);
}

static void
kontor_picture_list_finalize (GObject *object)
{
  KontorPictureList *self = KONTOR_PICTURE_LIST (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->textures);

  G_OBJECT_CLASS (kontor_picture_list_parent_class)->finalize (object);
}

static void
kontor_picture_list_class_init (KontorPictureListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_picture_list_dispose;
  object_class->finalize = kontor_picture_list_finalize;

  gtk_widget_class_install_action (widget_class, "pictures.paste", NULL, paste_action);
}

static void
add_header (KontorPictureList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *paste = gtk_button_new_from_icon_name ("edit-paste-symbolic");

  self->spinner = adw_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  self->add_button = gtk_button_new_with_label (_("Add Pictures…"));
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_add_css_class (paste, "flat");
  gtk_widget_set_tooltip_text (paste, _("Paste Pictures"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (paste), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Paste Pictures"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (paste), "pictures.paste");
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), paste);
  gtk_box_append (GTK_BOX (box), self->add_button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
}

static void
kontor_picture_list_init (KontorPictureList *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->rows = g_ptr_array_new ();
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Pictures"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("Drop pictures here, paste them, or choose them."));
  add_header (self);
  self->message = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "wrap", TRUE, "xalign", 0.0f, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_add_css_class (self->message, "error");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->message);
  g_signal_connect_object (target, "drop", G_CALLBACK (files_dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
kontor_picture_list_bind (KontorPictureList *self, KontorDraft *draft)
{
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *reason = NULL;

  g_return_if_fail (KONTOR_IS_PICTURE_LIST (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  account = kontor_engine_dup_account (kontor_draft_get_engine (draft), kontor_draft_get_account (draft));
  if (account != NULL && !kontor_account_allows (account, "set-pictures", NULL, &reason)) {
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), reason);
  }
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
