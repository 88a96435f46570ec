/* SPDX-License-Identifier: MIT */
/* What changing address spaces and forgetting translations cost: counted, for `mm stats`. */
#ifndef _ASM_TLB_STATS_H
#define _ASM_TLB_STATS_H

#include <linux/percpu-defs.h>

/**
 * struct tlb_stats - of one CPU
 * @cr3_loads: times that CR3 got another space
 * @cr3_kept: of these, with the translations of that space still there (PCID)
 * @cr3_avoided: times that a thread came whose space was there already, lent to another thread
 * @homecomings: times that a lent space was given back because its translations changed
 * @pages: single translations forgotten
 * @ranges: requests of other CPUs or this one that were served page by page
 * @full: requests that were served by forgetting all
 * @ipis: CPUs that this one has interrupted
 */
struct tlb_stats {
	unsigned long cr3_loads, cr3_kept, cr3_avoided, homecomings, pages, ranges, full, ipis;
};

DECLARE_PER_CPU(struct tlb_stats, tlb_stats);

#define count_tlb(event) this_cpu_inc(tlb_stats.event)
#define count_tlb_n(event, n) this_cpu_add(tlb_stats.event, n)

#endif
