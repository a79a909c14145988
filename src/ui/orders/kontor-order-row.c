#include "kontor-order-row.h"

#include <glib/gi18n.h>

#include "kontor-chip.h"
#include "kontor-format.h"

struct _KontorOrderRow {
  AdwBin parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorPending *pending; /* (owned) */
  KontorOrderNews *news;  /* (owned) */
  KontorObject *order;    /* (owned) (nullable) */
  gulong handler;
  char *summary; /* (owned) (nullable) */

  GtkWidget *news_dot;
  GtkLabel *name;
  GtkLabel *total;
  GtkLabel *facts;
  GtkLabel *age;
  GtkWidget *pending_mark;
  KontorChip *hold;
  KontorChip *lifecycle;
  KontorChip *payment;
  KontorChip *fulfilment;
  KontorChip *returned;
};

G_DEFINE_FINAL_TYPE (KontorOrderRow, kontor_order_row, ADW_TYPE_BIN)

enum { PROP_0, PROP_SUMMARY, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *
get_name (KontorRecord *order)
{
  const char *name = kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NAME);
  const char *email = kontor_record_get_text (order, KONTOR_ORDER_EMAIL);

  if (name != NULL && name[0] != '\0')
    return name;
  return email != NULL && email[0] != '\0' ? email : _("No Name");
}

static char *
dup_tags (KontorRecord *order)
{
  guint n_tags = kontor_record_get_length (order, KONTOR_ORDER_TAGS);
  g_autoptr (GString) tags = g_string_new (NULL);

  for (guint i = 0; i < n_tags; i++) {
    const KontorRecord *tag = kontor_record_get_member (order, KONTOR_ORDER_TAGS, i);

    g_string_append_printf (tags, "%s%s", i > 0 ? ", " : "", kontor_record_get_key (tag));
  }
  return g_string_free_and_steal (g_steal_pointer (&tags));
}

/* "1042 · 2 items · gift, express" */
static void
show_facts (KontorOrderRow *self, KontorRecord *order)
{
  const char *number = kontor_record_get_text (order, KONTOR_ORDER_NUMBER);
  g_autofree char *items = kontor_format_items (kontor_record_get_int (order, KONTOR_ORDER_ITEM_COUNT));
  g_autofree char *tags = dup_tags (order);
  g_autofree char *text = g_strjoin (" · ", number != NULL ? number : "", items, tags[0] != '\0' ? tags : NULL, NULL);

  gtk_label_set_label (self->facts, text);
}

static void
show_chips (KontorOrderRow *self, KontorRecord *order)
{
  const char *reason = kontor_record_get_text (order, KONTOR_ORDER_HOLD_REASON);

  kontor_chip_show_hold (self->hold, reason != NULL ? "" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hold), reason);
  kontor_chip_show_lifecycle (self->lifecycle, kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE));
  kontor_chip_show_payment (self->payment, kontor_record_get_text (order, KONTOR_ORDER_PAYMENT));
  kontor_chip_show_fulfilment (self->fulfilment, kontor_record_get_text (order, KONTOR_ORDER_FULFILMENT));
  kontor_chip_show_return (self->returned, kontor_record_get_text (order, KONTOR_ORDER_RETURN));
}

static void
append_words (GString *words, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_string_append_printf (words, ", %s", text);
}

/* What sighted people take in at a glance, in the same order. */
static void
summarise (KontorOrderRow *self)
{
  KontorChip *chips[] = { self->hold, self->lifecycle, self->payment, self->fulfilment, self->returned };
  g_autoptr (GString) words = g_string_new (gtk_label_get_label (self->name));

  append_words (words, gtk_label_get_label (self->total));
  append_words (words, gtk_label_get_label (self->facts));
  append_words (words, gtk_label_get_label (self->age));
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    append_words (words, kontor_chip_get_label (chips[i]));
  append_words (words, gtk_widget_get_visible (self->news_dot) ? _("new") : NULL);
  append_words (words, gtk_widget_get_visible (self->pending_mark) ? _("not sent yet") : NULL);
  if (g_set_str (&self->summary, words->str))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
show_marks (KontorOrderRow *self, KontorRecord *order)
{
  gint64 id = kontor_object_get_id (self->order), placed_at = kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT);
  GTimeZone *zone = kontor_engine_get_zone (self->engine, kontor_object_get_account (self->order));
  g_autofree char *age =
      kontor_format_age (placed_at, kontor_clock_now (kontor_engine_get_clock (self->engine)), zone);

  gtk_label_set_label (self->age, age);
  gtk_widget_set_visible (self->news_dot, kontor_order_news_contains (self->news, id, placed_at));
  gtk_widget_set_visible (self->pending_mark, kontor_pending_contains (self->pending, id));
}

/* A row that is not read yet is empty, and keeps its height. */
static void
show_nothing (KontorOrderRow *self)
{
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->total, "");
  gtk_label_set_label (self->facts, "");
  gtk_label_set_label (self->age, "");
  gtk_widget_set_visible (self->news_dot, FALSE);
  gtk_widget_set_visible (self->pending_mark, FALSE);
  kontor_chip_show_hold (self->hold, NULL);
  kontor_chip_show_lifecycle (self->lifecycle, NULL);
  kontor_chip_show_payment (self->payment, NULL);
  kontor_chip_show_fulfilment (self->fulfilment, NULL);
  kontor_chip_show_return (self->returned, NULL);
}

static void
show (KontorOrderRow *self)
{
  KontorRecord *order = self->order != NULL ? kontor_object_get_record (self->order) : NULL;
  g_autoptr (KontorMoney) money = order != NULL ? kontor_object_dup_money (self->order, KONTOR_ORDER_TOTAL) : NULL;
  g_autofree char *total = kontor_format_money (money);

  if (order == NULL) {
    show_nothing (self);
    return;
  }
  gtk_label_set_label (self->name, get_name (order));
  gtk_label_set_label (self->total, total);
  show_facts (self, order);
  show_chips (self, order);
  show_marks (self, order);
  summarise (self);
}

static void
kontor_order_row_dispose (GObject *object)
{
  KontorOrderRow *self = KONTOR_ORDER_ROW (object);

  if (self->order != NULL)
    g_clear_signal_handler (&self->handler, self->order);
  g_clear_object (&self->order);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_ROW);
  g_clear_object (&self->engine);
  g_clear_object (&self->pending);
  g_clear_object (&self->news);

  G_OBJECT_CLASS (kontor_order_row_parent_class)->dispose (object);
}

static void
kontor_order_row_finalize (GObject *object)
{
  g_free (KONTOR_ORDER_ROW (object)->summary);

  G_OBJECT_CLASS (kontor_order_row_parent_class)->finalize (object);
}

static void
kontor_order_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SUMMARY)
    g_value_set_string (value, KONTOR_ORDER_ROW (object)->summary);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_order_row_class_init (KontorOrderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_row_dispose;
  object_class->finalize = kontor_order_row_finalize;
  object_class->get_property = kontor_order_row_get_property;

  properties[PROP_SUMMARY] =
      g_param_spec_string ("summary", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, age);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, fulfilment);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, hold);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, lifecycle);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, news_dot);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, payment);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, pending_mark);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, returned);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderRow, total);
}

static void
kontor_order_row_init (KontorOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_order_row_new (KontorEngine *engine, KontorPending *pending, KontorOrderNews *news)
{
  KontorOrderRow *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_PENDING (pending), NULL);
  g_return_val_if_fail (KONTOR_IS_ORDER_NEWS (news), NULL);

  self = g_object_new (KONTOR_TYPE_ORDER_ROW, NULL);
  self->engine = g_object_ref (engine);
  self->pending = g_object_ref (pending);
  self->news = g_object_ref (news);
  return GTK_WIDGET (self);
}

void
kontor_order_row_set_order (KontorOrderRow *self, KontorObject *order)
{
  g_return_if_fail (KONTOR_IS_ORDER_ROW (self));

  if (self->order == order)
    return;
  if (self->order != NULL)
    g_clear_signal_handler (&self->handler, self->order);
  g_set_object (&self->order, order);
  if (order == NULL)
    return;
  self->handler = g_signal_connect_swapped (order, "notify::record", G_CALLBACK (show), self);
  show (self);
}

void
kontor_order_row_refresh (KontorOrderRow *self)
{
  KontorRecord *order;

  g_return_if_fail (KONTOR_IS_ORDER_ROW (self));

  order = self->order != NULL ? kontor_object_get_record (self->order) : NULL;
  if (order == NULL)
    return;
  show_marks (self, order);
  summarise (self);
}

const char *
kontor_order_row_get_summary (KontorOrderRow *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_ROW (self), NULL);

  return self->summary;
}
