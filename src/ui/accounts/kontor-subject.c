#include "kontor-subject.h"

#include <glib/gi18n.h>

static KontorSubject *
kontor_subject_copy (KontorSubject *self)
{
  KontorSubject *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

void
kontor_subject_free (KontorSubject *self)
{
  g_free (self->name);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (KontorSubject, kontor_subject, kontor_subject_copy, kontor_subject_free)

static char *
dup_text (const KontorRecord *record, guint field)
{
  return g_strdup (kontor_record_get_text (record, field));
}

/* (nullable) */
static char *
describe (const KontorRecord *record)
{
  switch (kontor_record_get_entity (record)) {
  case KONTOR_ENTITY_SETTING:
    return dup_text (record, KONTOR_SETTING_NAME);
  case KONTOR_ENTITY_CATEGORY:
    return dup_text (record, KONTOR_CATEGORY_NAME);
  case KONTOR_ENTITY_TAG:
    return dup_text (record, KONTOR_TAG_NAME);
  case KONTOR_ENTITY_PRODUCT:
    return dup_text (record, KONTOR_PRODUCT_TITLE);
  case KONTOR_ENTITY_VARIANT:
    return dup_text (record, KONTOR_VARIANT_TITLE);
  case KONTOR_ENTITY_CUSTOMER:
    return dup_text (record, KONTOR_CUSTOMER_NAME);
  case KONTOR_ENTITY_DISCOUNT:
    return dup_text (record, KONTOR_DISCOUNT_CODE);
  case KONTOR_ENTITY_ORDER:
    return g_strdup_printf (_("Order %s"), kontor_record_get_text (record, KONTOR_ORDER_NUMBER));
  }
  g_return_val_if_reached (NULL);
}

typedef struct {
  KontorEngine *engine;
  KontorEntity entity;
  gint64 id;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_object_unref (self->engine);
  g_free (self);
}

/* "Green tea, 100 g": a variant is known by its product. */
static void
await_product (Load *self, const KontorRecord *variant, KontorSubject *subject)
{
  gint64 id = kontor_record_get_ref (variant, KONTOR_VARIANT_PRODUCT);
  g_autoptr (KontorRecord) product =
      id != 0 ? dex_await_boxed (kontor_engine_load (self->engine, KONTOR_ENTITY_PRODUCT, id), NULL) : NULL;
  const char *title = product != NULL ? kontor_record_get_text (product, KONTOR_PRODUCT_TITLE) : NULL;

  if (title == NULL)
    return;
  subject->entity = KONTOR_ENTITY_PRODUCT;
  subject->id = id;
  if (subject->name == NULL || subject->name[0] == '\0' || g_str_equal (subject->name, title)) {
    g_set_str (&subject->name, title);
  } else {
    g_autofree char *both = g_strdup_printf ("%s, %s", title, subject->name);

    g_set_str (&subject->name, both);
  }
}

static DexFuture *
load_fiber (gpointer data)
{
  Load *self = data;
  GError *error = NULL;
  g_autoptr (KontorRecord) record = dex_await_boxed (kontor_engine_load (self->engine, self->entity, self->id), &error);
  g_autoptr (KontorSubject) subject = NULL;

  if (record == NULL)
    return dex_future_new_for_error (error);
  subject = g_new0 (KontorSubject, 1);
  subject->entity = self->entity;
  subject->id = self->id;
  subject->name = describe (record);
  if (self->entity == KONTOR_ENTITY_VARIANT)
    await_product (self, record, subject);
  return dex_future_new_take_boxed (KONTOR_TYPE_SUBJECT, g_steal_pointer (&subject));
}

DexFuture *
kontor_subject_load (KontorEngine *engine, KontorEntity entity, gint64 id)
{
  Load *load = g_new0 (Load, 1);

  load->engine = g_object_ref (engine);
  load->entity = entity;
  load->id = id;
  return dex_scheduler_spawn (NULL, 0, load_fiber, load, load_free);
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer data)
{
  AdwActionRow *row = data;
  const GValue *value = dex_future_get_value (future, NULL);
  const KontorSubject *subject = value != NULL ? g_value_get_boxed (value) : NULL;
  const char *subtitle = adw_action_row_get_subtitle (row);
  g_autofree char *both = NULL;

  if (subject == NULL || subject->name == NULL)
    return dex_future_new_true ();
  both = subtitle != NULL && subtitle[0] != '\0' ? g_strdup_printf ("%s · %s", subject->name, subtitle)
                                                 : g_strdup (subject->name);
  adw_action_row_set_subtitle (row, both);
  return dex_future_new_true ();
}

void
kontor_subject_add_to_row (KontorEngine *engine, KontorEntity entity, gint64 id, AdwActionRow *row)
{
  dex_future_disown (
      dex_future_finally (kontor_subject_load (engine, entity, id), loaded_cb, g_object_ref (row), g_object_unref));
}
