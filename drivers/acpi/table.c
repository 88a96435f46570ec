// SPDX-License-Identifier: MIT
/* What all tables have in common: a header, a length, a checksum (ACPI 6.4, 5.2.6). */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define LENGTH 4
#define REVISION 8
#define OEM_ID 10
#define OEM_TABLE_ID 16
#define OEM_REVISION 24
#define CREATOR_ID 28
#define CREATOR_REVISION 32

void acpi_copy_text(char *to, const u8 *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = !from[i] || (isascii(from[i]) && isprint(from[i])) ? (char)from[i] : '?';
	to[n] = '\0';
}

bool acpi_sum_is_zero(const u8 *p, size_t n)
{
	u8 sum = 0;

	while (n--)
		sum = (u8)(sum + *p++);
	return sum == 0;
}

void acpi_read_header(const void *table, struct acpi_table_header *out)
{
	const u8 *p = table;

	acpi_copy_text(out->signature, p, 4);
	out->length = get32(p + LENGTH);
	out->revision = p[REVISION];
	acpi_copy_text(out->oem, p + OEM_ID, 6);
	acpi_copy_text(out->oem_table, p + OEM_TABLE_ID, 8);
	out->oem_revision = get32(p + OEM_REVISION);
	acpi_copy_text(out->creator, p + CREATOR_ID, 4);
	out->creator_revision = get32(p + CREATOR_REVISION);
}

const char *acpi_check_table(const void *table, size_t length, const char *signature)
{
	const u8 *p = table;
	u32 said;

	if (length < ACPI_HEADER_SIZE)
		return "shorter than a header";
	said = get32(p + LENGTH);
	if (signature && memcmp(p, signature, 4))
		return "another table lies there";
	if (said < ACPI_HEADER_SIZE)
		return "its length is less than a header's";
	if (said > ACPI_MAX_TABLE_SIZE)
		return "its length is more than 1 MiB";
	if (said > length)
		return "its end is missing";
	return acpi_sum_is_zero(p, said) ? NULL : "its checksum is wrong";
}
