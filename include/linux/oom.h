/* SPDX-License-Identifier: MIT */
/* The last resort when memory is used up. Theory in mm/oom.c. */
#ifndef _LINUX_OOM_H
#define _LINUX_OOM_H

#include <linux/notifier.h>

/* Called with a pointer to an unsigned long, to which the callback adds the pages it has freed. */
int register_oom_notifier(struct notifier_block *nb);
int unregister_oom_notifier(struct notifier_block *nb);

#endif
