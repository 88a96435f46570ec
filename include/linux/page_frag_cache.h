/* SPDX-License-Identifier: MIT */
/* No network that would use it. Nothing here. */
#ifndef _LINUX_PAGE_FRAG_CACHE_H
#define _LINUX_PAGE_FRAG_CACHE_H

#include <linux/types.h>

#endif
