/* SPDX-License-Identifier: MIT */
/* Changing stacks. */
#ifndef _ASM_SWITCH_TO_H
#define _ASM_SWITCH_TO_H

#define SWITCH_FRAME_REGISTERS 6 /* that switch_to() pushes */

struct task_struct;

struct task_struct *switch_to(struct task_struct *prev, struct task_struct *next);
void thread_start(void);

/**
 * thread_stack_init() - lay out a new thread's stack as if it had called switch_to()
 * @top: address behind the stack
 *
 * Return: its stack pointer.
 */
static inline unsigned long thread_stack_init(unsigned long top)
{
	unsigned long *sp = (unsigned long *)top;

	*--sp = 0; /* alignment; reads as the end of a chain of frames */
	*--sp = (unsigned long)thread_start;
	for (int i = 0; i < SWITCH_FRAME_REGISTERS; i++)
		*--sp = 0;
	return (unsigned long)sp;
}

#endif
