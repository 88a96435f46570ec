// SPDX-License-Identifier: MIT
/*
 * acpi: the input is memory at BASE, with the root pointer at its start. Root pointer and tables are
 * shown with right checksums, which the fuzzer would hardly guess.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <host/fuzz.h>
#include <quarry/acpi.h>

#include "../acpi_invariants.h"

#define BASE 0x100000u

static struct acpi_info info;
static u8 window[ACPI_MAX_TABLE_SIZE];
static const u8 *memory;
static size_t memory_size;

static void fix_checksum(u8 *table, size_t size, u32 at)
{
	u8 sum = 0;

	table[at] = 0;
	for (size_t i = 0; i < size; i++)
		sum = (u8)(sum + table[i]);
	table[at] = (u8)(0 - sum);
}

/* What was asked for at the very end of the window: a byte more is AddressSanitizer's. */
static const void *map(u64 phys, size_t size)
{
	u8 *shown = window + sizeof(window) - size;

	if (phys < BASE || phys - BASE > memory_size || size > memory_size - (phys - BASE))
		return NULL;
	FUZZ_ASSERT(size && size <= ACPI_MAX_TABLE_SIZE);
	memcpy(shown, memory + (phys - BASE), size);
	if (size >= ACPI_HEADER_SIZE)
		fix_checksum(shown, size, 9);
	return shown;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	u8 rsdp[36] = "";

	memory = data;
	memory_size = size;
	memcpy(rsdp, data, min(size, sizeof(rsdp)));
	fix_checksum(rsdp, 20, 8);
	fix_checksum(rsdp, sizeof(rsdp), 32);
	memset(&info, 0, sizeof(info));
	if (acpi_parse_rsdp(rsdp, sizeof(rsdp), &info.rsdp))
		return 0;
	host_log_capture_begin();
	acpi_load(&info, map);
	host_log_capture_end();
	FUZZ_ASSERT(!acpi_info_invariants(&info));
	return 0;
}
