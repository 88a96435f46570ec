// SPDX-License-Identifier: MIT
/* Tables made by hand for the suites drivers.acpi_*; see tests/acpi_tables.h. */
#include "../acpi_tables.h"

struct acpi_test_table acpi_table;
struct acpi_info acpi_test_info;

static u8 wall[ACPI_TEST_SIZE];

void table_begin(const char *signature, u8 revision, u32 length)
{
	memset(&acpi_table, 0, sizeof(acpi_table));
	memcpy(acpi_table.bytes, signature, 4);
	acpi_table.bytes[8] = revision;
	memcpy(acpi_table.bytes + 10, "QUARRYTABLES  ", 14);
	acpi_table.length = length < ACPI_HEADER_SIZE ? ACPI_HEADER_SIZE : length;
}

void table_put(const void *data, u32 length)
{
	if (length > ACPI_TEST_SIZE - acpi_table.length)
		return;
	memcpy(acpi_table.bytes + acpi_table.length, data, length);
	acpi_table.length += length;
}

void table_put8(u8 value)
{
	table_put(&value, sizeof(value));
}

void table_put16(u16 value)
{
	table_put(&value, sizeof(value));
}

void table_put32(u32 value)
{
	table_put(&value, sizeof(value));
}

void table_put64(u64 value)
{
	table_put(&value, sizeof(value));
}

void table_set8(u32 offset, u8 value)
{
	acpi_table.bytes[offset] = value;
}

void table_set16(u32 offset, u16 value)
{
	memcpy(acpi_table.bytes + offset, &value, sizeof(value));
}

void table_set32(u32 offset, u32 value)
{
	memcpy(acpi_table.bytes + offset, &value, sizeof(value));
}

void table_set64(u32 offset, u64 value)
{
	memcpy(acpi_table.bytes + offset, &value, sizeof(value));
}

void table_set_register(u32 offset, u8 space, u64 address)
{
	table_set8(offset, space);
	table_set8(offset + 1, 8);
	table_set64(offset + 4, address);
}

const void *table_cut(u32 n)
{
	return memcpy(wall + sizeof(wall) - n, acpi_table.bytes, n);
}

static void sign(u32 length)
{
	u8 sum = 0;

	table_set32(4, length);
	table_set8(9, 0);
	for (u32 i = 0; i < length; i++)
		sum = (u8)(sum + acpi_table.bytes[i]);
	table_set8(9, (u8)(0 - sum));
}

const void *table_end(void)
{
	sign(acpi_table.length);
	return table_cut(acpi_table.length);
}

void table_truncations(struct kunit *test, acpi_test_parser *parse)
{
	u32 full = acpi_table.length;

	KUNIT_EXPECT_NULL(test, parse(table_end(), full));
	for (u32 n = 0; n < full; n++) {
		sign(full);
		KUNIT_EXPECT_NOT_NULL(test, parse(table_cut(n), n));
		if (n < ACPI_HEADER_SIZE)
			continue;
		sign(n);
		parse(table_cut(n), n);
	}
}
