// SPDX-License-Identifier: MIT
/*
 * Instructions that may fault. Each is listed in the exception table with the place to go on at;
 * a fault anywhere else is a bug and is reported.
 */
#include <asm/traps.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>
#include <quarry/module.h>

extern const struct exception_fixup __ex_table_start[], __ex_table_end[];

#ifdef CONFIG_64BIT
#define EX_ENTRY(from, to) ".quad " from ", " to
#else
#define EX_ENTRY(from, to) ".long " from ", " to
#endif

/* One byte at a time: a fault is then known to the byte, and nothing here is hurried. */
static bool read_byte(u8 *dst, const u8 *src)
{
	bool faulted = false;
	u8 value = 0;

	asm volatile("1: movb %2, %0\n"
		     "2:\n\t"
		     ".pushsection .text.fixup, \"ax\"\n"
		     "3: movb $1, %1\n\t"
		     "jmp 2b\n\t"
		     ".popsection\n\t"
		     ".pushsection .ex_table, \"a\"\n\t" EX_ENTRY("1b", "3b") "\n\t"
		     ".popsection"
		     : "+q"(value), "+qm"(faulted)
		     : "m"(*src));
	*dst = value;
	return !faulted;
}

long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
{
	u8 *to = dst;
	const u8 *from = src;

	for (size_t i = 0; i < size; i++)
		if (!read_byte(to + i, from + i))
			return -EFAULT;
	return 0;
}
EXPORT_SYMBOL(copy_from_kernel_nofault);

/**
 * fixup_exception() - is a fault expected where it happened?
 * @regs: the faulting context; its ip is moved to the fix-up
 *
 * Return: whether the context may go on.
 */
bool fixup_exception(struct pt_regs *regs)
{
	unsigned long fixup = 0;

	for (const struct exception_fixup *e = __ex_table_start; e < __ex_table_end && !fixup; e++)
		if (e->insn == regs->ip)
			fixup = e->fixup;
	if (!fixup)
		fixup = module_exception_fixup(regs->ip);
	if (fixup)
		regs->ip = fixup;
	return fixup;
}
