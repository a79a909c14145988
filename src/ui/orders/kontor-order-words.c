#include "kontor-order-words.h"

#include "kontor-results.h"
#include "kontor-setting.h"

struct _KontorOrderWords {
  GObject parent_instance;

  gint64 account;
  char *kind;             /* (owned) */
  KontorResults *results; /* (owned) */
  GPtrArray *settings;    /* (owned) (element-type KontorObject): held, so that they are filled */
};

G_DEFINE_FINAL_TYPE (KontorOrderWords, kontor_order_words, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_setting (KontorOrderWords *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_settings (KontorOrderWords *self)
{
  for (guint i = 0; i < self->settings->len; i++)
    g_signal_handlers_disconnect_by_data (self->settings->pdata[i], self);
  g_ptr_array_set_size (self->settings, 0);
}

static void
on_items (KontorOrderWords *self)
{
  GListModel *model = G_LIST_MODEL (self->results);

  drop_settings (self);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    KontorObject *setting = g_list_model_get_item (model, i);

    g_signal_connect_swapped (setting, "notify::record", G_CALLBACK (on_setting), self);
    g_ptr_array_add (self->settings, setting);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
kontor_order_words_dispose (GObject *object)
{
  KontorOrderWords *self = KONTOR_ORDER_WORDS (object);

  drop_settings (self);
  g_clear_object (&self->results);

  G_OBJECT_CLASS (kontor_order_words_parent_class)->dispose (object);
}

static void
kontor_order_words_finalize (GObject *object)
{
  KontorOrderWords *self = KONTOR_ORDER_WORDS (object);

  g_ptr_array_unref (self->settings);
  g_free (self->kind);

  G_OBJECT_CLASS (kontor_order_words_parent_class)->finalize (object);
}

static void
kontor_order_words_class_init (KontorOrderWordsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_order_words_dispose;
  object_class->finalize = kontor_order_words_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", KONTOR_TYPE_ORDER_WORDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
kontor_order_words_init (KontorOrderWords *self)
{
  self->settings = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorOrderWords *
kontor_order_words_new (KontorEngine *engine, gint64 account, const char *kind)
{
  KontorOrderWords *self = g_object_new (KONTOR_TYPE_ORDER_WORDS, NULL);
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_SETTING, account, NULL, NULL, "position", NULL);

  self->account = account;
  self->kind = g_strdup (kind);
  self->results = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), query);
  g_signal_connect_object (self->results, "items-changed", G_CALLBACK (on_items), self, G_CONNECT_SWAPPED);
  return self;
}

gint64
kontor_order_words_get_account (KontorOrderWords *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_WORDS (self), 0);

  return self->account;
}

void
kontor_order_words_foreach (KontorOrderWords *self, KontorOrderWordFunc func, gpointer data)
{
  g_return_if_fail (KONTOR_IS_ORDER_WORDS (self));

  for (guint i = 0; i < self->settings->len; i++) {
    KontorRecord *setting = kontor_object_get_record (self->settings->pdata[i]);
    g_autofree char *code = NULL;

    if (setting == NULL || g_strcmp0 (kontor_record_get_text (setting, KONTOR_SETTING_KIND), self->kind) != 0)
      continue;
    code = kontor_setting_dup_code (setting);
    if (code != NULL)
      func (code, kontor_record_get_text (setting, KONTOR_SETTING_NAME), data);
  }
}

typedef struct {
  const char *code;
  char *name;
} Search;

static void
find_name (const char *code, const char *name, gpointer data)
{
  Search *search = data;

  if (search->name == NULL && g_str_equal (code, search->code))
    search->name = g_strdup (name);
}

char *
kontor_order_words_dup_name (KontorOrderWords *self, const char *code)
{
  Search search = { code };

  g_return_val_if_fail (KONTOR_IS_ORDER_WORDS (self), NULL);
  g_return_val_if_fail (code != NULL, NULL);

  kontor_order_words_foreach (self, find_name, &search);
  return search.name != NULL ? search.name : g_strdup (code);
}
