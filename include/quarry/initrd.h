/* SPDX-License-Identifier: MIT */
/* The files that came with the kernel: a cpio archive, read in place. */
#ifndef _QUARRY_INITRD_H
#define _QUARRY_INITRD_H

#include <linux/types.h>

struct boot_info;

/**
 * struct initrd_file - a file of the archive
 * @name: its path without a leading slash, ended with a zero
 * @data: its content
 * @size: bytes of it
 */
struct initrd_file {
	const char *name;
	const void *data;
	size_t size;
};

void initrd_init(const struct boot_info *info);
bool cpio_next(const void *archive, size_t size, size_t *offset, struct initrd_file *file);
bool initrd_next(size_t *cursor, struct initrd_file *file);
bool initrd_find(const char *path, struct initrd_file *file);

#endif
