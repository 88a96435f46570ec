/* SPDX-License-Identifier: MIT */
#ifndef _ASM_DOUBLE_FAULT_H
#define _ASM_DOUBLE_FAULT_H

/* The IST stack switches without page tables of its own. */
void double_fault_set_cr3(unsigned long cr3);

#endif
