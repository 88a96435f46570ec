/* SPDX-License-Identifier: MIT */
/* The caches of a PC agree by themselves. Protection of pages: linux/set_memory.h. */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

#include <linux/mm.h>

#endif
