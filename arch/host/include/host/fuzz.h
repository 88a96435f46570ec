/* SPDX-License-Identifier: MIT */
/*
 * A fuzz target, tests/fuzz/NAME.c, defines LLVMFuzzerTestOneInput() on the kernel's own sources
 * (https://llvm.org/docs/LibFuzzer.html). It gets bytes nobody can trust and must come back: any
 * crash, sanitizer report, panic() or endless loop is a bug of the kernel. Always return 0.
 */
#ifndef _HOST_FUZZ_H
#define _HOST_FUZZ_H

#include <linux/types.h>
#include <host/host.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

/* An invariant of the target; its violation stops the fuzzer like a crash. */
#define FUZZ_ASSERT(condition)                                                  \
	do {                                                                    \
		if (!(condition))                                               \
			host_die("fuzz: " #condition " does not hold");         \
	} while (0)

#endif
