// SPDX-License-Identifier: MIT
/*
 * Backtraces by frame pointers. Each function that calls another keeps the chain: at its frame
 * pointer lies the caller's, and above it the return address. Every word is read with care, as the
 * stack may be what is broken.
 */
#include <asm/sections.h>
#include <asm/ptrace.h>
#include <asm/irq_stack.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/uaccess.h>
#include <quarry/symbols.h>

#define MAX_FRAMES 32

struct frame {
	unsigned long caller_frame;
	unsigned long return_address;
};

/**
 * print_backtrace() - print the chain of calls that led to a frame
 * @frame_pointer: of the innermost function
 *
 * Ends at a frame pointer of 0, one that cannot be read, or one that does not rise, except where
 * the chain leaves the interrupt stack.
 *
 * Context: any.
 */
void print_backtrace(unsigned long frame_pointer)
{
	struct frame frame;

	printk(KERN_DEFAULT "Call Trace:\n");
	for (int i = 0; i < MAX_FRAMES && frame_pointer; i++) {
		if (copy_from_kernel_nofault(&frame, (void *)frame_pointer, sizeof(frame)))
			break;
		if (!kernel_text_address(frame.return_address))
			break;
		printk(KERN_DEFAULT " %pB\n", (void *)frame.return_address);
		if (frame.caller_frame <= frame_pointer && !on_irq_stack(frame_pointer))
			break;
		frame_pointer = frame.caller_frame;
	}
}

/**
 * dump_stack() - print where we are and how we got here
 *
 * Context: any.
 */
void dump_stack(void)
{
	print_backtrace((unsigned long)__builtin_frame_address(0));
}
EXPORT_SYMBOL(dump_stack);
