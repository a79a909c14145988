#include "kontor-order-bulk.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-list-words.h"
#include "kontor-order-effects.h"
#include "kontor-orders.h"
#include "kontor-text-dialog.h"

struct _KontorOrderBulk {
  GtkWidget *from;        /* (owned) */
  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) (nullable) */
  KontorScope *orders;    /* (owned) */
  gint64 n_orders;
  char *status; /* (owned) (nullable): that is asked about */
};

static void
bulk_clear (gpointer data)
{
  KontorOrderBulk *self = data;

  g_object_unref (self->from);
  g_object_unref (self->engine);
  g_clear_object (&self->account);
  kontor_scope_unref (self->orders);
  g_free (self->status);
}

KontorOrderBulk *
kontor_order_bulk_new (GtkWidget *from, KontorEngine *engine, KontorAccount *account, KontorScope *orders,
                       gint64 n_orders)
{
  KontorOrderBulk *self = g_rc_box_new0 (KontorOrderBulk);

  self->from = g_object_ref (from);
  self->engine = g_object_ref (engine);
  self->account = account != NULL ? g_object_ref (account) : NULL;
  self->orders = kontor_scope_ref (orders);
  self->n_orders = n_orders;
  return self;
}

void
kontor_order_bulk_unref (KontorOrderBulk *self)
{
  g_rc_box_release_full (self, bulk_clear);
}

static void
bulk_release (gpointer data)
{
  kontor_order_bulk_unref (data);
}

/* "12 orders" */
static char *
dup_count (KontorOrderBulk *self)
{
  return self->n_orders >= 0 ? kontor_list_format_total (KONTOR_ENTITY_ORDER, self->n_orders)
                             : g_strdup (_("All orders of this list"));
}

static void
ask (KontorOrderBulk *self, KontorTextQuestion question, KontorTextAnswer func)
{
  g_autofree char *count = dup_count (self);

  if (question.body == NULL)
    question.body = count;
  kontor_text_dialog_ask (self->from, &question, func, g_rc_box_acquire (self), bulk_release);
}

void
kontor_order_bulk_set_archived (KontorOrderBulk *self, gboolean archived)
{
  kontor_gesture_run (self->from, kontor_orders_set_archived (self->engine, self->orders, archived));
}

void
kontor_order_bulk_release (KontorOrderBulk *self)
{
  kontor_gesture_run (self->from, kontor_orders_set_hold (self->engine, self->orders, NULL));
}

static void
hold (const char *reason, gpointer data)
{
  KontorOrderBulk *self = data;

  kontor_gesture_run (self->from, kontor_orders_set_hold (self->engine, self->orders, reason));
}

void
kontor_order_bulk_ask_hold (KontorOrderBulk *self)
{
  const char *reasons[] = { _("Address unclear"), _("Waiting for stock"), _("Payment to be checked"),
                            _("Customer asked to wait"), NULL };

  ask (self,
       (KontorTextQuestion) {
         .heading = _("Hold Orders"),
         .label = _("Reason"),
         .suggestions = reasons,
         .answer = _("_Hold"),
       },
       hold);
}

static void
add_note (const char *text, gpointer data)
{
  KontorOrderBulk *self = data;

  kontor_gesture_run (self->from, kontor_orders_add_note (self->engine, self->orders, text));
}

void
kontor_order_bulk_ask_note (KontorOrderBulk *self)
{
  g_autofree char *count = dup_count (self);
  /* Translators: below the title of a dialog; %s is "12 orders" */
  g_autofree char *body = g_strdup_printf (_("%s. The customer does not see it, and it cannot be taken back."), count);

  ask (self,
       (KontorTextQuestion) {
         .heading = _("Add Internal Note"),
         .body = body,
         .label = _("Note"),
         .answer = _("_Add"),
         .lines = TRUE,
       },
       add_note);
}

/* Several are separated by commas. */
static GStrv
split_tags (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_strv_builder_add (tags, parts[i]);
  return g_strv_builder_end (tags);
}

static void
tag (const char *text, gpointer data)
{
  KontorOrderBulk *self = data;
  g_auto (GStrv) tags = split_tags (text);

  if (tags[0] != NULL)
    kontor_gesture_run (self->from,
                        kontor_orders_tag (self->engine, self->orders, (const char *const *) tags, NULL));
}

static void
untag (const char *text, gpointer data)
{
  KontorOrderBulk *self = data;
  g_auto (GStrv) tags = split_tags (text);

  if (tags[0] != NULL)
    kontor_gesture_run (self->from,
                        kontor_orders_tag (self->engine, self->orders, NULL, (const char *const *) tags));
}

void
kontor_order_bulk_ask_tags (KontorOrderBulk *self)
{
  ask (self,
       (KontorTextQuestion) {
         .heading = _("Tag Orders"),
         .label = _("Tags, separated by commas"),
         .answer = _("_Tag"),
       },
       tag);
}

void
kontor_order_bulk_ask_untag (KontorOrderBulk *self)
{
  ask (self,
       (KontorTextQuestion) {
         .heading = _("Remove Tags"),
         .label = _("Tags, separated by commas"),
         .answer = _("_Remove"),
       },
       untag);
}

static void
set_status (KontorOrderBulk *self, const char *status)
{
  kontor_gesture_run (self->from, kontor_orders_set_status (self->engine, self->orders, status));
}

static void
on_status_response (AdwAlertDialog *dialog, const char *response, KontorOrderBulk *self)
{
  if (g_str_equal (response, "change"))
    set_status (self, self->status);
}

static void
confirm_status (KontorOrderBulk *self, const char *status, const char *effects)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Change Status?"), NULL));
  g_autofree char *count = dup_count (self);

  g_set_str (&self->status, status);
  adw_alert_dialog_format_body (dialog, "%s\n%s", count, effects);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "change", _("_Change Status"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "change", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "change");
  g_object_set_data_full (G_OBJECT (dialog), "bulk", g_rc_box_acquire (self), bulk_release);
  g_signal_connect (dialog, "response", G_CALLBACK (on_status_response), self);
  adw_dialog_present (ADW_DIALOG (dialog), self->from);
}

void
kontor_order_bulk_set_status (KontorOrderBulk *self, const char *status)
{
  KontorEffects effects = kontor_order_effects_get (self->account, "set-order-status");
  g_autofree char *text = kontor_order_effects_explain (effects);

  if (self->n_orders == 1 || effects == KONTOR_EFFECT_NONE)
    set_status (self, status);
  else
    confirm_status (self, status, text);
}
