// SPDX-License-Identifier: MIT
/* HPET: the event timer block (IA-PC HPET Specification 1.0a, 3.2.4). */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define BLOCK_ID 36
#define SPACE 40
#define ADDRESS 44
#define NUMBER 52
#define MIN_TICK 53
#define TABLE_SIZE 56

/**
 * acpi_parse_hpet() - read the HPET table
 * @table: the table
 * @length: bytes that can be read there
 * @out: where the timer is
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_hpet(const void *table, size_t length, struct acpi_hpet_info *out)
{
	const char *broken = acpi_check_table(table, length, "HPET");
	const u8 *p = table;

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	if (get32(p + 4) < TABLE_SIZE)
		return "too short";
	if (p[SPACE] != ACPI_SPACE_MEMORY)
		return "its registers are not in memory";
	out->phys = get64(p + ADDRESS);
	out->block_id = get32(p + BLOCK_ID);
	out->number = p[NUMBER];
	out->min_tick = get16(p + MIN_TICK);
	if (!out->phys || (out->phys & 7) || out->phys + 1024 < out->phys)
		return "its registers lie at an impossible address";
	return NULL;
}
