#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-entity.h"

G_BEGIN_DECLS

/**
 * KontorCommandInfo:
 * @title: (translatable): "New Window"
 * @action: with its target: "win.show-view::orders"
 * @accel: (nullable): as gtk_accelerator_parse () has it
 *
 * Something that can be done, as the search lists it.
 */
typedef struct {
  const char *title;
  const char *action;
  const char *accel;
} KontorCommandInfo;

#define KONTOR_TYPE_VIEW (kontor_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorView, kontor_view, KONTOR, VIEW, AdwBin)

/**
 * KontorView:
 *
 * One row of the sidebar and what it shows: the orders, the products … The
 * window knows its views by this class alone; see kontor_view_list_types ().
 * A view has no content before somebody looks at it: none is waited for that is
 * not shown.
 *
 * Properties: "engine" (construct only); "account": whose objects are shown, 0
 * for all; "waiting": how many wait for work, shown in the sidebar; 0 shows
 * nothing.
 */
struct _KontorViewClass {
  AdwBinClass parent_class;

  const char *name;    /* "orders": of its page and its action */
  const char *title;   /* (translatable) */
  const char *icon;    /* symbolic icon */
  guint key;           /* key value of the letter that opens it after "g" */
  KontorEntity entity; /* what it can show */
  /* (nullable): what can be done in it, for the search; ends with a NULL title */
  const KontorCommandInfo *commands;

  /* Makes the content, once, before it is shown or anything below is called. */
  void (*fill) (KontorView *self);
  /* Shows an object. */
  void (*open) (KontorView *self, gint64 id);
  /* Moves the focus into the field that searches the view. */
  void (*search) (KontorView *self);
};

KontorEngine *kontor_view_get_engine (KontorView *self);
gint64 kontor_view_get_account (KontorView *self);
guint kontor_view_get_waiting (KontorView *self);
/** For the view itself. */
void kontor_view_set_waiting (KontorView *self, guint waiting);

/** Makes the content if there is none yet. */
void kontor_view_ensure_content (KontorView *self);

void kontor_view_open (KontorView *self, gint64 id);
void kontor_view_search (KontorView *self);

/** (array length=n_types): the types of all views, in the order of the sidebar. */
const GType *kontor_view_list_types (guint *n_types);

G_END_DECLS
