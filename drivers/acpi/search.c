// SPDX-License-Identifier: MIT
/* The root pointer where a BIOS leaves it, for boot loaders that say nothing (ACPI 6.4, 5.2.5.1). */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define EBDA_SEGMENT 0x40e /* BIOS data area: paragraph of the extended one */
#define EBDA_LOWEST 0x80000
#define EBDA_END 0xa0000
#define EBDA_SEARCHED 1024
#define BIOS_START 0xe0000
#define BIOS_SIZE 0x20000
#define ALIGNMENT 16

static bool search(acpi_map_fn map, u64 start, size_t size, u64 *phys, struct acpi_rsdp_info *out)
{
	const u8 *p = map(start, size);

	if (!p)
		return false;
	for (size_t at = 0; at < size; at += ALIGNMENT) {
		if (acpi_parse_rsdp(p + at, size - at, out))
			continue;
		*phys = start + at;
		return true;
	}
	return false;
}

/* Any number may stand where a machine without a BIOS has other things. */
static u64 find_ebda(acpi_map_fn map)
{
	const u8 *p = map(EBDA_SEGMENT, 2);
	u64 ebda = p ? (u64)get16(p) << 4 : 0;

	return ebda >= EBDA_LOWEST && ebda <= EBDA_END - EBDA_SEARCHED ? ebda : 0;
}

bool acpi_search_rsdp(acpi_map_fn map, u64 *phys, struct acpi_rsdp_info *out)
{
	u64 ebda = find_ebda(map);

	return (ebda && search(map, ebda, EBDA_SEARCHED, phys, out)) ||
	       search(map, BIOS_START, BIOS_SIZE, phys, out);
}
