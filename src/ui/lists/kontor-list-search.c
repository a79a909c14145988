#include "kontor-list-search.h"

#include <glib/gi18n.h>

#include "kontor-late-menu.h"
#include "kontor-list-words.h"

struct _KontorListSearch {
  AdwBin parent_instance;

  KontorEntity entity;
  GSimpleActionGroup *states; /* (owned): an action per state */

  GtkSearchEntry *entry;
  GtkMenuButton *filter_button;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (KontorListSearch, kontor_list_search, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENTITY, PROP_TEXT, N_PROPS };
enum { SIGNAL_SUBMITTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The words of the text without @word, however it is written. */
static char *
remove_word (const char *text, const char *word)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && g_ascii_strcasecmp (words[i], word) != 0)
      g_strv_builder_add (rest, words[i]);
  left = g_strv_builder_end (rest);
  return g_strjoinv (" ", left);
}

/* What is ticked in the menu stands in the field, so that one learns to type it. */
static void
toggle_state (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  KontorListSearch *self = data;
  g_autofree char *word = g_strconcat ("is:", g_action_get_name (G_ACTION (action)), NULL);
  g_autofree char *rest = remove_word (kontor_list_search_get_text (self), word);
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  g_autofree char *text = NULL;

  if (g_variant_get_boolean (state))
    text = g_strdup (rest);
  else
    text = rest[0] != '\0' ? g_strconcat (rest, " ", word, NULL) : g_strdup (word);
  kontor_list_search_set_text (self, text);
}

static void
add_state (KontorListSearch *self, GMenu *menu, const char *state)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (state, NULL, g_variant_new_boolean (FALSE));
  g_autofree char *name = g_strconcat ("state.", state, NULL);

  g_signal_connect (action, "activate", G_CALLBACK (toggle_state), self);
  g_action_map_add_action (G_ACTION_MAP (self->states), G_ACTION (action));
  g_menu_append (menu, kontor_list_state_label (self->entity, state), name);
}

static void
make_menu (KontorListSearch *self)
{
  const char *const *states = kontor_query_list_states (self->entity);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; states[i] != NULL; i++)
    add_state (self, menu, states[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), states[0] != NULL);
  kontor_late_menu_set (self->filter_button, G_MENU_MODEL (menu));
}

static void
on_search_changed (KontorListSearch *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
on_activate (KontorListSearch *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0);
}

static gboolean
on_key (KontorListSearch *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Down || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0);
  return GDK_EVENT_STOP;
}

static void
kontor_list_search_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_list_search_parent_class)->constructed (object);

  make_menu (KONTOR_LIST_SEARCH (object));
}

static void
kontor_list_search_dispose (GObject *object)
{
  KontorListSearch *self = KONTOR_LIST_SEARCH (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_SEARCH);
  g_clear_object (&self->states);

  G_OBJECT_CLASS (kontor_list_search_parent_class)->dispose (object);
}

static void
kontor_list_search_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorListSearch *self = KONTOR_LIST_SEARCH (object);

  switch (property) {
  case PROP_ENTITY:
    g_value_set_uint (value, self->entity);
    break;
  case PROP_TEXT:
    g_value_set_string (value, kontor_list_search_get_text (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_list_search_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorListSearch *self = KONTOR_LIST_SEARCH (object);

  switch (property) {
  case PROP_ENTITY:
    self->entity = g_value_get_uint (value);
    break;
  case PROP_TEXT:
    kontor_list_search_set_text (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_list_search_class_init (KontorListSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = kontor_list_search_constructed;
  object_class->dispose = kontor_list_search_dispose;
  object_class->get_property = kontor_list_search_get_property;
  object_class->set_property = kontor_list_search_set_property;

  properties[PROP_ENTITY] = g_param_spec_uint ("entity", NULL, NULL, 0, KONTOR_N_ENTITIES - 1, 0,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SUBMITTED] = g_signal_new ("submitted", KONTOR_TYPE_LIST_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-search.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorListSearch, filter_button);
  gtk_widget_class_bind_template_child (widget_class, KontorListSearch, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
kontor_list_search_init (KontorListSearch *self)
{
  self->states = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "state", G_ACTION_GROUP (self->states));
}

GtkEditable *
kontor_list_search_get_editable (KontorListSearch *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_SEARCH (self), NULL);

  return GTK_EDITABLE (self->entry);
}

const char *
kontor_list_search_get_text (KontorListSearch *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_SEARCH (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
kontor_list_search_set_text (KontorListSearch *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_LIST_SEARCH (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
show_hint (KontorListSearch *self, GPtrArray *misunderstood)
{
  const KontorTerm *term = misunderstood->len > 0 ? g_ptr_array_index (misunderstood, 0) : NULL;
  g_autofree char *text = NULL;

  if (term != NULL)
    /* Translators: something like is:nonsense was typed into a search */
    text = g_strdup_printf (_("“%s” is no condition of this list, so it is looked for as a word."), term->text);
  gtk_label_set_label (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL);
}

static gboolean
asks_for (const KontorQuery *query, const char *state)
{
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    if (terms[i]->kind == KONTOR_TERM_IS && !terms[i]->negated && g_str_equal (terms[i]->text, state))
      return TRUE;
  return FALSE;
}

void
kontor_list_search_show_query (KontorListSearch *self, const KontorQuery *query)
{
  const char *const *states = kontor_query_list_states (self->entity);
  g_autoptr (GPtrArray) misunderstood = kontor_query_dup_misunderstood (query);
  g_autoptr (KontorQuery) typed = kontor_query_new (self->entity, 0, NULL, kontor_query_get_text (query), NULL, NULL);

  g_return_if_fail (KONTOR_IS_LIST_SEARCH (self));

  show_hint (self, misunderstood);
  for (guint i = 0; states[i] != NULL; i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->states), states[i]);

    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (asks_for (typed, states[i])));
  }
}
