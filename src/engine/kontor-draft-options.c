#include "kontor-draft-options.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* (element-type KontorRecord): copies of the members of a list, to be put together anew */
static GPtrArray *
copy_members (const KontorRecord *record, guint field)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    g_ptr_array_add (members, kontor_record_copy (kontor_record_get_member (record, field, i)));
  return members;
}

static void
set_members (KontorRecord *record, guint field, GPtrArray *members)
{
  kontor_record_set_empty (record, field);
  for (guint i = 0; i < members->len; i++)
    kontor_record_take_member (record, field, kontor_record_ref (g_ptr_array_index (members, i)));
}

static GPtrArray *
copy_options (KontorDraftVariants *self)
{
  KontorDraft *draft = kontor_draft_variants_get_draft (self);
  g_autoptr (KontorRecord) product = kontor_draft_dup_record (draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (draft));

  return copy_members (product, KONTOR_PRODUCT_OPTIONS);
}

static void
set_options (KontorDraftVariants *self, GPtrArray *options)
{
  KontorDraft *draft = kontor_draft_variants_get_draft (self);
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  set_members (change, KONTOR_PRODUCT_OPTIONS, options);
  kontor_draft_set (draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (draft), change);
}

static void
set_values (KontorDraftVariants *self, GPtrArray *options, guint option, GPtrArray *values)
{
  set_members (g_ptr_array_index (options, option), KONTOR_PRODUCT_OPTION_VALUES, values);
  set_options (self, options);
}

/* Both kinds of members have their name first. */
G_STATIC_ASSERT (KONTOR_PRODUCT_OPTION_NAME == 0 && KONTOR_OPTION_VALUE_NAME == 0);

static const char *
get_name (GPtrArray *members, guint index)
{
  const KontorRecord *member = g_ptr_array_index (members, index);
  const char *name = kontor_record_get_text (member, 0);

  return name != NULL ? name : kontor_record_get_key (member);
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, text);
  return FALSE;
}

/* @own: the place of the member that is to be called so; G_MAXUINT: a new one */
static gboolean
check_name (GPtrArray *members, guint own, const char *name, GError **error)
{
  if (name[0] == '\0')
    return refuse (error, _("It needs a name."));
  for (guint i = 0; i < members->len; i++)
    if (i != own && g_strcmp0 (get_name (members, i), name) == 0)
      return refuse (error, _("There is one of this name already."));
  return TRUE;
}

/* What the shop knows by a number of its own keeps it; else the name is all that it is known by. */
static void
set_name (KontorRecord *member, const char *name)
{
  const char *key = kontor_record_get_key (member), *old = kontor_record_get_text (member, 0);

  if (key == NULL || old == NULL || g_str_equal (key, old))
    kontor_record_set_key (member, name);
  kontor_record_set_text (member, 0, name);
}

static void
move (GPtrArray *members, guint from, guint to)
{
  g_ptr_array_insert (members, (gint) to, g_ptr_array_steal_index (members, from));
}

gboolean
kontor_draft_options_add (KontorDraftVariants *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) options = NULL;
  g_autofree char *text = g_strstrip (g_strdup (name));
  KontorRecord *option;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), FALSE);

  options = copy_options (self);
  if (!check_name (options, G_MAXUINT, text, error))
    return FALSE;
  option = kontor_record_new (&kontor_product_option_type);
  set_name (option, text);
  kontor_record_set_empty (option, KONTOR_PRODUCT_OPTION_VALUES);
  g_ptr_array_add (options, option);
  set_options (self, options);
  return TRUE;
}

gboolean
kontor_draft_options_rename (KontorDraftVariants *self, guint option, const char *name, GError **error)
{
  g_autoptr (GPtrArray) options = NULL;
  g_autofree char *text = g_strstrip (g_strdup (name)), *old = NULL;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), FALSE);

  options = copy_options (self);
  g_return_val_if_fail (option < options->len, FALSE);
  if (!check_name (options, option, text, error))
    return FALSE;
  old = g_strdup (get_name (options, option));
  set_name (g_ptr_array_index (options, option), text);
  kontor_draft_freeze (kontor_draft_variants_get_draft (self));
  kontor_draft_variants_rename (self, old, NULL, text);
  set_options (self, options);
  kontor_draft_thaw (kontor_draft_variants_get_draft (self));
  return TRUE;
}

void
kontor_draft_options_move (KontorDraftVariants *self, guint from, guint to)
{
  g_autoptr (GPtrArray) options = NULL;

  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  options = copy_options (self);
  if (from == to || from >= options->len || to >= options->len)
    return;
  move (options, from, to);
  set_options (self, options);
}

void
kontor_draft_options_remove (KontorDraftVariants *self, guint option)
{
  g_autoptr (GPtrArray) options = NULL;

  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  options = copy_options (self);
  g_return_if_fail (option < options->len);
  g_ptr_array_remove_index (options, option);
  set_options (self, options);
}

gboolean
kontor_draft_options_add_value (KontorDraftVariants *self, guint option, const char *name, GError **error)
{
  g_autoptr (GPtrArray) options = NULL, values = NULL;
  g_autofree char *text = g_strstrip (g_strdup (name));
  KontorRecord *value;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), FALSE);

  options = copy_options (self);
  g_return_val_if_fail (option < options->len, FALSE);
  values = copy_members (g_ptr_array_index (options, option), KONTOR_PRODUCT_OPTION_VALUES);
  if (!check_name (values, G_MAXUINT, text, error))
    return FALSE;
  value = kontor_record_new (&kontor_option_value_type);
  set_name (value, text);
  g_ptr_array_add (values, value);
  set_values (self, options, option, values);
  return TRUE;
}

gboolean
kontor_draft_options_rename_value (KontorDraftVariants *self, guint option, guint value, const char *name,
                                   GError **error)
{
  g_autoptr (GPtrArray) options = NULL, values = NULL;
  g_autofree char *text = g_strstrip (g_strdup (name)), *old = NULL;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (self), FALSE);

  options = copy_options (self);
  g_return_val_if_fail (option < options->len, FALSE);
  values = copy_members (g_ptr_array_index (options, option), KONTOR_PRODUCT_OPTION_VALUES);
  g_return_val_if_fail (value < values->len, FALSE);
  if (!check_name (values, value, text, error))
    return FALSE;
  old = g_strdup (get_name (values, value));
  set_name (g_ptr_array_index (values, value), text);
  kontor_draft_freeze (kontor_draft_variants_get_draft (self));
  kontor_draft_variants_rename (self, get_name (options, option), old, text);
  set_values (self, options, option, values);
  kontor_draft_thaw (kontor_draft_variants_get_draft (self));
  return TRUE;
}

void
kontor_draft_options_move_value (KontorDraftVariants *self, guint option, guint from, guint to)
{
  g_autoptr (GPtrArray) options = NULL, values = NULL;

  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  options = copy_options (self);
  g_return_if_fail (option < options->len);
  values = copy_members (g_ptr_array_index (options, option), KONTOR_PRODUCT_OPTION_VALUES);
  if (from == to || from >= values->len || to >= values->len)
    return;
  move (values, from, to);
  set_values (self, options, option, values);
}

void
kontor_draft_options_remove_value (KontorDraftVariants *self, guint option, guint value)
{
  g_autoptr (GPtrArray) options = NULL, values = NULL;

  g_return_if_fail (KONTOR_IS_DRAFT_VARIANTS (self));

  options = copy_options (self);
  g_return_if_fail (option < options->len);
  values = copy_members (g_ptr_array_index (options, option), KONTOR_PRODUCT_OPTION_VALUES);
  g_return_if_fail (value < values->len);
  g_ptr_array_remove_index (values, value);
  set_values (self, options, option, values);
}
