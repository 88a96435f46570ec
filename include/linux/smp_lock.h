/* SPDX-License-Identifier: MIT */
/* The big kernel lock went in 2.6.39: there is none here either. Brings what it brought. */
#ifndef _LINUX_SMP_LOCK_H
#define _LINUX_SMP_LOCK_H

#include <linux/spinlock.h>
#include <linux/sched.h>

#endif
