// SPDX-License-Identifier: MIT
/* The reports of a kernel that finds itself in the wrong: warnings, bugs, panic. */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/idle.h>
#include <quarry/oops.h>
#include <quarry/power.h>
#include <quarry/symbols.h>
#include <quarry/time.h>

bool oops_in_progress;
EXPORT_SYMBOL(oops_in_progress);
static int panic_cpu = -1;
unsigned int warn_count;

static unsigned int panic_timeout; /* seconds until the reboot; 0: when a key is pressed */

static int __init parse_panic(char *arg)
{
	return kstrtouint(arg, 0, &panic_timeout);
}
early_param("panic", parse_panic);

static void __attribute__((noreturn)) wait_and_restart(void)
{
	if (panic_timeout) {
		pr_emerg("Rebooting in %u seconds..\n", panic_timeout);
		console_flush_on_panic();
		delay_us(panic_timeout * 1000000U);
	} else {
		pr_emerg("Press a key to reboot.\n");
		console_flush_on_panic();
		while (console_getc() >= 0)
			; /* what was typed ahead is no answer */
		wait_for_input();
	}
	machine_restart();
}

/* The first CPU that panics has the floor; it stops the others. A second panic of its own ends at once. */
static void enter_panic(void)
{
	int nobody = -1, this_cpu = raw_smp_processor_id();

	if (__atomic_compare_exchange_n(&panic_cpu, &nobody, this_cpu, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		return;
	if (nobody == this_cpu) {
		console_flush_on_panic();
		machine_power_off(EXIT_PANIC);
	}
	for (;;)
		halt();
}

void panic(const char *fmt, ...)
{
	char text[256];
	va_list args;

	local_irq_disable();
	enter_panic();
	oops_in_progress = true;
	console_verbose();
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	pr_emerg("Kernel panic - not syncing: %s\n", text);
	dump_stack();
	smp_send_stop();
	pr_emerg("---[ end Kernel panic - not syncing: %s ]---\n", text);
	console_flush_on_panic();
	if (under_tools_run())
		machine_power_off(EXIT_PANIC);
	wait_and_restart();
}
EXPORT_SYMBOL(panic);

/**
 * warn_slowpath() - the report behind WARN*()
 * @file: where
 * @line: where
 * @fmt: what, as for printk(), or NULL
 *
 * Context: any.
 */
void warn_slowpath(const char *file, int line, const char *fmt, ...)
{
	char text[256];
	va_list args;

	warn_count++;
	printk(KERN_WARNING "------------[ cut here ]------------\n");
	if (fmt) {
		va_start(args, fmt);
		vsnprintf(text, sizeof(text), fmt, args);
		va_end(args);
		printk(KERN_WARNING "%s", text);
	}
	printk(KERN_WARNING "WARNING: CPU: %d PID: %d at %s:%d %pS\n", raw_smp_processor_id(), current->pid, file, line,
	       __builtin_return_address(0));
	printk(KERN_WARNING "CPU: %d PID: %d Comm: %s %s\n", raw_smp_processor_id(), current->pid, current->comm,
	       print_tainted());
	print_backtrace((unsigned long)__builtin_frame_address(0));
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
	printk(KERN_WARNING "---[ end trace %016x ]---\n", warn_count);
}
EXPORT_SYMBOL(warn_slowpath);

/**
 * bug_slowpath() - the report behind BUG*()
 * @file: where
 * @line: where
 *
 * Context: any.
 */
void bug_slowpath(const char *file, int line)
{
	pr_emerg("------------[ cut here ]------------\n");
	pr_emerg("kernel BUG at %s:%d!\n", file, line);
	print_oops_context();
	print_backtrace((unsigned long)__builtin_frame_address(0));
	oops_end("BUG", (unsigned long)__builtin_return_address(0) - 1, (unsigned long)__builtin_frame_address(0));
}
EXPORT_SYMBOL(bug_slowpath);
