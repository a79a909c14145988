#include "kontor-certificate-page.h"

#include <glib/gi18n.h>

#define BYTES_PER_LINE 8

struct _KontorCertificatePage {
  AdwNavigationPage parent_instance;

  char *shown;

  AdwStatusPage *status;
  AdwActionRow *trusted_row;
  AdwActionRow *shown_row;
};

G_DEFINE_FINAL_TYPE (KontorCertificatePage, kontor_certificate_page, ADW_TYPE_NAVIGATION_PAGE)

/* In lines that fit on a phone: a byte broken in two is hard to compare. */
char *
kontor_fingerprint_format (const char *fingerprint)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (fingerprint != NULL, NULL);

  for (guint i = 0; fingerprint[i] != '\0'; i++) {
    if (i > 0 && i % 2 == 0)
      g_string_append_c (text, i % (2 * BYTES_PER_LINE) == 0 ? '\n' : ':');
    g_string_append_c (text, g_ascii_toupper (fingerprint[i]));
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
kontor_certificate_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CERTIFICATE_PAGE);
  G_OBJECT_CLASS (kontor_certificate_page_parent_class)->dispose (object);
}

static void
kontor_certificate_page_finalize (GObject *object)
{
  g_free (KONTOR_CERTIFICATE_PAGE (object)->shown);
  G_OBJECT_CLASS (kontor_certificate_page_parent_class)->finalize (object);
}

static void
kontor_certificate_page_class_init (KontorCertificatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_certificate_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_certificate_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCertificatePage, status);
  gtk_widget_class_bind_template_child (widget_class, KontorCertificatePage, trusted_row);
  gtk_widget_class_bind_template_child (widget_class, KontorCertificatePage, shown_row);
}

static void
kontor_certificate_page_init (KontorCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
describe (gboolean known)
{
  if (known)
    return _("The shop shows another certificate than before, and nobody vouches for it. That is so after it was renewed, "
              "but also when somebody listens in between. Nothing was sent. Trust it only if its fingerprint is the one that "
              "the server’s administrator tells you.");
  return _("Nobody vouches for the shop’s certificate. Nothing was sent. Trust it only if its fingerprint is the one that the "
            "server’s administrator tells you.");
}

static void
show_fingerprint (AdwActionRow *row, const char *fingerprint)
{
  g_autofree char *text = kontor_fingerprint_format (fingerprint);

  adw_action_row_set_subtitle (row, text);
}

KontorCertificatePage *
kontor_certificate_page_new (const char *shown, const char *trusted, gboolean known)
{
  KontorCertificatePage *self;

  g_return_val_if_fail (shown != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_CERTIFICATE_PAGE, NULL);
  self->shown = g_strdup (shown);
  adw_status_page_set_title (self->status, known ? _("The Certificate Has Changed") : _("Trust This Certificate?"));
  adw_status_page_set_description (self->status, describe (known));
  show_fingerprint (self->shown_row, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->trusted_row), known);
  if (trusted != NULL)
    show_fingerprint (self->trusted_row, trusted);
  else
    adw_action_row_set_subtitle (self->trusted_row, _("One that an authority vouched for"));
  return self;
}

const char *
kontor_certificate_page_get_shown (KontorCertificatePage *self)
{
  g_return_val_if_fail (KONTOR_IS_CERTIFICATE_PAGE (self), NULL);

  return self->shown;
}
