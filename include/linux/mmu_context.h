/* SPDX-License-Identifier: MIT */
/* Borrowing an address space. */
#ifndef _LINUX_MMU_CONTEXT_H
#define _LINUX_MMU_CONTEXT_H

#include <linux/sched.h>
#include <linux/mm.h>

#endif
