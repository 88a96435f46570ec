/* SPDX-License-Identifier: MIT */
/* Changing address spaces. Theory in arch/x86/mmu_context.c. */
#ifndef _ASM_MMU_CONTEXT_H
#define _ASM_MMU_CONTEXT_H

struct mm_struct;
struct task_struct;

/* A space that was just allocated. */
void init_new_context(struct mm_struct *mm);

/* This CPU goes on in @next; interrupts are off. */
void switch_mm_irqs_off(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk);
void switch_mm(struct mm_struct *prev, struct mm_struct *next, struct task_struct *tsk);

/* Nobody uses @mm any more: CPUs that only borrow it go back to init_mm, so that it can be freed. */
void mm_leave_cpus(struct mm_struct *mm);

/* On each CPU, when it is on the kernel's tables for the first time. */
void mmu_context_init_cpu(void);

/* Are translations kept when CR3 is loaded? */
_Bool mmu_context_has_pcid(void);

#endif
