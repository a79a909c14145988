#pragma once

#include <gio/gio.h>

#include "kontor-record.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MEMBER (kontor_member_get_type ())
G_DECLARE_FINAL_TYPE (KontorMember, kontor_member, KONTOR, MEMBER, GObject)

/**
 * KontorMember:
 *
 * A member of an object's list as lists show it: a line, a payment, a note.
 * The member of a key stays the same object while its record changes
 * (notify::record). Main thread only.
 */
KontorMember *kontor_member_new (KontorRecord *record, const char *currency);
const char *kontor_member_get_key (KontorMember *self);
KontorRecord *kontor_member_get_record (KontorMember *self);
/** Shows what is now known of the same member. */
void kontor_member_set_record (KontorMember *self, KontorRecord *record, const char *currency);
/** (transfer full) (nullable): in the currency of the object that it belongs to */
KontorMoney *kontor_member_dup_money (KontorMember *self, guint field);
/** (transfer full): a GListModel of KontorMember with the members of its own list, as they are now */
GListModel *kontor_member_dup_list (KontorMember *self, guint field);

#define KONTOR_TYPE_MEMBERS (kontor_members_get_type ())
G_DECLARE_FINAL_TYPE (KontorMembers, kontor_members, KONTOR, MEMBERS, GObject)

/** KontorMembers: a GListModel over one list field of a record. */
KontorMembers *kontor_members_new (guint field);
/** @record: (nullable): the object that has the list now; members are recognised by their keys */
void kontor_members_update (KontorMembers *self, KontorRecord *record, const char *currency);

G_END_DECLS
