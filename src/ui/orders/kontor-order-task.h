#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-pick-row.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_TASK (kontor_order_task_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorOrderTask, kontor_order_task, KONTOR, ORDER_TASK, AdwDialog)

/**
 * KontorOrderTask:
 *
 * A dialog in which something bigger is done to an order: a return, a refund,
 * other lines. It keeps the order as it was when it was opened. Below is said
 * what comes of it, and what it sets off or why it cannot be done yet; it
 * closes when the verb is accepted, and says why when it is not.
 *
 * Actions: "task.confirm", with Ctrl+Return.
 */
struct _KontorOrderTaskClass {
  AdwDialogClass parent_class;

  /* What comes of what is chosen now; after each change. */
  void (*update) (KontorOrderTask *self);
  /* (transfer full): the verb */
  DexFuture *(*run) (KontorOrderTask *self);
};

/**
 * kontor_order_task_set_up:
 * @kind: of the op, whose effects are told
 *
 * Before anything else.
 */
void kontor_order_task_set_up (KontorOrderTask *self, KontorEngine *engine, KontorObject *order, const char *title,
                               const char *confirm, const char *kind);
KontorEngine *kontor_order_task_get_engine (KontorOrderTask *self);
/** (nullable): the shop that has the order */
KontorAccount *kontor_order_task_get_account (KontorOrderTask *self);
gint64 kontor_order_task_get_order_id (KontorOrderTask *self);
/** As it was when the dialog was opened. */
KontorRecord *kontor_order_task_get_record (KontorOrderTask *self);
/** What its ops set off at this shop. */
KontorEffects kontor_order_task_get_effects (KontorOrderTask *self);
/** What its platform is like. */
KontorTraits kontor_order_task_get_traits (KontorOrderTask *self);

/** @heading, @description: (nullable) */
AdwPreferencesGroup *kontor_order_task_add_group (KontorOrderTask *self, const char *heading, const char *description);
/** A row that the dialog follows; the first one gets the focus. */
void kontor_order_task_add_pick (KontorOrderTask *self, AdwPreferencesGroup *group, KontorPickRow *row);

/** (transfer none): a row to write something into */
AdwEntryRow *kontor_order_task_add_entry (KontorOrderTask *self, AdwPreferencesGroup *group, const char *title);
/** Something was chosen. */
void kontor_order_task_changed (KontorOrderTask *self);
/** For update (): @why: (nullable): what is missing, or NULL where it can be done. */
void kontor_order_task_set_missing (KontorOrderTask *self, const char *why);
/** For update (): a line of what comes of it. @detail: (nullable) */
void kontor_order_task_add_sum (KontorOrderTask *self, const char *label, const char *detail, gint64 amount);
/** For update (): the same, as the last one. */
void kontor_order_task_add_total (KontorOrderTask *self, const char *label, const char *detail, gint64 amount);
/** An amount in the order's own currency. */
char *kontor_order_task_format (KontorOrderTask *self, gint64 amount);
/** Of amounts in the order's own currency. */
guint kontor_order_task_get_decimals (KontorOrderTask *self);

G_END_DECLS
