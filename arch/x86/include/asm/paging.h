/* SPDX-License-Identifier: MIT */
/* Setting up the kernel's own page tables. */
#ifndef _ASM_PAGING_H
#define _ASM_PAGING_H

#include <asm/pgtable.h>

const struct paging_mode *paging_mode_choose(void);
bool address_is_canonical(unsigned long address);

void paging_init(void);
void mark_init_writable(void);

#endif
