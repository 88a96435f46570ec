// SPDX-License-Identifier: MIT
/*
 * Page faults that are not mistakes: the first touch of a page in a region of the user half.
 *
 * Only where sleeping is allowed: the page may have to be waited for. Any other fault is left to those who
 * explain it.
 */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/mm_struct.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <quarry/fault.h>

static bool give_page(struct mm_struct *mm, unsigned long address, unsigned int flags)
{
	struct vm_area_struct *vma;
	bool given = false;

	mmap_read_lock(mm);
	vma = find_vma_intersection(mm, address, address + 1);
	if (vma)
		given = !(handle_mm_fault(vma, address, flags) & VM_FAULT_ERROR);
	mmap_read_unlock(mm);
	return given;
}

/**
 * mm_page_fault() - try to give what was missing
 * @regs: the faulting context
 *
 * Context: the trap handler, interrupts off; they are on meanwhile.
 * Return: whether the context may try again.
 */
bool mm_page_fault(struct pt_regs *regs)
{
	unsigned long address = read_cr2();
	struct mm_struct *mm = current->mm;
	bool given;

	if (!mm || address >= TASK_SIZE || in_atomic() || !(regs->flags & X86_EFLAGS_IF))
		return false;
	if (regs->error_code & (FAULT_RESERVED_BIT | FAULT_FETCH)) /* the kernel's code is not in the user half */
		return false;
	local_irq_enable();
	given = give_page(mm, address, regs->error_code & FAULT_WRITE ? FAULT_FLAG_WRITE : 0);
	local_irq_disable();
	return given;
}
