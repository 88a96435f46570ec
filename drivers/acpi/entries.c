// SPDX-License-Identifier: MIT
/* The walk over typed entries that MADT and SRAT share; the only place that believes a length. */
#include <linux/kernel.h>
#include "entries.h"

const char *acpi_read_entries(const u8 *p, size_t length, const struct acpi_entry_type *types,
			      void *out, u32 *nr_unknown)
{
	const struct acpi_entry_type *type;

	for (*nr_unknown = 0; length >= 2; length -= p[1], p += p[1]) {
		if (p[1] < 2)
			return "an entry has no length";
		if (p[1] > length)
			return "an entry reaches beyond the end";
		for (type = types; type->read && type->type != p[0]; type++)
			;
		if (!type->read)
			++*nr_unknown;
		else if (p[1] < type->size)
			return "an entry is too short for its type";
		else
			type->read(p, out);
	}
	return NULL;
}
