#pragma once

#include <glib.h>

#include "kontor-page.h"

G_BEGIN_DECLS

/**
 * KontorMedia:
 * @name: as it is stored and typed: "a4", "avery-l7160"
 * @title: as it is sold; vendors' names are not translated
 * @width, @height: of the paper, in millimetres
 * @columns, @rows: of labels; 1 and 1 for paper and labels from a roll
 * @label_width, @label_height: of one label, or the paper's
 * @left, @top: where the first label begins
 * @across, @down: from one label to the next
 *
 * A size of paper, a label from a roll, or a sheet of labels.
 */
typedef struct {
  const char *name;
  const char *title;
  double width, height;
  guint columns, rows;
  double label_width, label_height;
  double left, top;
  double across, down;
} KontorMedia;

/** (nullable): NULL where there is none of that name. */
const KontorMedia *kontor_media_find (const char *name);
/** All of them: papers, then labels, then sheets. */
const KontorMedia *kontor_media_list (guint *n);
gboolean kontor_media_is_sheet (const KontorMedia *self);

/**
 * kontor_media_impose:
 * @labels: KontorPages, each of a label's size
 * @first: place of the first one on the first sheet, from 0, row after row
 *
 * Returns: (transfer full): KontorPages of the paper's size; @labels itself
 * where the media is no sheet
 */
GPtrArray *kontor_media_impose (const KontorMedia *self, GPtrArray *labels, guint first);

G_END_DECLS
