/* SPDX-License-Identifier: MIT */
/*
 * Per-CPU variables: one copy for each CPU, so that no lock is needed where each looks at its own.
 *
 * The this_cpu_ operations are safe against interrupts and preemption; a pointer from this_cpu_ptr()
 * is not: disable preemption while you hold it (get_cpu_var(), get_cpu_ptr()), and interrupts too if
 * they touch the variable. Another CPU's copy needs a lock or an agreement.
 */
#ifndef _LINUX_PERCPU_DEFS_H
#define _LINUX_PERCPU_DEFS_H

#include <asm/percpu.h>
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/threads.h>

#define PER_CPU_SECTION ".data..percpu"

/* @type may be an array, as in DEFINE_PER_CPU(int[3], name). */
#define DECLARE_PER_CPU(type, name) extern typeof(type) name
#define DEFINE_PER_CPU(type, name) __section(PER_CPU_SECTION) typeof(type) name
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name) __aligned(64)
#define DEFINE_PER_CPU_ALIGNED(type, name) DEFINE_PER_CPU(type, name) __aligned(64)
/* As DEFINE_PER_CPU() without an initialiser, taking no room in the file: for what is large. */
#define DEFINE_PER_CPU_ZEROED(type, name) __section(".bss..percpu") __aligned(64) typeof(type) name
#define DECLARE_PER_CPU_SHARED_ALIGNED DECLARE_PER_CPU_ALIGNED
#define DEFINE_PER_CPU_SHARED_ALIGNED DEFINE_PER_CPU_ALIGNED
#define DECLARE_PER_CPU_READ_MOSTLY DECLARE_PER_CPU
#define DEFINE_PER_CPU_READ_MOSTLY DEFINE_PER_CPU

#define EXPORT_PER_CPU_SYMBOL(name) EXPORT_SYMBOL(name)
#define EXPORT_PER_CPU_SYMBOL_GPL(name) EXPORT_SYMBOL_GPL(name)

/*
 * Distance from the linked section to each CPU's copy. Valid for every number below NR_CPUS: one
 * that names no CPU leads to memory that nobody else uses.
 */
extern unsigned long __per_cpu_offset[NR_CPUS];
#define per_cpu_offset(cpu) (__per_cpu_offset[cpu])

#define per_cpu_ptr(ptr, cpu) RELOC_HIDE(ptr, per_cpu_offset(cpu))
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))

#define raw_cpu_ptr(ptr) arch_raw_cpu_ptr(ptr)
#define this_cpu_ptr(ptr) raw_cpu_ptr(ptr)

#define this_cpu_read(var) arch_this_cpu_read(var)
#define this_cpu_write(var, value) arch_this_cpu_write(var, value)
#define this_cpu_add(var, value) arch_this_cpu_add(var, value)
#define this_cpu_sub(var, value) arch_this_cpu_add(var, -(typeof(var))(value))
#define this_cpu_inc(var) this_cpu_add(var, 1)
#define this_cpu_dec(var) this_cpu_sub(var, 1)
#define this_cpu_and(var, value) arch_this_cpu_and(var, value)
#define this_cpu_or(var, value) arch_this_cpu_or(var, value)
#define this_cpu_xchg(var, new) arch_this_cpu_xchg(var, new)
#define this_cpu_cmpxchg(var, old, new) arch_this_cpu_cmpxchg(var, old, new)
#define this_cpu_add_return(var, value) arch_this_cpu_add_return(var, value)
#define this_cpu_sub_return(var, value) this_cpu_add_return(var, -(typeof(var))(value))
#define this_cpu_inc_return(var) this_cpu_add_return(var, 1)
#define this_cpu_dec_return(var) this_cpu_sub_return(var, 1)

/* For callers that cannot be preempted anyway; on x86 that makes no difference in cost. */
#define __this_cpu_read(var) this_cpu_read(var)
#define __this_cpu_write(var, value) this_cpu_write(var, value)
#define __this_cpu_add(var, value) this_cpu_add(var, value)
#define __this_cpu_sub(var, value) this_cpu_sub(var, value)
#define __this_cpu_inc(var) this_cpu_inc(var)
#define __this_cpu_dec(var) this_cpu_dec(var)
#define __this_cpu_and(var, value) this_cpu_and(var, value)
#define __this_cpu_or(var, value) this_cpu_or(var, value)
#define __this_cpu_xchg(var, new) this_cpu_xchg(var, new)
#define __this_cpu_cmpxchg(var, old, new) this_cpu_cmpxchg(var, old, new)
#define __this_cpu_add_return(var, value) this_cpu_add_return(var, value)
#define __this_cpu_sub_return(var, value) this_cpu_sub_return(var, value)
#define __this_cpu_inc_return(var) this_cpu_inc_return(var)
#define __this_cpu_dec_return(var) this_cpu_dec_return(var)
#define raw_cpu_read(var) this_cpu_read(var)
#define raw_cpu_write(var, value) this_cpu_write(var, value)
#define raw_cpu_add(var, value) this_cpu_add(var, value)
#define raw_cpu_sub(var, value) this_cpu_sub(var, value)
#define raw_cpu_inc(var) this_cpu_inc(var)
#define raw_cpu_dec(var) this_cpu_dec(var)
#define raw_cpu_and(var, value) this_cpu_and(var, value)
#define raw_cpu_or(var, value) this_cpu_or(var, value)
#define raw_cpu_xchg(var, new) this_cpu_xchg(var, new)
#define raw_cpu_cmpxchg(var, old, new) this_cpu_cmpxchg(var, old, new)
#define raw_cpu_add_return(var, value) this_cpu_add_return(var, value)
#define raw_cpu_sub_return(var, value) this_cpu_sub_return(var, value)
#define raw_cpu_inc_return(var) this_cpu_inc_return(var)
#define raw_cpu_dec_return(var) this_cpu_dec_return(var)

/* This CPU's copy as an lvalue, with preemption off until put_cpu_var(). */
#define get_cpu_var(var)                                                                           \
	(*({                                                                                       \
		preempt_disable();                                                                 \
		this_cpu_ptr(&(var));                                                              \
	}))
#define put_cpu_var(var)                                                                           \
	do {                                                                                       \
		(void)&(var);                                                                      \
		preempt_enable();                                                                  \
	} while (0)

#define get_cpu_ptr(ptr)                                                                           \
	({                                                                                         \
		preempt_disable();                                                                 \
		this_cpu_ptr(ptr);                                                                 \
	})
#define put_cpu_ptr(ptr)                                                                           \
	do {                                                                                       \
		(void)(ptr);                                                                       \
		preempt_enable();                                                                  \
	} while (0)

#endif
