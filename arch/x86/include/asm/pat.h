/* SPDX-License-Identifier: MIT */
/* The page attribute table: what the cache bits of page-table entries mean. */
#ifndef _ASM_PAT_H
#define _ASM_PAT_H

#include <asm/pgtable.h>
#include <linux/types.h>

bool pat_enabled(void);
void pat_init_cpu(void);

#endif
