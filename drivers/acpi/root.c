// SPDX-License-Identifier: MIT
/* From the root pointer to the addresses of all tables (ACPI 6.4, 5.2.5, 5.2.7, 5.2.8). */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define V1_LENGTH 20
#define V2_LENGTH 36
#define OEM_ID 9
#define REVISION 15
#define RSDT_ADDRESS 16
#define LENGTH 20
#define XSDT_ADDRESS 24

/* The part that ACPI 2.0 added; without it, or where it is broken, the RSDT has to do. */
static bool has_extension(const u8 *p, size_t length)
{
	u32 said;

	if (p[REVISION] < 2 || length < V2_LENGTH)
		return false;
	said = get32(p + LENGTH);
	return said >= V2_LENGTH && said <= length && acpi_sum_is_zero(p, said);
}

/**
 * acpi_parse_rsdp() - read the root pointer
 * @table: the root pointer
 * @length: bytes that can be read there; 20 are enough for ACPI 1.0
 * @out: what it says
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_rsdp(const void *table, size_t length, struct acpi_rsdp_info *out)
{
	const u8 *p = table;

	memset(out, 0, sizeof(*out));
	if (length < V1_LENGTH || memcmp(p, "RSD PTR ", 8))
		return "no root pointer lies there";
	if (!acpi_sum_is_zero(p, V1_LENGTH))
		return "its checksum is wrong";
	acpi_copy_text(out->oem, p + OEM_ID, 6);
	out->revision = p[REVISION];
	out->length = V1_LENGTH;
	out->rsdt = get32(p + RSDT_ADDRESS);
	if (has_extension(p, length)) {
		out->length = get32(p + LENGTH);
		out->xsdt = get64(p + XSDT_ADDRESS);
	}
	return out->rsdt || out->xsdt ? NULL : "it points nowhere";
}

static const char *parse_root(const u8 *p, size_t length, const char *signature, size_t entry_size,
			      struct acpi_root_info *out)
{
	const char *broken = acpi_check_table(p, length, signature);
	u32 end;

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	end = get32(p + 4);
	for (u32 at = ACPI_HEADER_SIZE; end - at >= entry_size; at += entry_size) {
		u64 address = entry_size == 8 ? get64(p + at) : get32(p + at);

		if (!address)
			continue;
		if (out->nr < ACPI_MAX_TABLES)
			out->tables[out->nr++] = address;
		else
			out->nr_lost++;
	}
	return out->nr ? NULL : "it lists no table";
}

/**
 * acpi_parse_rsdt() - read the list of 32-bit addresses
 * @table: the RSDT
 * @length: bytes that can be read there
 * @out: the addresses
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_rsdt(const void *table, size_t length, struct acpi_root_info *out)
{
	return parse_root(table, length, "RSDT", 4, out);
}

/**
 * acpi_parse_xsdt() - read the list of 64-bit addresses
 * @table: the XSDT
 * @length: bytes that can be read there
 * @out: the addresses
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_xsdt(const void *table, size_t length, struct acpi_root_info *out)
{
	return parse_root(table, length, "XSDT", 8, out);
}
