// SPDX-License-Identifier: MIT
/*
 * The command line: the input is a whole line. It goes through the kernel's own parser to the
 * options mem= and memmap=, whose changes are made to a usual PC's memory map.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <host/fuzz.h>
#include <quarry/e820.h>

static struct e820_table t;

static void usual_map(void)
{
	t.nr_entries = 0;
	e820_range_add(&t, 0x0, 0x9fc00, E820_TYPE_RAM);
	e820_range_add(&t, 0x9fc00, 0x400, E820_TYPE_RESERVED);
	e820_range_add(&t, 0xf0000, 0x10000, E820_TYPE_RESERVED);
	e820_range_add(&t, 0x100000, 0x3fee0000, E820_TYPE_RAM);
	e820_range_add(&t, 0x3ffe0000, 0x20000, E820_TYPE_RESERVED);
	e820_range_add(&t, 0x100000000ULL, 0x40000000, E820_TYPE_RAM);
	FUZZ_ASSERT(!e820_sanitise(&t));
}

static void check_map(void)
{
	u64 sum = 0;
	u32 i;

	FUZZ_ASSERT(t.nr_entries <= E820_MAX_ENTRIES);
	for (i = 0; i < t.nr_entries; i++) {
		const struct e820_entry *e = &t.entries[i];

		FUZZ_ASSERT(e->size && e->addr + e->size > e->addr);
		FUZZ_ASSERT(!i || e->addr >= e[-1].addr + e[-1].size);
		sum += e->type == E820_TYPE_RAM ? e->size : 0;
	}
	FUZZ_ASSERT(sum == e820_total(&t, E820_TYPE_RAM));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static char line[4096];
	size_t n = min(size, sizeof(line) - 1);

	memcpy(line, data, n);
	line[n] = 0;
	host_log_capture_begin();
	e820_user_reset();
	usual_map();
	parse_early_param(line);
	if (!e820_user_apply(&t))
		FUZZ_ASSERT(t.nr_entries == 6);
	check_map();
	parse_late_param();
	host_log_capture_end();
	return 0;
}
