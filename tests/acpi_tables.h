/* SPDX-License-Identifier: MIT */
/*
 * ACPI tables made by hand, for the suites drivers.acpi_*: a table grows byte by byte in a buffer,
 * gets its length and checksum, and is handed to a parser at the very end of a second buffer, so
 * that on the host a byte read too far is seen.
 */
#ifndef TESTS_ACPI_TABLES_H
#define TESTS_ACPI_TABLES_H

#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>
#include <quarry/acpi.h>

#define ACPI_TEST_SIZE 8192

struct acpi_test_table {
	u8 bytes[ACPI_TEST_SIZE];
	u32 length;
};

extern struct acpi_test_table acpi_table;
extern struct acpi_info acpi_test_info;

/* A header, or a new table of @length zeroes with a header. */
void table_begin(const char *signature, u8 revision, u32 length);
void table_put8(u8 value);
void table_put16(u16 value);
void table_put32(u32 value);
void table_put64(u64 value);
void table_put(const void *data, u32 length);
/* Overwrites what is there already. */
void table_set8(u32 offset, u8 value);
void table_set16(u32 offset, u16 value);
void table_set32(u32 offset, u32 value);
void table_set64(u32 offset, u64 value);
/* Length and checksum; then the table, its last byte the last of a buffer. */
const void *table_end(void);
/* The first @n bytes of the table as they are. */
const void *table_cut(u32 n);

/* A generic address structure. */
void table_set_register(u32 offset, u8 space, u64 address);

typedef const char *acpi_test_parser(const void *table, size_t length);

/*
 * The table ended early at each byte: as it is, which the parser must refuse; and with a length and
 * a checksum that fit, which it must survive.
 */
void table_truncations(struct kunit *test, acpi_test_parser *parse);

#endif
