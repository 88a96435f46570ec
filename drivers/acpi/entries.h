/* SPDX-License-Identifier: MIT */
/* A walk over the entries of MADT and SRAT: a type byte, a length byte, the rest. */
#ifndef _ACPI_ENTRIES_H
#define _ACPI_ENTRIES_H

#include <linux/types.h>

/**
 * struct acpi_entry_type - a type of entry that is read
 * @type: its type byte
 * @size: bytes that it must have at least
 * @read: takes one; @out is the caller's
 */
struct acpi_entry_type {
	u8 type;
	u8 size;
	void (*read)(const u8 *entry, void *out);
};

/**
 * acpi_read_entries() - call @read for each entry of the known types
 * @p: first entry
 * @length: bytes of all entries
 * @types: known types, the last with @read == NULL
 * @out: handed to them
 * @nr_unknown: out: entries of other types
 *
 * A single byte at the end is no entry and does no harm.
 *
 * Return: NULL, or what is wrong with the table.
 */
const char *acpi_read_entries(const u8 *p, size_t length, const struct acpi_entry_type *types,
			      void *out, u32 *nr_unknown);

#endif
