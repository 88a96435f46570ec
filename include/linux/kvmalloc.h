/* SPDX-License-Identifier: MIT */
/* What linux/mm.h and linux/slab.h both promise: kvmalloc() and questions about vmalloc addresses. */
#ifndef _LINUX_KVMALLOC_H
#define _LINUX_KVMALLOC_H

#include <linux/compiler.h>
#include <linux/gfp_types.h>
#include <linux/numa.h>
#include <linux/types.h>

struct page;

bool is_vmalloc_addr(const void *x);
bool is_vmalloc_or_module_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

void *kvmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
void *kvrealloc(const void *p, size_t oldsize, size_t newsize, gfp_t flags);
void kvfree(const void *addr);
void kvfree_sensitive(const void *addr, size_t len);

/**
 * kvmalloc() - memory of any size, contiguous in virtual addresses at least
 * @size: bytes
 * @flags: GFP_KERNEL, with others; without the right to wait it is kmalloc()
 *
 * Context: process; may sleep. Return: the address, or NULL. kvfree() frees it.
 */
static inline __alloc_size(1) void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, NUMA_NO_NODE);
}

static inline __alloc_size(1) void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}

static inline __alloc_size(1) void *kvzalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc_node(size, flags | __GFP_ZERO, node);
}

/* NULL if @n elements of @size bytes are more than can be counted. */
static inline __alloc_size(1, 2) void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return __builtin_mul_overflow(n, size, &bytes) ? NULL : kvmalloc(bytes, flags);
}

static inline __alloc_size(1, 2) void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}

#endif
