/* SPDX-License-Identifier: MIT */
/*
 * A stack of pointers for each CPU, whose owner pushes and pops without a lock, without a locked
 * instruction, and with interrupts and preemption on.
 *
 *   base        top              limit
 *   | ptr | ptr | (free)    ...  |
 *
 * How: each operation ends with the one instruction that moves "top", and until then has changed
 * nothing that counts. An interrupt that comes in between makes it begin anew: the interrupt's
 * way out finds the interrupted address in the restart table and sets it back to the beginning
 * (interrupt_restart()). So whatever the handler does to the stack, and whichever CPU the thread
 * goes on on, the operation sees one state of one CPU's stack. It costs nothing when nothing
 * happens. Between operations the stack is whole: other code on this CPU may change it with
 * interrupts off, other CPUs may only look at it.
 *
 * The idea is Bershad's (Fast Mutual Exclusion for Uniprocessors, ASPLOS 1992).
 */
#ifndef _ASM_PERCPU_STACK_H
#define _ASM_PERCPU_STACK_H

#include <asm/percpu.h>
#include <linux/compiler.h>

#ifndef PERCPU_STACK_SEGMENT
#define PERCPU_STACK_SEGMENT __PERCPU
#endif

#if BITS_PER_LONG == 64
#define __STACK_WORD ".quad"
#define __STACK_SUFFIX "q"
#define __STACK_SLOT "8"
#else
#define __STACK_WORD ".long"
#define __STACK_SUFFIX "l"
#define __STACK_SLOT "4"
#endif

/**
 * struct percpu_stack - such a stack
 * @top: where the next pointer goes (c)
 * @base: first slot (i)
 * @limit: behind the last slot (i)
 *
 * All are addresses as per_cpu_ptr() takes them. A stack of zeroes is empty and full.
 */
struct percpu_stack {
	void **top;
	void **base;
	void **limit;
};

/* The address of a per-CPU variable of the kernel image, in 32 bits. */
#ifndef percpu_ref
typedef int percpu_ref_t;
#define percpu_ref(ptr) ((percpu_ref_t)(long)(ptr))
#define percpu_deref(ref) ((void *)(long)(ref))
#endif

/* From the label 1 to the label 2: interrupted anywhere but at 1, it begins there again. */
#define __RESTARTABLE                                                                              \
	".pushsection .restart_table, \"a\"\n\t" __STACK_WORD " 1b, 2b\n\t.popsection\n\t"

/**
 * percpu_stack_pop() - take the pointer that was pushed last
 * @stack: a struct percpu_stack, as per_cpu_ptr() takes it
 * @ptr: a pointer variable, set
 * @empty: label to go to if there is none; @ptr is not set then
 */
#define percpu_stack_pop(stack, ptr, empty)                                                        \
	asm goto volatile("1: mov " PERCPU_STACK_SEGMENT "%1, %0\n\t"                              \
			  "cmp " PERCPU_STACK_SEGMENT "%2, %0\n\t"                                 \
			  "je %l[" #empty "]\n\t"                                                  \
			  "mov " PERCPU_STACK_SEGMENT "-" __STACK_SLOT "(%0), %0\n\t"              \
			  "sub" __STACK_SUFFIX " $" __STACK_SLOT ", " PERCPU_STACK_SEGMENT "%1\n"  \
			  "2:\n\t" __RESTARTABLE                                                   \
			  : "=&r"(ptr)                                                             \
			  : "m"((stack)->top), "m"((stack)->base)                                  \
			  : "memory", "cc"                                                         \
			  : empty)

/**
 * percpu_stack_push() - put a pointer on top
 * @stack: a struct percpu_stack, as per_cpu_ptr() takes it
 * @ptr: the pointer
 * @full: label to go to if there is no room
 */
#define percpu_stack_push(stack, ptr, full)                                                        \
	do {                                                                                       \
		void **__slot;                                                                     \
		asm goto volatile("1: mov " PERCPU_STACK_SEGMENT "%1, %0\n\t"                      \
				  "cmp " PERCPU_STACK_SEGMENT "%2, %0\n\t"                         \
				  "je %l[" #full "]\n\t"                                           \
				  "mov %3, " PERCPU_STACK_SEGMENT "(%0)\n\t"                       \
				  "add" __STACK_SUFFIX " $" __STACK_SLOT ", "                      \
				  PERCPU_STACK_SEGMENT "%1\n"                                      \
				  "2:\n\t" __RESTARTABLE                                           \
				  : "=&r"(__slot)                                                  \
				  : "m"((stack)->top), "m"((stack)->limit), "r"(ptr)               \
				  : "memory", "cc"                                                 \
				  : full);                                                         \
	} while (0)

/**
 * percpu_stack_push_new() - put a pointer on top that is not there already
 * @stack: a struct percpu_stack, as per_cpu_ptr() takes it; under its first slot lies one that is readable
 * @ptr: the pointer
 * @refused: label to go to if there is no room, or @ptr is on top
 */
#define percpu_stack_push_new(stack, ptr, refused)                                                 \
	do {                                                                                       \
		void **__slot;                                                                     \
		asm goto volatile("1: mov " PERCPU_STACK_SEGMENT "%1, %0\n\t"                      \
				  "cmp " PERCPU_STACK_SEGMENT "%2, %0\n\t"                         \
				  "je %l[" #refused "]\n\t"                                       \
				  "cmp %3, " PERCPU_STACK_SEGMENT "-" __STACK_SLOT "(%0)\n\t"      \
				  "je %l[" #refused "]\n\t"                                       \
				  "mov %3, " PERCPU_STACK_SEGMENT "(%0)\n\t"                       \
				  "add" __STACK_SUFFIX " $" __STACK_SLOT ", "                      \
				  PERCPU_STACK_SEGMENT "%1\n"                                      \
				  "2:\n\t" __RESTARTABLE                                           \
				  : "=&r"(__slot)                                                  \
				  : "m"((stack)->top), "m"((stack)->limit), "r"(ptr)               \
				  : "memory", "cc"                                                 \
				  : refused);                                                      \
	} while (0)

#endif
