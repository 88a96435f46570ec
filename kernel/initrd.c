// SPDX-License-Identifier: MIT
/*
 * The first boot module, if it is a cpio archive, is the kernel's file system: read-only, in the
 * place where the loader put it. The memory stays reserved.
 */
#include <asm/page.h>
#include <asm/zones.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/boot_info.h>
#include <quarry/initrd.h>
#include <quarry/ioremap_boot.h>

static const void *archive;
static size_t archive_size;

/* A module in high memory, or in memory that the map calls no RAM, has no address yet. */
static const void *__init module_address(const struct boot_module *module)
{
	size_t size = module->end - module->start;

	if (memblock_is_region_memory(module->start, size) && PHYS_PFN(module->end - 1) < max_low_pfn)
		return __va(module->start);
	return boot_ioremap(module->start, size, 0);
}

/**
 * initrd_init() - find the archive among the boot modules
 * @info: what the boot loader said
 */
void __init initrd_init(const struct boot_info *info)
{
	for (u32 i = 0; i < info->nr_modules && !archive; i++) {
		const struct boot_module *module = &info->modules[i];
		size_t offset = 0, size = module->end - module->start;
		const void *start = module_address(module);
		struct initrd_file file;

		if (!start || !cpio_next(start, size, &offset, &file))
			continue;
		archive = start;
		archive_size = size;
		pr_info("initrd: %zu KiB at %#llx\n", size >> 10, module->start);
	}
}

/**
 * initrd_next() - the files one after the other
 * @cursor: 0 for the first; moved
 * @file: out
 *
 * Return: false behind the last.
 */
bool initrd_next(size_t *cursor, struct initrd_file *file)
{
	return archive && cpio_next(archive, archive_size, cursor, file);
}

/**
 * initrd_find() - a file by its path
 * @path: with or without a leading slash
 * @file: out
 */
bool initrd_find(const char *path, struct initrd_file *file)
{
	size_t cursor = 0;

	while (*path == '/')
		path++;
	while (initrd_next(&cursor, file))
		if (!strcmp(file->name, path))
			return true;
	return false;
}
