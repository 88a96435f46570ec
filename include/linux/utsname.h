/* SPDX-License-Identifier: MIT */
/* What this kernel and this machine are called. */
#ifndef _LINUX_UTSNAME_H
#define _LINUX_UTSNAME_H

#include <linux/sched.h>

#define __NEW_UTS_LEN 64

struct new_utsname {
	char sysname[__NEW_UTS_LEN + 1];
	char nodename[__NEW_UTS_LEN + 1];
	char release[__NEW_UTS_LEN + 1];
	char version[__NEW_UTS_LEN + 1];
	char machine[__NEW_UTS_LEN + 1];
	char domainname[__NEW_UTS_LEN + 1];
};

struct uts_namespace {
	struct new_utsname name;
};

/* The only one. The release is that of the Linux whose interfaces these are, for modules that ask. */
extern struct uts_namespace init_uts_ns;

#define utsname() (&init_uts_ns.name)
#define init_utsname() (&init_uts_ns.name)

#endif
