#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_EDITOR (kontor_product_editor_get_type ())
/**
 * KontorProductEditor:
 *
 * All of a product in one page, over a draft of it: nothing is changed before
 * it is saved, and then as one action. What was not saved is there again.
 */
G_DECLARE_FINAL_TYPE (KontorProductEditor, kontor_product_editor, KONTOR, PRODUCT_EDITOR, AdwDialog)

/** @product: its id; 0 for a new one at @account */
AdwDialog *kontor_product_editor_new (KontorEngine *engine, KontorAccount *account, gint64 product);

G_END_DECLS
