/* SPDX-License-Identifier: MIT */
/*
 * Where modules lie. In 64-bit mode within 2 GiB of the kernel, since both are compiled for the top of
 * the address space (-mcmodel=kernel); in 32-bit mode everything is within reach.
 */
#ifndef _ASM_MODULE_H
#define _ASM_MODULE_H

#include <asm/memory_map.h>
#include <asm/pgtable.h>

#ifdef CONFIG_64BIT
#define MODULES_START MODULES_VADDR
#define MODULES_LIMIT MODULES_END
#else
#define MODULES_START VMALLOC_START
#define MODULES_LIMIT VMALLOC_END
#endif

#endif
