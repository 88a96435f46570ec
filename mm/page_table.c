// SPDX-License-Identifier: MIT
/*
 * Page tables, walked by one routine whatever their number of levels.
 *
 * Purpose: build, change and read the tables that the CPU translates addresses with.
 *
 * A page table is a radix tree over virtual addresses. The table at level n is indexed by
 * mode->bits[n] address bits from mode->shift[n] upwards, so one of its entries spans
 * 2^shift[n] bytes. An entry is not present, or points to a table of level n - 1, or is a leaf:
 * at level 0 a page of 4 KiB, above it (where mode->large[n] allows) a large page. Everything that
 * differs between the two-level tables of a Pentium, PAE, and the four levels of x86_64 is data in
 * struct paging_mode; five levels would be one more table of numbers.
 *
 * Invariants:
 *  - Walks are total. An entry that is not present ends a walk with an answer; no address faults.
 *  - A range is mapped with the largest pages that address, frame and size allow.
 *  - A large page is split before a part of it changes, into entries that map the same frames with
 *    the same flags, so another CPU reading through it sees no difference.
 *  - Tables are never freed while they are linked.
 *
 * Addresses are handled as first and last byte: the end of the address space has no "behind it".
 *
 * Complexity: O(levels + pages). Locks: none; until several CPUs run, boot code alone changes
 * the tables. Callers flush the TLB where they changed an entry that was present.
 *
 * References: Intel SDM vol. 3A, chapter 4; AMD APM vol. 2, chapter 5.
 */
#include <quarry/page_table.h>
#include <linux/errno.h>
#include <linux/kernel.h>

/* One table during a walk: @level is that of its entries. */
struct table {
	void *entries;
	int level;
};

static pteval_t read_entry(const struct paging_mode *mode, struct table table, unsigned int index)
{
	if (mode->entry_size == 4)
		return ((volatile u32 *)table.entries)[index];
	return ((volatile u64 *)table.entries)[index];
}

/*
 * A 32-bit CPU stores an 8-byte entry in halves. The half with the present bit goes first when it
 * clears that bit and last when it sets it, so the CPU never walks a mixture.
 */
static void write_entry(const struct paging_mode *mode, struct table table, unsigned int index, pteval_t entry)
{
	volatile u32 *half = (volatile u32 *)table.entries + index * 2;

	entry &= supported_pte_mask;
	if (mode->entry_size == 4) {
		((volatile u32 *)table.entries)[index] = entry;
	} else if (sizeof(long) == 8) {
		((volatile u64 *)table.entries)[index] = entry;
	} else {
		half[0] = 0;
		half[1] = entry >> 32;
		half[0] = entry;
	}
}

static unsigned int index_of(const struct paging_mode *mode, int level, unsigned long virt)
{
	return virt >> mode->shift[level] & ((1U << mode->bits[level]) - 1);
}

/* The last byte that the entry for @virt at @level spans. */
static unsigned long entry_last(const struct paging_mode *mode, int level, unsigned long virt)
{
	return virt | ((1UL << mode->shift[level]) - 1);
}

/**
 * pt_entry_is_leaf() - does a present entry map a page?
 * @mode: geometry of its page table
 * @level: level of its table
 * @entry: its value
 */
bool pt_entry_is_leaf(const struct paging_mode *mode, int level, pteval_t entry)
{
	return level == 0 || (mode->large[level] && (entry & _PAGE_PSE));
}

/**
 * pt_entry_phys() - the physical address in an entry: of a page, or of a table
 * @mode: geometry of its page table
 * @level: level of its table
 * @entry: its value
 */
phys_addr_t pt_entry_phys(const struct paging_mode *mode, int level, pteval_t entry)
{
	if (pt_entry_is_leaf(mode, level, entry))
		return entry & mode->frame_mask & ~((1ULL << mode->shift[level]) - 1);
	return entry & mode->frame_mask & PAGE_MASK;
}

static struct table subtable(const struct paging_mode *mode, struct table table, pteval_t entry)
{
	return (struct table){ __va(pt_entry_phys(mode, table.level, entry)), table.level - 1 };
}

static struct table root_of(const struct page_table *pt)
{
	return (struct table){ pt->root, pt->mode->levels - 1 };
}

static void link_table(const struct page_table *pt, struct table table, unsigned int index, void *entries)
{
	write_entry(pt->mode, table, index, (pteval_t)__pa(entries) | pt->mode->table_flags[table.level]);
}

static pteval_t leaf_entry(int level, phys_addr_t phys, pteval_t flags)
{
	return phys | flags | (level ? _PAGE_PSE : 0);
}

/* Replaces the large page in an entry by a table of smaller ones that map the same. */
static int split_leaf(const struct page_table *pt, struct table table, unsigned int index)
{
	const struct paging_mode *mode = pt->mode;
	pteval_t entry = read_entry(mode, table, index);
	phys_addr_t phys = pt_entry_phys(mode, table.level, entry);
	pteval_t flags = entry & ~mode->frame_mask & ~_PAGE_PSE;
	struct table smaller = { pt->alloc_table(), table.level - 1 };

	if (!smaller.entries)
		return -ENOMEM;
	for (unsigned int i = 0; i < 1U << mode->bits[smaller.level]; i++)
		write_entry(mode, smaller, i,
			    leaf_entry(smaller.level, phys + ((phys_addr_t)i << mode->shift[smaller.level]), flags));
	link_table(pt, table, index, smaller.entries);
	return 0;
}

/* Makes sure that an entry points to a table: a new one, or one that a large page is split into. */
static int need_table(const struct page_table *pt, struct table table, unsigned int index)
{
	pteval_t entry = read_entry(pt->mode, table, index);
	void *entries;

	if (!(entry & _PAGE_PRESENT)) {
		entries = pt->alloc_table();
		if (!entries)
			return -ENOMEM;
		link_table(pt, table, index, entries);
		return 0;
	}
	return pt_entry_is_leaf(pt->mode, table.level, entry) ? split_leaf(pt, table, index) : 0;
}

/* May the bytes virt..last, at phys, be one leaf of this level? */
static bool leaf_fits(const struct page_table *pt, struct table table, unsigned long virt, unsigned long last,
		      phys_addr_t phys)
{
	const struct paging_mode *mode = pt->mode;
	unsigned long offset_mask = (1UL << mode->shift[table.level]) - 1;
	pteval_t entry;

	if (table.level == 0)
		return true;
	if (!mode->large[table.level] || ((virt | phys) & offset_mask) || last - virt < offset_mask)
		return false;
	entry = read_entry(mode, table, index_of(mode, table.level, virt));
	return !(entry & _PAGE_PRESENT) || pt_entry_is_leaf(mode, table.level, entry);
}

static int map_in(const struct page_table *pt, struct table table, unsigned long virt, unsigned long last,
		  phys_addr_t phys, pteval_t prot)
{
	const struct paging_mode *mode = pt->mode;

	for (;;) {
		unsigned int index = index_of(mode, table.level, virt);
		unsigned long part_last = min(last, entry_last(mode, table.level, virt));

		if (leaf_fits(pt, table, virt, part_last, phys)) {
			write_entry(mode, table, index, leaf_entry(table.level, phys, prot));
		} else {
			int err = need_table(pt, table, index);

			if (!err)
				err = map_in(pt, subtable(mode, table, read_entry(mode, table, index)), virt,
					     part_last, phys, prot);
			if (err)
				return err;
		}
		if (part_last == last)
			return 0;
		phys += part_last - virt + 1;
		virt = part_last + 1;
	}
}

/**
 * pt_map() - map a range of virtual addresses onto physical memory
 * @pt: the page table
 * @virt: first address, page-aligned
 * @phys: physical address behind it, page-aligned
 * @size: bytes, a multiple of the page size, not 0
 * @prot: flags of the entries; those that the CPU does not know are left out
 *
 * What was mapped there before is replaced; the caller flushes the TLB in that case.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part mapped.
 */
int pt_map(struct page_table *pt, unsigned long virt, phys_addr_t phys, unsigned long size, pteval_t prot)
{
	return map_in(pt, root_of(pt), virt, virt + (size - 1), phys, prot);
}

static int prepare_in(const struct page_table *pt, struct table table, unsigned long virt, unsigned long last)
{
	const struct paging_mode *mode = pt->mode;

	for (;;) {
		unsigned int index = index_of(mode, table.level, virt);
		unsigned long part_last = min(last, entry_last(mode, table.level, virt));
		int err = need_table(pt, table, index);

		if (!err && table.level > 1)
			err = prepare_in(pt, subtable(mode, table, read_entry(mode, table, index)), virt, part_last);
		if (err || part_last == last)
			return err;
		virt = part_last + 1;
	}
}

/**
 * pt_prepare() - give a range its tables, so that mapping small pages there needs no memory
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size, not 0
 *
 * Large pages that are mapped there are split.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part prepared.
 */
int pt_prepare(struct page_table *pt, unsigned long virt, unsigned long size)
{
	return prepare_in(pt, root_of(pt), virt, virt + (size - 1));
}

static int change_in(const struct page_table *pt, struct table table, unsigned long virt, unsigned long last,
		     pteval_t set, pteval_t clear)
{
	const struct paging_mode *mode = pt->mode;

	for (;; ) {
		unsigned int index = index_of(mode, table.level, virt);
		unsigned long part_last = min(last, entry_last(mode, table.level, virt));
		pteval_t entry = read_entry(mode, table, index);
		int err = 0;

		if (!(entry & _PAGE_PRESENT)) {
			/* A hole stays one. */
		} else if (pt_entry_is_leaf(mode, table.level, entry) &&
			   leaf_fits(pt, table, virt, part_last, pt_entry_phys(mode, table.level, entry))) {
			entry = (entry & ~clear) | set;
			write_entry(mode, table, index, entry & _PAGE_PRESENT ? entry : 0);
		} else {
			err = need_table(pt, table, index);
			if (!err)
				err = change_in(pt, subtable(mode, table, read_entry(mode, table, index)), virt,
						part_last, set, clear);
		}
		if (err || part_last == last)
			return err;
		virt = part_last + 1;
	}
}

/**
 * pt_change() - change the flags of what is mapped in a range
 * @pt: the page table
 * @virt: first address, page-aligned
 * @size: bytes, a multiple of the page size, not 0
 * @set: flags to set
 * @clear: flags to clear first; with _PAGE_PRESENT the range is unmapped
 *
 * Large pages that the range covers in part are split. Holes are passed over. The caller flushes
 * the TLB.
 *
 * Context: any; does not sleep. Return: 0, or -ENOMEM with a part changed.
 */
int pt_change(struct page_table *pt, unsigned long virt, unsigned long size, pteval_t set, pteval_t clear)
{
	return change_in(pt, root_of(pt), virt, virt + (size - 1), set, clear);
}

/**
 * pt_walk() - translate an address step by step, as the CPU does
 * @pt: the page table
 * @virt: the address; in 64-bit mode a canonical one
 * @steps: out: one for each level that was read, the top level first
 *
 * Context: any. Return: the number of steps; the last is a leaf, or not present.
 */
int pt_walk(const struct page_table *pt, unsigned long virt, struct pt_step steps[PAGING_MAX_LEVELS])
{
	struct table table = root_of(pt);
	int n = 0;

	for (;;) {
		struct pt_step *step = &steps[n++];

		step->level = table.level;
		step->index = index_of(pt->mode, table.level, virt);
		step->entry = read_entry(pt->mode, table, step->index);
		if (!(step->entry & _PAGE_PRESENT) || pt_entry_is_leaf(pt->mode, table.level, step->entry))
			return n;
		table = subtable(pt->mode, table, step->entry);
	}
}

/**
 * pt_lookup() - find the page behind an address
 * @pt: the page table
 * @virt: the address
 * @leaf: out: the entry at which the walk ended
 *
 * Context: any. Return: whether the address is mapped.
 */
bool pt_lookup(const struct page_table *pt, unsigned long virt, struct pt_step *leaf)
{
	struct pt_step steps[PAGING_MAX_LEVELS];
	int n = pt_walk(pt, virt, steps);

	*leaf = steps[n - 1];
	return leaf->entry & _PAGE_PRESENT;
}
