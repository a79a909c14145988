#include "kontor-return-card.h"

#include <glib/gi18n.h>

#include "kontor-amount-row.h"
#include "kontor-format.h"
#include "kontor-reason-choice.h"
#include "kontor-refund.h"
#include "kontor-returns.h"

struct _KontorReturnCard {
  GtkBox parent_instance;

  GtkLabel *title;
  KontorChip *status;
  GtkLabel *when;
  GtkLabel *note;
  GtkBox *lines;
  GtkWidget *actions;
};

G_DEFINE_FINAL_TYPE (KontorReturnCard, kontor_return_card, GTK_TYPE_BOX)

static const struct {
  const char *status;
  const char *label;
  KontorTone tone;
} looks[] = {
  { "requested", N_("Requested"), KONTOR_TONE_WARNING },
  { "approved", N_("Approved"), KONTOR_TONE_WARNING },
  { "in-transit", N_("On the way"), KONTOR_TONE_ACCENT },
  { "partially-received", N_("Partially received"), KONTOR_TONE_WARNING },
  { "received", N_("Received"), KONTOR_TONE_SUCCESS },
  { "resolved", N_("Resolved"), KONTOR_TONE_SUCCESS },
  { "closed", N_("Closed"), KONTOR_TONE_NEUTRAL },
  { "declined", N_("Declined"), KONTOR_TONE_NEUTRAL },
  { "cancelled", N_("Cancelled"), KONTOR_TONE_NEUTRAL },
};

/* A word that is none of ours is shown as it is. */
static void
show_status (KontorReturnCard *self, const char *status)
{
  const char *label = status;
  KontorTone tone = KONTOR_TONE_NEUTRAL;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].status, status) == 0) {
      label = _(looks[i].label);
      tone = looks[i].tone;
    }
  kontor_chip_set (self->status, label, "document-revert-symbolic", tone);
}

/* @words: (transfer full) (nullable) */
static void
append (GString *text, char *words)
{
  if (words != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

static char *
describe_line (const KontorRecord *returned, const KontorRecord *line, KontorOrderWords *reasons)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 received = kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED);
  gint64 coming = kontor_returns_count_coming (returned, line);
  gint64 dismissed = kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED);

  append (text, coming > 0 ? g_strdup_printf (_("%d to come"), (int) coming) : NULL);
  append (text, received > 0 ? g_strdup_printf (_("%d received"), (int) received) : NULL);
  append (text, dismissed > 0 ? g_strdup_printf (_("%d dismissed"), (int) dismissed) : NULL);
  append (text, kontor_return_card_dup_reason (reasons, kontor_record_get_text (line, KONTOR_RETURN_LINE_REASON)));
  append (text, g_strdup (kontor_reason_get_label (kontor_reasons_conditions, kontor_record_get_text (line, KONTOR_RETURN_LINE_CONDITION))));
  if (received > 0 && kontor_record_has (line, KONTOR_RETURN_LINE_RESTOCK))
    append (text, g_strdup (kontor_record_get_bool (line, KONTOR_RETURN_LINE_RESTOCK) ? _("back into stock") : _("not into stock")));
  append (text, g_strdup (kontor_record_get_text (line, KONTOR_RETURN_LINE_NOTE)));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_returned_line (KontorReturnCard *self, const KontorRecord *order, const KontorRecord *returned, const KontorRecord *line,
                   KontorOrderWords *reasons)
{
  const char *key = kontor_record_get_key (line);
  KontorRecord *ordered = key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_LINES, key) : NULL;
  const char *name = ordered != NULL ? kontor_record_get_text (ordered, KONTOR_LINE_NAME) : NULL;
  g_autofree char *number = kontor_format_number (kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY));
  g_autofree char *quantity = g_strdup_printf ("× %s", number);
  g_autofree char *detail = describe_line (returned, line, reasons);

  kontor_return_card_add_line (self, name != NULL ? name : _("Unnamed Item"), detail, quantity);
}

static void
add_action (KontorReturnCard *self, const char *label, const char *action, const char *key)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  adw_wrap_box_append (ADW_WRAP_BOX (self->actions), button);
}

typedef struct {
  gboolean coming;
  gboolean arrived;
  gboolean unpaid; /* something was received of which less was refunded */
} Stage;

static Stage
find_stage (const KontorRecord *order, const KontorRecord *returned)
{
  Stage stage = { 0 };

  for (guint i = 0; i < kontor_record_get_length (returned, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (returned, KONTOR_RETURN_LINES, i);
    const char *key = kontor_record_get_key (line);
    const KontorRecord *ordered = key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_LINES, key) : NULL;
    gint64 received = kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED);

    stage.coming |= kontor_returns_count_coming (returned, line) > 0;
    stage.arrived |= received + kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED) > 0;
    stage.unpaid |= ordered != NULL && received > kontor_record_get_int (ordered, KONTOR_LINE_REFUNDED);
  }
  return stage;
}

static void
add_actions (KontorReturnCard *self, const KontorRecord *order, const KontorRecord *returned)
{
  const char *key = kontor_record_get_key (returned);
  Stage stage = find_stage (order, returned);

  if (key == NULL)
    return;
  if (stage.coming) {
    add_action (self, _("Receive…"), "order.receive", key);
    add_action (self, _("Dismiss…"), "order.dismiss", key);
  }
  if (stage.coming && !stage.arrived)
    add_action (self, _("Cancel Return…"), "order.cancel-return", key);
  if (stage.unpaid && kontor_refund_get_remainder (order) > 0)
    add_action (self, _("Refund…"), "order.refund-return", key);
}

static void
kontor_return_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_RETURN_CARD);

  G_OBJECT_CLASS (kontor_return_card_parent_class)->dispose (object);
}

static void
kontor_return_card_class_init (KontorReturnCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_return_card_dispose;

  g_type_ensure (KONTOR_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-return-card.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, actions);
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, note);
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, status);
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, title);
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCard, when);
}

static void
kontor_return_card_init (KontorReturnCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
}

KontorReturnCard *
kontor_return_card_new_empty (KontorOrderPart *part, const char *title, const char *status, gint64 when)
{
  KontorReturnCard *self = g_object_new (KONTOR_TYPE_RETURN_CARD, NULL);
  g_autofree char *instant = kontor_format_instant (when, kontor_order_part_get_zone (part));

  gtk_label_set_label (self->title, title);
  show_status (self, status);
  gtk_label_set_label (self->when, instant);
  gtk_widget_set_visible (GTK_WIDGET (self->when), instant[0] != '\0');
  return self;
}

GtkWidget *
kontor_return_card_new (KontorOrderPart *part, const KontorRecord *returned, KontorOrderWords *reasons)
{
  KontorRecord *order = kontor_order_part_get_record (part);
  const char *number = kontor_record_get_text (returned, KONTOR_RETURN_NUMBER);
  const char *note = kontor_record_get_text (returned, KONTOR_RETURN_NOTE);
  g_autofree char *title = number != NULL ? g_strdup_printf (_("Return %s"), number) : g_strdup (_("Return"));
  KontorReturnCard *self = kontor_return_card_new_empty (part, title, kontor_record_get_text (returned, KONTOR_RETURN_STATUS),
                                                         kontor_record_get_int (returned, KONTOR_RETURN_REQUESTED_AT));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && note[0] != '\0');
  for (guint i = 0; i < kontor_record_get_length (returned, KONTOR_RETURN_LINES); i++)
    add_returned_line (self, order, returned, kontor_record_get_member (returned, KONTOR_RETURN_LINES, i), reasons);
  add_actions (self, order, returned);
  gtk_widget_set_visible (self->actions, gtk_widget_get_first_child (self->actions) != NULL);
  return GTK_WIDGET (self);
}

void
kontor_return_card_add_line (KontorReturnCard *self, const char *label, const char *detail, const char *amount)
{
  g_return_if_fail (KONTOR_IS_RETURN_CARD (self));

  gtk_box_append (self->lines, kontor_amount_row_new (label, detail, amount));
}

char *
kontor_return_card_dup_reason (KontorOrderWords *reasons, const char *code)
{
  if (code == NULL || code[0] == '\0')
    return NULL;
  return reasons != NULL ? kontor_order_words_dup_name (reasons, code) : g_strdup (code);
}
