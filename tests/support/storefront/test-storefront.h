#pragma once

#include <libsoup/soup.h>
#include <yyjson.h>

#include "kontor-storefront.h"

G_BEGIN_DECLS

/* Asking the shop as any client does, over its sockets. */

/** What came: @root is NULL where it is no JSON, @error where nothing came. */
typedef struct {
  guint status;
  char *text;
  yyjson_doc *doc;
  yyjson_val *root;
  SoupMessageHeaders *headers;
  GError *error;
} TestAnswer;

void test_answer_free (TestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

KontorStorefront *test_open_shop (const KontorStorefrontOptions *options);
/** With some of everything. */
KontorStorefront *test_open_small_shop (void);

/** @credentials: (nullable): "name:password" */
TestAnswer *test_ask_as (KontorStorefront *shop, const char *credentials, const char *method, const char *address,
                         const char *body);
/** As admin, over https. @path: below "/wp-json/" */
TestAnswer *test_ask (KontorStorefront *shop, const char *method, const char *path, const char *body);
/** Likewise, struck by faults. */
TestAnswer *test_ask_under (KontorStorefront *shop, const char *faults, const char *method, const char *path, const char *body);

/** What is at a JSON pointer. */
const char *test_text_at (TestAnswer *answer, const char *pointer);
gint64 test_int_at (TestAnswer *answer, const char *pointer);
/** Whether the shop refused, with that code of WordPress. */
void test_assert_fails (TestAnswer *answer, guint status, const char *code);

/** The id of a new product at 10.00. */
gint64 test_make_product (KontorStorefront *shop, const char *sku, gint64 stock);
gint64 test_stock_of (KontorStorefront *shop, gint64 product);
/** The id of a new order, paid and from New York. */
gint64 test_place_order (KontorStorefront *shop, gint64 product, guint quantity);

G_END_DECLS
