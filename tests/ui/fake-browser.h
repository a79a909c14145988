#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Makes a program the browser of this test, which opens nothing but notes what it should. Before anybody asks for one. */
void fake_browser_install (void);
/** Awaits. (transfer full): the next address that it should open. */
char *fake_browser_await (void);

G_END_DECLS
