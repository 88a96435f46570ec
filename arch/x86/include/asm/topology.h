/* SPDX-License-Identifier: MIT */
/* By what name firmware calls a CPU when it says which memory is near to it. */
#ifndef _ASM_TOPOLOGY_H
#define _ASM_TOPOLOGY_H

#include <asm/smp.h>

static inline u32 arch_cpu_firmware_id(unsigned int cpu)
{
	return cpu_apic_id[cpu];
}

#endif
