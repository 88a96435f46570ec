// SPDX-License-Identifier: MIT
/* vmalloc() for arrays: the product of count and size is checked, and the rest is vmalloc.c's. */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/numa.h>
#include <linux/vmalloc.h>

/** __vmalloc_array() - __vmalloc() of @n elements of @size bytes; NULL if that is too much */
void *__vmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return __vmalloc_node_range(bytes, PAGE_SIZE, VMALLOC_START, VMALLOC_END, gfp, PAGE_KERNEL, VM_ALLOW_HUGE_VMAP,
				    NUMA_NO_NODE, __builtin_return_address(0));
}
EXPORT_SYMBOL(__vmalloc_array);

/** vmalloc_array() - vmalloc() of @n elements of @size bytes */
void *vmalloc_array(size_t n, size_t size)
{
	return __vmalloc_array(n, size, GFP_KERNEL);
}
EXPORT_SYMBOL(vmalloc_array);

/** vcalloc() - vmalloc_array(), zeroed */
void *vcalloc(size_t n, size_t size)
{
	return __vmalloc_array(n, size, GFP_KERNEL | __GFP_ZERO);
}
EXPORT_SYMBOL(vcalloc);
