// SPDX-License-Identifier: MIT
/* Who is told before the machine is switched off or reset, while all still works. */
#include <linux/export.h>
#include <linux/reboot.h>
#include <quarry/power.h>

static BLOCKING_NOTIFIER_HEAD(reboot_notifier_list);

/** register_reboot_notifier - be called with SYS_RESTART or SYS_POWER_OFF; -EEXIST if that is so already */
int register_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&reboot_notifier_list, nb);
}
EXPORT_SYMBOL(register_reboot_notifier);

/** unregister_reboot_notifier - be called no more; -ENOENT if it was not to be */
int unregister_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&reboot_notifier_list, nb);
}
EXPORT_SYMBOL(unregister_reboot_notifier);

/** kernel_restart - tell those who want to know, then reset the machine; process context */
void kernel_restart(char *command)
{
	blocking_notifier_call_chain(&reboot_notifier_list, SYS_RESTART, command);
	machine_restart();
}
EXPORT_SYMBOL_GPL(kernel_restart);

/** kernel_power_off_with - tell those who want to know, then end the session with a status; process context */
void kernel_power_off_with(int status)
{
	blocking_notifier_call_chain(&reboot_notifier_list, SYS_POWER_OFF, NULL);
	machine_power_off(status);
}
EXPORT_SYMBOL_GPL(kernel_power_off_with);
