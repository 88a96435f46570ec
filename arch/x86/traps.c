// SPDX-License-Identifier: MIT
/*
 * What the CPU reports: exceptions are decoded and end in a panic with all that is known, unless
 * the exception table expects them.
 */
#include <asm/io.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <asm/smp.h>
#include <asm/traps.h>
#include <linux/hardirq.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/uaccess.h>
#include <quarry/fault.h>
#include <quarry/console.h>
#include <quarry/oops.h>
#include <quarry/stack_overflow.h>
#include <quarry/symbols.h>

/* Intel SDM vol. 3A, table 6-1. */
static const char *const trap_names[NR_EXCEPTIONS] = {
	"divide error", "debug", "non-maskable interrupt", "breakpoint", "overflow", "bound range exceeded",
	"invalid opcode", "device not available", "double fault", "coprocessor segment overrun", "invalid TSS",
	"segment not present", "stack-segment fault", "general protection fault", "page fault", "reserved (15)",
	"x87 floating-point error", "alignment check", "machine check", "SIMD floating-point error",
	"virtualization exception", "control protection exception", "reserved (22)", "reserved (23)",
	"reserved (24)", "reserved (25)", "reserved (26)", "reserved (27)", "hypervisor injection exception",
	"VMM communication exception", "security exception", "reserved (31)",
};

/* The error code of a fault about a descriptor names it (Intel SDM vol. 3A, 6.13). */
static void explain_selector(unsigned long error_code)
{
	static const char *const tables[] = { "GDT", "IDT", "LDT", "IDT" };

	if (error_code)
		pr_emerg("  caused by selector %#lx: entry %lu of the %s%s\n", error_code & 0xfff8,
			 error_code >> 3 & 0x1fff, tables[error_code >> 1 & 3],
			 error_code & 1 ? ", during another event" : "");
}

static void explain(const struct pt_regs *regs)
{
	switch (regs->vector) {
	case TRAP_PAGE_FAULT:
		explain_page_fault(read_cr2(), regs->error_code);
		break;
	case TRAP_INVALID_TSS:
	case TRAP_SEGMENT_NOT_PRESENT:
	case TRAP_STACK_FAULT:
	case TRAP_GENERAL_PROTECTION:
		explain_selector(regs->error_code);
		break;
	case TRAP_DEVICE_NOT_AVAILABLE:
		pr_emerg("  the kernel does not use floating point or vectors: CR0 forbids them\n");
		break;
	}
}

/* Bytes around the instruction pointer, the one it points at in angle brackets, as Linux prints them. */
static void show_code(unsigned long ip)
{
	enum { BEFORE = 16, TOTAL = 32 };
	char text[TOTAL * 5 + 1];
	char *p = text;
	u8 byte;

	for (int i = 0; i < TOTAL; i++) {
		if (copy_from_kernel_nofault(&byte, (u8 *)ip - BEFORE + i, 1))
			p += sprintf(p, "?? ");
		else
			p += sprintf(p, i == BEFORE ? "<%02x> " : "%02x ", byte);
	}
	pr_emerg("Code: %s\n", text);
}

static void report(const struct pt_regs *regs, unsigned long sp)
{
	console_verbose();
	pr_emerg("Oops: %s, error code %#06lx\n", trap_names[regs->vector], regs->error_code);
	explain(regs);
	print_oops_context();
	show_regs(regs, sp);
	show_code(regs->ip);
	pr_emerg("at %pS\n", (void *)regs->ip);
	print_backtrace(regs->bp);
}

/**
 * double_fault_report() - the end of a double fault, on its own stack
 * @regs: the context that double-faulted
 * @sp: its stack pointer
 *
 * Nearly always the stack ran into its guard page, and there was no room for the page fault's frame.
 */
void double_fault_report(struct pt_regs *regs, unsigned long sp)
{
	unsigned long stack = (unsigned long)current->stack, guard = stack - PAGE_SIZE, address = read_cr2();

	report(regs, sp);
	if (address - guard < PAGE_SIZE || sp - guard < PAGE_SIZE)
		panic("kernel stack overflow: the stack guard page of %s/%d was hit at %#lx (stack is %#lx..%#lx)",
		      current->comm, current->pid, address, stack, stack + THREAD_SIZE - 1);
	panic("double fault");
}

DEFINE_PER_CPU(unsigned int, nmi_count_percpu);

/* System control port B tells the reason on a PC; unknown ones are only noted. */
static void handle_nmi(struct pt_regs *regs)
{
	nmi_enter();
	this_cpu_inc(nmi_count_percpu);
	stop_if_asked(regs);
	pr_emerg("NMI received for reason %02x on CPU %d\n", inb(0x61), smp_processor_id());
	nmi_exit();
}

/* Where it happened; if that is no code at all, where it was called from. */
static unsigned long culprit(const struct pt_regs *regs)
{
	unsigned long ip = regs->ip;

	if (!kernel_text_address(ip) &&
	    copy_from_kernel_nofault(&ip, (void *)kernel_stack_pointer(regs), sizeof(ip)))
		return regs->ip;
	return ip;
}

/**
 * trap_dispatch() - an exception, entered from trap_entry.asm with interrupts off
 * @regs: the context in which it happened
 */
void trap_dispatch(struct pt_regs *regs)
{
	if (regs->vector == TRAP_NMI) {
		handle_nmi(regs);
		return;
	}
	if (regs->vector == TRAP_PAGE_FAULT && mm_page_fault(regs))
		return;
	if (fixup_exception(regs))
		return;
	if (regs->vector != TRAP_DOUBLE_FAULT && (stepped(regs) || expected_trap(regs)))
		return;
	if (regs->vector == TRAP_DOUBLE_FAULT || regs->vector == TRAP_PAGE_FAULT)
		if (stack_overflow(regs, kernel_stack_pointer(regs), read_cr2()))
			return;
	if (regs->vector == TRAP_DOUBLE_FAULT)
		double_fault_report(regs, kernel_stack_pointer(regs));
	report(regs, kernel_stack_pointer(regs));
	if (regs->vector == TRAP_BREAKPOINT || regs->vector == TRAP_DEBUG)
		return;
	oops_end(trap_names[regs->vector], culprit(regs), regs->bp);
}
