#include "kontor-sample-client.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "kontor-error.h"

/* What is asked for again each time, as the shop's times are coarse and its clock may have stood still. */
#define OVERLAP 5000

static const KontorSampleFeed feeds[] = {
  { "settings", { KONTOR_ENTITY_SETTING }, 1 },
  { "catalogue", { KONTOR_ENTITY_CATEGORY, KONTOR_ENTITY_TAG, KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_VARIANT }, 4 },
  { "orders", { KONTOR_ENTITY_ORDER }, 1 },
  { "customers", { KONTOR_ENTITY_CUSTOMER }, 1 },
  { "discounts", { KONTOR_ENTITY_DISCOUNT }, 1 },
};

/**
 * Cursor: "stage:at:page:start:since"
 *
 * @stage: which of the feed's entities
 * @at: FIRST, IDS: only what was created before; CHANGES: only what changed after; IDS of variants: only ids after; 0: all
 * @page: beyond 1 only where more than a page bears the same time
 * @start: of CHANGES: the shop's time when the walk began
 * @since: of CHANGES: where each of the walk's stages begins
 */
typedef struct {
  guint stage;
  gint64 at;
  gint64 page;
  gint64 start;
  gint64 since;
} Cursor;

typedef struct {
  KontorSampleClient *client;
  KontorShopManner manner;
  const KontorSampleFeed *feed;
  Cursor cursor;
  KontorBatch *batch;
} Walk;

static const KontorSampleFeed *
find_feed (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (g_str_equal (feeds[i].name, name))
      return &feeds[i];
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("The sample shop has no feed “%s”."), name);
  return NULL;
}

static gboolean
parse_cursor (Walk *walk, const char *text, GError **error)
{
  Cursor *cursor = &walk->cursor;

  *cursor = (Cursor) { .page = 1 };
  if (text == NULL)
    return TRUE;
  if (sscanf (text, "%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
              &cursor->stage, &cursor->at, &cursor->page, &cursor->start, &cursor->since) == 5 &&
      cursor->stage < walk->feed->n_entities && cursor->page > 0)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is no cursor of the sample shop", text);
  return FALSE;
}

static void
set_cursor (Walk *walk)
{
  const Cursor *cursor = &walk->cursor;

  g_free (walk->batch->cursor);
  walk->batch->cursor =
      g_strdup_printf ("%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                       cursor->stage, cursor->at, cursor->page, cursor->start, cursor->since);
}

static KontorEntity
get_entity (const Walk *walk)
{
  return walk->feed->entities[walk->cursor.stage];
}

static gboolean
refuse_answer (GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The sample shop’s answer was not understood."));
  return FALSE;
}

/** Adds the answer's things to the batch. */
static gboolean
read_items (Walk *walk, KontorEntity entity, yyjson_val *answer, gboolean digests, GError **error)
{
  yyjson_val *items = yyjson_obj_get (answer, "items"), *item;
  gsize i, n;

  if (!yyjson_is_arr (items))
    return refuse_answer (error);
  yyjson_arr_foreach (items, i, n, item) {
    KontorRecord *row = digests ? kontor_sample_read_digest (walk->manner, entity, item, error)
                                : kontor_sample_read_record (walk->manner, entity, item, error);

    if (row == NULL)
      return FALSE;
    kontor_batch_take_row (walk->batch, row);
  }
  return TRUE;
}

static gboolean
read_envelope (Walk *walk, yyjson_val *answer, GError **error)
{
  yyjson_val *total = yyjson_obj_get (answer, "total");

  walk->batch->server_time = kontor_sample_read_time (yyjson_get_str (yyjson_obj_get (answer, "now")));
  if (!yyjson_is_int (total) || walk->batch->server_time == 0)
    return refuse_answer (error);
  walk->batch->total =
      walk->feed->n_entities == 1 || get_entity (walk) == KONTOR_ENTITY_PRODUCT ? yyjson_get_sint (total) : -1;
  return TRUE;
}

/** The variants of the products that the batch holds. */
static gboolean
add_variants (Walk *walk, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (yyjson_doc) doc = NULL;

  for (guint i = 0; i < walk->batch->rows->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "",
                            kontor_record_get_key (g_ptr_array_index (walk->batch->rows, i)));
  if (ids->len == 0)
    return TRUE;
  doc = kontor_sample_client_get (walk->client, error, "variations?parents=%s", ids->str);
  return doc != NULL && read_items (walk, KONTOR_ENTITY_VARIANT, yyjson_doc_get_root (doc), FALSE, error);
}

static gint64
get_last (yyjson_val *answer, const char *name)
{
  return kontor_sample_read_time (
      yyjson_get_str (yyjson_obj_get (yyjson_arr_get_last (yyjson_obj_get (answer, "items")), name)));
}

/** The next page begins at the time of the last row, with all of that time once more: rows that move in between cost nothing. */
static void
step_to (Cursor *cursor, gint64 at)
{
  if (at == cursor->at || at == 0)
    cursor->page++;
  else {
    cursor->at = at;
    cursor->page = 1;
  }
}

/** To the feed's next kind of thing; FALSE where there is none. */
static gboolean
next_stage (Walk *walk, guint end)
{
  walk->cursor.stage++;
  walk->cursor.at = 0;
  walk->cursor.page = 1;
  return walk->cursor.stage < end;
}

static gint64
get_resolution (const Walk *walk)
{
  return walk->manner == KONTOR_SHOP_BARE ? 1000 : 1;
}

static gboolean
has_more (yyjson_val *answer)
{
  return yyjson_get_bool (yyjson_obj_get (answer, "more"));
}

/** A page of what was created before the cursor, newest first. @fields: what the query adds */
static yyjson_doc *
get_newest (Walk *walk, const char *fields, GError **error)
{
  g_autofree char *before =
      walk->cursor.at != 0 ? kontor_sample_write_time (walk->cursor.at) : g_strdup ("9999-12-31T00:00:00");

  return kontor_sample_client_get (walk->client, error, "%s?status=any,trash&before=%s&page=%" G_GINT64_FORMAT "%s",
                                   kontor_sample_get_collection (get_entity (walk)), before, walk->cursor.page, fields);
}

static void
step_back (Walk *walk, yyjson_val *answer, guint end)
{
  if (has_more (answer)) {
    step_to (&walk->cursor, get_last (answer, "created") + get_resolution (walk));
    walk->batch->more = TRUE;
  } else
    walk->batch->more = next_stage (walk, end);
}

static gboolean
pull_first (Walk *walk, GError **error)
{
  KontorEntity entity = get_entity (walk);
  guint end = entity == KONTOR_ENTITY_VARIANT || walk->feed->n_entities == 4 ? 3 : walk->feed->n_entities;
  g_autoptr (yyjson_doc) doc = get_newest (walk, "", error);
  yyjson_val *answer = yyjson_doc_get_root (doc);

  if (doc == NULL || !read_envelope (walk, answer, error) || !read_items (walk, entity, answer, FALSE, error))
    return FALSE;
  if (entity == KONTOR_ENTITY_PRODUCT && !add_variants (walk, error))
    return FALSE;
  step_back (walk, answer, end);
  return TRUE;
}

/** Only a kind shop tells what was deleted for good. */
static gboolean
add_deleted (Walk *walk, const char *since, GError **error)
{
  KontorEntity entity = get_entity (walk);
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *ids, *id;
  gsize i, n;

  if (walk->manner == KONTOR_SHOP_BARE)
    return TRUE;
  doc = kontor_sample_client_get (walk->client, error, "deleted/%s?since=%s", kontor_sample_get_collection (entity),
                                  since);
  if (doc == NULL)
    return FALSE;
  ids = yyjson_obj_get (yyjson_doc_get_root (doc), "ids");
  if (!yyjson_is_arr (ids))
    return refuse_answer (error);
  yyjson_arr_foreach (ids, i, n, id) {
    g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, yyjson_get_sint (id));

    kontor_batch_add_gone (walk->batch, entity, key);
  }
  return TRUE;
}

/** After the last stage the next walk begins where this one did. */
static void
end_changes (Walk *walk)
{
  walk->cursor = (Cursor) { .at = walk->cursor.start - OVERLAP, .page = 1 };
  walk->batch->more = FALSE;
}

static gboolean
begin_changes (Walk *walk, GError **error)
{
  g_autoptr (yyjson_doc) doc = kontor_sample_client_get (walk->client, error, "about");
  gint64 now = kontor_sample_read_time (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "now")));

  if (doc == NULL)
    return FALSE;
  if (now == 0)
    return refuse_answer (error);
  walk->batch->server_time = walk->cursor.start = now;
  end_changes (walk);
  return TRUE;
}

static void
step_changes (Walk *walk, yyjson_val *answer)
{
  walk->batch->more = TRUE;
  if (has_more (answer))
    step_to (&walk->cursor, get_last (answer, "modified") - get_resolution (walk));
  else if (next_stage (walk, walk->feed->n_entities))
    walk->cursor.at = walk->cursor.since;
  else
    end_changes (walk);
}

/** A shop that says it has nothing at all is asked again from the same place. */
static gboolean
pull_changes (Walk *walk, GError **error)
{
  KontorEntity entity = get_entity (walk);
  g_autofree char *after = kontor_sample_write_time (walk->cursor.at);
  g_autoptr (yyjson_doc) doc = kontor_sample_client_get (
      walk->client, error, "%s?status=any,trash&order=modified&modified_after=%s&page=%" G_GINT64_FORMAT,
      kontor_sample_get_collection (entity), after, walk->cursor.page);
  yyjson_val *answer = yyjson_doc_get_root (doc);

  if (doc == NULL || !read_envelope (walk, answer, error) || !read_items (walk, entity, answer, FALSE, error) ||
      !add_deleted (walk, after, error))
    return FALSE;
  if (walk->cursor.start == 0) {
    walk->cursor.start = walk->batch->server_time;
    walk->cursor.since = walk->cursor.at;
  }
  if (yyjson_get_sint (yyjson_obj_get (answer, "total")) == 0)
    walk->cursor = (Cursor) { .at = walk->cursor.since, .page = 1 };
  else
    step_changes (walk, answer);
  return TRUE;
}

/** Variants are as old as their products, so many at a time that pages of them would move: they come by their ids. */
static gboolean
pull_variant_ids (Walk *walk, GError **error)
{
  g_autoptr (yyjson_doc) doc = kontor_sample_client_get (
      walk->client, error, "%s?status=any,trash&order=id&after=%" G_GINT64_FORMAT "&fields=id",
      kontor_sample_get_collection (get_entity (walk)), walk->cursor.at);
  yyjson_val *answer = yyjson_doc_get_root (doc);

  if (doc == NULL || !read_envelope (walk, answer, error) ||
      !read_items (walk, KONTOR_ENTITY_VARIANT, answer, TRUE, error))
    return FALSE;
  if (has_more (answer) && walk->batch->rows->len > 0) {
    walk->cursor.at = g_ascii_strtoll (
        kontor_record_get_key (g_ptr_array_index (walk->batch->rows, walk->batch->rows->len - 1)), NULL, 10);
    walk->batch->more = TRUE;
  } else
    walk->batch->more = next_stage (walk, walk->feed->n_entities);
  return TRUE;
}

static gboolean
pull_ids (Walk *walk, GError **error)
{
  KontorEntity entity = get_entity (walk);
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *answer;

  if (entity == KONTOR_ENTITY_VARIANT)
    return pull_variant_ids (walk, error);
  doc = get_newest (walk, "&fields=id", error);
  answer = yyjson_doc_get_root (doc);
  if (doc == NULL || !read_envelope (walk, answer, error) || !read_items (walk, entity, answer, TRUE, error))
    return FALSE;
  step_back (walk, answer, walk->feed->n_entities);
  return TRUE;
}

static gboolean
pull (Walk *walk, KontorPullHow how, gboolean fresh, GError **error)
{
  switch (how) {
  case KONTOR_PULL_FIRST:
    return pull_first (walk, error);
  case KONTOR_PULL_IDS:
    return pull_ids (walk, error);
  case KONTOR_PULL_CHANGES:
    return fresh ? begin_changes (walk, error) : pull_changes (walk, error);
  }
  g_return_val_if_reached (FALSE);
}

KontorBatch *
kontor_sample_client_pull (KontorSampleClient *self, const char *feed, KontorPullHow how, const char *cursor,
                           GError **error)
{
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  Walk walk = { .client = self, .feed = find_feed (feed, error), .batch = batch };
  KontorShop *shop;

  if (walk.feed == NULL || !parse_cursor (&walk, cursor, error))
    return NULL;
  shop = kontor_sample_client_open (self, error);
  if (shop == NULL)
    return NULL;
  walk.manner = kontor_shop_get_manner (shop);
  if (!pull (&walk, how, cursor == NULL, error))
    return NULL;
  set_cursor (&walk);
  return g_steal_pointer (&batch);
}

static void
add_missing (KontorBatch *batch, KontorEntity entity, const char *const *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < batch->rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == entity)
      g_hash_table_add (seen, (gpointer) kontor_record_get_key (g_ptr_array_index (batch->rows, i)));
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (seen, ids[i]))
      kontor_batch_add_gone (batch, entity, ids[i]);
}

/** Objects by id, products with their variants; those that are not there are gone. */
KontorBatch *
kontor_sample_client_fetch (KontorSampleClient *self, KontorEntity entity, const char *const *remote_ids,
                            GError **error)
{
  static const KontorSampleFeed any = { "", { KONTOR_ENTITY_SETTING }, 4 };
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autofree char *ids = g_strjoinv (",", (GStrv) remote_ids);
  g_autoptr (yyjson_doc) doc =
      kontor_sample_client_get (self, error, "%s?include=%s", kontor_sample_get_collection (entity), ids);
  Walk walk = { .client = self, .feed = &any, .batch = batch };

  if (doc == NULL)
    return NULL;
  walk.manner = kontor_shop_get_manner (kontor_sample_client_open (self, NULL));
  if (!read_envelope (&walk, yyjson_doc_get_root (doc), error) ||
      !read_items (&walk, entity, yyjson_doc_get_root (doc), FALSE, error))
    return NULL;
  if (entity == KONTOR_ENTITY_PRODUCT && !add_variants (&walk, error))
    return NULL;
  add_missing (batch, entity, remote_ids);
  return g_steal_pointer (&batch);
}
