// SPDX-License-Identifier: MIT
/* insmod, rmmod, lsmod and modinfo, with the words that people know from Linux; /proc/modules. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/error_text.h>
#include <quarry/initrd.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include <quarry/proc.h>
#include "internal.h"

#define ARGS_MAX 1024

/* ---- insmod, rmmod ---------------------------------------------------------------------------- */

/* The words behind the file's name, as one text; a value with blanks gets its quotes back. */
static int join(char *text, size_t size, int argc, char **argv)
{
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0; i < argc; i++) {
		const char *equals = strchr(argv[i], '=');
		int name = equals ? equals + 1 - argv[i] : 0;
		bool quote = equals && strchr(equals, ' ');

		used += snprintf(text + used, size - used, "%s%.*s%s%s%s", i ? " " : "", name, argv[i], quote ? "\"" : "",
				 argv[i] + name, quote ? "\"" : "");
		if (used >= size)
			return -E2BIG;
	}
	return 0;
}

/* As insmod says it; two errors have words of their own there. */
static const char *insmod_error(int err)
{
	switch (err) {
	case -ENOEXEC: return "invalid module format";
	case -EOWNERDEAD: return "Killed";
	default: return error_text(err);
	}
}

static int insmod_command(int argc, char **argv)
{
	struct initrd_file file;
	char args[ARGS_MAX];
	int err;

	if (argc < 2)
		return -EINVAL;
	err = join(args, sizeof(args), argc - 2, argv + 2);
	if (!err)
		err = module_load_file(argv[1], args);
	if (!err)
		return 0;
	if (err == -ENOENT && initrd_find(argv[1], &file))
		console_printf("insmod: can't insert '%s': unknown symbol in module, or unknown parameter\n", argv[1]);
	else
		console_printf("insmod: can't insert '%s': %s\n", argv[1], insmod_error(err));
	return MONITOR_FAILED;
}
MONITOR_COMMAND(insmod, "FILE [NAME=VALUE ...]", "load a module and run its init", insmod_command);

static int rmmod_command(int argc, char **argv)
{
	int failed = 0;

	if (argc < 2)
		return -EINVAL;
	for (int i = 1; i < argc; i++) {
		int err = unload_module(argv[i]);

		if (err)
			console_printf("rmmod: can't unload module '%s': %s\n", argv[i],
				       err == -EOWNERDEAD ? "Killed" : error_text(err));
		failed |= err;
	}
	return failed ? MONITOR_FAILED : 0;
}
MONITOR_COMMAND(rmmod, "NAME ...", "call a module's exit and unload it", rmmod_command);

/* ---- lists ------------------------------------------------------------------------------------ */

/**
 * for_each_module() - do something with each loaded module
 * @fn: what; not 0 ends it
 * @arg: handed to it
 *
 * Context: process. Return: what the last call of @fn returned, or 0.
 */
int for_each_module(int (*fn)(struct module *module, void *arg), void *arg)
{
	struct module *module;
	int result = 0;

	mutex_lock(&module_mutex);
	list_for_each_entry(module, &modules, list) {
		result = fn(module, arg);
		if (result)
			break;
	}
	mutex_unlock(&module_mutex);
	return result;
}

static unsigned long module_bytes(const struct module *module)
{
	unsigned long pages = 0;

	for (int i = 0; i < NR_MOD_REGIONS; i++)
		pages += PFN_UP(module->region[i].size);
	return pages << PAGE_SHIFT;
}

static const char *state_name(const struct module *module)
{
	switch (module->state) {
	case MODULE_STATE_LIVE: return "Live";
	case MODULE_STATE_GOING: return "Unloading";
	default: return "Loading";
	}
}

static int proc_line(struct module *module, void *arg)
{
	char letters[TAINT_FLAGS_COUNT + 1];
	struct seq_file *m = arg;
	struct module_use *use;

	seq_printf(m, "%s %lu %d ", module->name, module_bytes(module), module_refcount(module));
	if (list_empty(&module->used_by))
		seq_puts(m, "-");
	list_for_each_entry(use, &module->used_by, target_list)
		seq_printf(m, "%s,", use->source->name);
	module_taint_letters(module, letters);
	seq_printf(m, " %s 0x%px", state_name(module), module->region[MOD_TEXT].base);
	if (letters[0])
		seq_printf(m, " (%s)", letters);
	seq_putc(m, '\n');
	return 0;
}

static int show_modules(struct seq_file *m, void *v)
{
	return for_each_module(proc_line, m);
}
PROC_FILE(modules, show_modules);

static int list_line(struct module *module, void *arg)
{
	struct module_use *use;

	console_printf("%-19s %8lu  %d", module->name, module_bytes(module), module_refcount(module));
	list_for_each_entry(use, &module->used_by, target_list)
		console_printf("%c%s", use->target_list.prev == &module->used_by ? ' ' : ',', use->source->name);
	if (module->broken)
		console_printf(" (a thread died in it)");
	console_printf("\n");
	return 0;
}

static int lsmod_command(int argc, char **argv)
{
	console_printf("Module                  Size  Used by\n");
	return for_each_module(list_line, NULL);
}
MONITOR_COMMAND(lsmod, "", "list the loaded modules", lsmod_command);

/* ---- modinfo ---------------------------------------------------------------------------------- */

/* "name:type" in the file's parmtype, for a parameter described as "name:text". */
static const char *type_of_parameter(const struct load_info *info, const char *parameter)
{
	size_t length = strcspn(parameter, ":");
	const char *type = NULL;

	while ((type = module_next_info(info, "parmtype", type)))
		if (strcspn(type, ":") == length && !strncmp(type, parameter, length))
			return type + length + 1;
	return NULL;
}

static bool is_described(const struct load_info *info, const char *type)
{
	size_t length = strcspn(type, ":");
	const char *parameter = NULL;

	while ((parameter = module_next_info(info, "parm", parameter)))
		if (!strncmp(parameter, type, length + 1))
			return true;
	return false;
}

static void print_tag(const struct load_info *info, const char *line)
{
	int tag = strcspn(line, "=");
	const char *value = line + tag + (line[tag] == '=');

	if (!strncmp(line, "parmtype=", 9)) {
		if (!is_described(info, value))
			console_printf("parm:           %s\n", value);
	} else if (!strncmp(line, "parm=", 5)) {
		const char *type = type_of_parameter(info, value);

		console_printf("parm:           %s%s%s%s\n", value, type ? " (" : "", type ? type : "", type ? ")" : "");
	} else {
		console_printf("%.*s:%*s%s\n", tag, line, max(15 - tag, 1), "", value);
	}
}

static int modinfo_command(int argc, char **argv)
{
	struct load_info *info;
	struct initrd_file file;
	const char *line = NULL;
	int err;

	if (argc != 2)
		return -EINVAL;
	if (!initrd_find(argv[1], &file))
		return -ENOENT;
	info = kzalloc(sizeof(*info), GFP_KERNEL);
	if (!info)
		return -ENOMEM;
	info->file = file.data;
	info->size = file.size;
	err = module_check_file(info);
	if (err)
		console_printf("%s: %s\n", argv[1], info->why);
	else
		console_printf("filename:       %s\nname:           %s\n", argv[1], info->name);
	while (!err && (line = module_next_info(info, NULL, line)))
		if (strncmp(line, "name=", 5))
			print_tag(info, line);
	kfree(info);
	return err ? MONITOR_FAILED : 0;
}
MONITOR_COMMAND(modinfo, "FILE", "what a module says about itself", modinfo_command);
