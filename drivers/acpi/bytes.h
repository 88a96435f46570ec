/* SPDX-License-Identifier: MIT */
/* Little-endian numbers at any address: the fields of ACPI tables are packed. */
#ifndef _ACPI_BYTES_H
#define _ACPI_BYTES_H

#include <linux/string.h>
#include <linux/types.h>

static inline u16 get16(const u8 *p)
{
	u16 value;

	memcpy(&value, p, sizeof(value));
	return value;
}

static inline u32 get32(const u8 *p)
{
	u32 value;

	memcpy(&value, p, sizeof(value));
	return value;
}

static inline u64 get64(const u8 *p)
{
	u64 value;

	memcpy(&value, p, sizeof(value));
	return value;
}

/* Copies n characters that come without an end; size of @to is n + 1. */
void acpi_copy_text(char *to, const u8 *from, size_t n);

/* Do the bytes sum to zero? */
bool acpi_sum_is_zero(const u8 *p, size_t n);

#endif
