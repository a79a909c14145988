#include "kontor-woo-approval.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-http.h"
#include "kontor-json.h"
#include "kontor-woo-secret.h"

/* By which WordPress knows the passwords of this program. */
#define APP_ID "b0cd89aa-933f-57ed-bce7-f048c4ddd87e"

#define FIBER_STACK (256 * 1024)

/* As the list of passwords in WordPress shows it, where several computers may have one. */
static char *
make_name (void)
{
  /* Translators: the name of an access to a shop; %s is the name of this computer. */
  return g_strdup_printf (_("Kontor on %s"), g_get_host_name ());
}

static void
append_parameter (GString *page, const char *name, const char *value)
{
  g_string_append_printf (page, "&%s=", name);
  g_string_append_uri_escaped (page, value, NULL, FALSE);
}

static char *
join_page (const char *address, const char *back)
{
  g_autoptr (GString) page = g_string_new (address);
  g_autofree char *name = make_name ();
  g_autofree char *refused = g_strconcat (back, "&success=false", NULL);

  g_string_append (page, "?app_id=" APP_ID);
  append_parameter (page, "app_name", name);
  append_parameter (page, "success_url", back);
  append_parameter (page, "reject_url", refused);
  return g_string_free_and_steal (g_steal_pointer (&page));
}

static void
refuse_elsewhere (const char *address, GError **error)
{
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED,
               _("The shop’s admin is at another address, “%s”. Enter that one, or sign in with an application password."),
               address);
}

char *
kontor_woo_approval_make_page (yyjson_val *index, const char *root, const char *back, GError **error)
{
  yyjson_val *methods = yyjson_obj_get (yyjson_obj_get (index, "authentication"), "application-passwords");
  g_autofree char *address = kontor_json_dup_text (yyjson_obj_get (yyjson_obj_get (methods, "endpoints"), "authorization"));

  if (address == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_AUTH,
                         g_str_has_prefix (root, "https://") ? kontor_woo_explain_no_passwords () : kontor_woo_explain_plain ());
    return NULL;
  }
  if (!kontor_http_same_origin (address, root)) {
    refuse_elsewhere (address, error);
    return NULL;
  }
  return join_page (address, back);
}

/** What came back, and whom it is for. */
typedef struct {
  KontorWooClient *client;
  char *site;
  char *user;
  char *password;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->client);
  g_free (self->site);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  SignIn *self = data;
  GError *error = NULL;
  g_autofree char *root = dex_await_string (kontor_woo_client_discover (self->client), &error);

  if (root == NULL)
    return dex_future_new_for_error (error);
  if (!kontor_http_same_origin (self->site, root)) {
    refuse_elsewhere (self->site, &error);
    return dex_future_new_for_error (error);
  }
  return dex_future_new_take_string (
      kontor_woo_secret_write (&(KontorWooSecret) { KONTOR_WOO_LOGIN_PASSWORD, self->user, self->password }));
}

DexFuture *
kontor_woo_approval_sign_in (KontorWooConnector *connector, GVariant *fields)
{
  SignIn *self = g_new0 (SignIn, 1);

  self->client = g_object_ref (kontor_woo_connector_get_client (connector));
  self->site = kontor_sign_in_dup_field (fields, "site_url");
  self->user = kontor_sign_in_dup_field (fields, "user_login");
  self->password = kontor_sign_in_dup_field (fields, "password");
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, sign_in_fiber, self, sign_in_free);
}
