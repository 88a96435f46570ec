// SPDX-License-Identifier: MIT
/*
 * Operations on the allocator of per-CPU memory, four bytes each: allocate, free, free something that
 * was never allocated; compared with an oracle after each.
 */
#include <host/fuzz.h>
#include <host/host.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <quarry/e820.h>

#include "../percpu_oracle.h"

/* host_boot() takes what is linked in, and of an archive that is what somebody asks for. */
extern const void *const needed[];
const void *const needed[] = {
	e820__setup, e820__memblock_setup, memblock_end_of_DRAM, memblock_set_current_limit, free_area_init,
	memblock_free_all,
};

static struct percpu_oracle oracle;

static const char *operate(const u8 *op)
{
	unsigned int value = op[1] | (unsigned int)op[2] << 8;

	switch (op[0] % 8) {
	case 0 ... 3:
		return oracle_alloc(&oracle, op[0] & 0x80 ? value : value % 512, 1ul << (op[3] % 14));
	case 4 ... 6:
		return oracle_free(&oracle, value % ORACLE_MAX);
	default:
		return oracle_bad_free(&oracle, op[3] & 1 || !oracle.nr ? (u8 *)oracle.first_chunk + value :
						oracle.vars[op[3] / 2 % oracle.nr].ptr + value % 64);
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static bool booted;
	const char *wrong;

	if (!booted) {
		host_memory_start();
		host_boot();
		booted = true;
	}
	host_log_capture_begin();
	wrong = oracle_begin(&oracle);
	for (; !wrong && size >= 4; data += 4, size -= 4) {
		wrong = operate(data);
		if (!wrong)
			wrong = oracle_check(&oracle);
	}
	while (!wrong && oracle.nr)
		wrong = oracle_free(&oracle, 0);
	if (!wrong && oracle.pcpu.nr_chunks != 1)
		wrong = "a chunk is left";
	if (wrong)
		host_die(wrong);
	oracle_end(&oracle);
	host_log_capture_end();
	return 0;
}
