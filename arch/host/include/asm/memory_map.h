/* SPDX-License-Identifier: MIT */
/*
 * The address space of the host process. The places are constants, as in the kernel, and lie
 * where neither Linux nor AddressSanitizer (shadow below 0x10007fff8000) puts anything.
 *
 *   0x7f.. .......... +----------------------+
 *                     | libraries, stacks    |
 *   0x640000000000    +----------------------+
 *                     | ASan's heap          |
 *   0x600000000000    +----------------------+
 *   0x55.. .......... | the program          |
 *   0x410000000000    +----------------------+ VMEMMAP_END
 *                     | vmemmap       1 TiB  | unreadable until vmemmap_populate()
 *   0x400000000000    +----------------------+ VMEMMAP_START
 *   0x300000000000    +----------------------+ PAGE_OFFSET + HOST_PHYS_SIZE
 *                     | "physical" memory    | 16 TiB reserved; readable where host_ram_add()
 *                     |                      | put RAM
 *   0x200000000000    +----------------------+ PAGE_OFFSET
 */
#ifndef _ASM_MEMORY_MAP_H
#define _ASM_MEMORY_MAP_H

#define PAGE_OFFSET 0x200000000000UL
#define HOST_PHYS_SIZE 0x100000000000UL
#define KERNEL_VMA PAGE_OFFSET
#define TASK_SIZE PAGE_OFFSET /* of the address spaces that are built here and that no CPU uses */
#define KERNEL_HALF_START PAGE_OFFSET

#define VMEMMAP_START 0x400000000000UL
#define VMEMMAP_END 0x410000000000UL
/* No vmalloc on the host; the addresses only have to be apart from all others. */
#define VMALLOC_START 0x420000000000UL
#define VMALLOC_END 0x430000000000UL

#define BOOT_DIRECT_MAP_SIZE HOST_PHYS_SIZE
#define MAX_PHYSMEM_BITS 46
#ifdef HOST_HIGHMEM
#define DIRECT_MAP_MAX (32UL << 20) /* small, so that a small machine has HIGHMEM */
#else
#define DIRECT_MAP_MAX HOST_PHYS_SIZE
#endif

#endif
