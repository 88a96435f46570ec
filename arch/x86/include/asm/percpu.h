/* SPDX-License-Identifier: MIT */
/*
 * This CPU's copy of a variable, in one instruction.
 *
 * A segment register's base is the distance from the variable's link address to this CPU's copy,
 * so that "%gs:variable" (64-bit; "%fs:" in 32-bit mode) needs no CPU number and no addition, and
 * cannot be torn apart by a move to another CPU. Until setup_per_cpu_areas() the base is 0: the
 * section as linked is CPU 0's copy.
 *
 * An operation on 8 bytes in 32-bit mode takes several instructions, with interrupts off.
 */
#ifndef _ASM_PERCPU_H
#define _ASM_PERCPU_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/irqflags.h>

#ifdef CONFIG_64BIT
#define __PERCPU "%%gs:"
#else
#define __PERCPU "%%fs:"
#endif

#ifdef CONFIG_64BIT
#define __percpu_wide(op, c_op, var, value)                                                        \
	asm volatile(op "q %1, " __PERCPU "%0" : "+m"(var) : "re"((unsigned long)(value)) : "cc")
#else
#define __percpu_wide(op, c_op, var, value)                                                        \
	do {                                                                                       \
		unsigned long __wide;                                                              \
		local_irq_save(__wide);                                                            \
		*arch_raw_cpu_ptr(&(var)) c_op(value);                                             \
		local_irq_restore(__wide);                                                         \
	} while (0)
#endif

/* "op value, %gs:variable" with the suffix for the variable's size; @c_op is the same in C. */
#define __percpu_op(op, c_op, var, value)                                                          \
	do {                                                                                       \
		switch (sizeof(var)) {                                                             \
		case 1:                                                                            \
			asm volatile(op "b %b1, " __PERCPU "%0"                                    \
				     : "+m"(var) : "qi"((u8)(unsigned long)(value)) : "cc");       \
			break;                                                                     \
		case 2:                                                                            \
			asm volatile(op "w %w1, " __PERCPU "%0"                                    \
				     : "+m"(var) : "ri"((u16)(unsigned long)(value)) : "cc");      \
			break;                                                                     \
		case 4:                                                                            \
			asm volatile(op "l %k1, " __PERCPU "%0"                                    \
				     : "+m"(var) : "ri"((u32)(unsigned long)(value)) : "cc");      \
			break;                                                                     \
		default:                                                                           \
			__percpu_wide(op, c_op, var, value);                                       \
		}                                                                                  \
	} while (0)

#define arch_this_cpu_write(var, value) __percpu_op("mov", =, var, value)
#define arch_this_cpu_add(var, value) __percpu_op("add", +=, var, value)
#define arch_this_cpu_and(var, value) __percpu_op("and", &=, var, value)
#define arch_this_cpu_or(var, value) __percpu_op("or", |=, var, value)

/* Sizes that one load can fetch; any other object is copied through its address. */
#define arch_this_cpu_read(var)                                                                    \
	({                                                                                         \
		union {                                                                            \
			typeof(var) value;                                                         \
			u8 byte;                                                                   \
			u16 half;                                                                  \
			u32 word;                                                                  \
			unsigned long machine_word;                                                \
		} __read;                                                                          \
		if (sizeof(var) == 1)                                                              \
			asm volatile("movb " __PERCPU "%1, %0" : "=q"(__read.byte) : "m"(var));    \
		else if (sizeof(var) == 2)                                                         \
			asm volatile("movw " __PERCPU "%1, %0" : "=r"(__read.half) : "m"(var));    \
		else if (sizeof(var) == sizeof(long))                                              \
			asm volatile("mov " __PERCPU "%1, %0"                                      \
				     : "=r"(__read.machine_word) : "m"(var));                      \
		else if (sizeof(var) == 4)                                                         \
			asm volatile("movl " __PERCPU "%1, %0" : "=r"(__read.word) : "m"(var));    \
		else                                                                               \
			__percpu_read_wide(__read.value, var);                                     \
		__read.value;                                                                      \
	})

#define __percpu_read_wide(to, var)                                                                \
	do {                                                                                       \
		unsigned long __read_irq;                                                          \
		local_irq_save(__read_irq);                                                        \
		to = *arch_raw_cpu_ptr(&(var));                                                    \
		local_irq_restore(__read_irq);                                                     \
	} while (0)

/* A value that is the same for a thread wherever it runs: the compiler may keep what it has read. */
#define this_cpu_read_stable(var)                                                                  \
	({                                                                                         \
		typeof(var) __value;                                                               \
		asm("mov " __PERCPU "%P1, %0" : "=r"(__value) : "p"(&(var)));                      \
		__value;                                                                           \
	})

/* Objects of up to the word's size; wider ones do not compile. */
#define arch_this_cpu_cmpxchg(var, old, new)                                                       \
	({                                                                                         \
		typeof(var) __old = (old), __new = (new);                                          \
		_Static_assert(sizeof(var) == 4 || sizeof(var) == sizeof(long), "word or 32 bits");\
		asm volatile("cmpxchg %2, " __PERCPU "%1"                                          \
			     : "+a"(__old), "+m"(var) : "r"(__new) : "memory", "cc");              \
		__old;                                                                             \
	})

/* XCHG would lock the bus, even here where no other CPU can look. */
#define arch_this_cpu_xchg(var, new)                                                               \
	({                                                                                         \
		typeof(var) __seen, __was = arch_this_cpu_read(var), __with = (new);               \
		while ((__seen = arch_this_cpu_cmpxchg(var, __was, __with)) != __was)              \
			__was = __seen;                                                            \
		__was;                                                                             \
	})

#define arch_this_cpu_add_return(var, value)                                                       \
	({                                                                                         \
		typeof(var) __add = (value), __sum = __add;                                        \
		_Static_assert(sizeof(var) == 4 || sizeof(var) == sizeof(long), "word or 32 bits");\
		asm volatile("xadd %0, " __PERCPU "%1" : "+r"(__sum), "+m"(var) : : "memory", "cc"); \
		(typeof(var))(__sum + __add);                                                      \
	})

extern unsigned long this_cpu_off;

/* The address of this CPU's copy. */
#define arch_raw_cpu_ptr(ptr)                                                                      \
	({                                                                                         \
		unsigned long __address;                                                           \
		asm volatile("add " __PERCPU "%1, %0"                                              \
			     : "=r"(__address) : "m"(this_cpu_off), "0"(ptr) : "cc");              \
		(typeof(*(ptr)) *)__address;                                                       \
	})

#endif
