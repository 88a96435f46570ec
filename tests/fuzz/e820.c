// SPDX-License-Identifier: MIT
/*
 * e820: the input is a firmware's memory map, 17 bytes a range (address, size, type). The result
 * must be sorted, disjoint and merged, and agree with an oracle that looks at the stretches between
 * all borders one by one.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/string.h>
#include <host/fuzz.h>
#include <quarry/e820.h>

#define RANGE_BYTES 17
#define MAX_RANGES 48 /* the oracle is quadratic */

static struct e820_table t;
static struct e820_entry in[MAX_RANGES];
static u64 borders[2 * MAX_RANGES];
static u32 nr_in, nr_borders;

static int strength(u32 type)
{
	static const u32 weak_to_strong[] = { 1, 12, 7, 3, 4 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(weak_to_strong); i++)
		if (weak_to_strong[i] == type)
			return i;
	return type == E820_TYPE_UNUSABLE ? 6 : 5;
}

/* The end of an input as the documentation has it: memory that wraps is nothing, the rest is cut. */
static u64 end_of(const struct e820_entry *e)
{
	if (e->addr + e->size >= e->addr)
		return e->addr + e->size;
	return strength(e->type) <= 2 ? e->addr : ~0ULL;
}

static void read_input(const u8 *data, size_t size)
{
	t.nr_entries = nr_in = nr_borders = 0;
	for (; size >= RANGE_BYTES && nr_in < MAX_RANGES; size -= RANGE_BYTES, data += RANGE_BYTES) {
		struct e820_entry *e = &in[nr_in++];

		memcpy(&e->addr, data, 8);
		memcpy(&e->size, data + 8, 8);
		e->type = data[16];
		e820_range_add(&t, e->addr, e->size, e->type);
		borders[nr_borders++] = e->addr;
		borders[nr_borders++] = end_of(e);
	}
}

static u32 oracle(u64 addr)
{
	u32 best = 0, i;

	for (i = 0; i < nr_in; i++) {
		const struct e820_entry *e = &in[i];

		if (addr < e->addr || addr >= end_of(e))
			continue;
		if (!best || strength(e->type) > strength(best))
			best = strength(e->type) == 5 ? E820_TYPE_RESERVED : e->type;
	}
	return best;
}

static u64 oracle_ram(void)
{
	u64 sum = 0;
	u32 i, j;

	for (i = 0; i < nr_borders; i++) {
		u64 next = ~0ULL;
		bool seen = false;

		for (j = 0; j < nr_borders; j++) {
			if (borders[j] > borders[i])
				next = min(next, borders[j]);
			seen |= j < i && borders[j] == borders[i];
		}
		if (!seen && oracle(borders[i]) == E820_TYPE_RAM)
			sum += next - borders[i];
	}
	return sum;
}

static void check_order(void)
{
	u32 i;

	for (i = 0; i < t.nr_entries; i++) {
		const struct e820_entry *e = &t.entries[i];

		FUZZ_ASSERT(e->size && e->addr + e->size > e->addr);
		if (i) {
			FUZZ_ASSERT(e->addr >= e[-1].addr + e[-1].size);
			FUZZ_ASSERT(e->addr > e[-1].addr + e[-1].size || e->type != e[-1].type);
		}
	}
}

static void check_memblock(void)
{
	static struct memblock_region memory[2 * MAX_RANGES], reserved[1];
	struct memblock mb;
	struct e820_fill fill;

	mb_init(&mb, memory, ARRAY_SIZE(memory), reserved, 1);
	FUZZ_ASSERT(!e820_to_memblock(&t, &mb, 1ULL << 46, &fill));
	FUZZ_ASSERT(mb.memory.total_size == (u64)fill.pages << 12);
	FUZZ_ASSERT(e820_total(&t, E820_TYPE_RAM) ==
		    mb.memory.total_size + fill.lost + fill.beyond);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	u32 i;

	host_log_capture_begin();
	read_input(data, size);
	FUZZ_ASSERT(!e820_sanitise(&t));
	check_order();
	for (i = 0; i < nr_borders; i++) {
		FUZZ_ASSERT(e820_type_at(&t, borders[i]) == oracle(borders[i]));
		FUZZ_ASSERT(e820_type_at(&t, borders[i] - 1) == oracle(borders[i] - 1));
	}
	FUZZ_ASSERT(e820_total(&t, E820_TYPE_RAM) == oracle_ram());
	check_memblock();
	host_log_capture_end();
	return 0;
}
