#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** (transfer floating): every key that does something in a KontorWindow. */
AdwDialog *kontor_shortcuts_dialog_new (void);

G_END_DECLS
