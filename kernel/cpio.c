// SPDX-License-Identifier: MIT
/*
 * cpio archives in the "newc" format (cpio(5)): for each file a header of 110 ASCII characters,
 * the name, the content, the latter two padded to multiples of four. Nothing in it is trusted.
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/initrd.h>

#define HEADER_SIZE 110
#define NAME_MAX 255
#define FIELD_FILESIZE 6
#define FIELD_NAMESIZE 11
#define TRAILER "TRAILER!!!"

static bool read_field(const char *header, int field, u32 *value)
{
	const char *digits = header + 6 + field * 8;

	*value = 0;
	for (int i = 0; i < 8; i++) {
		int digit = hex_to_bin(digits[i]);

		if (digit < 0)
			return false;
		*value = *value << 4 | digit;
	}
	return true;
}

/**
 * cpio_next() - the next file of an archive
 * @archive: its bytes
 * @size: how many
 * @offset: where to look; moved behind the file. Start with 0
 * @file: out: points into the archive
 *
 * Return: false at the end, and where the archive is damaged.
 */
bool cpio_next(const void *archive, size_t size, size_t *offset, struct initrd_file *file)
{
	const char *header = (const char *)archive + *offset;
	u32 name_size, data_size;
	size_t rest, data_at;

	if (*offset > size || size - *offset < HEADER_SIZE)
		return false;
	rest = size - *offset;
	if (memcmp(header, "070701", 6) || !read_field(header, FIELD_NAMESIZE, &name_size) ||
	    !read_field(header, FIELD_FILESIZE, &data_size))
		return false;
	if (!name_size || name_size > NAME_MAX + 1 || name_size > rest - HEADER_SIZE ||
	    header[HEADER_SIZE + name_size - 1])
		return false;
	data_at = ALIGN(HEADER_SIZE + name_size, 4);
	if (data_at > rest || data_size > rest - data_at)
		return false;
	file->name = header + HEADER_SIZE;
	file->data = header + data_at;
	file->size = data_size;
	if (!strcmp(file->name, TRAILER))
		return false;
	*offset += ALIGN(data_at + data_size, 4);
	return true;
}
