#include "order-fixture.h"

#include "kontor-reader.h"
#include "kontor-test.h"
#include "ui-fixture.h"

static gint64
find_order (OrderCase *self, const char *words)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, words, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = dex_await_boxed (kontor_reader_find (self->world.engine, query, 1), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static gboolean
shows_order (gpointer data)
{
  OrderCase *self = data;
  KontorObject *order;

  self->detail = ui_find_type (self->window, KONTOR_TYPE_ORDER_DETAIL);
  if (self->detail == NULL)
    return FALSE;
  order = kontor_order_detail_get_order (KONTOR_ORDER_DETAIL (self->detail));
  return order != NULL && kontor_object_get_id (order) == self->id && kontor_object_is_whole (order);
}

void
order_case_open (OrderCase *self, gint64 id)
{
  self->id = id;
  kontor_window_open (self->window, KONTOR_ENTITY_ORDER, id);
  ui_wait (shows_order, self);
}

void
order_case_begin (OrderCase *self, int width, const char *words)
{
  *self = (OrderCase) { 0 };
  world_begin (&self->world, 120);
  kontor_test_pardon_stall ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->window = g_object_new (KONTOR_TYPE_WINDOW, "default-width", width, "default-height", 860, NULL);
  kontor_window_set_engine (self->window, self->world.engine);
  gtk_window_present (GTK_WINDOW (self->window));
  kontor_test_pardon_stall ();
  order_case_open (self, find_order (self, words));
  kontor_test_pardon_stall ();
}

void
order_case_end (OrderCase *self)
{
  ui_close (self->window);
  world_end (&self->world);
}

KontorRecord *
order_case_get_record (OrderCase *self)
{
  return kontor_object_get_record (kontor_order_detail_get_order (KONTOR_ORDER_DETAIL (self->detail)));
}
