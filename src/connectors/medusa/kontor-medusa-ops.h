#pragma once

#include "kontor-connector.h"
#include "kontor-medusa-draft.h"

G_BEGIN_DECLS

/** How it is found out whether an operation whose answer was lost was carried out. */
typedef enum {
  KONTOR_MEDUSA_FIND_VALUE,      /* the object has what was set: writing it again changes nothing */
  KONTOR_MEDUSA_FIND_MARK,       /* the object bears our mark, written with the request */
  KONTOR_MEDUSA_FIND_STOCK,      /* the stock is what was noted before, or that and what was added; else nobody can tell */
  KONTOR_MEDUSA_FIND_GONE,       /* the object is not there any more */
  KONTOR_MEDUSA_FIND_CANCELLED,  /* the order is cancelled */
  KONTOR_MEDUSA_FIND_MADE,       /* among the newest of its list one bears our mark */
  KONTOR_MEDUSA_FIND_CAPTURE,    /* as much was captured as should be then, or as was before; else nobody can tell */
  KONTOR_MEDUSA_FIND_REFUND,     /* a refund bears our mark in its text; one of the same amount without it leaves a doubt */
  KONTOR_MEDUSA_FIND_FULFILMENT, /* a fulfilment of the order bears our mark: then it goes on from there */
  KONTOR_MEDUSA_FIND_PLANNED,    /* what is planned for what is there now says whether it is done */
  KONTOR_MEDUSA_FIND_VARIANT,    /* among the product's newest variants one bears our mark: then its stock follows */
  KONTOR_MEDUSA_FIND_CODE,       /* there is a promotion of that code: an old one would have been refused */
  KONTOR_MEDUSA_FIND_PAUSED,     /* the promotion is not good any more */
  KONTOR_MEDUSA_FIND_EDIT,       /* of fields our mark; else the change that bears our mark in its note is confirmed */
  KONTOR_MEDUSA_FIND_PAID,       /* what the noted collection asks for has come */
  KONTOR_MEDUSA_FIND_RETURN,     /* a return of the order bears our mark: then it goes on from there */
  KONTOR_MEDUSA_FIND_RECEIVED,   /* as much came back as should be then, or as had before; else nobody can tell */
} KontorMedusaFind;

/**
 * KontorMedusaOp:
 * @support: what the engine knows of it
 * @plan: how it becomes a request
 * @find: how a lost answer is recognised
 */
typedef struct {
  KontorOpSupport support;
  void (*plan) (KontorMedusaDraft *draft);
  KontorMedusaFind find;
} KontorMedusaOp;

/** (nullable): NULL for what a shop of this platform cannot do */
const KontorMedusaOp *kontor_medusa_op_lookup (const char *kind);
/** As of KontorConnectorInfo: ends with a NULL kind. */
extern const KontorOpSupport kontor_medusa_ops[];

G_END_DECLS
