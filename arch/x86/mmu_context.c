// SPDX-License-Identifier: MIT
/*
 * Changing address spaces: CR3.
 *
 * Loading CR3 makes the CPU forget all translations but global ones, which the kernel half's are where
 * the CPU has them (CR4.PGE). With PCID (long mode only) it need not forget any: asid.h.
 *
 * Who must be told when translations of a space change: the CPUs that have it in CR3, which is what
 * mm_cpumask() says. The order makes it safe:
 *
 *	who changes an entry			who loads the space
 *	  1. writes the entry			  1. sets its bit in the mask
 *	  2. counts a generation		  2. reads the generation
 *	  3. reads the mask			  3. loads CR3
 *
 * Both second steps follow a locked instruction, which is a full barrier. Either the changer sees the
 * bit, and interrupts the CPU; or the loader sees the new generation, and its load forgets what is old.
 *
 * The bit is cleared when another space is loaded. What the CPU looks up ahead of time under a space that
 * it is about to leave is forgotten by the load; with PCID it stays, and the generation tells.
 */
#include <asm/cpufeature.h>
#include <asm/irqflags.h>
#include <asm/mmu_context.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/tlb_stats.h>
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "tlb_state.h"

#define CR3_KEEP (1ULL << 63) /* with PCID: do not forget */

DEFINE_PER_CPU(struct tlb_state, tlb_state) = { .loaded_mm = &init_mm };
DEFINE_PER_CPU(struct tlb_stats, tlb_stats);

static atomic_long_t last_ctx_id;
static unsigned int nr_asids = 1;

/**
 * init_new_context() - a space that was just allocated
 * @mm: the space; it has its top-level table
 */
void init_new_context(struct mm_struct *mm)
{
	mm->context.ctx_id = atomic_long_inc_return(&last_ctx_id);
	atomic_long_set(&mm->context.tlb_gen, 1);
	mm->context.cr3 = __pa(mm->pgd);
}

/* With PCID, number 0 stays free: it is what CR3 has where nobody thinks of it. */
static noinline unsigned long cr3_with_pcid(struct asid_table *asids, const struct mm_struct *mm, unsigned long tlb_gen)
{
	bool forget = asid_choose(asids, nr_asids, mm->context.ctx_id, tlb_gen);
	unsigned long cr3 = mm->context.cr3 | (asids->loaded + 1);

	if (forget)
		return cr3;
	count_tlb(cr3_kept);
	return cr3 | (unsigned long)CR3_KEEP;
}

static __always_inline void load_cr3(struct tlb_state *state, const struct mm_struct *mm)
{
	unsigned long tlb_gen = atomic_long_read(&mm->context.tlb_gen), cr3 = mm->context.cr3;

	if (unlikely(nr_asids > 1))
		cr3 = cr3_with_pcid(&state->asids, mm, tlb_gen);
	else
		state->asids.slot[0].tlb_gen = tlb_gen; /* the load forgets everything */
	write_cr3(cr3);
}

static void enter_space(struct tlb_state *state, struct mm_struct *mm)
{
	unsigned int cpu = smp_processor_id();

	if (state->loaded_mm != &init_mm)
		cpumask_clear_cpu(cpu, mm_cpumask(state->loaded_mm));
	if (mm != &init_mm)
		cpumask_set_cpu(cpu, mm_cpumask(mm));
	state->loaded_mm = mm;
	load_cr3(state, mm);
	count_tlb(cr3_loads);
}

/**
 * switch_mm_irqs_off() - go on in another space
 * @prev: the one that the CPU was in
 * @next: the other
 * @tsk: the thread that will be in it
 *
 * Context: interrupts off.
 */
void switch_mm_irqs_off(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk)
{
	struct tlb_state *state = this_cpu_ptr(&tlb_state);

	if (state->loaded_mm == next)
		count_tlb(cr3_avoided);
	else
		enter_space(state, next);
}

void switch_mm(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk)
{
	unsigned long flags;

	local_irq_save(flags);
	switch_mm_irqs_off(prev, next, tsk);
	local_irq_restore(flags);
}

/**
 * leave_mm() - this CPU gives back the space that it borrows
 *
 * The thread that runs is a kernel thread in no space of its own.
 *
 * Context: interrupts off.
 */
void leave_mm(void)
{
	enter_space(this_cpu_ptr(&tlb_state), &init_mm);
	current->active_mm = &init_mm;
	count_tlb(homecomings);
}

static void leave_here(void *info)
{
	if (this_cpu_ptr(&tlb_state)->loaded_mm == info && !WARN_ON_ONCE(current->mm == info))
		leave_mm();
}

/**
 * mm_leave_cpus() - have all CPUs that borrow a space go back to init_mm
 * @mm: a space that nobody uses any more
 *
 * Context: process, interrupts on.
 */
void mm_leave_cpus(struct mm_struct *mm)
{
	on_each_cpu_mask(mm_cpumask(mm), leave_here, mm, 1);
}

/**
 * mmu_context_init_cpu() - use PCID, where the CPU has it
 *
 * On each CPU, when it is on the kernel's page tables: CR4.PCIDE may be set in long mode only, with CR3's
 * low bits 0 (SDM vol. 3A, 4.10.1). Kernel translations are then in the TLB under each number, so that
 * global pages, which are under none, are a condition.
 */
void mmu_context_init_cpu(void)
{
	if (sizeof(long) < 8 || !boot_cpu_has(X86_FEATURE_PCID) || !boot_cpu_has(X86_FEATURE_PGE))
		return;
	write_cr4(read_cr4() | X86_CR4_PCIDE);
	nr_asids = NR_ASIDS;
}

bool mmu_context_has_pcid(void)
{
	return nr_asids > 1;
}
