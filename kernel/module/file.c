// SPDX-License-Identifier: MIT
/* Modules as files of the initrd, and those that the kernel loads by itself when they are needed. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/initrd.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include "internal.h"

#define LIBRARY "/lib/modules/"

static bool is_loaded(const char *name)
{
	bool loaded;

	mutex_lock(&module_mutex);
	loaded = find_module(name) != NULL;
	mutex_unlock(&module_mutex);
	return loaded;
}

/**
 * module_load_from_library() - load /lib/modules/NAME.ko, unless it is loaded
 * @name: the module's name
 *
 * Context: process. Return: 0, or as load_module(); -ENOENT if there is no such file.
 */
int module_load_from_library(const char *name)
{
	char path[sizeof(LIBRARY) + MODULE_NAME_LEN + 4];

	if (is_loaded(name))
		return 0;
	snprintf(path, sizeof(path), LIBRARY "%s.ko", name);
	return module_load_file(path, "");
}

/* What it needs, if the kernel's own library has that; anything else shows as an unknown symbol. */
static void load_dependencies(const struct initrd_file *file)
{
	struct load_info info = { .file = file->data, .size = file->size };
	const char *list = module_check_file(&info) ? NULL : module_info(&info, "depends");
	char name[MODULE_NAME_LEN];

	while (list && *list) {
		size_t length = strcspn(list, ",");

		if (length && length < sizeof(name)) {
			strscpy(name, list, length + 1);
			module_load_from_library(name);
		}
		list += length + (list[length] == ',');
	}
}

/**
 * module_load_file() - load a module from a file
 * @path: of the file
 * @args: "name=value ..."
 *
 * Context: process. Return: as load_module(); -ENOENT if there is no such file.
 */
int module_load_file(const char *path, const char *args)
{
	struct initrd_file file;

	if (!initrd_find(path, &file))
		return -ENOENT;
	load_dependencies(&file);
	return load_module(path, file.data, file.size, args);
}

/**
 * __request_module() - see linux/kmod.h
 */
int __request_module(bool wait, const char *fmt, ...)
{
	char name[MODULE_NAME_LEN];
	va_list args;
	int length;

	va_start(args, fmt);
	length = vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	if (length >= (int)sizeof(name))
		return -ENAMETOOLONG;
	return module_load_from_library(name);
}
EXPORT_SYMBOL(__request_module);

/**
 * module_find_command() - a monitor command that a module brought
 * @name: what is typed
 *
 * Return: the command, valid as long as its module is loaded; or NULL.
 */
const struct monitor_command *module_find_command(const char *name)
{
	const struct monitor_command *found = NULL;
	struct module *module;

	mutex_lock(&module_mutex);
	list_for_each_entry(module, &modules, list)
		for (unsigned int i = 0; i < module->num_commands; i++)
			if (module->state == MODULE_STATE_LIVE && !strcmp(module->commands[i].name, name))
				found = &module->commands[i];
	mutex_unlock(&module_mutex);
	return found;
}

/* A command whose code is in the module of the same name. */
static int run_from_library(int argc, char **argv)
{
	int err = module_load_from_library(argv[0]);
	const struct monitor_command *command = err ? NULL : module_find_command(argv[0]);

	if (command)
		return command->run(argc, argv);
	if (err == -ENOENT)
		console_printf(LIBRARY "%s.ko is missing: boot with build/ARCH/initrd.cpio as the initrd\n", argv[0]);
	return err ?: -ENOEXEC;
}
MONITOR_COMMAND(test, "[list] [NAME...] [seed=N]", "run tests: all, mm, mm.buddy, ...", run_from_library);
MONITOR_COMMAND(bench, "[NAME]", "measure, in ticks an operation", run_from_library);
