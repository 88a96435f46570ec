// SPDX-License-Identifier: MIT
/*
 * /proc/meminfo: the totals, in the order and format of Linux 6.1.
 *
 * Programs read this file by position as well as by name, so lines about what Quarry does not have
 * yet (page cache, swap, slab ...) are there, and 0. The others are counted.
 */
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <quarry/page_table.h>
#include <quarry/proc.h>
#include <quarry/vmalloc.h>
#include <quarry/sched.h>
#include "internal.h"
#include "slab.h"

extern typeof(arch_report_meminfo) arch_report_meminfo __attribute__((weak));

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
	"SwapTotal:", "SwapFree:", "Dirty:", "Writeback:", "AnonPages:", "Mapped:", "Shmem:", NULL,
};

static const char *const of_tables[] = {
	"PageTables:", "NFS_Unstable:", "Bounce:", "WritebackTmp:", NULL,
};

static void vmalloc_lines(struct seq_file *m)
{
	struct vmalloc_totals totals = vmalloc_totals();

	line(m, "VmallocTotal:", totals.total >> PAGE_SHIFT);
	line(m, "VmallocUsed:", totals.used >> PAGE_SHIFT);
	line(m, "VmallocChunk:", totals.chunk >> PAGE_SHIFT);
}

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
	line(m, "KReclaimable:", slab_pages(true));
	line(m, "Slab:", slab_pages(true) + slab_pages(false));
	line(m, "SReclaimable:", slab_pages(true));
	line(m, "SUnreclaim:", slab_pages(false));
	line(m, "KernelStack:", stack_pages());
	zero_lines(m, of_tables);
	line(m, "CommitLimit:", i.totalram / 2); /* Linux's rule: half of RAM, and swap */
	line(m, "Committed_AS:", 0);
	vmalloc_lines(m);
	line(m, "Percpu:", pcpu_nr_pages());
	line(m, "HardwareCorrupted:", 0);
	if (arch_report_meminfo)
		arch_report_meminfo(m);
	return 0;
}
PROC_FILE(meminfo, meminfo_show);
