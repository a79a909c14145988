#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_QUERY (kontor_query_get_type ())

typedef enum {
  KONTOR_TERM_WORD,   /* anywhere in the text; the last one typed may be a beginning */
  KONTOR_TERM_FIELD,  /* from:ana, sku:TEA-01, tag:gift, city:berlin */
  KONTOR_TERM_IS,     /* is:unpaid */
  KONTOR_TERM_BEFORE, /* before:2026-01-01, in the store's zone */
  KONTOR_TERM_AFTER,  /* after:2026-01-01, that day included */
  KONTOR_TERM_AMOUNT, /* total:>100, total:<=20, total:84 */
} KontorTermKind;

/** One condition of a query. Immutable. */
typedef struct {
  KontorTermKind kind;
  gboolean negated; /* -is:paid */
  gboolean prefix;  /* of the last word, while it is being typed */
  char *field;      /* of FIELD: "from"; of AMOUNT: the comparison: ">", ">=", "<", "<=", "=" */
  char *text;       /* of WORD, FIELD, IS: lower case, as typed otherwise */
  gint64 number;    /* of BEFORE, AFTER: days since 1970; of AMOUNT: millionths */
} KontorTerm;

typedef struct _KontorQuery KontorQuery;

/**
 * KontorQuery:
 *
 * What a list shows: an entity, an account or all, the filter of a saved view,
 * what was typed into its search, and an order. Boxed, immutable, comparable.
 */
GType kontor_query_get_type (void) G_GNUC_CONST;

/**
 * kontor_query_new:
 * @account_id: 0 for all
 * @filter: (nullable): search words of a saved view: "is:paid is:unfulfilled -is:archived"
 * @text: (nullable): search words as typed; what is not understood is a word
 * @sort: (nullable): a name of kontor_query_list_sorts (), with "-" before it for
 *   descending; NULL, or what is none, for the entity's own order: of orders newest first, else the first of the list
 * @zone: (nullable): of the store, for after:today and after:30d; UTC without
 *
 * A phrase in quotes is one WORD per word of it; in field:"a phrase" it is the
 * whole text. Marks that no text can be found by are left out, and what comes
 * after 64 terms. BEFORE, AFTER and AMOUNT are there for orders only.
 */
KontorQuery *kontor_query_new (KontorEntity entity, gint64 account_id, const char *filter, const char *text,
                               const char *sort, GTimeZone *zone);
/**
 * What such terms find, in the entity's own order. @terms: (array length=n_terms): copied. Orders have one more field than
 * people can type, "customer", whose text is the customer's id.
 */
KontorQuery *kontor_query_new_for_terms (KontorEntity entity, gint64 account_id, const KontorTerm *terms, guint n_terms);
KontorQuery *kontor_query_ref (KontorQuery *self);
void kontor_query_unref (KontorQuery *self);
gboolean kontor_query_equal (const KontorQuery *a, const KontorQuery *b);

KontorEntity kontor_query_get_entity (const KontorQuery *self);
gint64 kontor_query_get_account (const KontorQuery *self);
const char *kontor_query_get_filter (const KontorQuery *self);
const char *kontor_query_get_text (const KontorQuery *self);
const char *kontor_query_get_sort (const KontorQuery *self); /* without the "-" */
gboolean kontor_query_get_descending (const KontorQuery *self);
/** The terms of the filter, then those of the text. */
const KontorTerm *const *kontor_query_get_terms (const KontorQuery *self, guint *n_terms);
/** Terms that ask for something no list has ("is:nonsense"), for a hint at the search field; (transfer container). */
GPtrArray *kontor_query_dup_misunderstood (const KontorQuery *self);

/** What the query finds, but not its order, for keeping: days are counted already. */
char *kontor_query_to_text (const KontorQuery *self);
/** (nullable): NULL for what kontor_query_to_text () did not write. */
KontorQuery *kontor_query_from_text (const char *text, GError **error);

const char *const *kontor_query_list_sorts (KontorEntity entity);

/**
 * kontor_query_list_states:
 *
 * The words that is: understands. Those of orders: unpaid is every payment
 * state short of paid (pending, authorized, partially-paid); open, cancelled
 * and draft are the lifecycle; hold is a fulfilment hold; to-ship is open, not
 * archived, without a hold, with payment paid, authorized, partially-refunded or
 * overcharged and fulfilment unfulfilled or partially-fulfilled; returning has a
 * return that is requested or in progress. Of products low and out are the
 * stock state; returning customers have more than one order.
 */
const char *const *kontor_query_list_states (KontorEntity entity);
/** The words before the colon. product: of variants is the id here, else what people call things. */
const char *const *kontor_query_list_fields (KontorEntity entity);

/**
 * KontorViewInfo: a shipped saved view.
 */
typedef struct {
  const char *id;
  const char *name; /* (translatable) */
  KontorEntity entity;
  const char *filter;
  const char *sort;
} KontorViewInfo;
const KontorViewInfo *kontor_view_list (guint *n_views);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorQuery, kontor_query_unref)

G_END_DECLS
