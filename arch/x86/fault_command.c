// SPDX-License-Identifier: MIT
/* The monitor's `fault`: make a mistake on purpose and see how the kernel reports it. */
#include <asm/page.h>
#include <asm/sections.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

static u8 return_instruction[] = { 0xc3 };

static void fault_null(void)
{
	*(volatile int *)NULL = 1;
}

static void fault_text(void)
{
	*(volatile char *)_text = 0;
}

static void fault_data(void)
{
	((void (*)(void))return_instruction)();
}

static void fault_wild(void)
{
	(void)*(volatile int *)(PAGE_OFFSET - PAGE_SIZE);
}

static void fault_divide(void)
{
	asm volatile("xor %%edx, %%edx; xor %%ecx, %%ecx; div %%ecx" : : : "eax", "ecx", "edx");
}

static void fault_opcode(void)
{
	asm volatile("ud2");
}

static void fault_x87(void)
{
	asm volatile("fninit");
}

static volatile unsigned long depth_limit; /* 0: none */

/* Each call needs more stack than the last one left, and no compiler may turn it into a loop. */
static noinline int recurse(volatile char *previous)
{
	volatile char frame[256];

	frame[0] = previous ? previous[0] + 1 : 0;
	return depth_limit && !--depth_limit ? 0 : recurse(frame) + frame[0];
}

static void fault_stack(void)
{
	recurse(NULL);
}

static const struct {
	const char *name, *what;
	void (*run)(void);
} faults[] = {
	{ "null", "write through a null pointer", fault_null },
	{ "text", "write to the kernel's code", fault_text },
	{ "data", "execute data (the CPU may allow it)", fault_data },
	{ "wild", "read where nothing is mapped", fault_wild },
	{ "divide", "divide by zero", fault_divide },
	{ "opcode", "execute an undefined instruction", fault_opcode },
	{ "x87", "use floating point in the kernel", fault_x87 },
	{ "stack", "recurse until the stack overflows", fault_stack },
};

static int fault_command(int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		if (argc < 2) {
			console_printf("  %-8s %s\n", faults[i].name, faults[i].what);
		} else if (!strcmp(argv[1], faults[i].name)) {
			faults[i].run();
			return 0;
		}
	}
	return argc < 2 ? 0 : -EINVAL;
}
MONITOR_COMMAND(fault, "[KIND]", "make a mistake on purpose, to see its report", fault_command);
