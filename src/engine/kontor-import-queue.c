#include "kontor-import-queue.h"

#include <gio/gio.h>

#include "kontor-csv-reader.h"
#include "kontor-error.h"
#include "kontor-left-out.h"
#include "kontor-store.h"

#define MAX_ROWS 200
#define MAX_MICROSECONDS 25000

/* Everything that the ops of a row share. */
typedef struct {
  KontorTxn *txn;
  KontorImportChecker *checker;
  KontorGesture *gesture;
  const KontorCsvEntry *entry;
  const KontorImportPlan *plan;
} Queueing;

static gboolean
queue (Queueing *self, const char *kind, gint64 account_id, gint64 id, const KontorRecord *set, gint64 *made_id, GError **error)
{
  g_autoptr (KontorOp) intent = kontor_op_new (kontor_op_kind_lookup (kind), account_id, 0);
  g_autoptr (KontorOp) made = NULL;

  intent->set = kontor_record_copy (set);
  if (!kontor_outbox_queue (self->txn, self->gesture, intent, id, 0, &made, error))
    return FALSE;
  if (made_id != NULL)
    *made_id = made->local_id;
  return TRUE;
}

static gboolean
queue_stock (Queueing *self, GError **error)
{
  g_autoptr (KontorOp) intent = kontor_op_new (kontor_op_kind_lookup ("adjust-stock"), 0, 0);
  g_autofree char *by = g_strdup_printf ("%" G_GINT64_FORMAT, self->plan->stock);

  if (self->plan->stock == 0)
    return TRUE;
  kontor_op_set_arg (intent, "by", by);
  kontor_op_set_arg (intent, "location", self->plan->place);
  return kontor_outbox_queue (self->txn, self->gesture, intent, self->plan->variant_id, 0, NULL, error);
}

/* Terms that are missing are made on the way. */
static gboolean
add_terms (Queueing *self, KontorImportTerms *terms, GStrv paths, const KontorRecordType *type, KontorRecord *set, guint field,
           GError **error)
{
  for (guint i = 0; paths[i] != NULL; i++) {
    KontorRecord *member = kontor_record_new (type);
    gint64 id;

    if (!kontor_import_terms_make (terms, self->txn, self->gesture, paths[i], &id, error) ||
        !kontor_import_terms_refer (terms, self->txn, member, 0, id, error)) {
      kontor_record_unref (member);
      return FALSE;
    }
    kontor_record_take_member (set, field, member);
  }
  return TRUE;
}

/* Brands stand among the tags, and stay. */
static gboolean
keep_others (Queueing *self, KontorRecord *set, GError **error)
{
  GError *failure = NULL;
  g_autoptr (KontorRecord) present =
      self->plan->product_id != 0
          ? kontor_store_load (self->txn, KONTOR_ENTITY_PRODUCT, self->plan->product_id, KONTOR_LOAD_WHOLE, &failure)
          : NULL;

  for (guint i = 0; present != NULL && i < kontor_record_get_length (present, KONTOR_PRODUCT_TAGS); i++) {
    KontorRecord *member = kontor_record_get_member (present, KONTOR_PRODUCT_TAGS, i);

    if (kontor_import_terms_get_path (kontor_import_checker_get_tags (self->checker), kontor_record_get_ref (member, 0)) == NULL)
      kontor_record_take_member (set, KONTOR_PRODUCT_TAGS, kontor_record_ref (member));
  }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* (transfer full) (nullable): what is to be set of the product; NULL on errors */
static KontorRecord *
make_product (Queueing *self, GError **error)
{
  const KontorImportPlan *plan = self->plan;
  g_autoptr (KontorRecord) set = plan->product != NULL
                                     ? kontor_record_copy (plan->product)
                                     : kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  if (plan->categories != NULL) {
    kontor_record_set_empty (set, KONTOR_PRODUCT_CATEGORIES);
    if (!add_terms (self, kontor_import_checker_get_categories (self->checker), plan->categories, &kontor_product_category_type,
                    set, KONTOR_PRODUCT_CATEGORIES, error))
      return NULL;
  }
  if (plan->tags != NULL) {
    kontor_record_set_empty (set, KONTOR_PRODUCT_TAGS);
    if (!keep_others (self, set, error) || !add_terms (self, kontor_import_checker_get_tags (self->checker), plan->tags,
                                                       &kontor_product_tag_type, set, KONTOR_PRODUCT_TAGS, error))
      return NULL;
  }
  return g_steal_pointer (&set);
}

static gboolean
queue_changes (Queueing *self, GError **error)
{
  const KontorImportPlan *plan = self->plan;
  g_autoptr (KontorRecord) product = NULL;

  if (plan->product != NULL || plan->categories != NULL || plan->tags != NULL) {
    product = make_product (self, error);
    if (product == NULL || !queue (self, "set-product", 0, plan->product_id, product, NULL, error))
      return FALSE;
  }
  return (plan->variant == NULL || queue (self, "set-variant", 0, plan->variant_id, plan->variant, NULL, error)) &&
         (plan->price == NULL || queue (self, "set-price", 0, plan->variant_id, plan->price, NULL, error)) &&
         queue_stock (self, error);
}

static KontorRecord *
find_option (const KontorRecord *product, const char *name)
{
  for (guint i = 0; i < kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS); i++) {
    KontorRecord *option = kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, i);

    if (g_strcmp0 (kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME), name) == 0)
      return option;
  }
  return NULL;
}

static gboolean
has_value (const KontorRecord *option, const char *name)
{
  for (guint i = 0; i < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); i++)
    if (g_strcmp0 (kontor_record_get_text (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i), KONTOR_OPTION_VALUE_NAME),
                   name) == 0)
      return TRUE;
  return FALSE;
}

/* An option with one value more, among those of the product. */
static void
add_value (KontorRecord *set, KontorRecord *wanted)
{
  const char *name = kontor_record_get_text (wanted, KONTOR_PRODUCT_OPTION_NAME);
  KontorRecord *present = find_option (set, name);
  g_autoptr (KontorRecord) option = kontor_record_copy (present != NULL ? present : wanted);

  for (guint i = 0; present != NULL && i < kontor_record_get_length (wanted, KONTOR_PRODUCT_OPTION_VALUES); i++) {
    KontorRecord *value = kontor_record_get_member (wanted, KONTOR_PRODUCT_OPTION_VALUES, i);

    if (!has_value (option, kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME)))
      kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, kontor_record_ref (value));
  }
  if (present == NULL)
    kontor_record_set_key (option, name);
  for (guint i = 0; present != NULL && i < kontor_record_get_length (set, KONTOR_PRODUCT_OPTIONS); i++)
    if (kontor_record_get_member (set, KONTOR_PRODUCT_OPTIONS, i) == present) {
      kontor_record_replace_member (set, KONTOR_PRODUCT_OPTIONS, i, g_steal_pointer (&option));
      return;
    }
  kontor_record_take_member (set, KONTOR_PRODUCT_OPTIONS, g_steal_pointer (&option));
}

/* What a new variant is told by has to be among the options of its product. */
static gboolean
complete_options (Queueing *self, const KontorRecord *product, GError **error)
{
  g_autoptr (KontorRecord) set = kontor_record_new (kontor_record_get_record_type (product));

  kontor_record_set_empty (set, KONTOR_PRODUCT_OPTIONS);
  for (guint i = 0; i < kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS); i++)
    kontor_record_take_member (set, KONTOR_PRODUCT_OPTIONS,
                               kontor_record_ref (kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, i)));
  for (guint i = 0; i < self->entry->options->len; i++)
    add_value (set, g_ptr_array_index (self->entry->options, i));
  return kontor_record_equal_field (set, product, KONTOR_PRODUCT_OPTIONS) ||
         queue (self, "set-product", 0, kontor_record_get_id (product), set, NULL, error);
}

static gboolean
queue_variant (Queueing *self, gint64 product_id, GError **error)
{
  g_autoptr (KontorRecord) product = kontor_store_load (self->txn, KONTOR_ENTITY_PRODUCT, product_id, KONTOR_LOAD_WHOLE, error);
  g_autoptr (KontorRecord) variant = NULL;

  if (product == NULL) {
    if (*error == NULL)
      g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, "The product of a variant is gone");
    return FALSE;
  }
  if (self->entry->options->len > 0 && !complete_options (self, product, error))
    return FALSE;
  variant = kontor_record_copy (self->plan->variant);
  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, product_id, kontor_record_get_key (product));
  if (!kontor_record_is_null (product, KONTOR_PRODUCT_CURRENCY))
    kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, kontor_record_get_text (product, KONTOR_PRODUCT_CURRENCY));
  return queue (self, "create-variant", kontor_record_get_account (product), 0, variant, NULL, error);
}

static gboolean
queue_new (Queueing *self, gint64 account_id, GError **error)
{
  const KontorImportPlan *plan = self->plan;
  gint64 product_id = plan->product_id;
  g_autoptr (KontorRecord) product = NULL;

  if (product_id == 0 && plan->product != NULL) {
    product = make_product (self, error);
    if (product == NULL || !queue (self, "create-product", account_id, 0, product, &product_id, error))
      return FALSE;
  }
  return plan->variant == NULL || queue_variant (self, product_id, error);
}

static gboolean
queue_all (Queueing *self, GError **error)
{
  if (self->plan->verdict == KONTOR_IMPORT_CREATED)
    return queue_new (self, kontor_import_checker_get_account (self->checker), error);
  return self->plan->verdict != KONTOR_IMPORT_CHANGED || queue_changes (self, error);
}

gboolean
kontor_import_queue_plan (KontorTxn *txn, KontorImportChecker *checker, KontorGesture *gesture, const KontorCsvEntry *entry,
                          const KontorImportPlan *plan, GError **error)
{
  Queueing self = { .txn = txn, .checker = checker, .gesture = gesture, .entry = entry, .plan = plan };
  GError *refusal = NULL;

  if (!kontor_txn_run (txn, error, "SAVEPOINT row", NULL))
    return FALSE;
  if (queue_all (&self, &refusal))
    return kontor_txn_run (txn, error, "RELEASE row", NULL);
  if (!kontor_txn_run (txn, error, "ROLLBACK TO row", NULL) || !kontor_txn_run (txn, error, "RELEASE row", NULL) ||
      !kontor_import_checker_reload (checker, error)) {
    g_error_free (refusal);
    return FALSE;
  }
  g_propagate_error (error, refusal);
  return FALSE;
}

static gboolean
queue_entry (KontorTxn *txn, KontorImportChecker *checker, KontorGesture *gesture, const KontorCsvEntry *entry,
             KontorImportVerdict verdict, GError **error)
{
  g_autoptr (KontorImportPlan) plan = kontor_import_checker_check_again (checker, entry, verdict, error);
  g_autoptr (GError) refusal = NULL;

  if (plan == NULL)
    return FALSE;
  if (plan->verdict == KONTOR_IMPORT_FAULTY)
    return kontor_left_out_add (txn, gesture->action, 1, plan->fault, error);
  return kontor_import_queue_plan (txn, checker, gesture, entry, plan, &refusal) ||
         kontor_left_out_take (txn, gesture->action, g_steal_pointer (&refusal), error);
}

/* The table and its verdicts, where the import goes on. */
typedef struct {
  GFileInputStream *stream;
  GFileInputStream *verdicts;
  KontorCsvReader *reader;
  KontorCsvLayout *layout;
  GTimeZone *zone;
} Source;

static void
source_clear (Source *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->verdicts);
  g_clear_pointer (&self->reader, kontor_csv_reader_free);
  g_clear_pointer (&self->layout, kontor_csv_layout_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static gboolean
source_open (Source *self, const KontorImportState *state, GError **error)
{
  g_autofree char *path = kontor_import_state_make_verdicts_path (state->file);
  g_autoptr (GFile) file = g_file_new_for_path (state->file), verdicts = g_file_new_for_path (path);

  self->layout = kontor_csv_layout_from_text (state->layout, error);
  if (self->layout == NULL)
    return FALSE;
  self->zone = self->layout->zone != NULL ? g_time_zone_new_identifier (self->layout->zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->stream = g_file_read (file, NULL, error);
  self->verdicts = self->stream != NULL ? g_file_read (verdicts, NULL, error) : NULL;
  if (self->verdicts == NULL)
    return FALSE;
  self->reader = kontor_csv_reader_new (G_INPUT_STREAM (self->stream), self->layout->format.delimiter);
  return kontor_csv_reader_seek (self->reader, (guint64) state->offset, (guint64) state->line, error) &&
         g_seekable_seek (G_SEEKABLE (self->verdicts), state->row, G_SEEK_SET, NULL, error);
}

static gboolean
queue_next (KontorTxn *txn, Source *source, KontorImportChecker *checker, KontorGesture *gesture, KontorImportState *state,
            GError **error)
{
  KontorCsvRow row;
  gboolean more;
  char verdict;
  gsize n;

  if (!g_input_stream_read_all (G_INPUT_STREAM (source->verdicts), &verdict, 1, &n, NULL, error) ||
      !kontor_csv_reader_next (source->reader, &row, &more, error))
    return FALSE;
  if (!more || n == 0) {
    state->left = 0;
    return TRUE;
  }
  if (verdict == KONTOR_IMPORT_CREATED || verdict == KONTOR_IMPORT_CHANGED) {
    g_autoptr (KontorCsvEntry) entry = kontor_csv_entry_new (source->layout, source->zone, &row);

    if (!queue_entry (txn, checker, gesture, entry, (KontorImportVerdict) verdict, error))
      return FALSE;
  }
  state->row++;
  state->left--;
  return TRUE;
}

/* A table that is gone cannot be gone on with. */
static gboolean
give_up (KontorTxn *txn, const KontorGesture *gesture, KontorImportState *state, const GError *failure, GError **error)
{
  gint64 n_rows = state->left;

  state->left = 0;
  return kontor_left_out_add (txn, gesture->action, n_rows, failure->message, error);
}

gboolean
kontor_import_queue_part (KontorTxn *txn, KontorGesture *gesture, KontorImportState *state, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + MAX_MICROSECONDS;
  g_autoptr (KontorIdSet) seen = kontor_id_set_new ();
  g_autoptr (KontorImportChecker) checker = NULL;
  g_auto (Source) source = { 0 };
  g_autoptr (GError) failure = NULL;

  if (!source_open (&source, state, &failure))
    return give_up (txn, gesture, state, failure, error);
  checker = kontor_import_checker_new (txn, gesture->platforms, state->account_id, seen, error);
  if (checker == NULL)
    return FALSE;
  for (guint i = 0; i < MAX_ROWS && state->left > 0 && g_get_monotonic_time () < deadline; i++)
    if (!queue_next (txn, &source, checker, gesture, state, error))
      return FALSE;
  state->offset = (gint64) kontor_csv_reader_get_offset (source.reader);
  state->line = (gint64) kontor_csv_reader_get_line (source.reader);
  return TRUE;
}
