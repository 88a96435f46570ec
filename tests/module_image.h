/* SPDX-License-Identifier: MIT */
/*
 * Loads a module as the kernel does, up to the moment when its code would run, into memory of exactly
 * the right size, so that AddressSanitizer sees each byte too many. For the host only.
 */
#ifndef _TESTS_MODULE_IMAGE_H
#define _TESTS_MODULE_IMAGE_H

#include <linux/string.h>
#include "../kernel/module/internal.h"

extern void *malloc(size_t size);
extern void free(void *memory);

struct module_image {
	struct load_info info;
	struct module_region region[NR_MOD_REGIONS];
	void *file, *first_values, *symbols;
};

static void *image_memory(size_t size)
{
	u8 *memory = malloc(size ? size : 1);

	for (size_t i = 0; i < size; i++)
		memory[i] = 0;
	return memory;
}

/* An address within reach of any other, as the kernel's own are. */
static unsigned long image_address(unsigned int n)
{
	return (unsigned long)-0x60000000L + n * 0x1000UL;
}

static void image_set_values(struct load_info *info)
{
	for (u32 i = 1; i < info->nr_symbols; i++)
		info->values[i] = info->symbols[i].st_shndx == SHN_UNDEF ?
					  image_address(0x1000 + i % 0x1000) :
					  module_symbol_address(info, &info->symbols[i]);
}

/* Addresses as in the kernel, although the memory is elsewhere. */
static void image_move(struct load_info *info)
{
	for (unsigned int i = 1; i < info->nr_sections; i++)
		if (info->place[i].region < NR_MOD_REGIONS)
			info->place[i].address = image_address(0x8000 * info->place[i].region) + info->place[i].offset;
}

static int image_fill(struct module_image *image)
{
	struct load_info *info = &image->info;
	int err;

	for (int i = 0; i < NR_MOD_REGIONS; i++)
		image->region[i].base = image_memory(info->region_size[i]);
	image->first_values = image_memory(info->percpu_size);
	info->values = image_memory(info->nr_symbols * sizeof(*info->values) + sizeof(*info->values));
	module_set_places(info, image->region, image->first_values, image_address(7));
	image_move(info);
	module_copy_contents(info);
	image_set_values(info);
	err = module_relocate(info);
	if (!err)
		module_symbols_build(info, image->region[MOD_RODATA].base + info->kallsyms_offset);
	return err;
}

/* Return: 0, or -ENOEXEC with the reason. To be undone by image_free() in any case. */
static int image_load(struct module_image *image, const void *file, size_t size)
{
	struct load_info *info = &image->info;
	int err;

	memset(image, 0, sizeof(*image));
	image->file = image_memory(size);
	memcpy(image->file, file, size);
	info->file = image->file;
	info->size = size;
	err = module_check_file(info);
	if (err)
		return err;
	info->place = image_memory(info->nr_sections * sizeof(*info->place));
	return module_layout(info) ?: image_fill(image);
}

static void image_free(struct module_image *image)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++)
		free(image->region[i].base);
	free(image->first_values);
	free(image->info.values);
	free(image->info.place);
	free(image->file);
}

#endif
