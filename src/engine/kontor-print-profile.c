#include "kontor-print-profile.h"

#include <langinfo.h>

#include "kontor-db.h"

enum { PRINTER, MEDIA, ZPL, FIRST_LABEL, LEFT, TOP, DPI, DARKNESS, N_FIELDS };

static const KontorField fields[] = {
  [PRINTER] = { "printer", KONTOR_FIELD_TEXT },
  [MEDIA] = { "media", KONTOR_FIELD_TEXT },
  [ZPL] = { "zpl", KONTOR_FIELD_BOOL },
  [FIRST_LABEL] = { "first_label", KONTOR_FIELD_INT },
  [LEFT] = { "left", KONTOR_FIELD_INT },
  [TOP] = { "top", KONTOR_FIELD_INT },
  [DPI] = { "dpi", KONTOR_FIELD_INT },
  [DARKNESS] = { "darkness", KONTOR_FIELD_INT },
};
static const KontorRecordType profile_type = { .name = "print-profile", .fields = fields, .n_fields = N_FIELDS };

G_DEFINE_BOXED_TYPE (KontorPrintProfile, kontor_print_profile, kontor_print_profile_copy, kontor_print_profile_free)

static gboolean
is_letter_country (void)
{
  /* Only the height is asked for: it is enough. */
  return GPOINTER_TO_UINT (nl_langinfo (_NL_PAPER_HEIGHT)) == 279;
}

static const char *
choose_media (KontorDocumentKind kind)
{
  if (kind == KONTOR_DOCUMENT_PRODUCT_LABEL || kind == KONTOR_DOCUMENT_PRICE_LABEL || kind == KONTOR_DOCUMENT_BIN_LABEL)
    return "57x32";
  if (kind == KONTOR_DOCUMENT_CN22)
    return "74x105";
  if (kontor_document_kind_is_label (kind))
    return is_letter_country () ? "4x6" : "100x150";
  return is_letter_country () ? "letter" : "a4";
}

KontorPrintProfile *
kontor_print_profile_new (KontorDocumentKind kind)
{
  KontorPrintProfile *self = g_new0 (KontorPrintProfile, 1);

  self->printer = g_strdup ("");
  self->media = g_strdup (choose_media (kind));
  self->dpi = 203;
  return self;
}

KontorPrintProfile *
kontor_print_profile_copy (const KontorPrintProfile *self)
{
  KontorPrintProfile *copy = g_memdup2 (self, sizeof *self);

  copy->printer = g_strdup (self->printer);
  copy->media = g_strdup (self->media);
  return copy;
}

void
kontor_print_profile_free (KontorPrintProfile *self)
{
  g_free (self->printer);
  g_free (self->media);
  g_free (self);
}

const KontorMedia *
kontor_print_profile_get_media (const KontorPrintProfile *self)
{
  const KontorMedia *media;

  g_return_val_if_fail (self != NULL, NULL);

  media = kontor_media_find (self->media);
  return media != NULL ? media : kontor_media_find ("a4");
}

KontorPrintSetup
kontor_print_profile_get_setup (const KontorPrintProfile *self)
{
  return (KontorPrintSetup) { kontor_print_profile_get_media (self), self->first_label, self->left / 100.0, self->top / 100.0 };
}

KontorZplOptions
kontor_print_profile_get_zpl (const KontorPrintProfile *self)
{
  return (KontorZplOptions) { self->dpi, self->darkness, self->left / 100.0, self->top / 100.0 };
}

static char *
to_json (const KontorPrintProfile *self)
{
  g_autoptr (KontorRecord) record = kontor_record_new (&profile_type);

  kontor_record_set_text (record, PRINTER, self->printer);
  kontor_record_set_text (record, MEDIA, self->media);
  kontor_record_set_bool (record, ZPL, self->zpl);
  kontor_record_set_int (record, FIRST_LABEL, self->first_label);
  kontor_record_set_int (record, LEFT, self->left);
  kontor_record_set_int (record, TOP, self->top);
  kontor_record_set_int (record, DPI, self->dpi);
  kontor_record_set_int (record, DARKNESS, self->darkness);
  return kontor_record_to_json (record);
}

static void
take_json (KontorPrintProfile *self, const char *json)
{
  g_autoptr (KontorRecord) record = kontor_record_from_json (&profile_type, json, -1, NULL);
  const char *media = record != NULL ? kontor_record_get_text (record, MEDIA) : NULL;

  if (media == NULL || kontor_media_find (media) == NULL)
    return;
  g_set_str (&self->media, media);
  g_set_str (&self->printer, kontor_record_get_text (record, PRINTER));
  self->zpl = kontor_record_get_bool (record, ZPL);
  self->first_label = (guint) CLAMP (kontor_record_get_int (record, FIRST_LABEL), 0, 1000);
  self->left = (int) CLAMP (kontor_record_get_int (record, LEFT), -5000, 5000);
  self->top = (int) CLAMP (kontor_record_get_int (record, TOP), -5000, 5000);
  self->dpi = (guint) CLAMP (kontor_record_get_int (record, DPI), 100, 1200);
  self->darkness = (int) CLAMP (kontor_record_get_int (record, DARKNESS), -30, 30);
}

typedef struct {
  KontorDocumentKind kind;
  char *json; /* (owned) (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->json);
  g_free (self);
}

static Request *
request_new (KontorDocumentKind kind, char *json)
{
  Request *self = g_new0 (Request, 1);

  self->kind = kind;
  self->json = json;
  return self;
}

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  KontorPrintProfile *profile;
  g_autofree char *json = NULL;

  if (!kontor_txn_query_text (txn, &json, error, "SELECT data FROM print_profile WHERE kind = ?", "t", kontor_document_kind_to_nick (self->kind)))
    return FALSE;
  profile = kontor_print_profile_new (self->kind);
  if (json != NULL)
    take_json (profile, json);
  g_value_init (result, KONTOR_TYPE_PRINT_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

DexFuture *
kontor_print_profile_load (KontorEngine *engine, KontorDocumentKind kind)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, load_func, request_new (kind, NULL), request_free);
}

static gboolean
save_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;

  return kontor_txn_run (txn, error, "INSERT OR REPLACE INTO print_profile (kind, data) VALUES (?, ?)", "ts",
                         kontor_document_kind_to_nick (self->kind), self->json);
}

DexFuture *
kontor_print_profile_save (KontorEngine *engine, KontorDocumentKind kind, const KontorPrintProfile *profile)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && profile != NULL, NULL);

  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, save_func,
                          request_new (kind, to_json (profile)), request_free);
}
