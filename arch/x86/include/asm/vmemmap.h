/* SPDX-License-Identifier: MIT */
#ifndef _ASM_VMEMMAP_H
#define _ASM_VMEMMAP_H

/**
 * vmemmap_populate() - back a part of the vmemmap with memory
 * @start: first virtual address, page-aligned
 * @end: address behind the last, page-aligned
 *
 * Pages that are mapped already are left alone. The new ones are zeroed. They come from memblock
 * before the buddy allocator runs and from the buddy allocator after, in the largest page size
 * that fits.
 *
 * Context: boot, or process context; does not sleep.
 * Return: 0, or -ENOMEM with what was mapped so far left in place.
 */
int vmemmap_populate(unsigned long start, unsigned long end);

#endif
