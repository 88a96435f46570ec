/* SPDX-License-Identifier: MIT */
/* CPUs of the host have no firmware that knows them by another name. */
#ifndef _ASM_TOPOLOGY_H
#define _ASM_TOPOLOGY_H

#include <linux/types.h>

static inline u32 arch_cpu_firmware_id(unsigned int cpu)
{
	return cpu;
}

#endif
