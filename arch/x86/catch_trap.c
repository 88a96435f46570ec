// SPDX-License-Identifier: MIT
/*
 * Traps on purpose: a test calls a function that should fault and is told which trap it was. Lets
 * the suites prove that read-only memory is read-only and that data does not execute. And interrupts
 * on purpose: after a chosen instruction of a function, to prove that it may come anywhere.
 */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/setjmp.h>
#include <asm/traps.h>
#include <linux/compiler.h>
#include <quarry/fault.h>

/* Set while a catcher is active: the trap goes on at its landing place with this stack. */
static struct {
	bool active;
	struct jump_buffer landing;
	struct trap_catcher caught;
} catcher;

static void __attribute__((noreturn)) land(void)
{
	arch_longjmp(&catcher.landing);
}

/**
 * catch_trap() - call a function that may trap
 * @provoke: the function
 * @arg: handed to it
 *
 * Not reentrant. The function must hold nothing that its return would release.
 *
 * Context: process. Return: the trap, or vector -1.
 */
noinline struct trap_catcher catch_trap(void (*provoke)(void *arg), void *arg)
{
	catcher.caught = (struct trap_catcher){ .vector = -1 };
	if (!arch_setjmp(&catcher.landing)) {
		catcher.active = true;
		provoke(arg);
	}
	catcher.active = false;
	return catcher.caught;
}

/**
 * expected_trap() - does catch_trap() wait for this trap?
 * @regs: the trapped context; made to go on at the catcher
 */
bool expected_trap(struct pt_regs *regs)
{
	if (!catcher.active)
		return false;
	catcher.active = false;
	catcher.caught.vector = regs->vector;
	catcher.caught.error_code = regs->error_code;
	catcher.caught.address = regs->vector == TRAP_PAGE_FAULT ? read_cr2() : 0;
	regs->ip = (unsigned long)land;
	return true;
}

static struct {
	bool active;
	unsigned long left;
	void (*then)(void);
} stepper;

/* By the trap flag each instruction ends in a debug exception (Intel SDM vol. 3A, 17.3.1.4). */
static __always_inline void set_trap_flag(bool on)
{
	unsigned long flags = arch_local_save_flags();

	flags = on ? flags | X86_EFLAGS_TF : flags & ~X86_EFLAGS_TF;
	asm volatile("push %0\n\tpopf" : : "r"(flags) : "memory", "cc");
}

/**
 * step_into() - call a function, and another one after so many of its instructions
 * @fn: the function
 * @arg: handed to it
 * @steps: how many instructions; the first few are the call
 * @then: called then, in the context of an exception: what it raises as an interrupt comes between
 *	that instruction and the next one
 *
 * Not reentrant. Context: process, interrupts on. Return: false if @fn was over before.
 */
noinline bool step_into(void (*fn)(void *arg), void *arg, unsigned long steps, void (*then)(void))
{
	bool early;

	stepper.left = steps;
	stepper.then = then;
	stepper.active = true;
	set_trap_flag(true);
	fn(arg);
	set_trap_flag(false);
	early = stepper.active;
	stepper.active = false;
	return !early;
}

/**
 * stepped() - is it the debug exception that step_into() waits for?
 * @regs: the context in which it happened
 */
bool stepped(struct pt_regs *regs)
{
	if (regs->vector != TRAP_DEBUG || !stepper.active)
		return false;
	if (stepper.left--)
		return true;
	regs->flags &= ~X86_EFLAGS_TF;
	stepper.active = false;
	stepper.then();
	return true;
}
