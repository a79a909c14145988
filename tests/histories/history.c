#include "history.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "kontor-power-vfs.h"
#include "register.h"

#define BEGIN G_GINT64_CONSTANT (1767225600000) /* 2026-01-01 */

G_DECLARE_FINAL_TYPE (HistoryClock, history_clock, HISTORY, CLOCK, KontorClock)

struct _HistoryClock {
  KontorClock parent_instance;

  gint64 now; /* (atomic) */
};

G_DEFINE_FINAL_TYPE (HistoryClock, history_clock, KONTOR_TYPE_CLOCK)

static gint64
history_clock_now (KontorClock *clock)
{
  return __atomic_load_n (&HISTORY_CLOCK (clock)->now, __ATOMIC_RELAXED);
}

static void
history_clock_class_init (HistoryClockClass *klass)
{
  KONTOR_CLOCK_CLASS (klass)->now = history_clock_now;
}

static void
history_clock_init (HistoryClock *self)
{
}

KontorClock *
history_clock_new (gint64 now)
{
  HistoryClock *self = g_object_new (history_clock_get_type (), NULL);

  self->now = now;
  return KONTOR_CLOCK (self);
}

void
history_clock_advance (KontorClock *clock, gint64 by)
{
  __atomic_add_fetch (&HISTORY_CLOCK (clock)->now, by, __ATOMIC_RELAXED);
}

char *
history_path (const HistoryLife *life, const char *name)
{
  return g_build_filename (life->folder, name, NULL);
}

static const char *
get_manner (const HistoryLife *life)
{
  return life->seed % 3 == 0 ? "kind" : "bare";
}

GVariant *
history_shop_fields (const HistoryLife *life)
{
  g_autofree char *path = history_path (life, "shop.db");

  return g_variant_ref_sink (g_variant_new_parsed ("{'address': %s, 'manner': %s}", path, get_manner (life)));
}

KontorShop *
history_open_shop (const HistoryLife *life)
{
  g_autofree char *path = history_path (life, "shop.db");
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, life->seed);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, BEGIN);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed (
      "{'manner': %s, 'seed': %s, 'now': %s, 'rate': '0', 'orders': '25', 'customers': '12', 'products': '10'}",
      get_manner (life), seed, now));
  g_autoptr (GError) error = NULL;
  KontorShop *shop = kontor_shop_open (path, settings, &error);

  if (shop == NULL)
    g_error ("the shop: %s", error->message);
  return shop;
}

void
history_note (const HistoryLife *life, char what, gint64 number)
{
  g_autofree char *path = history_path (life, "journal");
  g_autofree char *line = g_strdup_printf ("%c %" G_GINT64_FORMAT "\n", what, number);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  gssize length = (gssize) strlen (line);

  if (fd < 0 || write (fd, line, (gsize) length) != length)
    g_error ("the journal cannot be written");
  close (fd);
}

static GHashTable *
copy_set (GHashTable *set)
{
  GHashTable *copy = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy, key);
  return copy;
}

GHashTable *
history_read_accepted (const HistoryLife *life)
{
  g_autofree char *path = history_path (life, "journal");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) backups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  GHashTable *accepted = g_hash_table_new (NULL, NULL);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return accepted;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    gpointer number = GSIZE_TO_POINTER ((gsize) g_ascii_strtoull (lines[i] + 2, NULL, 10));

    if (lines[i][0] == 'A')
      g_hash_table_add (accepted, number);
    if (lines[i][0] == 'B')
      g_hash_table_replace (backups, number, copy_set (accepted));
    if (lines[i][0] == 'R') {
      g_hash_table_unref (accepted);
      accepted = copy_set (g_hash_table_lookup (backups, number));
    }
  }
  return accepted;
}

gboolean
history_was_restored (const HistoryLife *life)
{
  g_autofree char *path = history_path (life, "journal");
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "R ") != NULL;
}

static gboolean
ensure_account (KontorEngine *engine, const HistoryLife *life, GError **error)
{
  g_autoptr (GVariant) fields = history_shop_fields (life);
  g_autoptr (KontorAccount) account = NULL;

  if (g_list_model_get_n_items (kontor_engine_get_accounts (engine)) > 0)
    return TRUE;
  account = dex_await_object (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL), error);
  return account != NULL;
}

KontorEngine *
history_open_engine (const HistoryLife *life, const char *file, KontorClock *clock, GError **error)
{
  g_autofree char *path = history_path (life, file);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = {
    .factories = kontor_connector_list_factories (),
    .clock = clock,
    .secrets = secrets,
    .vfs = KONTOR_POWER_VFS,
    .flags = KONTOR_ENGINE_CREATE,
  };
  g_autoptr (KontorEngine) engine = dex_await_object (kontor_engine_open (path, &config), error);

  if (engine == NULL || !ensure_account (engine, life, error))
    return NULL;
  return g_steal_pointer (&engine);
}
