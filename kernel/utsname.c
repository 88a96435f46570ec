// SPDX-License-Identifier: MIT
/* What this kernel and this machine are called; the monitor's `uname`. */
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/utsname.h>
#include <linux/vermagic.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

struct uts_namespace init_uts_ns = {
	.name = {
		.sysname = "Quarry",
		.nodename = "(none)",
		.release = UTS_RELEASE,
		.version = "#1 SMP PREEMPT Quarry " QUARRY_VERSION,
		.machine = ARCH_NAME,
		.domainname = "(none)",
	},
};
EXPORT_SYMBOL(init_uts_ns);

static int uname_command(int argc, char **argv)
{
	const struct new_utsname *name = utsname();

	console_printf("%s %s %s %s %s\n", name->sysname, name->nodename, name->release, name->version, name->machine);
	return 0;
}
MONITOR_COMMAND(uname, "", "what this kernel is called", uname_command);
