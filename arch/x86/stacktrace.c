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
#include <linux/stacktrace.h>
#include <linux/uaccess.h>
#include <quarry/symbols.h>

#define MAX_FRAMES 32

struct frame {
	unsigned long caller_frame;
	unsigned long return_address;
};

/* The frame at an address; false behind the last one, and where the chain is broken. */
static bool read_frame(struct frame *frame, unsigned long frame_pointer)
{
	return frame_pointer && !copy_from_kernel_nofault(frame, (void *)frame_pointer, sizeof(*frame)) &&
	       kernel_text_address(frame->return_address);
}

/* Callers' frames lie higher, except where the chain leaves the interrupt stack. */
static unsigned long next_frame(const struct frame *frame, unsigned long frame_pointer)
{
	return frame->caller_frame > frame_pointer || on_irq_stack(frame_pointer) ? frame->caller_frame : 0;
}

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
	for (int i = 0; i < MAX_FRAMES && read_frame(&frame, frame_pointer); i++) {
		printk(KERN_DEFAULT " %pB\n", (void *)frame.return_address);
		frame_pointer = next_frame(&frame, frame_pointer);
	}
}

/**
 * stack_trace_save() - keep the return addresses of the calls that led here
 * @store: takes them, the innermost first
 * @size: how many fit
 * @skipnr: how many of the innermost are left out; 0: the first lies in the caller
 *
 * Context: any. Return: how many there are.
 */
unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr)
{
	unsigned long frame_pointer = (unsigned long)__builtin_frame_address(0);
	unsigned int nr = 0;
	struct frame frame;

	while (nr < size && read_frame(&frame, frame_pointer)) {
		if (skipnr)
			skipnr--;
		else
			store[nr++] = frame.return_address;
		frame_pointer = next_frame(&frame, frame_pointer);
	}
	return nr;
}
EXPORT_SYMBOL_GPL(stack_trace_save);

/**
 * call_target() - whom did the call that returns to an address call?
 * @return_address: the address
 *
 * Context: any. Return: the function; 0 if it was called by a pointer.
 */
unsigned long call_target(unsigned long return_address)
{
	struct {
		u8 opcode;
		s32 distance;
	} __packed call;

	if (copy_from_kernel_nofault(&call, (void *)(return_address - sizeof(call)), sizeof(call)) || call.opcode != 0xe8)
		return 0;
	return return_address + call.distance;
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
