/* SPDX-License-Identifier: MIT */
/* What pages may be used for: pgprot_t, PAGE_KERNEL and its like. */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <asm/pgtable.h>

#endif
