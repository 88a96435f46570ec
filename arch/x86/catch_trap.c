// SPDX-License-Identifier: MIT
/*
 * Traps on purpose: a test calls a function that should fault and is told which trap it was. Lets
 * the suites prove that read-only memory is read-only and that data does not execute.
 */
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
