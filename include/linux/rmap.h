/* SPDX-License-Identifier: MIT */
/* No pages of programs to find by. Brings what it brings. */
#ifndef _LINUX_RMAP_H
#define _LINUX_RMAP_H

#include <linux/mm.h>

#endif
