/* SPDX-License-Identifier: MIT */
/* Hints to bring memory into the cache. */
#ifndef _LINUX_PREFETCH_H
#define _LINUX_PREFETCH_H

#define prefetch(address) __builtin_prefetch(address)
#define prefetchw(address) __builtin_prefetch(address, 1)

#endif
