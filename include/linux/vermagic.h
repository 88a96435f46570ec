/* SPDX-License-Identifier: MIT */
/* What a module must agree with. */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <linux/utsname.h>

#define UTS_RELEASE "6.1.0-quarry"
#define VERMAGIC_STRING UTS_RELEASE " SMP preempt mod_unload "

#endif
