#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_FAILURE_PAGE (kontor_failure_page_get_type ())
/**
 * KontorFailurePage:
 *
 * What is shown when the database cannot be opened: why, and the step that
 * helps. Emits "retry" when it makes sense to open it again.
 */
G_DECLARE_FINAL_TYPE (KontorFailurePage, kontor_failure_page, KONTOR, FAILURE_PAGE, AdwBin)

/** @path: of the database that nobody has open now */
void kontor_failure_page_set_failure (KontorFailurePage *self, const char *path, const GError *error);
/** Puts a backup in the place of the database, as the button does once a file was chosen. */
void kontor_failure_page_restore (KontorFailurePage *self, const char *backup);

G_END_DECLS
