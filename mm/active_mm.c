// SPDX-License-Identifier: MIT
/*
 * Who is in which address space.
 *
 * Purpose: CR3 is loaded when the space changes, and never else: it costs the CPU its translations.
 *
 *	task->mm	the space that the thread works in; NULL for a kernel thread, which has no
 *			user half and does not care whose is there.
 *	task->active_mm	the space that its CPU has: for a thread with a space of its own, ->mm. A kernel
 *			thread borrows: when it comes, the CPU stays in the space that it is in, and
 *			when the thread before comes back, nothing has been loaded at all.
 *
 * So the scheduler asks one question: is next->active_mm another than prev->active_mm? Between two
 * kernel threads that borrow nothing, and between two threads of one space, it is not, and the switch
 * goes on. switch_space() has the other cases:
 *
 *	space A		-> kernel thread	A is borrowed: CR3 stays
 *	kernel thread	-> kernel thread	the loan goes on to the next one: CR3 stays
 *	kernel thread	-> space B		CR3, if the loan was not of B
 *	space A		-> space B		CR3
 *
 * Invariants: the thread that runs has in ->active_mm what its CPU has in CR3. For a kernel thread that
 * does not run, ->active_mm is what it borrowed last: it may be gone, is compared but never followed, and
 * an equal answer is right in any case, because then CR3 has what is compared with.
 *
 * Loans are not counted. Instead, when a space has no users left, mmput() makes all CPUs that have it give
 * it back (mm_leave_cpus()), and without users no new loan can begin. Linux counts them in mm_count, and
 * drops one on many a switch.
 *
 * Reference: Linux, Documentation/mm/active_mm.rst, for the idea.
 */
#include <asm/irqflags.h>
#include <asm/mmu_context.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>

/**
 * switch_space() - the CPU goes from one thread to another, and what it has in CR3 is not the other's
 * @prev: the thread that ran
 * @next: the one that will
 *
 * Context: the scheduler, interrupts off.
 */
void switch_space(struct task_struct *prev, struct task_struct *next)
{
	if (next->mm)
		switch_mm_irqs_off(prev->active_mm, next->mm, next);
	else
		next->active_mm = prev->active_mm;
}

/**
 * kthread_use_mm() - a kernel thread goes into a space
 * @mm: a space that has users as long as it is used here
 *
 * Addresses of the user half now mean those of @mm.
 *
 * Context: a kernel thread that is in no space, interrupts on.
 */
void kthread_use_mm(struct mm_struct *mm)
{
	struct task_struct *task = current;
	struct mm_struct *borrowed;

	if (WARN_ON_ONCE(task->mm))
		return;
	local_irq_disable();
	borrowed = task->active_mm;
	task->mm = mm;
	task->active_mm = mm;
	switch_mm_irqs_off(borrowed, mm, task);
	local_irq_enable();
}
EXPORT_SYMBOL(kthread_use_mm);

/**
 * kthread_unuse_mm() - undo kthread_use_mm()
 * @mm: the same space
 *
 * The CPU stays in the space, which the thread now borrows, until another is wanted.
 *
 * Context: as kthread_use_mm().
 */
void kthread_unuse_mm(struct mm_struct *mm)
{
	if (WARN_ON_ONCE(current->mm != mm))
		return;
	WRITE_ONCE(current->mm, NULL);
}
EXPORT_SYMBOL(kthread_unuse_mm);

/**
 * exit_mm() - a thread ends; if it forgot to leave its space, it does so now
 */
void exit_mm(void)
{
	if (current->mm)
		kthread_unuse_mm(current->mm);
}
