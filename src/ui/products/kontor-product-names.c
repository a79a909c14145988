#include "kontor-product-names.h"

struct _KontorProductNames {
  GObject parent_instance;

  KontorIdentity *identity; /* (owned) */
  KontorEntity entity;
  guint list, reference;
  GPtrArray *objects; /* (element-type KontorObject) */
  char *text;
};

G_DEFINE_FINAL_TYPE (KontorProductNames, kontor_product_names, G_TYPE_OBJECT)

enum { PROP_0, PROP_TEXT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static char *
dup_name (KontorObject *object)
{
  char *name = NULL;

  g_object_get (object, "name", &name, NULL);
  return name;
}

static void
show (KontorProductNames *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->objects->len; i++) {
    g_autofree char *name = dup_name (g_ptr_array_index (self->objects, i));

    if (name != NULL && name[0] != '\0')
      g_strv_builder_take (builder, g_steal_pointer (&name));
  }
  names = g_strv_builder_end (builder);
  text = g_strjoinv (", ", names);
  if (g_set_str (&self->text, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
drop_objects (KontorProductNames *self)
{
  for (guint i = 0; i < self->objects->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->objects, i), show, self);
  g_ptr_array_set_size (self->objects, 0);
}

static void
add_object (KontorProductNames *self, gint64 id)
{
  KontorObject *object = kontor_identity_dup (self->identity, self->entity, id);

  g_ptr_array_add (self->objects, object);
  g_signal_connect_object (object, "notify::name", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  if (kontor_object_get_loading (object))
    kontor_identity_want (self->identity, &object, 1);
}

static void
kontor_product_names_finalize (GObject *object)
{
  KontorProductNames *self = KONTOR_PRODUCT_NAMES (object);

  g_ptr_array_unref (self->objects);
  g_clear_object (&self->identity);
  g_free (self->text);

  G_OBJECT_CLASS (kontor_product_names_parent_class)->finalize (object);
}

static void
kontor_product_names_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_TEXT:
    g_value_set_string (value, KONTOR_PRODUCT_NAMES (object)->text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_product_names_class_init (KontorProductNamesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_product_names_finalize;
  object_class->get_property = kontor_product_names_get_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_product_names_init (KontorProductNames *self)
{
  self->objects = g_ptr_array_new_with_free_func (g_object_unref);
  self->text = g_strdup ("");
}

KontorProductNames *
kontor_product_names_new (KontorIdentity *identity, KontorEntity entity, guint list, guint reference)
{
  KontorProductNames *self;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (identity), NULL);

  self = g_object_new (KONTOR_TYPE_PRODUCT_NAMES, NULL);
  self->identity = g_object_ref (identity);
  self->entity = entity;
  self->list = list;
  self->reference = reference;
  return self;
}

void
kontor_product_names_update (KontorProductNames *self, KontorRecord *product)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_NAMES (self));

  drop_objects (self);
  for (guint i = 0; product != NULL && i < kontor_record_get_length (product, self->list); i++) {
    gint64 id = kontor_record_get_ref (kontor_record_get_member (product, self->list, i), self->reference);

    if (id != 0)
      add_object (self, id);
  }
  show (self);
}

const char *
kontor_product_names_get_text (KontorProductNames *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_NAMES (self), NULL);

  return self->text;
}
