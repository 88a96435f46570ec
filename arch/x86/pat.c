// SPDX-License-Identifier: MIT
/*
 * The page attribute table (Intel SDM vol. 3A, 12.12): eight memory types, of which the bits PAT, PCD and
 * PWT of a page-table entry choose one. As the CPU comes out of reset, it repeats what the two older
 * bits meant; here PWT alone comes to mean write-combining instead of write-through:
 *
 *   PCD PWT   type                  used for
 *    0   0    write-back            RAM
 *    0   1    write-combining       framebuffers: stores are collected and written in bursts
 *    1   0    uncached, weak        an MTRR may make it write-combining
 *    1   1    uncached              device registers
 *
 * The types in which two CPUs see one page must agree, so each CPU gets the same table before it meets
 * a page that is mapped so. Nothing was mapped write-through, so no cache needs flushing.
 */
#include <asm/cpufeature.h>
#include <asm/pat.h>
#include <asm/processor.h>
#include <asm/tlbflush.h>
#include <linux/printk.h>
#include <linux/smp.h>

enum { PAT_UC = 0, PAT_WC = 1, PAT_WT = 4, PAT_WB = 6, PAT_UC_MINUS = 7 };

#define HALF ((u64)PAT_UC << 24 | (u64)PAT_UC_MINUS << 16 | (u64)PAT_WC << 8 | (u64)PAT_WB)

/**
 * pat_enabled() - can pages be write-combining?
 */
bool pat_enabled(void)
{
	return boot_cpu_has(X86_FEATURE_PAT) && boot_cpu_has(X86_FEATURE_MSR);
}

/**
 * pat_init_cpu() - fill this CPU's table
 */
void pat_init_cpu(void)
{
	if (pat_enabled()) {
		wrmsr(MSR_PAT, HALF << 32 | HALF);
		__flush_tlb_all();
	} else if (smp_processor_id() == 0) {
		pr_info("pat: this CPU has none; write-combining mappings will be uncached\n");
	}
}
