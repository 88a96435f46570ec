// SPDX-License-Identifier: MIT
/*
 * Areas of the vmalloc range for others: addresses without memory, under Linux's names. What is done
 * here is choosing a range and an alignment; vmalloc_area.c has the areas themselves, and the theory.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <quarry/vmalloc.h>
#include "vmalloc.h"

#define IOREMAP_MAX_SHIFT 24 /* device memory is aligned to its size, up to 16 MiB */

/**
 * get_vm_area_range() - an area of given alignment in a part of the vmalloc range
 * @size: bytes, rounded up to pages; a guard page comes on top
 * @align: of its start, a power of two
 * @start: no address below this
 * @end: nor this or above
 * @flags: VM_*
 * @caller: whom the reports name
 *
 * Nothing is mapped. free_vm_area() gives it back.
 *
 * Context: process; may sleep. Return: the area, or NULL.
 */
struct vm_struct *get_vm_area_range(unsigned long size, unsigned long align, unsigned long start, unsigned long end,
				    unsigned long flags, const void *caller)
{
	return vm_area_take(PAGE_ALIGN(size), max(align, PAGE_SIZE), start, end, flags, GFP_KERNEL, caller);
}
EXPORT_SYMBOL(get_vm_area_range);

/** __get_vm_area_caller() - get_vm_area_range() with the alignment that @flags suggest */
struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller)
{
	unsigned long align = PAGE_SIZE;

	if (flags & VM_IOREMAP)
		align = min(roundup_pow_of_two(max(size, PAGE_SIZE)), 1UL << IOREMAP_MAX_SHIFT);
	return get_vm_area_range(size, align, start, end, flags, caller);
}
EXPORT_SYMBOL(__get_vm_area_caller);

/** __get_vm_area() - get_vm_area() in a part of the vmalloc range */
struct vm_struct *__get_vm_area(unsigned long size, unsigned long flags, unsigned long start, unsigned long end)
{
	return __get_vm_area_caller(size, flags, start, end, __builtin_return_address(0));
}
EXPORT_SYMBOL(__get_vm_area);

/** get_vm_area_caller() - get_vm_area() for somebody else */
struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags, const void *caller)
{
	return __get_vm_area_caller(size, flags, VMALLOC_START, VMALLOC_END, caller);
}
EXPORT_SYMBOL(get_vm_area_caller);

/**
 * get_vm_area() - an area of the vmalloc range
 * @size: bytes, rounded up to pages; a guard page comes on top
 * @flags: VM_*
 *
 * Context: process; may sleep. Return: the area, in which nothing is mapped, or NULL.
 */
struct vm_struct *get_vm_area(unsigned long size, unsigned long flags)
{
	return get_vm_area_caller(size, flags, __builtin_return_address(0));
}
EXPORT_SYMBOL(get_vm_area);

/**
 * remove_vm_area() - unmap an area
 * @addr: its first address
 *
 * Return: the area, which can no longer be found; free_vm_area() gives it back. NULL if there is none.
 */
struct vm_struct *remove_vm_area(const void *addr)
{
	struct vm_struct *vm = vm_area_detach(addr, 0, "remove_vm_area()", __builtin_return_address(0));

	if (vm)
		vm_area_unmap(vm);
	return vm;
}
EXPORT_SYMBOL(remove_vm_area);

/**
 * free_vm_area() - give an area back, and unmap what is mapped there
 * @vm: from get_vm_area() or remove_vm_area()
 *
 * Context: any but NMI.
 */
void free_vm_area(struct vm_struct *vm)
{
	if (!vmap_area_is_detached(&vm->area) && remove_vm_area(vm->addr) != vm)
		return;
	vm_area_retire(vm);
}
EXPORT_SYMBOL(free_vm_area);
