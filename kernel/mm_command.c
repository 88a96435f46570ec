// SPDX-License-Identifier: MIT
/*
 * The monitor's `mm`: address spaces by hand. Spaces that are made here have small numbers; number 0 is
 * init_mm, the kernel's own. `mm use` puts the monitor's thread into a space: from then on `mm peek` and
 * `mm poke` mean its addresses, through CR3, as any code's would; `mm read` and `mm write` reach into any
 * space, through its page tables.
 */
#include <asm/mmu_context.h>
#include <asm/tlb_stats.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/fault.h>
#include <quarry/monitor.h>

#include "../mm/mm_space.h"

#define MAX_SPACES 32
#define MAX_READ 256
#define MAX_PAGES (1UL << 20)

static struct {
	struct mm_struct *mm;
	char name[16];
} spaces[MAX_SPACES] = { { &init_mm, "init_mm" } };

/* What is wrong with the command, in a line of its own; then the usual words for the error. */
static int refuse(int err, const char *why)
{
	console_printf("mm: %s\n", why);
	return err;
}

static int parse_id(const char *text, unsigned int *id)
{
	if (kstrtouint(text, 10, id) || *id >= MAX_SPACES || !spaces[*id].mm)
		return refuse(-EINVAL, "there is no space of this number; see mm list");
	return 0;
}

/* A space with a user half. */
static int parse_space(const char *text, struct mm_struct **mm)
{
	unsigned int id;
	int err = parse_id(text, &id);

	if (err)
		return err;
	if (!id)
		return refuse(-EINVAL, "space 0 is the kernel's own and has no user half");
	*mm = spaces[id].mm;
	return 0;
}

static int parse_range(char **argv, unsigned long *addr, unsigned long *pages)
{
	if (kstrtoul(argv[0], 0, addr))
		return refuse(-EINVAL, "the address is not a number");
	if (kstrtoul(argv[1], 0, pages) || !*pages || *pages > MAX_PAGES)
		return refuse(-EINVAL, "the number of pages must be from 1 to 1048576");
	return 0;
}

static int parse_rights(const char *text, unsigned long *vm_flags)
{
	static const struct {
		const char *name;
		unsigned long vm_flags;
	} rights[] = {
		{ "rw", VM_READ | VM_WRITE }, { "ro", VM_READ }, { "rx", VM_READ | VM_EXEC }, { "none", 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rights); i++) {
		if (!strcmp(text, rights[i].name)) {
			*vm_flags = rights[i].vm_flags;
			return 0;
		}
	}
	return refuse(-EINVAL, "the rights are one of rw, ro, rx, none");
}

static int explain_range_error(int err)
{
	switch (err) {
	case 0:
		return 0;
	case -EINVAL:
		return refuse(err, "the address must be a multiple of 4096");
	case -EPERM:
		return refuse(err, "addresses below 0x10000 stay free, so that null pointers fault");
	case -EFAULT:
		return refuse(err, "the range does not lie in the user half");
	case -EEXIST:
		return refuse(err, "something is mapped there already");
	default:
		return refuse(err, "not all of the range is mapped, or memory is short");
	}
}

static int new_space(int argc, char **argv)
{
	unsigned int id = 1;

	while (id < MAX_SPACES && spaces[id].mm)
		id++;
	if (id == MAX_SPACES)
		return refuse(-ENOSPC, "no more than 31 spaces; mm free one");
	spaces[id].mm = mm_alloc();
	if (!spaces[id].mm)
		return -ENOMEM;
	if (argc)
		strscpy(spaces[id].name, argv[0], sizeof(spaces[id].name));
	else
		snprintf(spaces[id].name, sizeof(spaces[id].name), "space%u", id);
	console_printf("space %u (%s): pgd %#lx\n", id, spaces[id].name, (unsigned long)__pa(spaces[id].mm->pgd));
	return 0;
}

static int free_space(int argc, char **argv)
{
	struct mm_struct *mm;
	unsigned int id;
	int err = parse_space(argv[0], &mm);

	if (err || (err = parse_id(argv[0], &id)))
		return err;
	if (current->mm == mm)
		return refuse(-EBUSY, "the monitor is in this space; mm use 0 first");
	if (atomic_read(&mm->mm_users) > 1)
		return refuse(-EBUSY, "the space has other users");
	spaces[id].mm = NULL;
	mmput(mm);
	return 0;
}

static int map_pages(int argc, char **argv)
{
	unsigned long addr, pages, vm_flags = VM_READ | VM_WRITE;
	struct mm_struct *mm;
	int err = parse_space(argv[0], &mm);

	err = err ? err : parse_range(argv + 1, &addr, &pages);
	if (!err && argc > 3)
		err = parse_rights(argv[3], &vm_flags);
	return err ? err : explain_range_error(mm_map_anonymous(mm, addr, pages << PAGE_SHIFT, vm_flags));
}

static int unmap_pages(int argc, char **argv)
{
	unsigned long addr, pages;
	struct mm_struct *mm;
	int err = parse_space(argv[0], &mm);

	err = err ? err : parse_range(argv + 1, &addr, &pages);
	return err ? err : explain_range_error(do_munmap(mm, addr, pages << PAGE_SHIFT));
}

static int protect_pages(int argc, char **argv)
{
	unsigned long addr, pages, vm_flags;
	struct mm_struct *mm;
	int err = parse_space(argv[0], &mm);

	err = err ? err : parse_range(argv + 1, &addr, &pages);
	err = err ? err : parse_rights(argv[3], &vm_flags);
	return err ? err : explain_range_error(mm_protect(mm, addr, pages << PAGE_SHIFT, vm_flags));
}

static int write_text(int argc, char **argv)
{
	struct mm_struct *mm;
	unsigned long addr;
	int err = parse_space(argv[0], &mm), len = strlen(argv[2]) + 1;

	if (err)
		return err;
	if (kstrtoul(argv[1], 0, &addr))
		return refuse(-EINVAL, "the address is not a number");
	if (access_remote_vm(mm, addr, argv[2], len, FOLL_WRITE) != len)
		return refuse(-EFAULT, "not all of it could be written: not mapped, or not writable");
	return 0;
}

static int parse_length(int argc, char **argv, unsigned int *len)
{
	*len = 16;
	if (argc && (kstrtouint(argv[0], 0, len) || !*len || *len > MAX_READ))
		return refuse(-EINVAL, "the length must be from 1 to 256");
	return 0;
}

/* Sixteen bytes a line, in hexadecimal and as text. */
static void dump(unsigned long addr, const u8 *bytes, unsigned int len)
{
	for (unsigned int at = 0; at < len; at += 16) {
		unsigned int n = min(len - at, 16u);

		console_printf("%0*lx ", (int)sizeof(long) * 2, addr + at);
		for (unsigned int i = 0; i < n; i++)
			console_printf(" %02x", bytes[at + i]);
		console_printf("%*s", (int)(16 - n) * 3 + 2, "");
		for (unsigned int i = 0; i < n; i++)
			console_printf("%c", bytes[at + i] >= ' ' && bytes[at + i] < 127 ? bytes[at + i] : '.');
		console_printf("\n");
	}
}

static int read_bytes(int argc, char **argv)
{
	struct mm_struct *mm;
	unsigned long addr;
	unsigned int len;
	u8 bytes[MAX_READ];
	int err = parse_space(argv[0], &mm);

	err = err ? err : parse_length(argc - 2, argv + 2, &len);
	if (err)
		return err;
	if (kstrtoul(argv[1], 0, &addr))
		return refuse(-EINVAL, "the address is not a number");
	if (access_remote_vm(mm, addr, bytes, len, 0) != len)
		return refuse(-EFAULT, "not all of it could be read: not mapped");
	dump(addr, bytes, len);
	return 0;
}

static int peek(int argc, char **argv)
{
	unsigned long addr;
	unsigned int len;
	u8 bytes[MAX_READ];
	int err = parse_length(argc - 1, argv + 1, &len);

	if (err)
		return err;
	if (kstrtoul(argv[0], 0, &addr))
		return refuse(-EINVAL, "the address is not a number");
	if (copy_from_kernel_nofault(bytes, (void *)addr, len))
		return refuse(-EFAULT, current->mm ? "not all of it is mapped" :
						     "not all of it is mapped; the monitor is in no space: mm use ID");
	dump(addr, bytes, len);
	return 0;
}

/* Through CR3: a write by the address itself, which must be in a region, so that it does not fault for good. */
static int poke(int argc, char **argv)
{
	size_t len = strlen(argv[1]) + 1;
	struct vm_area_struct *vma;
	unsigned long addr;
	bool allowed;

	if (kstrtoul(argv[0], 0, &addr))
		return refuse(-EINVAL, "the address is not a number");
	if (!current->mm)
		return refuse(-EFAULT, "the monitor is in no space: mm use ID");
	mmap_read_lock(current->mm);
	vma = find_vma_intersection(current->mm, addr, addr + 1);
	allowed = vma && (vma->vm_flags & VM_WRITE) && vma->vm_end - addr >= len;
	mmap_read_unlock(current->mm);
	if (!allowed)
		return refuse(-EFAULT, "not mapped, or not writable");
	memcpy((void *)addr, argv[1], len);
	return 0;
}

static int use_space(int argc, char **argv)
{
	unsigned int id;
	int err = parse_id(argv[0], &id);

	if (err)
		return err;
	if (current->mm)
		kthread_unuse_mm(current->mm);
	if (id)
		kthread_use_mm(spaces[id].mm);
	return 0;
}

static void list_one(unsigned int id)
{
	struct mm_struct *mm = spaces[id].mm;
	unsigned int differing = kernel_half_differs(mm);

	console_printf("%c%2u %-15s %#10lx %7d %7lu %6ld %6ld %7ld %4u  ", current->mm == mm ? '*' : ' ', id, spaces[id].name,
		       (unsigned long)__pa(mm->pgd), mm->map_count, mm->total_vm, atomic_long_read(&mm->rss),
		       atomic_long_read(&mm->nr_ptes), atomic_long_read(&mm->minor_faults), cpumask_weight(mm_cpumask(mm)));
	if (differing)
		console_printf("%u entries differ\n", differing);
	else
		console_printf("the same\n");
}

static int list_spaces(int argc, char **argv)
{
	console_printf(" %2s %-15s %10s %7s %7s %6s %6s %7s %4s  %s\n", "ID", "NAME", "PGD", "REGIONS", "PAGES", "THERE",
		       "TABLES", "FAULTS", "CPUS", "KERNEL HALF");
	for (unsigned int id = 0; id < MAX_SPACES; id++)
		if (spaces[id].mm)
			list_one(id);
	return 0;
}

static void to_console(struct seq_file *m, const char *s, size_t n)
{
	console_write(s, n);
}

static int show_maps(int argc, char **argv)
{
	struct seq_file m = { .sink = to_console };
	struct mm_struct *mm;
	int err = parse_space(argv[0], &mm);

	return err ? err : mm_show_maps(&m, mm);
}

/* mm walk [ID] ADDR: by the space that the monitor is in, if none is named. */
static int walk(int argc, char **argv)
{
	struct mm_struct *mm = current->active_mm;
	struct page_table pt;
	unsigned long addr;
	unsigned int id;

	if (argc == 2) {
		int err = parse_id(argv[0], &id);

		if (err)
			return err;
		mm = spaces[id].mm;
	}
	if (kstrtoul(argv[argc - 1], 0, &addr))
		return refuse(-EINVAL, "the address is not a number");
	pt = mm_page_table(mm);
	draw_page_walk(&pt, addr, console_printf);
	return 0;
}

static struct tlb_stats sum_stats(void)
{
	struct tlb_stats sum = {};
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		const struct tlb_stats *s = per_cpu_ptr(&tlb_stats, cpu);

		sum.cr3_loads += s->cr3_loads;
		sum.cr3_kept += s->cr3_kept;
		sum.cr3_avoided += s->cr3_avoided;
		sum.homecomings += s->homecomings;
		sum.pages += s->pages;
		sum.ranges += s->ranges;
		sum.full += s->full;
		sum.ipis += s->ipis;
	}
	return sum;
}

static int show_stats(int argc, char **argv)
{
	struct tlb_stats s = sum_stats();

	console_printf("CR3    %10lu loads, %lu of them with translations kept by PCID (%s)\n", s.cr3_loads, s.cr3_kept,
		       mmu_context_has_pcid() ? "in use" : "this CPU has none");
	console_printf("       %10lu loads avoided: the space was there, lent to a kernel thread\n", s.cr3_avoided);
	console_printf("       %10lu loans given back on a flush\n", s.homecomings);
	console_printf("TLB    %10lu ranges flushed, %lu pages one by one\n", s.ranges, s.pages);
	console_printf("       %10lu times all flushed\n", s.full);
	console_printf("       %10lu interrupts to other CPUs for that\n", s.ipis);
	console_printf("kernel %10lu changes of the kernel half's top level, copied to all spaces\n", kernel_half_growths());
	return 0;
}

static const struct {
	const char *name, *args;
	int min, max;
	int (*run)(int argc, char **argv);
} verbs[] = {
	{ "new", "[NAME]", 0, 1, new_space },
	{ "map", "ID ADDR PAGES [rw|ro|rx|none]", 3, 4, map_pages },
	{ "unmap", "ID ADDR PAGES", 3, 3, unmap_pages },
	{ "protect", "ID ADDR PAGES rw|ro|rx|none", 4, 4, protect_pages },
	{ "write", "ID ADDR TEXT", 3, 3, write_text },
	{ "read", "ID ADDR [BYTES]", 2, 3, read_bytes },
	{ "use", "ID", 1, 1, use_space },
	{ "peek", "ADDR [BYTES]", 1, 2, peek },
	{ "poke", "ADDR TEXT", 2, 2, poke },
	{ "list", "", 0, 0, list_spaces },
	{ "maps", "ID", 1, 1, show_maps },
	{ "walk", "[ID] ADDR", 1, 2, walk },
	{ "free", "ID", 1, 1, free_space },
	{ "stats", "", 0, 0, show_stats },
};

/* Asked for nothing, that is the answer; asked for what there is not, it is a mistake. */
static int show_usage(int argc)
{
	for (size_t i = 0; i < ARRAY_SIZE(verbs); i++)
		console_printf("mm %s %s\n", verbs[i].name, verbs[i].args);
	return argc > 1 ? -EINVAL : 0;
}

static int mm_command(int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_SIZE(verbs) && argc > 1; i++) {
		if (strcmp(argv[1], verbs[i].name))
			continue;
		if (argc - 2 >= verbs[i].min && argc - 2 <= verbs[i].max)
			return verbs[i].run(argc - 2, argv + 2);
		console_printf("usage: mm %s %s\n", verbs[i].name, verbs[i].args);
		return -EINVAL;
	}
	return show_usage(argc);
}
MONITOR_COMMAND(mm, "VERB ...", "address spaces: new, map, ...; alone lists them", mm_command);
