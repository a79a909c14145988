#pragma once

#include "kontor-list-pane.h"
#include "kontor-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SPLIT_VIEW (kontor_split_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorSplitView, kontor_split_view, KONTOR, SPLIT_VIEW, KontorView)

/**
 * KontorSplitView:
 *
 * A view of a list and, beside it, one object of it; where only one of the two
 * has room, the object takes the place of the list. While several rows are
 * selected, or none, that is said in the place of the object.
 *
 * Properties: "detail-title": of the page of the object; "narrow": the view is
 * as narrow as on a phone.
 */
struct _KontorSplitViewClass {
  KontorViewClass parent_class;

  const char *none_title; /* (translatable): "No Order Selected" */
  const char *none_hint;  /* (nullable) (translatable) */

  /* (transfer full): "3 Orders Selected" */
  char *(*describe_several) (gint64 n_selected);
  /* Makes the detail, when the first object is to be shown. */
  GtkWidget *(*make_detail) (KontorSplitView *self);
  /* Shows an object in the detail; 0 shows none any more. */
  void (*show) (KontorSplitView *self, gint64 id);
};

KontorListPane *kontor_split_view_get_pane (KontorSplitView *self);
AdwNavigationSplitView *kontor_split_view_get_split (KontorSplitView *self);

/** Once, when a subclass is filled. @list: @pane or what holds it */
void kontor_split_view_set_list (KontorSplitView *self, GtkWidget *list, KontorListPane *pane);

G_END_DECLS
