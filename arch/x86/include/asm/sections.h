/* SPDX-License-Identifier: MIT */
/* Borders of the kernel image, set by linker.ld. */
#ifndef _ASM_SECTIONS_H
#define _ASM_SECTIONS_H

extern char _text[], _etext[];
extern char __start_rodata[], __end_rodata[];
extern char __init_text_begin[], __init_text_end[];
extern char __init_data_begin[], __init_data_end[];
extern char __init_bss_begin[], __init_bss_end[];
extern char _sdata[], _edata[];
extern char __per_cpu_start[], __per_cpu_end[];
extern char __bss_start[], __bss_stop[];
extern char _end[];
/* The stack that boot and the monitor run on, above a page that is not mapped. */
extern char init_stack_guard[], init_stack_begin[], init_stack_end[];

#endif
