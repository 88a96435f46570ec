// SPDX-License-Identifier: MIT
/*
 * vmalloc() on the host: nothing translates by the kernel's page tables here, so it is the C library's
 * memory, which lies outside of what stands for RAM. Nor are there stacks of threads.
 */
#include <asm/page.h>
#include <host/libc.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <quarry/sched.h>
#include <quarry/vmalloc.h>

void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp, int node, const void *caller)
{
	size_t length = (size + align - 1) & -align;

	(void)node, (void)caller;
	if (!size || length < size)
		return NULL;
	return gfp & __GFP_ZERO ? libc_calloc(1, length) : libc_malloc(length);
}

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return __vmalloc_node(size, PAGE_SIZE, gfp, NUMA_NO_NODE, NULL);
}

void *vmalloc(unsigned long size)
{
	return __vmalloc(size, GFP_KERNEL);
}

void *vzalloc(unsigned long size)
{
	return __vmalloc(size, GFP_KERNEL | __GFP_ZERO);
}

void vfree(const void *addr)
{
	libc_free((void *)addr);
}

bool is_vmalloc_addr(const void *x)
{
	return x && (unsigned long)x - PAGE_OFFSET >= HOST_PHYS_SIZE;
}

struct vmalloc_totals vmalloc_totals(void)
{
	return (struct vmalloc_totals){ 0 };
}

unsigned long stack_pages(void)
{
	return 0;
}
