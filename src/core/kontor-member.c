#include "kontor-member.h"

struct _KontorMember {
  GObject parent_instance;

  KontorRecord *record; /* (owned) */
  char *currency;       /* (owned) (nullable) */
};

enum { PROP_0, PROP_KEY, PROP_RECORD, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KontorMember, kontor_member, G_TYPE_OBJECT)

static void
kontor_member_finalize (GObject *object)
{
  KontorMember *self = KONTOR_MEMBER (object);

  kontor_record_unref (self->record);
  g_free (self->currency);

  G_OBJECT_CLASS (kontor_member_parent_class)->finalize (object);
}

static void
kontor_member_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KontorMember *self = KONTOR_MEMBER (object);

  switch (prop_id) {
  case PROP_KEY:
    g_value_set_string (value, kontor_member_get_key (self));
    break;
  case PROP_RECORD:
    g_value_set_boxed (value, self->record);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kontor_member_class_init (KontorMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_member_finalize;
  object_class->get_property = kontor_member_get_property;

  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RECORD] =
      g_param_spec_boxed ("record", NULL, NULL, KONTOR_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_member_init (KontorMember *self)
{
}

KontorMember *
kontor_member_new (KontorRecord *record, const char *currency)
{
  KontorMember *self = g_object_new (KONTOR_TYPE_MEMBER, NULL);

  self->record = kontor_record_ref (record);
  self->currency = g_strdup (currency);
  return self;
}

const char *
kontor_member_get_key (KontorMember *self)
{
  g_return_val_if_fail (KONTOR_IS_MEMBER (self), NULL);

  return kontor_record_get_key (self->record);
}

KontorRecord *
kontor_member_get_record (KontorMember *self)
{
  g_return_val_if_fail (KONTOR_IS_MEMBER (self), NULL);

  return self->record;
}

void
kontor_member_set_record (KontorMember *self, KontorRecord *record, const char *currency)
{
  g_autoptr (KontorRecord) old = NULL;
  gboolean same;

  g_return_if_fail (KONTOR_IS_MEMBER (self));
  g_return_if_fail (record != NULL);

  old = g_steal_pointer (&self->record);
  self->record = kontor_record_ref (record);
  same = kontor_record_equal (old, record) && g_strcmp0 (self->currency, currency) == 0;
  g_set_str (&self->currency, currency);
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

KontorMoney *
kontor_member_dup_money (KontorMember *self, guint field)
{
  KontorMoney money;

  g_return_val_if_fail (KONTOR_IS_MEMBER (self), NULL);

  if (self->currency == NULL || kontor_record_is_null (self->record, field))
    return NULL;
  money = kontor_money_make (kontor_record_get_amount (self->record, field), self->currency);
  return kontor_money_copy (&money);
}

GListModel *
kontor_member_dup_list (KontorMember *self, guint field)
{
  KontorMembers *members;

  g_return_val_if_fail (KONTOR_IS_MEMBER (self), NULL);

  members = kontor_members_new (field);
  kontor_members_update (members, self->record, self->currency);
  return G_LIST_MODEL (members);
}
