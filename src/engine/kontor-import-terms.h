#pragma once

#include "kontor-outbox-queue.h"

G_BEGIN_DECLS

/**
 * KontorImportTerms:
 *
 * The categories or the tags of an account by what a table calls them: "Tea >
 * Green". Database threads, for one transaction.
 */
typedef struct _KontorImportTerms KontorImportTerms;

/** @entity: CATEGORY or TAG */
KontorImportTerms *kontor_import_terms_load (KontorTxn *txn, KontorEntity entity, gint64 account_id, GError **error);
void kontor_import_terms_free (KontorImportTerms *self);

/** (nullable): NULL where there is none of that id, and for what is no tag but a brand. */
const char *kontor_import_terms_get_path (KontorImportTerms *self, gint64 id);
/** 0 where there is none. */
gint64 kontor_import_terms_find (KontorImportTerms *self, const char *path);
/** What a person writes may have other spaces around the ">". (transfer full) */
char *kontor_import_terms_clean (const char *path);
/** Makes a term with all above it that is missing, as ops of the gesture. */
gboolean kontor_import_terms_make (KontorImportTerms *self, KontorTxn *txn, KontorGesture *gesture, const char *path,
                                   gint64 *id, GError **error);
/** Sets a reference to the term. */
gboolean kontor_import_terms_refer (KontorImportTerms *self, KontorTxn *txn, KontorRecord *member, guint field, gint64 id,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportTerms, kontor_import_terms_free)

G_END_DECLS
