#include <gio/gio.h>

#include "document-fixture.h"
#include "kontor-wording.h"

/* Writes every document as a PDF into a folder, for a person to look at. */

static const char *
choose_media (KontorDocumentKind kind, const char *paper)
{
  switch (kind) {
  case KONTOR_DOCUMENT_ADDRESS_LABEL:
    return "4x6";
  case KONTOR_DOCUMENT_RETURN_LABEL:
    return "brother-62x100";
  case KONTOR_DOCUMENT_CN22:
    return "74x105";
  case KONTOR_DOCUMENT_PRODUCT_LABEL:
  case KONTOR_DOCUMENT_PRICE_LABEL:
    return "57x32";
  case KONTOR_DOCUMENT_BIN_LABEL:
    return "100x50";
  case KONTOR_DOCUMENT_PACKING_SLIP:
  case KONTOR_DOCUMENT_PICK_LIST:
  case KONTOR_DOCUMENT_RECEIPT:
  case KONTOR_DOCUMENT_INVOICE:
  case KONTOR_DOCUMENT_CREDIT_NOTE:
  case KONTOR_DOCUMENT_CN23:
    return paper;
  }
  return paper;
}

static void
write_one (const char *folder, KontorDocumentKind kind, const char *language, const char *paper)
{
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead (language);
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (kind, order);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *path =
      g_strdup_printf ("%s/%s-%s-%s.pdf", folder, kontor_document_kind_to_nick (kind), language, paper);

  g_ptr_array_add (documents, document);
  pdf = kontor_documents_print (documents, shop, kontor_media_find (choose_media (kind, paper)), 0, 0, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  const char *const *languages = kontor_wording_get_languages ();

  for (guint i = 0; argc > 1 && i < KONTOR_N_DOCUMENT_KINDS; i++)
    for (guint j = 0; languages[j] != NULL; j++) {
      write_one (argv[1], (KontorDocumentKind) i, languages[j], "a4");
      write_one (argv[1], (KontorDocumentKind) i, languages[j], "letter");
    }
  return 0;
}
