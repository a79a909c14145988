#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_NEWS (kontor_order_news_get_type ())
/**
 * KontorOrderNews:
 *
 * Which orders came since the list was last left, and were not looked at yet.
 * "changed": one of them was.
 */
G_DECLARE_FINAL_TYPE (KontorOrderNews, kontor_order_news, KONTOR, ORDER_NEWS, GObject)

/** Until it is told otherwise, everything before now is known. */
KontorOrderNews *kontor_order_news_new (KontorEngine *engine);
/** @settings: (nullable): where it stands when the list was last left; it is written there at the end */
void kontor_order_news_remember (KontorOrderNews *self, GSettings *settings);

/** @placed_at: of the order @id */
gboolean kontor_order_news_contains (KontorOrderNews *self, gint64 id, gint64 placed_at);
/** Somebody looks at it. */
void kontor_order_news_mark (KontorOrderNews *self, gint64 id);

G_END_DECLS
