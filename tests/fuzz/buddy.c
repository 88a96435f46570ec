// SPDX-License-Identifier: MIT
/*
 * Operations on a zone grouped by mobility, four bytes each: take of a type, take for an atomic request, give,
 * cut, give up the reserve; compared with an oracle (tests/buddy_oracle.h).
 */
#include <host/fuzz.h>
#include <host/host.h>

#define MOST_BYTES 384 /* longer streams are mm.buddy_types' matter; here many are wanted */
#define ORACLE_FRAMES 4096
#include "../buddy_oracle.h"

static struct buddy_oracle oracle, fresh;
static struct page fresh_memmap[ORACLE_FRAMES];

/* The state that each input begins with is made once, and copied. */
static const char *start(void)
{
	const char *wrong = NULL;

	if (!fresh.nr_free) {
		host_memory_start();
		wrong = buddy_oracle_begin(&oracle);
		memcpy(&fresh, &oracle, sizeof(fresh));
		memcpy(fresh_memmap, pfn_to_page(ORACLE_PFN), sizeof(fresh_memmap));
	}
	memcpy(&oracle, &fresh, sizeof(fresh));
	memcpy(pfn_to_page(ORACLE_PFN), fresh_memmap, sizeof(fresh_memmap));
	return wrong;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const char *wrong = start();

	size = min(size, (size_t)MOST_BYTES);
	for (; !wrong && size >= 4; data += 4, size -= 4)
		wrong = buddy_oracle_step(&oracle, data);
	if (!wrong)
		wrong = buddy_oracle_end(&oracle);
	if (wrong)
		host_die(wrong);
	return 0;
}
