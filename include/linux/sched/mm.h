/* SPDX-License-Identifier: MIT */
/* Address spaces of threads: mmget(), mmput(), mmgrab(), mmdrop(). */
#ifndef _LINUX_SCHED_MM_H
#define _LINUX_SCHED_MM_H

#include <linux/memalloc.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>

#endif
