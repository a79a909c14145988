#pragma once

#include "kontor-connector.h"
#include "kontor-error.h"

G_BEGIN_DECLS

/**
 * FakeShop:
 *
 * A shop in memory whose every answer a test can bend: for what the engine does
 * with each kind of answer. Found by its address; lives until fake_shop_reset ().
 */
typedef struct _FakeShop FakeShop;

extern const KontorConnectorFactory *const fake_shop_factories[];

FakeShop *fake_shop_get (const char *address);
void fake_shop_reset (void);

/** Puts an object into the shop, or changes it, as its own admin would. Fields that are absent stay. */
void fake_shop_put (FakeShop *self, const KontorRecord *record);
void fake_shop_remove (FakeShop *self, KontorEntity entity, const char *key);
/** (transfer none) (nullable) */
KontorRecord *fake_shop_peek (FakeShop *self, KontorEntity entity, const char *key);
guint fake_shop_count (FakeShop *self, KontorEntity entity);

typedef enum {
  FAKE_PULL,
  FAKE_FETCH,
  FAKE_PUSH,      /* it is not carried out */
  FAKE_PUSH_DONE, /* it is carried out, and then the answer is this */
  FAKE_FIND,
  FAKE_DOWNLOAD,
} FakePoint;
/** The next @times requests of that point answer with an error. */
void fake_shop_fail (FakeShop *self, FakePoint point, KontorError code, guint times);
/** Answers of find (): UNDECIDABLE where this is set. */
void fake_shop_set_blind (FakeShop *self, gboolean blind);
/** It knows the key of what it carried out, and answers as before. */
void fake_shop_set_keyed (FakeShop *self, gboolean keyed);
/** The next push of many requests is done in two steps. */
void fake_shop_set_steps (FakeShop *self, gboolean steps);
/** Called before a page or fetched objects are answered: what happens while the request is under way. */
void fake_shop_set_hook (FakeShop *self, FakePoint point, GCallback hook, gpointer data);
/** How often an op was carried out. */
guint fake_shop_count_done (FakeShop *self, const char *idempotency);
guint fake_shop_count_pushes (FakeShop *self);
/** Pushes that went together count once. */
guint fake_shop_count_requests (FakeShop *self);
/** Pages of FIRST that were answered. */
guint fake_shop_count_firsts (FakeShop *self);
guint fake_shop_get_most_at_once (FakeShop *self);
/** What a download of @uri answers. */
void fake_shop_put_picture (FakeShop *self, const char *uri, GBytes *bytes);
/** (transfer none) (element-type char *): the URIs that were asked for, in order */
GPtrArray *fake_shop_get_downloads (FakeShop *self);
/** Pushes and downloads wait until fake_shop_release (). */
void fake_shop_hold (FakeShop *self);
void fake_shop_release (FakeShop *self);
guint fake_shop_count_held (FakeShop *self);
/** The totals and lists of IDS are empty. */
void fake_shop_set_empty (FakeShop *self, gboolean empty);

/** How long a request may go on at open shops when nobody waits any more; 0 again at the end. */
void fake_shop_set_settling (guint milliseconds);

/** What open shops do not keep: KONTOR_FIELD_BIT of an entity; 0 again at the end. */
void fake_shop_set_fixed (KontorEntity entity, guint64 bits);

G_END_DECLS
