// SPDX-License-Identifier: MIT
/*
 * Operations on caches, four bytes each: allocate, free, in bulk, krealloc(), shrink; compared with an
 * oracle (tests/slab_oracle.h).
 */
#include <host/fuzz.h>
#include <host/host.h>
#include <linux/memblock.h>
#include <linux/percpu.h>
#include <quarry/e820.h>
#include <quarry/percpu_areas.h>

#include "../slab_oracle.h"

/* host_boot() takes what is linked in, and of an archive that is what somebody asks for. */
extern const void *const needed[];
const void *const needed[] = {
	e820__setup, e820__memblock_setup, memblock_end_of_DRAM, memblock_set_current_limit, free_area_init,
	memblock_free_all, percpu_init, kmem_cache_init,
};

static struct slab_oracle oracle;

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
	wrong = slab_oracle_begin(&oracle);
	for (; !wrong && size >= 4; data += 4, size -= 4)
		wrong = slab_oracle_step(&oracle, data);
	if (!wrong)
		wrong = slab_oracle_end(&oracle);
	host_log_capture_end();
	if (wrong)
		host_die(wrong);
	return 0;
}
