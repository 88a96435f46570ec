/* SPDX-License-Identifier: MIT */
/* The task that a double fault switches to (Intel SDM vol. 3A, 7.2.1). */
#ifndef _ASM_DOUBLE_FAULT_H
#define _ASM_DOUBLE_FAULT_H

#include <linux/types.h>

struct tss {
	u32 previous_task;
	u32 sp0, ss0, sp1, ss1, sp2, ss2;
	u32 cr3;
	u32 ip, flags;
	u32 ax, cx, dx, bx, sp, bp, si, di;
	u32 es, cs, ss, ds, fs, gs;
	u32 ldt;
	u16 trap;
	u16 io_map_base;
};
_Static_assert(sizeof(struct tss) == 104, "the CPU's format");

extern struct tss main_tss; /* per CPU */

/* The GDT descriptor of this CPU's task; its page tables are set by double_fault_set_cr3(). */
u64 double_fault_task(void);
void double_fault_set_cr3(unsigned long cr3);
void double_fault_entry(void); /* double_fault_entry.asm */
void double_fault_handler(void);

#endif
