/* SPDX-License-Identifier: MIT */
/*
 * Borders of the kernel image. The host's image is make-believe: 64 KiB of "physical" memory at
 * 1 MiB, where a kernel lies, so that boot code has something to reserve. Nothing is in it.
 */
#ifndef _ASM_SECTIONS_H
#define _ASM_SECTIONS_H

#include <asm/memory_map.h>

#define HOST_IMAGE(offset) ((char *)(PAGE_OFFSET + 0x100000UL + (offset)))

#define _text HOST_IMAGE(0)
#define _etext HOST_IMAGE(0x8000)
#define __start_rodata HOST_IMAGE(0x8000)
#define __end_rodata HOST_IMAGE(0xc000)
#define __init_text_begin HOST_IMAGE(0xc000)
#define __init_text_end HOST_IMAGE(0xc000)
#define __init_data_begin HOST_IMAGE(0xc000)
#define __init_data_end HOST_IMAGE(0xc000)
#define _sdata HOST_IMAGE(0xc000)
#define _edata HOST_IMAGE(0xe000)
#define __bss_start HOST_IMAGE(0xe000)
#define __bss_stop HOST_IMAGE(0x10000)
#define __init_bss_begin HOST_IMAGE(0x10000)
#define __init_bss_end HOST_IMAGE(0x10000)
#define _end HOST_IMAGE(0x10000)

#endif
