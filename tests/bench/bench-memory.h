#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Kilobytes of this process that no file backs. */
double bench_read_pss (void);

G_END_DECLS
