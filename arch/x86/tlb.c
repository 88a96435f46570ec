// SPDX-License-Identifier: MIT
/*
 * TLB shoot-down: every CPU that may hold translations that have changed drops them, and the caller goes
 * on when all have. A range is dropped page by page up to a number of pages, beyond which dropping
 * everything costs less: each INVLPG takes about as long as a TLB miss or two.
 *
 * Kernel translations may be in every CPU's TLB. Those of a space are in the TLBs of the CPUs that have it
 * in CR3, and of those that had it, if they can keep them; mmu_context.c has the rules. A CPU that has a
 * space only on loan gives it back instead of dropping anything, and is not asked again.
 */
#include <asm/page.h>
#include <asm/tlb_stats.h>
#include <asm/tlbflush.h>
#include <linux/export.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "tlb_state.h"

#define FLUSH_ALL_ABOVE 33 /* pages; the ceiling that Linux uses on x86 */

/* What has to be dropped; @mm and its generation for translations of a space. */
struct flush {
	struct mm_struct *mm;
	unsigned long gen;
	unsigned long start, end;
};

static bool is_long(const struct flush *flush)
{
	return flush->end - flush->start > FLUSH_ALL_ABOVE * PAGE_SIZE;
}

static void flush_pages(const struct flush *flush)
{
	for (unsigned long address = flush->start; address < flush->end; address += PAGE_SIZE)
		__flush_tlb_one_kernel(address);
	count_tlb_n(pages, (flush->end - flush->start) >> PAGE_SHIFT);
	count_tlb(ranges);
}

static void flush_all_here(void *info)
{
	__flush_tlb_all();
	count_tlb(full);
}

static void flush_range_here(void *info)
{
	flush_pages(info);
}

static void flush_space_here(void *info)
{
	const struct flush *flush = info;
	struct tlb_state *state = this_cpu_ptr(&tlb_state);
	enum asid_flush what;

	if (state->loaded_mm != flush->mm)
		return; /* left meanwhile; the generation tells when it comes back */
	if (current->mm != flush->mm) {
		leave_mm();
		return;
	}
	what = asid_catch_up(&state->asids, flush->gen, atomic_long_read(&flush->mm->context.tlb_gen));
	if (what == ASID_RANGE && !is_long(flush)) {
		flush_pages(flush);
	} else if (what != ASID_NOTHING) {
		__flush_tlb();
		count_tlb(full);
	}
}

static void count_others(const struct cpumask *mask)
{
	unsigned int n = cpumask_weight(mask);

	count_tlb_n(ipis, n - (n && cpumask_test_cpu(smp_processor_id(), mask)));
}

/**
 * flush_tlb_mm_range() - have all CPUs that are in a space forget its translations of a range
 * @mm: the space
 * @start: first address
 * @end: address behind the last
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct flush flush = { .mm = mm, .start = start & PAGE_MASK, .end = end };

	flush.gen = atomic_long_inc_return(&mm->context.tlb_gen);
	preempt_disable();
	count_others(mm_cpumask(mm));
	on_each_cpu_mask(mm_cpumask(mm), flush_space_here, &flush, 1);
	preempt_enable();
}
EXPORT_SYMBOL(flush_tlb_mm_range);

/**
 * flush_tlb_mm() - have all CPUs that are in a space forget all of its translations
 * @mm: the space
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_mm(struct mm_struct *mm)
{
	flush_tlb_mm_range(mm, 0, TASK_SIZE);
}
EXPORT_SYMBOL(flush_tlb_mm);

static void flush_kernel(smp_call_func_t func, struct flush *flush)
{
	preempt_disable();
	count_others(cpu_online_mask);
	on_each_cpu(func, flush, 1);
	preempt_enable();
}

/**
 * flush_tlb_all() - have all CPUs forget all translations
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_all(void)
{
	flush_kernel(flush_all_here, NULL);
}
EXPORT_SYMBOL(flush_tlb_all);

/**
 * flush_tlb_kernel_range() - have all CPUs forget the translations of a range
 * @start: first address
 * @end: address behind the last
 *
 * Context: process or softirq, interrupts on.
 */
void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	struct flush flush = { .start = start & PAGE_MASK, .end = end };

	flush_kernel(is_long(&flush) ? flush_all_here : flush_range_here, &flush);
}
EXPORT_SYMBOL(flush_tlb_kernel_range);
