/* SPDX-License-Identifier: MIT */
#ifndef _ASM_VMEMMAP_H
#define _ASM_VMEMMAP_H

/**
 * vmemmap_populate() - back a part of the vmemmap with zeroed memory
 * @start: first virtual address, page-aligned
 * @end: address behind the last, page-aligned
 *
 * On the host the reserved range becomes readable; a struct page that nobody populated faults, as
 * in the kernel. Takes no memory from memblock.
 *
 * Return: 0, or -ENOMEM (a range outside of the vmemmap, or what host_vmemmap_limit() forbids).
 */
int vmemmap_populate(unsigned long start, unsigned long end);

#endif
