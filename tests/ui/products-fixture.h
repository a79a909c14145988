#pragma once

#include "kontor-cell-entry.h"
#include "kontor-product-detail.h"
#include "kontor-products-view.h"
#include "kontor-shop.h"
#include "kontor-test.h"

G_BEGIN_DECLS

/** A window with the products of a small sample shop, and a second handle on that shop for what others do in it. */
typedef struct {
  KontorShop *shop;
  KontorEngine *engine;
  KontorAccount *account;
  GtkWindow *window;
  KontorProductsView *view;
  KontorProductDetail *detail; /* since products_open () */
} Shop;

Shop *products_begin (void);
void products_end (Shop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, products_end)

/** Opens the product of @sku and returns its first variant. (transfer full) */
KontorObject *products_open (Shop *shop, const char *sku);

/** (nullable): the first mapped widget of a type after @skip others */
GtkWidget *products_find (GtkWidget *widget, GType type, guint *skip);
/** (nullable): the @index-th that is to be seen in the window */
gpointer products_see (Shop *shop, GType type, guint index);
/** (nullable): the first cell of that label */
KontorCellEntry *products_see_cell (Shop *shop, const char *label);
gboolean products_has_tiles (gpointer shop);
/** In the detail, read whole. */
gboolean products_has_variants (gpointer shop);

/** Waits until @done says so; fails after long. */
void products_wait (gboolean (*done) (gpointer data), gpointer data);
/** What can be read of something: data of such a condition. */
typedef struct {
  gpointer object;
  const char *text;
} Reading;
/** Of a Reading of a product. */
gboolean products_has_status (gpointer data);
void products_wait_value (KontorObject *object, guint field, gint64 value);
void products_wait_text (KontorCellEntry *cell, const char *text);

/** An amount or a number of a live object. */
gint64 products_read_number (KontorObject *object, guint field);

void products_type (KontorCellEntry *cell, const char *text);
void products_enter (KontorCellEntry *cell);
const char *products_read_cell (KontorCellEntry *cell);

void products_flush (Shop *shop);
guint products_count_unsent (Shop *shop);

G_END_DECLS
