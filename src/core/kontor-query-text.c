#include "kontor-query.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* Entity, account, terms: kind, negated, prefix, field, text, number. */
#define FORMAT "(sxa(ubbmsmsx))"

char *
kontor_query_to_text (const KontorQuery *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ubbmsmsx)"));
  g_autoptr (GVariant) variant = NULL;
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (self, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    g_variant_builder_add (&builder, "(ubbmsmsx)", (guint) terms[i]->kind, terms[i]->negated, terms[i]->prefix,
                           terms[i]->field, terms[i]->text, terms[i]->number);
  variant = g_variant_ref_sink (g_variant_new (FORMAT, kontor_entity_get_nick (kontor_query_get_entity (self)),
                                               kontor_query_get_account (self), &builder));
  return g_variant_print (variant, FALSE);
}

static KontorQuery *
read_terms (KontorEntity entity, gint64 account_id, GVariantIter *iter)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, TRUE, sizeof (KontorTerm));
  KontorTerm term;
  guint kind;

  /* The texts belong to the variant. */
  while (g_variant_iter_next (iter, "(ubbm&sm&sx)", &kind, &term.negated, &term.prefix, &term.field, &term.text,
                              &term.number)) {
    if (kind > KONTOR_TERM_AMOUNT)
      return NULL;
    term.kind = kind;
    g_array_append_val (terms, term);
  }
  return kontor_query_new_for_terms (entity, account_id, (const KontorTerm *) (gpointer) terms->data, terms->len);
}

KontorQuery *
kontor_query_from_text (const char *text, GError **error)
{
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE (FORMAT), text, NULL, NULL, NULL);
  g_autoptr (GVariantIter) iter = NULL;
  KontorQuery *query = NULL;
  KontorEntity entity;
  const char *nick;
  gint64 account_id;

  if (variant != NULL) {
    g_variant_get (variant, "(&sxa(ubbmsmsx))", &nick, &account_id, &iter);
    if (kontor_entity_from_nick (nick, &entity))
      query = read_terms (entity, account_id, iter);
  }
  if (query == NULL)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no query."), text);
  return query;
}
