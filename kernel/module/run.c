// SPDX-License-Identifier: MIT
/* Runs a module's init or exit so that a fault in it ends neither the monitor nor the kernel. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <quarry/guarded.h>
#include "internal.h"

struct step {
	struct module *module;
	int (*function)(struct module *);
};

static int call(void *arg)
{
	struct step *step = arg;

	return step->function(step->module);
}

/**
 * module_run() - let a module do something
 * @module: the module
 * @name: of the thread that does it
 * @function: what to do
 *
 * Context: process. Return: what @function returned; -EOWNERDEAD if its thread died, which marks the
 * module as broken; -ENOMEM.
 */
int module_run(struct module *module, const char *name, int (*function)(struct module *))
{
	struct step step = { .module = module, .function = function };
	int result, err = run_guarded(name, call, &step, &result);

	if (err == -EOWNERDEAD) {
		module->broken = true;
		module->taints |= 1UL << TAINT_DIE;
		add_taint(TAINT_DIE, LOCKDEP_STILL_OK);
	}
	return err ?: result;
}
