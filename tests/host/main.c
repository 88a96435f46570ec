// SPDX-License-Identifier: MIT
/*
 * The host test runner: build/host/run [list] [NAME...] [seed=N], as the monitor's "test".
 * KTAP on stdout, the kernel's log on stderr. Status 0: all passed, 1: not. With QUARRY_NO_BOOT in
 * the environment the memory management is not booted first (for work on a broken one).
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <quarry/console.h>
#include <host/host.h>
#include <host/libc.h>

void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));
void __ubsan_on_report(void);

/* A sanitizer, panic() or a crash ends the program: the report says where it was. */
static void report_crash(void)
{
	static bool reported;
	char hint[160];

	if (!reported && kunit_repeat_hint(hint, sizeof(hint)))
		console_printf("Bail out! crashed in test %s\n", hint);
	reported = true;
}

/* Called by gcc's library for undefined behaviour, which does not call the death callback. */
void __ubsan_on_report(void)
{
	report_crash();
}

int main(int argc, char **argv)
{
	int error;

	host_memory_start();
	host_at_death(report_crash);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(report_crash);
	if (!libc_getenv("QUARRY_NO_BOOT"))
		host_boot();
	error = kunit_run(argc, argv);
	if (error == -ENOENT)
		console_printf("Bail out! no test has that name\n");
	else if (error == -EINVAL)
		console_printf("Bail out! seed= wants a number\n");
	return error ? 1 : 0;
}
