// SPDX-License-Identifier: MIT
/* WARN_ON() and BUG() of the host: reported to the log, counted, and BUG() ends like panic(). */
#include <linux/ratelimit.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/stacktrace.h>
#include <quarry/symbols.h>
#include <host/host.h>

bool oops_in_progress;

void warn_slowpath(const char *file, int line, const char *fmt, ...)
{
	char text[512] = "";
	va_list args;

	if (fmt) {
		va_start(args, fmt);
		vsnprintf(text, sizeof(text), fmt, args);
		va_end(args);
	}
	host_count_warning();
	printk(KERN_WARNING "------------[ cut here ]------------\n");
	printk(KERN_WARNING "WARNING: %s:%d %s\n", file, line, text);
	printk(KERN_WARNING "---[ end trace ]---\n");
}

void bug_slowpath(const char *file, int line)
{
	panic("kernel BUG at %s:%d!", file, line);
}

const char *print_tainted(void)
{
	return "Not tainted";
}

void dump_stack(void)
{
	printk(KERN_DEFAULT "Call Trace: (none on the host)\n");
}

unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr)
{
	return 0;
}

unsigned long call_target(unsigned long return_address)
{
	return 0;
}

/* Nothing is held back: tests read the log. */
int ___ratelimit(struct ratelimit_state *state, const char *func)
{
	return 1;
}
