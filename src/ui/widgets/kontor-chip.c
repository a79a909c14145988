#include "kontor-chip.h"

#include <glib/gi18n.h>

#include "kontor-order-state.h"

struct _KontorChip {
  GtkWidget parent_instance;

  KontorTone tone;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (KontorChip, kontor_chip, GTK_TYPE_WIDGET)

G_DEFINE_ENUM_TYPE (KontorTone, kontor_tone, G_DEFINE_ENUM_VALUE (KONTOR_TONE_NEUTRAL, "neutral"),
                    G_DEFINE_ENUM_VALUE (KONTOR_TONE_ACCENT, "accent"),
                    G_DEFINE_ENUM_VALUE (KONTOR_TONE_SUCCESS, "success"),
                    G_DEFINE_ENUM_VALUE (KONTOR_TONE_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (KONTOR_TONE_ERROR, "error"))

enum { PROP_0, PROP_LABEL, PROP_ICON_NAME, PROP_TONE, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* How a state of an axis looks. */
typedef struct {
  const char *nick;
  const char *icon;
  KontorTone tone;
} Look;

static const Look payment_looks[] = {
  { "pending", "content-loading-symbolic", KONTOR_TONE_WARNING },
  { "authorized", "changes-prevent-symbolic", KONTOR_TONE_ACCENT },
  { "partially-paid", "content-loading-symbolic", KONTOR_TONE_WARNING },
  { "paid", "object-select-symbolic", KONTOR_TONE_SUCCESS },
  { "partially-refunded", "edit-undo-symbolic", KONTOR_TONE_NEUTRAL },
  { "refunded", "edit-undo-symbolic", KONTOR_TONE_NEUTRAL },
  { "voided", "action-unavailable-symbolic", KONTOR_TONE_NEUTRAL },
  { "expired", "appointment-missed-symbolic", KONTOR_TONE_ERROR },
  { "overcharged", "dialog-warning-symbolic", KONTOR_TONE_ERROR },
};

static const Look fulfilment_looks[] = {
  { "unfulfilled", "package-x-generic-symbolic", KONTOR_TONE_ACCENT },
  { "partially-fulfilled", "package-x-generic-symbolic", KONTOR_TONE_ACCENT },
  { "fulfilled", "object-select-symbolic", KONTOR_TONE_SUCCESS },
  { "not-required", "action-unavailable-symbolic", KONTOR_TONE_NEUTRAL },
};

static const Look return_looks[] = {
  { "none", NULL, KONTOR_TONE_NEUTRAL },
  { "requested", "document-revert-symbolic", KONTOR_TONE_WARNING },
  { "in-progress", "document-revert-symbolic", KONTOR_TONE_WARNING },
  { "partially-returned", "document-revert-symbolic", KONTOR_TONE_NEUTRAL },
  { "returned", "document-revert-symbolic", KONTOR_TONE_NEUTRAL },
};

/* A word that is none of ours is shown as it is. */
static Look
find_look (const Look *looks, guint n_looks, const char *nick)
{
  for (guint i = 0; i < n_looks; i++)
    if (g_strcmp0 (looks[i].nick, nick) == 0)
      return looks[i];
  return (Look) { nick, "dialog-question-symbolic", KONTOR_TONE_NEUTRAL };
}

static const char *
get_tone_class (KontorTone tone)
{
  switch (tone) {
  case KONTOR_TONE_NEUTRAL:
    return "neutral";
  case KONTOR_TONE_ACCENT:
    return "accent";
  case KONTOR_TONE_SUCCESS:
    return "success";
  case KONTOR_TONE_WARNING:
    return "warning";
  case KONTOR_TONE_ERROR:
    return "error";
  }
  g_return_val_if_reached ("neutral");
}

/* Most chips of a list are never shown. */
static void
ensure_children (KontorChip *self)
{
  if (self->label != NULL)
    return;
  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

static const char *
get_label (KontorChip *self)
{
  return self->label != NULL ? gtk_label_get_label (GTK_LABEL (self->label)) : "";
}

static const char *
get_icon_name (KontorChip *self)
{
  return self->icon != NULL ? gtk_image_get_icon_name (GTK_IMAGE (self->icon)) : NULL;
}

static void
set_label (KontorChip *self, const char *label)
{
  if (g_strcmp0 (get_label (self), label != NULL ? label : "") == 0)
    return;
  ensure_children (self);
  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self), label != NULL && label[0] != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
set_icon_name (KontorChip *self, const char *icon_name)
{
  if (g_strcmp0 (get_icon_name (self), icon_name) == 0)
    return;
  ensure_children (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

static void
set_tone (KontorChip *self, KontorTone tone)
{
  if (self->tone == tone)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), get_tone_class (self->tone));
  self->tone = tone;
  gtk_widget_add_css_class (GTK_WIDGET (self), get_tone_class (self->tone));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

static void
show_state (KontorChip *self, const Look *look, const char *label)
{
  kontor_chip_set (self, label, look->icon, look->tone);
}

static void
kontor_chip_dispose (GObject *object)
{
  KontorChip *self = KONTOR_CHIP (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (kontor_chip_parent_class)->dispose (object);
}

static void
kontor_chip_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorChip *self = KONTOR_CHIP (object);

  switch (property) {
  case PROP_LABEL:
    g_value_set_string (value, get_label (self));
    break;
  case PROP_ICON_NAME:
    g_value_set_string (value, get_icon_name (self));
    break;
  case PROP_TONE:
    g_value_set_enum (value, self->tone);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_chip_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorChip *self = KONTOR_CHIP (object);

  switch (property) {
  case PROP_LABEL:
    set_label (self, g_value_get_string (value));
    break;
  case PROP_ICON_NAME:
    set_icon_name (self, g_value_get_string (value));
    break;
  case PROP_TONE:
    set_tone (self, g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_chip_class_init (KontorChipClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_chip_dispose;
  object_class->get_property = kontor_chip_get_property;
  object_class->set_property = kontor_chip_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TONE] = g_param_spec_enum ("tone", NULL, NULL, KONTOR_TYPE_TONE, KONTOR_TONE_NEUTRAL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
kontor_chip_init (KontorChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "neutral");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
kontor_chip_new (void)
{
  return g_object_new (KONTOR_TYPE_CHIP, NULL);
}

void
kontor_chip_set (KontorChip *self, const char *label, const char *icon_name, KontorTone tone)
{
  g_return_if_fail (KONTOR_IS_CHIP (self));

  if (label != NULL && label[0] != '\0')
    set_icon_name (self, icon_name);
  set_tone (self, tone);
  set_label (self, label);
}

const char *
kontor_chip_get_label (KontorChip *self)
{
  g_return_val_if_fail (KONTOR_IS_CHIP (self), NULL);

  return get_label (self);
}

KontorTone
kontor_chip_get_tone (KontorChip *self)
{
  g_return_val_if_fail (KONTOR_IS_CHIP (self), KONTOR_TONE_NEUTRAL);

  return self->tone;
}

void
kontor_chip_show_payment (KontorChip *self, const char *nick)
{
  Look look = find_look (payment_looks, G_N_ELEMENTS (payment_looks), nick);

  show_state (self, &look, nick != NULL ? kontor_payment_state_get_label (nick) : NULL);
}

void
kontor_chip_show_fulfilment (KontorChip *self, const char *nick)
{
  Look look = find_look (fulfilment_looks, G_N_ELEMENTS (fulfilment_looks), nick);

  show_state (self, &look, nick != NULL ? kontor_fulfilment_state_get_label (nick) : NULL);
}

void
kontor_chip_show_return (KontorChip *self, const char *nick)
{
  Look look = find_look (return_looks, G_N_ELEMENTS (return_looks), nick);

  show_state (self, &look, nick != NULL && look.icon != NULL ? kontor_return_state_get_label (nick) : NULL);
}

void
kontor_chip_show_lifecycle (KontorChip *self, const char *nick)
{
  if (g_strcmp0 (nick, "cancelled") == 0)
    kontor_chip_set (self, _("Cancelled"), "action-unavailable-symbolic", KONTOR_TONE_ERROR);
  else if (g_strcmp0 (nick, "draft") == 0)
    kontor_chip_set (self, _("Draft"), "document-edit-symbolic", KONTOR_TONE_NEUTRAL);
  else
    kontor_chip_set (self, NULL, NULL, KONTOR_TONE_NEUTRAL);
}

void
kontor_chip_show_hold (KontorChip *self, const char *reason)
{
  g_autofree char *label = NULL;

  if (reason != NULL && reason[0] != '\0')
    /* Translators: orders that must not be shipped for now, and why */
    label = g_strdup_printf (_("Hold: %s"), reason);
  else if (reason != NULL)
    label = g_strdup (_("Hold"));
  kontor_chip_set (self, label, "media-playback-pause-symbolic", KONTOR_TONE_WARNING);
}

void
kontor_chip_show_pending (KontorChip *self, gboolean pending)
{
  kontor_chip_set (self, pending ? _("Not sent yet") : NULL, "document-send-symbolic", KONTOR_TONE_NEUTRAL);
}
