/* SPDX-License-Identifier: MIT */
/* No programs that map memory: only the numbers they would use. */
#ifndef _LINUX_MMAN_H
#define _LINUX_MMAN_H

#include <linux/mm.h>

#endif
