/* SPDX-License-Identifier: MIT */
/* Users and groups as types that are not mistaken for numbers. There is one user here: root. */
#ifndef _LINUX_UIDGID_H
#define _LINUX_UIDGID_H

#include <linux/types.h>

typedef struct {
	uid_t val;
} kuid_t;
typedef struct {
	gid_t val;
} kgid_t;

struct user_namespace;
extern struct user_namespace init_user_ns; /* the only one; nothing is in it */

#define KUIDT_INIT(value) ((kuid_t){ (value) })
#define KGIDT_INIT(value) ((kgid_t){ (value) })
#define GLOBAL_ROOT_UID KUIDT_INIT(0)
#define GLOBAL_ROOT_GID KGIDT_INIT(0)
#define INVALID_UID KUIDT_INIT(-1)
#define INVALID_GID KGIDT_INIT(-1)

#define __kuid_val(uid) ((uid).val)
#define __kgid_val(gid) ((gid).val)
#define uid_eq(a, b) ((a).val == (b).val)
#define gid_eq(a, b) ((a).val == (b).val)
#define uid_lt(a, b) ((a).val < (b).val)
#define uid_gt(a, b) ((a).val > (b).val)
#define uid_valid(uid) ((uid).val != (uid_t)-1)
#define gid_valid(gid) ((gid).val != (gid_t)-1)
#define make_kuid(ns, uid) ((void)(ns), KUIDT_INIT(uid))
#define make_kgid(ns, gid) ((void)(ns), KGIDT_INIT(gid))
#define from_kuid(ns, uid) ((void)(ns), (uid).val)
#define from_kgid(ns, gid) ((void)(ns), (gid).val)
#define from_kuid_munged(ns, uid) from_kuid(ns, uid)
#define from_kgid_munged(ns, gid) from_kgid(ns, gid)

#endif
