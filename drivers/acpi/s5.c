// SPDX-License-Identifier: MIT
/*
 * The values that switch the machine off, from the AML name \_S5 (ACPI 6.4, 7.3.4 and 7.4.2).
 *
 * Quarry has no AML interpreter. \_S5 is a constant on all machines, and its encoding is short:
 * NameOp, perhaps a backslash, "_S5_", PackageOp, the package's length, the number of its
 * elements, then the elements (20.2.5.1, 20.2.5.4, 20.2.3). A place in the table that reads like
 * this from end to end is taken for it.
 */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

#define OP_ZERO 0x00
#define OP_ONE 0x01
#define OP_NAME 0x08
#define OP_BYTE 0x0a
#define OP_WORD 0x0b
#define OP_DWORD 0x0c
#define OP_QWORD 0x0e
#define OP_PACKAGE 0x12

#define SLP_TYP_MAX 7

/* Bytes not read yet. */
struct aml {
	const u8 *p;
	const u8 *end;
};

static bool take(struct aml *a, u32 n, const u8 **bytes)
{
	if ((size_t)(a->end - a->p) < n)
		return false;
	*bytes = a->p;
	a->p += n;
	return true;
}

/* PkgLength counts itself: one byte up to 63, or 4 bits and up to three bytes more (20.2.4). */
static bool enter_package(struct aml *a)
{
	const u8 *start = a->p, *lead, *more;
	u32 length, count;

	if (!take(a, 1, &lead))
		return false;
	count = *lead >> 6;
	if (!take(a, count, &more))
		return false;
	length = count ? *lead & 0xf : *lead & 0x3f;
	for (u32 i = 0; i < count; i++)
		length |= (u32)more[i] << (4 + 8 * i);
	if (length < count + 1 || length > (size_t)(a->end - start))
		return false;
	a->end = start + length;
	return true;
}

static bool read_constant(struct aml *a, u64 *value)
{
	const u8 *op, *bytes;

	*value = 0;
	if (!take(a, 1, &op))
		return false;
	if (*op == OP_ZERO || *op == OP_ONE) {
		*value = *op;
		return true;
	}
	for (u8 i = 0, size = 1; i < 4; i++, size *= 2) {
		static const u8 ops[] = { OP_BYTE, OP_WORD, OP_DWORD, OP_QWORD };

		if (*op != ops[i])
			continue;
		if (!take(a, size, &bytes))
			return false;
		memcpy(value, bytes, size);
		return true;
	}
	return false;
}

/* A package of one element holds both values in a word, as ACPI 1.0 could be read. */
static bool read_types(struct aml a, struct acpi_s5_info *out)
{
	const u8 *op, *nr;
	u64 first, second;

	if (!take(&a, 1, &op) || *op != OP_PACKAGE || !enter_package(&a) || !take(&a, 1, &nr))
		return false;
	if (!*nr || !read_constant(&a, &first))
		return false;
	if (*nr == 1) {
		second = first >> 8 & 0xff;
		first &= 0xff;
	} else if (!read_constant(&a, &second)) {
		return false;
	}
	if (first > SLP_TYP_MAX || second > SLP_TYP_MAX)
		return false;
	*out = (struct acpi_s5_info){ .found = true, .typ_a = (u8)first, .typ_b = (u8)second };
	return true;
}

static bool is_named(const u8 *body, const u8 *name)
{
	if (name > body && name[-1] == '\\')
		name--;
	return name > body && name[-1] == OP_NAME;
}

const char *acpi_parse_s5(const void *table, size_t length, struct acpi_s5_info *out)
{
	const u8 *p = table, *body = p + ACPI_HEADER_SIZE, *end;
	const char *broken = acpi_check_table(table, length, NULL);

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	end = p + get32(p + 4);
	for (const u8 *name = body; end - name >= 4; name++)
		if (!memcmp(name, "_S5_", 4) && is_named(body, name) &&
		    read_types((struct aml){ name + 4, end }, out))
			break;
	return NULL;
}
