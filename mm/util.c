// SPDX-License-Identifier: MIT
/*
 * kvmalloc(): memory from kmalloc() if there is a block of that size, else from vmalloc(). For buffers
 * that may be large, where contiguous frames are welcome but not needed.
 *
 * Up to a page nothing but kmalloc() is tried: vmalloc() would need as much. Above, kmalloc() is asked
 * not to try hard and not to complain.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static gfp_t without_effort(gfp_t flags)
{
	flags |= __GFP_NOWARN;
	return flags & __GFP_RETRY_MAYFAIL ? flags : flags | __GFP_NORETRY;
}

/**
 * kvmalloc_node() - kvmalloc() from a node
 * @size: bytes
 * @flags: GFP_KERNEL, with others; without the right to wait it is kmalloc() alone
 * @node: where it should lie, or NUMA_NO_NODE
 */
void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	void *memory;

	if (size <= PAGE_SIZE || !gfpflags_allow_blocking(flags))
		return kmalloc_node(size, flags, node);
	memory = size <= KMALLOC_MAX_SIZE ? kmalloc_node(size, without_effort(flags), node) : NULL;
	return memory ? memory : __vmalloc_node(size, PAGE_SIZE, flags, node, __builtin_return_address(0));
}
EXPORT_SYMBOL(kvmalloc_node);

/**
 * kvfree() - free memory from kvmalloc(), kmalloc() or vmalloc()
 * @addr: its address, or NULL
 *
 * Context: any but NMI.
 */
void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		kfree(addr);
}
EXPORT_SYMBOL(kvfree);

/** kvfree_sensitive() - kvfree(), with @len bytes overwritten first */
void kvfree_sensitive(const void *addr, size_t len)
{
	if (ZERO_OR_NULL_PTR(addr))
		return;
	memzero_explicit((void *)addr, len);
	kvfree(addr);
}
EXPORT_SYMBOL(kvfree_sensitive);

/**
 * kvrealloc() - move the contents into larger memory
 * @p: from kvmalloc(), or NULL
 * @oldsize: its bytes
 * @newsize: bytes wanted
 * @flags: as for kvmalloc()
 *
 * Return: @p if it is large enough; new memory, and @p is freed; NULL, and @p is as it was.
 */
void *kvrealloc(const void *p, size_t oldsize, size_t newsize, gfp_t flags)
{
	void *memory;

	if (oldsize >= newsize)
		return (void *)p;
	memory = kvmalloc_node(newsize, flags, NUMA_NO_NODE);
	if (memory && p) {
		memcpy(memory, p, oldsize);
		kvfree(p);
	}
	return memory;
}
EXPORT_SYMBOL(kvrealloc);
