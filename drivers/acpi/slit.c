// SPDX-License-Identifier: MIT
/* SLIT: distances between proximity domains (ACPI 6.4, 5.2.17). */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define LOCALITIES 36
#define DISTANCES 44

static bool distance_is_possible(u64 from, u64 to, u8 distance)
{
	return from == to ? distance == ACPI_DISTANCE_LOCAL : distance > ACPI_DISTANCE_LOCAL;
}

/**
 * acpi_parse_slit() - read the SLIT
 * @table: the table
 * @length: bytes that can be read there
 * @out: the distances; they need not be the same in both directions
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_slit(const void *table, size_t length, struct acpi_slit_info *out)
{
	const char *broken = acpi_check_table(table, length, "SLIT");
	const u8 *p = table;
	u64 n;

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	if (get32(p + 4) < DISTANCES)
		return "too short";
	n = get64(p + LOCALITIES);
	if (n > ACPI_MAX_TABLE_SIZE || n * n > get32(p + 4) - DISTANCES)
		return "it has not as many distances as it says";
	out->nr = min_t(u64, n, ACPI_MAX_NODES);
	out->nr_lost = n - out->nr;
	for (u64 from = 0; from < out->nr; from++) {
		for (u64 to = 0; to < out->nr; to++) {
			u8 distance = p[DISTANCES + from * n + to];

			if (!distance_is_possible(from, to, distance))
				return "a distance in it is impossible";
			out->distance[from][to] = distance;
		}
	}
	return n ? NULL : "it is empty";
}
