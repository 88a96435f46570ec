// SPDX-License-Identifier: MIT
/* Files as the monitor shows them: /proc, and those that came with the kernel. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/initrd.h>
#include <quarry/monitor.h>
#include <quarry/proc.h>

extern const struct proc_file __proc_files_start[], __proc_files_end[];

static void to_console(struct seq_file *m, const char *s, size_t n)
{
	console_write(s, n);
}

static int show_proc_file(const char *name)
{
	struct seq_file m = { .sink = to_console };

	for (const struct proc_file *f = __proc_files_start; f < __proc_files_end; f++)
		if (!strcmp(f->name, name))
			return f->show(&m, NULL);
	return -ENOENT;
}

static int cat_file(const char *path)
{
	struct initrd_file file;

	if (!strncmp(path, "/proc/", 6))
		return show_proc_file(path + 6);
	if (!initrd_find(path, &file))
		return -ENOENT;
	console_write(file.data, file.size);
	return 0;
}

static int cat_command(int argc, char **argv)
{
	int err = argc < 2 ? -EINVAL : 0;

	for (int i = 1; i < argc && !err; i++)
		err = cat_file(argv[i]);
	return err;
}
MONITOR_COMMAND(cat, "FILE ...", "print files, such as /proc/buddyinfo", cat_command);

static int list_proc(void)
{
	for (const struct proc_file *f = __proc_files_start; f < __proc_files_end; f++)
		console_printf("%s\n", f->name);
	return 0;
}

static int list_root(void)
{
	struct initrd_file file;
	size_t cursor = 0;

	console_printf("%10s proc\n", "");
	while (initrd_next(&cursor, &file))
		console_printf("%10zu %s\n", file.size, file.name);
	return 0;
}

static int ls_command(int argc, char **argv)
{
	struct initrd_file file;

	if (argc < 2 || !strcmp(argv[1], "/"))
		return list_root();
	if (!strcmp(argv[1], "/proc") || !strcmp(argv[1], "/proc/"))
		return list_proc();
	if (!initrd_find(argv[1], &file))
		return -ENOENT;
	console_printf("%10zu %s\n", file.size, file.name);
	return 0;
}
MONITOR_COMMAND(ls, "[PATH]", "list files", ls_command);
