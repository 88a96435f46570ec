// SPDX-License-Identifier: MIT
/* pvh: the input is memory with a PVH start information at its start. */
#include <host/fuzz.h>
#include <quarry/boot_info.h>

#include "../boot_invariants.h"

#define BASE 0x10000u

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static struct boot_info bi;
	struct boot_window w = { .phys = BASE, .data = data, .len = size };
	int err = boot_info_parse_window(&w, 0, BASE, &bi);

	FUZZ_ASSERT(!boot_info_invariants(&bi, err));
	return 0;
}
