#pragma once

#include <yyjson.h>

#include "kontor-op.h"

G_BEGIN_DECLS

/*
 * Pictures that a person chose, and that a shop does not have yet. The resume text of the op that
 * sends them keeps what was uploaded: their keys, and what the shop calls each.
 */

/**
 * KontorShopUpload:
 * @name: of the file, which breaks no header and which no shop garbles
 * @type: MIME
 */
typedef struct {
  char *name;
  char *type;
  GBytes *bytes;
} KontorShopUpload;

void kontor_shop_upload_clear (KontorShopUpload *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorShopUpload, kontor_shop_upload_clear)

/** Fills @self with the file of a picture; in a fiber. Errors: KONTOR_ERROR_INVALID, with what is wrong with it. */
gboolean kontor_shop_upload_await (KontorShopUpload *self, const KontorRecord *picture, GError **error);

/** (nullable): what was uploaded, an object of texts by the keys of pictures; NULL where nothing was. */
yyjson_doc *kontor_shop_upload_read (const KontorOp *op);
/** The resume text of the op when the shop has @picture under @name. */
char *kontor_shop_upload_note (const KontorOp *op, const KontorRecord *picture, const char *name);
/** (nullable): of the op's pictures the first that @is_new to the shop and was not uploaded. */
const KontorRecord *kontor_shop_upload_find_next (const KontorOp *op, gboolean (*is_new) (const KontorRecord *picture));

G_END_DECLS
