// SPDX-License-Identifier: MIT
/*
 * alloc_percpu() and free_percpu(): the kernel's own allocator of per-CPU memory, whose first chunk is
 * the room behind the linked variables.
 */
#include <asm/sections.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <quarry/percpu_areas.h>
#include "internal.h"
#include "percpu.h"

static struct pcpu kernel_pcpu;

/**
 * percpu_init() - from here on variables can be allocated
 *
 * Context: boot, when the page allocator works.
 */
void __init percpu_init(void)
{
	const struct percpu_areas *areas = &percpu_areas;

	if (pcpu_init(&kernel_pcpu, areas->base, areas->static_size, areas->unit_size, areas->nr_units,
		      per_cpu_offset(0)))
		panic("percpu: no memory for the map of the first chunk");
	kernel_pcpu.kept = PERCPU_MODULE_ROOM;
}

/**
 * __alloc_percpu_gfp() - alloc_percpu_gfp() by size
 * @size: bytes, at most the size of a unit
 * @align: a power of two, at most PAGE_SIZE
 * @gfp: GFP_KERNEL; GFP_ATOMIC where the caller cannot sleep
 */
void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	return pcpu_alloc(&kernel_pcpu, size, align, gfp, _RET_IP_);
}
EXPORT_SYMBOL(__alloc_percpu_gfp);

/**
 * __alloc_percpu() - alloc_percpu() by size
 * @size: bytes, at most the size of a unit
 * @align: a power of two, at most PAGE_SIZE
 */
void __percpu *__alloc_percpu(size_t size, size_t align)
{
	return pcpu_alloc(&kernel_pcpu, size, align, GFP_KERNEL, _RET_IP_);
}
EXPORT_SYMBOL(__alloc_percpu);

/**
 * free_percpu() - free a per-CPU variable
 * @ptr: what alloc_percpu() returned; NULL does nothing
 *
 * Context: any but NMI. No CPU uses its copy any more.
 */
void free_percpu(void __percpu *ptr)
{
	pcpu_free(&kernel_pcpu, ptr, _RET_IP_);
}
EXPORT_SYMBOL(free_percpu);

/**
 * alloc_percpu_linked() - room for per-CPU variables of a module
 * @size: bytes
 * @align: a power of two, at most PAGE_SIZE
 *
 * Beside those of the kernel, so that the module's code reaches them as if the linker had put them there.
 *
 * Context: process. Return: what percpu_set_all() and free_percpu() take, or NULL.
 */
void __percpu *alloc_percpu_linked(size_t size, size_t align)
{
	return pcpu_alloc_first(&kernel_pcpu, size, align);
}

/**
 * percpu_set_all() - give each CPU's copy the same contents
 * @ptr: the variable
 * @from: the contents
 * @size: bytes
 */
void percpu_set_all(void __percpu *ptr, const void *from, size_t size)
{
	for (unsigned int unit = 0; unit < percpu_areas.nr_units; unit++)
		memcpy((char *)((unsigned long)ptr + kernel_pcpu.delta) + unit * percpu_areas.unit_size, from, size);
}

/** pcpu_nr_pages() - pages that all CPUs' areas and chunks take */
unsigned long pcpu_nr_pages(void)
{
	return (unsigned long)READ_ONCE(kernel_pcpu.nr_chunks) * percpu_areas.nr_units *
	       (percpu_areas.unit_size >> PAGE_SHIFT);
}
