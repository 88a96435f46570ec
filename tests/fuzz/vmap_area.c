// SPDX-License-Identifier: MIT
/* Operations on a window of addresses, four bytes each, compared with an oracle after each. */
#include <host/fuzz.h>
#include <host/host.h>

#include "../vmap_area_oracle.h"

static struct vmap_oracle oracle;

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	const char *wrong = NULL;

	oracle_begin(&oracle);
	for (; !wrong && size >= 4; data += 4, size -= 4) {
		wrong = oracle_operate(&oracle, data);
		if (!wrong)
			wrong = oracle_check(&oracle);
	}
	if (!wrong)
		wrong = oracle_purge(&oracle);
	for (unsigned int i = 0; !wrong && i < ORACLE_AREAS; i++)
		oracle_release(&oracle, i);
	if (!wrong)
		wrong = oracle_check(&oracle);
	if (!wrong && oracle.root.head.gap != ORACLE_PAGES * PAGE_SIZE)
		wrong = "addresses are lost";
	if (wrong)
		host_die(wrong);
	return 0;
}
