#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_WORDS (kontor_order_words_get_type ())
/**
 * KontorOrderWords:
 *
 * The words that a shop has for something of its orders, as its settings say:
 * their statuses, reasons of returns.
 * "changed": they are known (better) now.
 */
G_DECLARE_FINAL_TYPE (KontorOrderWords, kontor_order_words, KONTOR, ORDER_WORDS, GObject)

/** @kind: of the settings: "status", "return-reason" */
KontorOrderWords *kontor_order_words_new (KontorEngine *engine, gint64 account, const char *kind);
gint64 kontor_order_words_get_account (KontorOrderWords *self);

typedef void (*KontorOrderWordFunc) (const char *code, const char *name, gpointer data);
/** In the order of the shop. */
void kontor_order_words_foreach (KontorOrderWords *self, KontorOrderWordFunc func, gpointer data);
/** How a person reads @code; what the shop's settings do not name is said as it is. */
char *kontor_order_words_dup_name (KontorOrderWords *self, const char *code);

G_END_DECLS
