/* SPDX-License-Identifier: MIT */
/* Between RCU (kernel/rcu.c) and the scheduler. */
#ifndef _QUARRY_RCU_H
#define _QUARRY_RCU_H

#include <linux/percpu-defs.h>

extern unsigned long rcu_grace_period; /* number of the newest */
DECLARE_PER_CPU(unsigned long, rcu_quiet_in);

/* This CPU runs no reader at this moment: __schedule() knows that. Interrupts are off. */
static __always_inline void rcu_note_quiet(void)
{
	barrier();
	this_cpu_write(rcu_quiet_in, READ_ONCE(rcu_grace_period));
	barrier();
}

/* Starts the thread that makes the callbacks; once threads can be created. */
void rcu_init(void);

#endif
