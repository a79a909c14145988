#include "kontor-cli-owner.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <unistd.h>

#include "kontor-engine.h"
#include "kontor-error.h"
#include "kontor-files.h"

#define OWNER_PATH "/org/kontor/Kontor/Engine"
#define OWNER_INTERFACE "org.kontor.Kontor.Engine"

static const char interface_xml[] = "<node><interface name='" OWNER_INTERFACE "'>"
                                    "<method name='Run'>"
                                    "<arg name='database' type='s' direction='in'/>"
                                    "<arg name='folder' type='s' direction='in'/>"
                                    "<arg name='args' type='as' direction='in'/>"
                                    "<arg name='streams' type='ah' direction='in'/>"
                                    "<arg name='status' type='i' direction='out'/>"
                                    "</method></interface></node>";

typedef struct {
  KontorEngine *engine; /* (owned) */
  const KontorConnectorFactory *const *factories;
} Owner;

static void
owner_free (Owner *self)
{
  g_object_unref (self->engine);
  g_free (self);
}

static DexFuture *
answer (DexFuture *future, gpointer data)
{
  GDBusMethodInvocation *invocation = data;
  const GValue *status = dex_future_get_value (future, NULL);

  g_dbus_method_invocation_return_value (
      g_object_ref (invocation), g_variant_new ("(i)", status != NULL ? g_value_get_int (status) : KONTOR_EXIT_FAILED));
  return NULL;
}

static KontorCliRequest *
read_request (Owner *self, GVariant *parameters, GUnixFDList *list)
{
  g_autofree const char **args = NULL;
  g_autoptr (GVariantIter) handles = NULL;
  const char *folder;
  int fds[3] = { -1, -1, -1 };
  gint32 handle;

  g_variant_get (parameters, "(&s&s^a&sah)", NULL, &folder, &args, &handles);
  for (guint i = 0; i < 3 && list != NULL && g_variant_iter_loop (handles, "h", &handle); i++)
    fds[i] = g_unix_fd_list_get (list, handle, NULL);
  if (fds[0] >= 0 && fds[1] >= 0 && fds[2] >= 0 && args[0] != NULL)
    return kontor_cli_request_new (args, folder, self->factories, fds[0], fds[1], fds[2]);
  for (guint i = 0; i < 3; i++)
    if (fds[i] >= 0)
      close (fds[i]);
  return NULL;
}

static void
method_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method,
           GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Owner *self = data;
  KontorCliRequest *request;
  const char *database;

  g_variant_get_child (parameters, 0, "&s", &database);
  if (!g_str_equal (database, kontor_files_get_path (self->engine))) {
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(i)", -1));
    return;
  }
  request = read_request (self, parameters,
                          g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation)));
  if (request == NULL) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "three streams and a name are needed");
    return;
  }
  dex_future_disown (dex_future_finally (kontor_cli_run (request, self->engine), answer, invocation, g_object_unref));
}

static void
bus_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr (GError) error = NULL;

  if (g_dbus_connection_register_object (bus, OWNER_PATH, node->interfaces[0], &vtable, data, NULL, &error) == 0)
    g_warning ("The engine cannot be reached over D-Bus: %s", error->message);
}

guint
kontor_cli_owner_export (KontorEngine *engine, const KontorConnectorFactory *const *factories)
{
  Owner *self = g_new0 (Owner, 1);

  self->engine = g_object_ref (engine);
  self->factories = factories;
  return g_bus_own_name (G_BUS_TYPE_SESSION, KONTOR_OWNER_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, bus_cb, NULL, NULL, self,
                         (GDestroyNotify) owner_free);
}

void
kontor_cli_owner_unexport (guint id)
{
  g_bus_unown_name (id);
}

static void
handed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result, NULL);
  int status = -1;

  if (reply != NULL)
    g_variant_get (reply, "(i)", &status);
  dex_promise_resolve_int (promise, status);
}

static void
bus_got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GDBusConnection *bus = g_bus_get_finish (result, NULL);

  if (bus != NULL)
    dex_promise_resolve_object (promise, bus);
  else
    dex_promise_reject (promise, g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "no session bus"));
}

static DexFuture *
get_bus (void)
{
  DexPromise *promise = dex_promise_new ();

  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_got_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static GUnixFDList *
make_fd_list (KontorCliRequest *request)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();

  if (g_unix_fd_list_append (list, g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (request->in)), NULL) < 0 ||
      g_unix_fd_list_append (list, g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (request->out)), NULL) < 0 ||
      g_unix_fd_list_append (list, g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (request->err)), NULL) < 0)
    return NULL;
  return g_steal_pointer (&list);
}

DexFuture *
kontor_cli_hand_over (KontorCliRequest *request, const char *database)
{
  g_autoptr (GDBusConnection) bus = dex_await_object (get_bus (), NULL);
  g_autoptr (GUnixFDList) list = make_fd_list (request);
  const gint32 handles[] = { 0, 1, 2 };
  DexPromise *promise;

  if (bus == NULL || list == NULL)
    return dex_future_new_for_int (-1);
  promise = dex_promise_new ();
  g_dbus_connection_call_with_unix_fd_list (
      bus, KONTOR_OWNER_NAME, OWNER_PATH, OWNER_INTERFACE, "Run",
      g_variant_new (
          "(ss^as@ah)", database, request->folder, request->args,
          g_variant_new_fixed_array (G_VARIANT_TYPE_HANDLE, handles, G_N_ELEMENTS (handles), sizeof (gint32))),
      G_VARIANT_TYPE ("(i)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, list, NULL, handed_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}
