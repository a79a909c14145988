#include "kontor-order-effects.h"

#include <glib/gi18n.h>

KontorEffects
kontor_order_effects_get (KontorAccount *account, const char *kind)
{
  const KontorConnectorInfo *platform = account != NULL ? kontor_account_get_platform (account) : NULL;

  for (const KontorOpSupport *op = platform != NULL ? platform->ops : NULL; op != NULL && op->kind != NULL; op++)
    if (g_str_equal (op->kind, kind))
      return op->effects;
  return KONTOR_EFFECT_NONE;
}

char *
kontor_order_effects_describe (KontorEffects effects)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if ((effects & KONTOR_EFFECT_MAILS_CUSTOMER) != 0)
    g_strv_builder_add (builder, _("Mails the customer"));
  if ((effects & KONTOR_EFFECT_MOVES_STOCK) != 0)
    g_strv_builder_add (builder, _("Moves stock"));
  if ((effects & KONTOR_EFFECT_MOVES_MONEY) != 0)
    g_strv_builder_add (builder, _("Moves money"));
  words = g_strv_builder_end (builder);
  return words[0] != NULL ? g_strjoinv (" · ", words) : NULL;
}

char *
kontor_order_effects_explain (KontorEffects effects)
{
  g_autofree char *words = kontor_order_effects_describe (effects);

  if (words == NULL)
    return g_strdup (_("It can be undone."));
  /* Translators: "Mails the customer · Moves stock. It is sent after ten seconds …" */
  return g_strdup_printf (_("%s. It is sent after ten seconds; until then you can take it back."), words);
}

char *
kontor_order_refusal (KontorAccount *account, const char *kind, const KontorRecord *order)
{
  g_autofree char *reason = NULL;

  if (account == NULL)
    return g_strdup (_("The shop of this order is not connected."));
  if (kontor_account_allows (account, kind, order, &reason))
    return NULL;
  return reason != NULL ? g_steal_pointer (&reason) : g_strdup (_("The shop does not allow this."));
}
