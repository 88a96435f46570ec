// SPDX-License-Identifier: MIT
/*
 * Cyclic redundancy checks: the remainder of the message, taken as a polynomial over two elements,
 * divided by a fixed one (Peterson and Brown, Proc. IRE 49, 1961). Four bits at a time, by a table of
 * 16 remainders made when first needed: small, and twice as fast as bit by bit.
 *
 * Context: any. Two CPUs that make a table at once write the same into it.
 */
#include <linux/crc16.h>
#include <linux/crc32.h>
#include <linux/export.h>
#include <linux/kernel.h>

#define IEEE 0xedb88320
#define IEEE_HIGH_FIRST 0x04c11db7
#define CASTAGNOLI 0x82f63b78
#define ANSI_16 0xa001

struct crc_table {
	u32 polynomial;
	u32 remainder[16];
};

static struct crc_table ieee = { .polynomial = IEEE };
static struct crc_table castagnoli = { .polynomial = CASTAGNOLI };
static struct crc_table ansi16 = { .polynomial = ANSI_16 };

static void make_table(struct crc_table *table)
{
	for (u32 i = 1; i < 16; i++) {
		u32 r = i;

		for (int bit = 0; bit < 4; bit++)
			r = r >> 1 ^ (r & 1 ? table->polynomial : 0);
		table->remainder[i] = r;
	}
}

static u32 low_first(struct crc_table *table, u32 crc, const u8 *p, size_t length)
{
	if (!READ_ONCE(table->remainder[1]))
		make_table(table);
	for (; length--; p++) {
		crc ^= *p;
		crc = crc >> 4 ^ table->remainder[crc & 15];
		crc = crc >> 4 ^ table->remainder[crc & 15];
	}
	return crc;
}

/** crc32_le - the IEEE check of more bytes, lowest bit first; @crc is the one so far */
u32 crc32_le(u32 crc, const void *data, size_t length)
{
	return low_first(&ieee, crc, data, length);
}
EXPORT_SYMBOL(crc32_le);

u32 __crc32c_le(u32 crc, const void *data, size_t length)
{
	return low_first(&castagnoli, crc, data, length);
}
EXPORT_SYMBOL(__crc32c_le);

u32 crc32_be(u32 crc, const void *data, size_t length)
{
	for (const u8 *p = data; length--; p++) {
		crc ^= (u32)*p << 24;
		for (int bit = 0; bit < 8; bit++)
			crc = crc << 1 ^ (crc & 0x80000000 ? IEEE_HIGH_FIRST : 0);
	}
	return crc;
}
EXPORT_SYMBOL(crc32_be);

u16 crc16(u16 crc, const u8 *data, size_t length)
{
	return (u16)low_first(&ansi16, crc, data, length);
}
EXPORT_SYMBOL(crc16);
