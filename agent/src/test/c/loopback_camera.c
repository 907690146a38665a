/*
 * A loopback camera for integration tests, on gst-rtsp-server (Debian: libgstrtspserver-1.0-dev).
 *
 * usage: loopback_camera [--address A] [--port N] [--auth none|basic|digest|both] [--user U] [--password P]
 *                        [--pem FILE] [--protocols tcp|udp|multicast|any] MOUNT=LAUNCH ...
 *
 * Binds to 127.0.0.1 unless told otherwise, and prints "READY port=N" when it can be connected to. LAUNCH is a pipeline of
 * gst_rtsp_media_factory_set_launch; each who views the mount has one of its own. Ends with its parent.
 */
#include <gst/gst.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

static gchar *address = "127.0.0.1";
static gchar *port = "0";
static gchar *auth_mode = "none";
static gchar *user = "";
static gchar *password = "";
static gchar *pem = NULL;
static gchar *protocols = "any";
static gchar **mounts = NULL;

static GOptionEntry options[] = {
  {"address", 0, 0, G_OPTION_ARG_STRING, &address, NULL, NULL},
  {"port", 0, 0, G_OPTION_ARG_STRING, &port, "0 for any", "N"},
  {"auth", 0, 0, G_OPTION_ARG_STRING, &auth_mode, "none, basic, digest, both", "MODE"},
  {"user", 0, 0, G_OPTION_ARG_STRING, &user, "", "NAME"},
  {"password", 0, 0, G_OPTION_ARG_STRING, &password, "", "TEXT"},
  {"pem", 0, 0, G_OPTION_ARG_FILENAME, &pem, "certificate and key: RTSP over TLS", "FILE"},
  {"protocols", 0, 0, G_OPTION_ARG_STRING, &protocols, "tcp, udp, multicast, any", "SET"},
  {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &mounts, "", "MOUNT=LAUNCH"},
  {NULL}
};

static GstRTSPLowerTrans
lower_transports (void)
{
  if (!strcmp (protocols, "tcp"))
    return GST_RTSP_LOWER_TRANS_TCP;
  if (!strcmp (protocols, "udp"))
    return GST_RTSP_LOWER_TRANS_UDP;
  if (!strcmp (protocols, "multicast"))
    return GST_RTSP_LOWER_TRANS_UDP_MCAST;
  return GST_RTSP_LOWER_TRANS_TCP | GST_RTSP_LOWER_TRANS_UDP;
}

static GstRTSPAuth *
make_auth (void)
{
  GstRTSPAuthMethod methods = 0;
  GstRTSPToken *token;
  GstRTSPAuth *auth;

  if (!strcmp (auth_mode, "none") && pem == NULL)
    return NULL;
  auth = gst_rtsp_auth_new ();
  token = gst_rtsp_token_new (GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, "viewer", NULL);
  if (!strcmp (auth_mode, "basic") || !strcmp (auth_mode, "both")) {
    gchar *basic = gst_rtsp_auth_make_basic (user, password);
    gst_rtsp_auth_add_basic (auth, basic, token);
    g_free (basic);
    methods |= GST_RTSP_AUTH_BASIC;
  }
  if (!strcmp (auth_mode, "digest") || !strcmp (auth_mode, "both")) {
    gst_rtsp_auth_add_digest (auth, user, password, token);
    methods |= GST_RTSP_AUTH_DIGEST;
  }
  if (methods)
    gst_rtsp_auth_set_supported_methods (auth, methods);
  else
    gst_rtsp_auth_set_default_token (auth, token);
  gst_rtsp_token_unref (token);
  if (pem != NULL) {
    GError *error = NULL;
    GTlsCertificate *certificate = g_tls_certificate_new_from_file (pem, &error);
    if (certificate == NULL) {
      fprintf (stderr, "%s: %s\n", pem, error->message);
      exit (1);
    }
    gst_rtsp_auth_set_tls_certificate (auth, certificate);
    g_object_unref (certificate);
  }
  return auth;
}

static void
add_mount (GstRTSPServer * server, gchar * mount, gboolean authenticated)
{
  GstRTSPMountPoints *points = gst_rtsp_server_get_mount_points (server);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  gchar *launch = strchr (mount, '=');

  if (launch == NULL) {
    fprintf (stderr, "expected MOUNT=LAUNCH, found %s\n", mount);
    exit (2);
  }
  *launch++ = '\0';
  gst_rtsp_media_factory_set_launch (factory, launch);
  /* Not shared: with clients that come and go at the same time, shared media was once found without streams between
   * SETUP and PLAY, and the server ended in an assertion of gst_rtsp_media_get_rates (1.22). */
  gst_rtsp_media_factory_set_shared (factory, FALSE);
  gst_rtsp_media_factory_set_latency (factory, 0);
  gst_rtsp_media_factory_set_protocols (factory, lower_transports ());
  if (!strcmp (protocols, "multicast")) {
    GstRTSPAddressPool *pool = gst_rtsp_address_pool_new ();
    gst_rtsp_address_pool_add_range (pool, "239.77.0.1", "239.77.0.10", 5000, 5100, 1);
    gst_rtsp_media_factory_set_address_pool (factory, pool);
    gst_rtsp_media_factory_set_multicast_iface (factory, "lo");
    g_object_unref (pool);
  }
  if (authenticated) {
    GstRTSPPermissions *permissions = gst_rtsp_permissions_new ();
    gst_rtsp_permissions_add_role (permissions, "viewer",
        GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
        GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, NULL);
    gst_rtsp_media_factory_set_permissions (factory, permissions);
    gst_rtsp_permissions_unref (permissions);
  }
  gst_rtsp_mount_points_add_factory (points, mount, factory);
  g_object_unref (points);
}

int
main (int argc, char **argv)
{
  GError *error = NULL;
  GOptionContext *context = g_option_context_new ("MOUNT=LAUNCH ...");
  GstRTSPServer *server;
  GstRTSPAuth *auth;
  GMainLoop *loop;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 2;
  }
  loop = g_main_loop_new (NULL, FALSE);
  server = gst_rtsp_server_new ();
  g_object_set (server, "service", port, "address", address, NULL);
  auth = make_auth ();
  if (auth != NULL)
    gst_rtsp_server_set_auth (server, auth);
  for (gchar ** mount = mounts; mount != NULL && *mount != NULL; mount++)
    add_mount (server, *mount, auth != NULL);
  if (gst_rtsp_server_attach (server, NULL) == 0) {
    fprintf (stderr, "cannot bind to %s:%s\n", address, port);
    return 1;
  }
  printf ("READY port=%d\n", gst_rtsp_server_get_bound_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
