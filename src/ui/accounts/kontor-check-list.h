#pragma once

#include <adwaita.h>

#include "kontor-connector.h"

G_BEGIN_DECLS

typedef enum {
  KONTOR_CHECK_WAITING,
  KONTOR_CHECK_RUNNING,
  KONTOR_CHECK_DONE,
  KONTOR_CHECK_FAILED,
} KontorCheckState;

#define KONTOR_TYPE_CHECK_LIST (kontor_check_list_get_type ())
/**
 * KontorCheckList:
 *
 * The steps of a check, network to data, each with its state; the failed one
 * says why and what to do.
 */
G_DECLARE_FINAL_TYPE (KontorCheckList, kontor_check_list, KONTOR, CHECK_LIST, AdwBin)

/** All steps wait, the first one is under way. */
void kontor_check_list_begin (KontorCheckList *self);
/** As told by a KontorCheckProgress; @error: (nullable). */
void kontor_check_list_note (KontorCheckList *self, KontorCheckStep step, const GError *error);
/** The step under way is where it went wrong. Nothing where none is. */
void kontor_check_list_fail (KontorCheckList *self, const GError *error);
KontorCheckState kontor_check_list_get_state (KontorCheckList *self, KontorCheckStep step);

G_END_DECLS
