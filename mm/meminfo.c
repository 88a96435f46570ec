// SPDX-License-Identifier: MIT
/*
 * /proc/meminfo: the totals, in the order and format of Linux 6.1.
 *
 * Programs read this file by position as well as by name, so lines about what Quarry does not have
 * yet (page cache, swap, slab ...) are there, and 0. The others are counted.
 */
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <quarry/proc.h>
#include "internal.h"

static void line(struct seq_file *m, const char *name, unsigned long pages)
{
	seq_printf(m, "%-16s%8lu kB\n", name, pages << (PAGE_SHIFT - 10));
}

static void zero_lines(struct seq_file *m, const char *const *names)
{
	for (; *names; names++)
		line(m, *names, 0);
}

static const char *const of_caches[] = {
	"Buffers:", "Cached:", "SwapCached:", "Active:", "Inactive:", "Active(anon):",
	"Inactive(anon):", "Active(file):", "Inactive(file):", "Unevictable:", "Mlocked:", NULL,
};

static const char *const of_users[] = {
	"SwapTotal:", "SwapFree:", "Dirty:", "Writeback:", "AnonPages:", "Mapped:", "Shmem:",
	"KReclaimable:", "Slab:", "SReclaimable:", "SUnreclaim:", "KernelStack:", "PageTables:",
	"NFS_Unstable:", "Bounce:", "WritebackTmp:", NULL,
};

static const char *const of_vmalloc[] = {
	"Committed_AS:", "VmallocTotal:", "VmallocUsed:", "VmallocChunk:", NULL,
};

static int meminfo_show(struct seq_file *m, void *v)
{
	struct sysinfo i;

	(void)v;
	si_meminfo(&i);
	line(m, "MemTotal:", i.totalram);
	line(m, "MemFree:", i.freeram);
	line(m, "MemAvailable:", si_mem_available());
	zero_lines(m, of_caches);
#ifdef CONFIG_HIGHMEM
	line(m, "HighTotal:", i.totalhigh);
	line(m, "HighFree:", i.freehigh);
	line(m, "LowTotal:", i.totalram - i.totalhigh);
	line(m, "LowFree:", i.freeram - i.freehigh);
#endif
	zero_lines(m, of_users);
	line(m, "CommitLimit:", i.totalram / 2); /* Linux's rule: half of RAM, and swap */
	zero_lines(m, of_vmalloc);
	line(m, "Percpu:", pcpu_nr_pages());
	line(m, "HardwareCorrupted:", 0);
	return 0;
}
PROC_FILE(meminfo, meminfo_show);
