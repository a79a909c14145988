#include "kontor-member.h"

struct _KontorMembers {
  GObject parent_instance;

  guint field;
  GPtrArray *members; /* (owned) (element-type KontorMember) */
};

static GType
kontor_members_get_item_type (GListModel *model)
{
  return KONTOR_TYPE_MEMBER;
}

static guint
kontor_members_get_n_items (GListModel *model)
{
  return KONTOR_MEMBERS (model)->members->len;
}

static gpointer
kontor_members_get_item (GListModel *model, guint position)
{
  KontorMembers *self = KONTOR_MEMBERS (model);

  return position < self->members->len ? g_object_ref (g_ptr_array_index (self->members, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kontor_members_get_item_type;
  iface->get_n_items = kontor_members_get_n_items;
  iface->get_item = kontor_members_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorMembers, kontor_members, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
kontor_members_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_MEMBERS (object)->members);

  G_OBJECT_CLASS (kontor_members_parent_class)->finalize (object);
}

static void
kontor_members_class_init (KontorMembersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_members_finalize;
}

static void
kontor_members_init (KontorMembers *self)
{
  self->members = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorMembers *
kontor_members_new (guint field)
{
  KontorMembers *self = g_object_new (KONTOR_TYPE_MEMBERS, NULL);

  self->field = field;
  return self;
}

static gboolean
has_key (KontorMember *member, const char *key)
{
  return g_strcmp0 (kontor_member_get_key (member), key) == 0;
}

/* @hint: where it most likely still is */
static KontorMember *
find_member (GPtrArray *members, const char *key, guint hint)
{
  if (hint < members->len && has_key (g_ptr_array_index (members, hint), key))
    return g_ptr_array_index (members, hint);
  for (guint i = 0; i < members->len; i++)
    if (has_key (g_ptr_array_index (members, i), key))
      return g_ptr_array_index (members, i);
  return NULL;
}

/* A key stands in a list once, so no member is taken over twice. */
static GPtrArray *
make_members (KontorMembers *self, KontorRecord *record, const char *currency)
{
  guint length = record != NULL ? kontor_record_get_length (record, self->field) : 0;
  GPtrArray *members = g_ptr_array_new_full (length, g_object_unref);

  for (guint i = 0; i < length; i++) {
    KontorRecord *row = kontor_record_get_member (record, self->field, i);
    KontorMember *member = find_member (self->members, kontor_record_get_key (row), i);

    if (member != NULL)
      kontor_member_set_record (member, row, currency);
    g_ptr_array_add (members, member != NULL ? g_object_ref (member) : kontor_member_new (row, currency));
  }
  return members;
}

void
kontor_members_update (KontorMembers *self, KontorRecord *record, const char *currency)
{
  g_autoptr (GPtrArray) old = NULL;
  guint head = 0, tail = 0, shorter;

  g_return_if_fail (KONTOR_IS_MEMBERS (self));

  old = self->members;
  self->members = make_members (self, record, currency);
  shorter = MIN (old->len, self->members->len);
  while (head < shorter && old->pdata[head] == self->members->pdata[head])
    head++;
  while (tail < shorter - head &&
         old->pdata[old->len - 1 - tail] == self->members->pdata[self->members->len - 1 - tail])
    tail++;
  if (old->len - head - tail + self->members->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, self->members->len - head - tail);
}
