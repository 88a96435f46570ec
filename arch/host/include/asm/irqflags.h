/* SPDX-License-Identifier: MIT */
/*
 * The interrupt flag of the host's one CPU: a variable, of each thread its own. Every suite must
 * leave it set (tests/leak_checks.c).
 */
#ifndef _ASM_IRQFLAGS_H
#define _ASM_IRQFLAGS_H

#include <linux/types.h>

#define X86_EFLAGS_IF (1UL << 9)

extern __thread unsigned long host_eflags;

static inline unsigned long arch_local_save_flags(void)
{
	return host_eflags;
}

static inline void arch_local_irq_disable(void)
{
	host_eflags &= ~X86_EFLAGS_IF;
}

static inline void arch_local_irq_enable(void)
{
	host_eflags |= X86_EFLAGS_IF;
}

static inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = host_eflags;

	arch_local_irq_disable();
	return flags;
}

static inline void arch_local_irq_restore(unsigned long flags)
{
	if (flags & X86_EFLAGS_IF)
		arch_local_irq_enable();
}

static inline bool arch_irqs_disabled(void)
{
	return !(host_eflags & X86_EFLAGS_IF);
}

#define local_irq_disable() arch_local_irq_disable()
#define local_irq_enable() arch_local_irq_enable()
#define local_irq_save(flags) ((flags) = arch_local_irq_save())
#define local_irq_restore(flags) arch_local_irq_restore(flags)
#define irqs_disabled() arch_irqs_disabled()

#endif
