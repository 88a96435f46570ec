/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_MAIN_H
#define _QUARRY_MAIN_H

#include <linux/types.h>

void kernel_main(u32 magic, u32 information) __attribute__((noreturn));
void report_boot_cost(void);
void paging_use_page_allocator(void);

#endif
