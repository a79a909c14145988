#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/** A file of the real schema in the test's folder with two accounts: 1 in Berlin, 2 in Auckland. Awaits. */
KontorDb *store_open (void);
void store_close (KontorDb *db);

/** Runs @func in a write transaction of a pull; fails the test where it fails. Awaits. */
void store_write (KontorDb *db, KontorDbFunc func, gpointer data);
void store_read (KontorDb *db, KontorDbFunc func, gpointer data);
/** The same with an SQL text of one value, or an update; in a transaction that is under way. */
gint64 store_ask (KontorTxn *txn, const char *sql);
void store_do (KontorTxn *txn, const char *sql);

/** Saves in a transaction that is under way and returns the id. */
gint64 store_save (KontorTxn *txn, const KontorRecord *record);
KontorRecord *store_load (KontorTxn *txn, KontorEntity entity, gint64 id);

/** Of account 1. */
KontorRecord *store_new_record (KontorEntity entity, const char *key);
KontorRecord *store_new_member (KontorRecord *record, guint list, const char *key);

/** Every field set or null, by chance; within what the schema checks. */
KontorRecord *store_random_record (GRand *rand, KontorEntity entity);
char *store_random_text (GRand *rand);

G_END_DECLS
