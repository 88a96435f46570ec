// SPDX-License-Identifier: MIT
/*
 * init: the whole user space of the benchmark machine.  Says what machine this
 * is ("info ..." lines), loads /bench_mm.ko with the words that the kernel
 * command line has after "--" as its parameters, and switches the machine off.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static void show(const char *what, const char *path, const char *prefix)
{
	char line[2048];
	FILE *f = fopen(path, "r");

	if (!f)
		return;
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		if (strncmp(line, prefix, strlen(prefix)))
			continue;
		printf("info %s %s\n", what, line);
		if (*prefix)
			break;
	}
	fclose(f);
}

static void show_dir(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	char path[512];

	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		show(e->d_name, path, "");
	}
	if (d)
		closedir(d);
}

int main(int argc, char **argv)
{
	char params[512] = "";
	int i, fd;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/dev", 0755);
	mount("proc", "/proc", "proc", 0, "");
	mount("sysfs", "/sys", "sysfs", 0, "");
	if (mknod("/dev/console", S_IFCHR | 0600, makedev(5, 1))) { /* there already, or no */ }
	fd = open("/dev/console", O_RDWR);
	if (fd >= 0) {
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	show("version", "/proc/version", "");
	show("cmdline", "/proc/cmdline", "");
	show("cpu", "/proc/cpuinfo", "model name");
	show("cpu", "/proc/cpuinfo", "flags");
	show("memory", "/proc/meminfo", "MemTotal");
	show("memory", "/proc/meminfo", "MemFree");
	show("clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "");
	show_dir("/sys/devices/system/cpu/vulnerabilities");
	for (i = 1; i < argc; i++) {
		strncat(params, argv[i], sizeof(params) - strlen(params) - 2);
		strcat(params, " ");
	}
	printf("info params %s\n", params);
	fd = open("/bench_mm.ko", O_RDONLY);
	if (fd < 0)
		perror("open bench_mm.ko");
	else if (syscall(SYS_finit_module, fd, params, 0))
		perror("finit_module");
	printf("bench_off\n");
	sync();
	reboot(RB_POWER_OFF);
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}
