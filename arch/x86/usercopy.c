// SPDX-License-Identifier: MIT
/*
 * Copies that may meet a bad address. A string instruction that faults leaves in its registers how far
 * it came (Intel SDM vol. 2B, REP): the exception table leads behind it, and the counter is the answer.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/uaccess.h>

#ifdef CONFIG_64BIT
#define EX_ENTRY(from, to) ".quad " from ", " to
#define MOVS "movsq"
#else
#define EX_ENTRY(from, to) ".long " from ", " to
#define MOVS "movsl"
#endif

/* The instruction at 1 may fault, and then 2 is next. */
#define CATCH ".pushsection .ex_table, \"a\"\n\t" EX_ENTRY("1b", "2b") "\n\t.popsection"

static unsigned long move_bytes(void **dst, const void **src, unsigned long n)
{
	asm volatile("1: rep movsb\n"
		     "2:\n\t" CATCH
		     : "+D"(*dst), "+S"(*src), "+c"(n)
		     :
		     : "memory");
	return n;
}

static unsigned long move_words(void **dst, const void **src, unsigned long n)
{
	asm volatile("1: rep " MOVS "\n"
		     "2:\n\t" CATCH
		     : "+D"(*dst), "+S"(*src), "+c"(n)
		     :
		     : "memory");
	return n;
}

/* Words first; a fault among them is narrowed down to the byte by going on with bytes. */
unsigned long copy_catching(void *dst, const void *src, unsigned long size)
{
	unsigned long words = size / sizeof(long), rest = size % sizeof(long);

	rest += move_words(&dst, &src, words) * sizeof(long);
	return rest ? move_bytes(&dst, &src, rest) : 0;
}

unsigned long clear_catching(void *dst, unsigned long size)
{
	asm volatile("1: rep stosb\n"
		     "2:\n\t" CATCH
		     : "+D"(dst), "+c"(size)
		     : "a"(0)
		     : "memory");
	return size;
}
EXPORT_SYMBOL(copy_catching);
EXPORT_SYMBOL(clear_catching);
