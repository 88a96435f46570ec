// SPDX-License-Identifier: MIT
/* Page faults explained: what was tried, and what the page tables say about the address. */
#include <asm/paging.h>
#include <asm/processor.h>
#include <asm/traps.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/fault.h>
#include <quarry/monitor.h>
#include <quarry/page_table.h>
#include <quarry/vmalloc.h>

static const char *attempt(unsigned long error_code)
{
	if (error_code & FAULT_FETCH)
		return "execute";
	return error_code & FAULT_WRITE ? "write" : "read";
}

static const char *reason(unsigned long error_code)
{
	if (error_code & FAULT_RESERVED_BIT)
		return "a reserved bit is set in an entry";
	return error_code & FAULT_PRESENT ? "its page does not allow that" : "nothing is mapped there";
}

static const struct {
	pteval_t bit;
	const char *name;
} flag_names[] = {
	{ _PAGE_RW, "RW" },	  { _PAGE_USER, "USER" },     { _PAGE_PWT, "PWT" },   { _PAGE_PCD, "PCD" },
	{ _PAGE_ACCESSED, "A" },  { _PAGE_DIRTY, "D" },	      { _PAGE_PSE, "PSE" },   { _PAGE_GLOBAL, "G" },
	{ _PAGE_NX, "NX" },
};

static void print_step(const struct pt_step *step, void (*print)(const char *fmt, ...))
{
	const struct paging_mode *mode = kernel_page_table.mode;
	char flags[48] = "P";

	if (!(step->entry & _PAGE_PRESENT)) {
		print("  level %d [%4u] %016llx  not present\n", step->level + 1, step->index, step->entry);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(flag_names); i++) {
		/* At the lowest level the PSE bit selects a cache attribute. */
		if ((step->entry & flag_names[i].bit) && (flag_names[i].bit != _PAGE_PSE || step->level)) {
			strlcat(flags, " ", sizeof(flags));
			strlcat(flags, flag_names[i].name, sizeof(flags));
		}
	}
	print("  level %d [%4u] %016llx  %s at %#llx, %s\n", step->level + 1, step->index, step->entry,
	      pt_entry_is_leaf(mode, step->level, step->entry) ? "page" : "table",
	      pt_entry_phys(mode, step->level, step->entry), flags);
}

/**
 * print_page_walk() - show an address's translation level by level
 * @address: any address
 * @print: where the lines go
 */
void print_page_walk(unsigned long address, void (*print)(const char *fmt, ...))
{
	struct pt_step steps[PAGING_MAX_LEVELS];
	const struct pt_step *leaf;
	int n;

	if (!address_is_canonical(address)) {
		print("  %#lx is not canonical: bits 63 to 47 differ\n", address);
		return;
	}
	/* What CR3 has: the user half is that of the space that the CPU is in. */
	n = pt_walk(&(struct page_table){ .root = __va(read_cr3() & PAGE_MASK), .mode = kernel_page_table.mode }, address,
		    steps);
	leaf = &steps[n - 1];
	for (int i = 0; i < n; i++)
		print_step(&steps[i], print);
	if (leaf->entry & _PAGE_PRESENT) {
		u64 span = 1ULL << kernel_page_table.mode->shift[leaf->level];

		print("  %#lx is physical %#llx, in a page of %llu KiB\n", address,
		      pt_entry_phys(kernel_page_table.mode, leaf->level, leaf->entry) + (address & (span - 1)),
		      span >> 10);
	}
}

static void print_emergency(const char *fmt, ...)
{
	char line[160];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	pr_emerg("%s", line);
}

void explain_page_fault(unsigned long address, unsigned long error_code)
{
	pr_emerg("BUG: unable to %s address %#lx: %s\n", attempt(error_code), address, reason(error_code));
	if (address < PAGE_SIZE)
		pr_emerg("  (a null pointer: the first page is never mapped)\n");
	explain_vmalloc_address(address);
	if (kernel_page_table.mode)
		print_page_walk(address, print_emergency);
}

static int walk_command(int argc, char **argv)
{
	unsigned long address;

	if (argc != 2 || kstrtoul(argv[1], 16, &address))
		return -EINVAL;
	console_printf("%#lx by %s:\n", address, kernel_page_table.mode->name);
	print_page_walk(address, console_printf);
	return 0;
}
MONITOR_COMMAND(walk, "ADDRESS", "translate a virtual address, level by level", walk_command);
