// SPDX-License-Identifier: MIT
/*
 * The pages that a module lies in, and what may be done with them: code is executed and read,
 * constants are read, variables are read and written. No page can be written and executed.
 */
#include <asm/module.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "internal.h"

/**
 * module_memory_alloc() - zeroed pages for a part of a module
 * @size: bytes, more than 0
 *
 * Where the compiler's addressing reaches the kernel (asm/module.h), with a guard page behind.
 *
 * Context: process. Return: writable memory, or NULL.
 */
void *module_memory_alloc(size_t size)
{
	return __vmalloc_node_range(size, PAGE_SIZE, MODULES_START, MODULES_LIMIT, GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL, 0,
				    NUMA_NO_NODE, __builtin_return_address(0));
}

/**
 * module_memory_free() - give a part of a module back
 * @region: the part; becomes empty
 */
void module_memory_free(struct module_region *region)
{
	void *base = region->base;

	region->base = NULL;
	region->size = 0;
	vfree(base); /* takes the protection off, too */
}

static int protect(const struct module_region *region, bool execute)
{
	unsigned long base = (unsigned long)region->base;
	int pages = PFN_UP(region->size), err;

	if (!base)
		return 0;
	err = set_memory_ro(base, pages);
	if (!err && execute)
		err = set_memory_x(base, pages);
	return err;
}

/**
 * module_memory_protect() - from here on code and constants cannot be changed
 * @module: complete
 */
int module_memory_protect(const struct module *module)
{
	return protect(&module->region[MOD_TEXT], true) ?: protect(&module->region[MOD_INIT_TEXT], true)
		?: protect(&module->region[MOD_RODATA], false);
}
