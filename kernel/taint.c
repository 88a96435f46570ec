// SPDX-License-Identifier: MIT
/* What makes a later report doubtful: modules that nobody here wrote, threads that died, warnings. */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/string.h>

static unsigned long tainted;

/* In the order of the TAINT_ numbers; the first has another letter while it is not set. */
static const char letters[] = "PFSRMBUDAWCIOELKXTN";

_Static_assert(sizeof(letters) - 1 == TAINT_FLAGS_COUNT, "a letter for each");

/**
 * taint_letter() - the letter that stands for a reason
 * @flag: TAINT_
 */
char taint_letter(unsigned int flag)
{
	return letters[flag];
}

/**
 * add_taint() - from now on reports carry a letter
 * @flag: TAINT_
 * @lockdep: not used: the checkers go on
 *
 * Context: any.
 */
void add_taint(unsigned int flag, enum lockdep_ok lockdep)
{
	set_bit(flag, &tainted);
}
EXPORT_SYMBOL(add_taint);

/**
 * test_taint() - has it been tainted for this reason?
 * @flag: TAINT_
 */
int test_taint(unsigned int flag)
{
	return test_bit(flag, &tainted);
}
EXPORT_SYMBOL(test_taint);

/**
 * print_tainted() - "Not tainted", or "Tainted: " and the letters
 *
 * Return: a static text.
 */
const char *print_tainted(void)
{
	static char text[sizeof("Tainted: ") + TAINT_FLAGS_COUNT];
	char *p = text;

	if (!tainted)
		return "Not tainted";
	p = stpcpy(p, "Tainted: ");
	for (int i = 0; i < TAINT_FLAGS_COUNT; i++)
		*p++ = test_bit(i, &tainted) ? letters[i] : i ? ' ' : 'G';
	*p = '\0';
	return text;
}
