#pragma once

#include "kontor-connector.h"
#include "kontor-woo-draft.h"

G_BEGIN_DECLS

/** How it is found out whether an operation whose answer was lost was carried out. */
typedef enum {
  KONTOR_WOO_FIND_VALUE,      /* the object has what was set: writing it again changes nothing */
  KONTOR_WOO_FIND_STATUS,     /* likewise; units that are to go off the shelf again are noted as long as they are not */
  KONTOR_WOO_FIND_MARK,       /* the object bears our mark, written with the request */
  KONTOR_WOO_FIND_TRASHED,    /* the object is in the trash, or gone */
  KONTOR_WOO_FIND_SKU,        /* what has the SKU, in the trash too, bears our mark; without one the newest are looked at */
  KONTOR_WOO_FIND_CODE,       /* likewise the coupon of the code */
  KONTOR_WOO_FIND_EMAIL,      /* likewise the customer of the address */
  KONTOR_WOO_FIND_TERM,       /* a term of the name is there, ours or not: there can be only one */
  KONTOR_WOO_FIND_NOTE,       /* a note of the same words is among the order's that came since */
  KONTOR_WOO_FIND_REFUND,     /* a refund of the order bears our mark; one of the same amount without it leaves a doubt */
  KONTOR_WOO_FIND_FULFILMENT, /* a fulfilment or tracking of the order bears our mark or number */
  KONTOR_WOO_FIND_PICTURES,   /* media bear the mark in their names, the product the one of the last request */
} KontorWooFind;

/**
 * KontorWooOp:
 * @support: what the engine knows of it
 * @plan: how it becomes a request
 * @needs: whether the present state of the object is read before
 * @find: how a lost answer is recognised
 */
typedef struct {
  KontorOpSupport support;
  void (*plan) (KontorWooDraft *draft);
  gboolean needs;
  KontorWooFind find;
} KontorWooOp;

/** (nullable): NULL for what a store of this platform cannot do */
const KontorWooOp *kontor_woo_op_lookup (const char *kind);
/** As of KontorConnectorInfo: ends with a NULL kind. */
extern const KontorOpSupport kontor_woo_ops[];

G_END_DECLS
