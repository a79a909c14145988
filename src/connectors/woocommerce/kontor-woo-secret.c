#include "kontor-woo-secret.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-json.h"

static const char *const names[][2] = {
  [KONTOR_WOO_LOGIN_PASSWORD] = { "user", "password" },
  [KONTOR_WOO_LOGIN_KEY] = { "key", "secret" },
};

char *
kontor_woo_secret_write (const KontorWooSecret *self)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *text, *copy;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, names[self->login][0], self->user);
  yyjson_mut_obj_add_str (doc, root, names[self->login][1], self->password);
  text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (text);
  free (text);
  yyjson_mut_doc_free (doc);
  return copy;
}

KontorWooSecret *
kontor_woo_secret_read (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);

  for (guint i = 0; json != NULL && i < G_N_ELEMENTS (names); i++) {
    yyjson_val *root = kontor_json_get_root (json);
    g_autofree char *user = kontor_json_dup_text (yyjson_obj_get (root, names[i][0]));
    g_autofree char *password = kontor_json_dup_text (yyjson_obj_get (root, names[i][1]));
    KontorWooSecret *self;

    if (user == NULL || password == NULL)
      continue;
    self = g_new0 (KontorWooSecret, 1);
    self->login = (KontorWooLogin) i;
    self->user = g_steal_pointer (&user);
    self->password = g_steal_pointer (&password);
    return self;
  }
  return NULL;
}

void
kontor_woo_secret_free (KontorWooSecret *self)
{
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}
