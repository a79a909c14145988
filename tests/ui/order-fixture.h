#pragma once

#include "kontor-order-detail.h"
#include "kontor-window.h"
#include "shop-fixture.h"

G_BEGIN_DECLS

#define ORDER_CASE_WIDE 1200
/* With the frame that a window has here. */
#define ORDER_CASE_NARROW 370

/* An order of a sample shop in the real window, and one clock for both that stands. */
typedef struct {
  World world;
  KontorWindow *window;
  gint64 id;
  GtkWidget *detail;
} OrderCase;

/** @words: of a search: the newest order that it finds is shown */
void order_case_begin (OrderCase *self, int width, const char *words);
/** Shows another order, or this one again. */
void order_case_open (OrderCase *self, gint64 id);
void order_case_end (OrderCase *self);
/** (transfer none): the order that is shown, as it is here now */
KontorRecord *order_case_get_record (OrderCase *self);

G_END_DECLS
