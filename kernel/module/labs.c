// SPDX-License-Identifier: MIT
/* The labs: example modules in the initrd's /labs, each with a page of text; see labs/. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/initrd.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include <quarry/monitor_table.h>
#include "internal.h"

#define LABS "labs/"
#define PATH_MAX_LAB (sizeof("/" LABS) + MODULE_NAME_LEN + 4)
#define ARGS_MAX 30

/* What a lab's file says about itself, or "". */
static const char *lab_info(const struct initrd_file *file, const char *tag)
{
	struct load_info info = { .file = file->data, .size = file->size };

	return (module_check_file(&info) ? NULL : module_info(&info, tag)) ?: "";
}

static int list_labs(void)
{
	struct initrd_file file;
	size_t cursor = 0;

	while (initrd_next(&cursor, &file)) {
		const char *name = file.name + strlen(LABS), *end = strstr(file.name, ".ko");

		if (!strncmp(file.name, LABS, strlen(LABS)) && end && !end[3])
			console_printf("%-16.*s %s\n", (int)(end - name), name, lab_info(&file, "description"));
	}
	console_printf("lab NAME runs one, lab NAME help shows its page\n");
	return 0;
}

static int show_page(const char *name)
{
	char path[PATH_MAX_LAB];
	struct initrd_file file;

	snprintf(path, sizeof(path), LABS "%s.md", name);
	if (!initrd_find(path, &file))
		return -ENOENT;
	console_write(file.data, file.size);
	return 0;
}

static int run_command(int argc, char **argv)
{
	return monitor_find(argv[0])->run(argc, argv);
}

/* Loads it, does what it asks for in its MODULE_INFO(lab, "command; ..."), and unloads it. */
static int run_lab(const char *path, const struct initrd_file *file, int argc, char **argv)
{
	char *words[ARGS_MAX + 2] = { "insmod", (char *)path }, *unload[] = { "rmmod", argv[1], NULL };
	int err;

	if (argc > ARGS_MAX)
		return -E2BIG;
	for (int i = 2; i < argc; i++)
		words[i] = argv[i];
	err = run_command(argc, words);
	if (err)
		return err;
	err = monitor_execute(lab_info(file, "lab")) ? MONITOR_FAILED : 0;
	return run_command(2, unload) ?: err;
}

static int lab_command(int argc, char **argv)
{
	char path[PATH_MAX_LAB];
	struct initrd_file file;

	if (argc == 1)
		return list_labs();
	snprintf(path, sizeof(path), "/" LABS "%s.ko", argv[1]);
	if (!initrd_find(path, &file))
		return -ENOENT;
	if (argc == 3 && (!strcmp(argv[2], "help") || !strcmp(argv[2], "man")))
		return show_page(argv[1]);
	return run_lab(path, &file, argc, argv);
}
MONITOR_COMMAND(lab, "[NAME [NAME=VALUE ... | help]]", "list the labs; run one; show its page", lab_command);
