// SPDX-License-Identifier: MIT
/*
 * The e820 table: from what the firmware says to what can be relied on.
 *
 * Purpose: memory maps are written by BIOSes, UEFI firmware, loaders and people at a command line.
 * They come unsorted, overlapping, with empty ranges and with ranges that run past 2^64. Here each
 * byte of the address space gets exactly one type, once, and nothing later asks the firmware again.
 *
 * The rule: where ranges overlap, the most restrictive type wins, from weak to strong
 *
 *	RAM < persistent (PRAM, PMEM) < ACPI tables < ACPI NVS < reserved < unusable
 *
 * because to leave memory unused costs memory, and to use what is not RAM costs everything. Types
 * not known here count as reserved. A range that wraps is dropped if it claims to be memory, since
 * its length is nonsense; if it restricts, it is cut at the last address instead.
 *
 * Invariants after e820_sanitise(): sorted by address, no overlap, no empty entry, neighbours that
 * touch differ in type, no entry reaches 2^64 (so the very last byte never belongs to any).
 *
 * Complexity: sort, then one sweep, O(n log n). While it sweeps up the address space it keeps, of
 * each rank, how far the ranges begun so far reach: a rank holds here if it reaches beyond here.
 * The input is moved to the end of the array first, so that the output, which may be longer by one
 * entry an input, grows in front of it and no second table is needed.
 *
 * Locks: none; boot runs on one CPU.
 *
 * Limits: E820_MAX_ENTRIES. n inputs have at most 2n borders, so 2n - 1 disjoint entries.
 *
 * References: ACPI 6.5, section 15 (system address map interfaces); Linux's Documentation/
 * admin-guide/kernel-parameters.txt for mem= and memmap= (mm/e820_cmdline.c).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <quarry/e820.h>

/* Types by strength. */
static const struct {
	u32 type;
	const char *name;
} ranks[] = {
	{ E820_TYPE_RAM, "usable" },
	{ E820_TYPE_PRAM, "persistent (type 12)" },
	{ E820_TYPE_PMEM, "persistent (type 7)" },
	{ E820_TYPE_ACPI, "ACPI data" },
	{ E820_TYPE_NVS, "ACPI NVS" },
	{ E820_TYPE_RESERVED, "reserved" },
	{ E820_TYPE_UNUSABLE, "unusable" },
};

#define NR_RANKS ARRAY_SIZE(ranks)
#define RANK_RESERVED 5
#define RANK_PMEM 2 /* the last that is memory to be used */

static unsigned int rank_of(u32 type)
{
	unsigned int i;

	for (i = 0; i < NR_RANKS; i++)
		if (ranks[i].type == type)
			return i;
	return RANK_RESERVED;
}

/**
 * e820_type_name() - a type in Linux's words
 * @type: enum e820_type; anything else is called "reserved", as which it is treated
 */
const char *e820_type_name(u32 type)
{
	return ranks[rank_of(type)].name;
}

/**
 * e820_range_add() - append a range as it comes
 * @t: the table; to be sanitised afterwards
 * @addr: first address
 * @size: bytes, any value
 * @type: any value
 *
 * Return: 0, or -ENOSPC if the table is full (reported).
 */
int e820_range_add(struct e820_table *t, u64 addr, u64 size, u32 type)
{
	if (t->nr_entries == E820_MAX_ENTRIES) {
		pr_err("e820: table full, [mem %#018llx-%#018llx] %s ignored\n",
		       (unsigned long long)addr, (unsigned long long)(addr + size - 1),
		       e820_type_name(type));
		return -ENOSPC;
	}
	t->entries[t->nr_entries++] = (struct e820_entry){ addr, size, type };
	return 0;
}

/* ---- sanitising ------------------------------------------------------------------------------ */

static int by_address(const void *a, const void *b)
{
	const struct e820_entry *x = a, *y = b;

	return x->addr < y->addr ? -1 : x->addr > y->addr;
}

/* Drops what says nothing; afterwards no entry wraps and all types are known ones. */
static void drop_nonsense(struct e820_table *t)
{
	u32 i, kept = 0;

	for (i = 0; i < t->nr_entries; i++) {
		struct e820_entry e = t->entries[i];
		unsigned int rank = rank_of(e.type);

		if (e.addr + e.size < e.addr) {
			pr_warn("e820: [mem %#018llx, %#llx bytes] %s runs past the end: %s\n",
				(unsigned long long)e.addr, (unsigned long long)e.size,
				e820_type_name(e.type), rank <= RANK_PMEM ? "ignored" : "cut");
			e.size = rank <= RANK_PMEM ? 0 : U64_MAX - e.addr;
		}
		e.type = ranks[rank].type;
		if (e.size)
			t->entries[kept++] = e;
	}
	t->nr_entries = kept;
}

struct sweep {
	struct e820_table *t;
	u32 input;	     /* entries[input...] are still to be read */
	u64 at;		     /* all below has been written */
	u64 reach[NR_RANKS]; /* where the furthest range of each rank begun so far ends */
};

static int strongest_at(const struct sweep *s)
{
	int rank = NR_RANKS - 1;

	while (rank >= 0 && s->reach[rank] <= s->at)
		rank--;
	return rank;
}

/* Writes [addr, end), as part of the last entry if it goes on from there. */
static int emit(struct sweep *s, u64 addr, u64 end, u32 type)
{
	struct e820_table *t = s->t;
	struct e820_entry *last = &t->entries[t->nr_entries] - 1;

	if (t->nr_entries && last->type == type && last->addr + last->size == addr) {
		last->size = end - last->addr;
		return 0;
	}
	if (t->nr_entries == s->input)
		return -ENOSPC;
	t->entries[t->nr_entries++] = (struct e820_entry){ addr, end - addr, type };
	return 0;
}

/* Writes all up to @upto, where the next range begins. */
static int advance(struct sweep *s, u64 upto)
{
	while (s->at < upto) {
		int err, rank = strongest_at(s);
		u64 end;

		if (rank < 0)
			break;
		end = min(s->reach[rank], upto);
		err = emit(s, s->at, end, ranks[rank].type);
		if (err)
			return err;
		s->at = end;
	}
	s->at = upto;
	return 0;
}

/**
 * e820_sanitise() - make the table sorted, disjoint and merged
 * @t: the table
 *
 * See the head of this file for what wins.
 *
 * Return: 0; -ENOSPC if the result has more than E820_MAX_ENTRIES entries, which no table made of
 * E820_MAX_INPUT + E820_MAX_USER ranges has. The table is unusable then.
 */
int e820_sanitise(struct e820_table *t)
{
	struct sweep s = { .t = t };
	u32 n;

	drop_nonsense(t);
	n = t->nr_entries;
	sort(t->entries, n, sizeof(t->entries[0]), by_address, NULL);
	memmove(&t->entries[E820_MAX_ENTRIES - n], t->entries, n * sizeof(t->entries[0]));
	t->nr_entries = 0;
	for (s.input = E820_MAX_ENTRIES - n; s.input < E820_MAX_ENTRIES;) {
		struct e820_entry next = t->entries[s.input];
		unsigned int rank = rank_of(next.type);
		int err = advance(&s, next.addr);

		if (err)
			return err;
		s.input++;
		s.reach[rank] = max(s.reach[rank], next.addr + next.size);
	}
	return advance(&s, U64_MAX);
}

/* ---- changes and questions ------------------------------------------------------------------- */

/* Index of the first entry that ends above @addr, in a sanitised table. */
static u32 find(const struct e820_table *t, u64 addr)
{
	u32 lo = 0, hi = t->nr_entries;

	while (lo < hi) {
		u32 mid = lo + (hi - lo) / 2;

		if (t->entries[mid].addr + t->entries[mid].size > addr)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

/*
 * Gives what is of @old_type (0: of any) in the range the type @new_type, or no entry at all if
 * that is 0. The table is sanitised afterwards.
 */
static u64 change(struct e820_table *t, u64 addr, u64 size, u32 old_type, u32 new_type)
{
	u64 end = addr + size < addr ? U64_MAX : addr + size, changed = 0;
	u32 i, n = t->nr_entries;

	for (i = 0; i < n; i++) {
		struct e820_entry *e = &t->entries[i];
		u64 e_end = e->addr + e->size;
		u64 from = max(e->addr, addr), to = min(e_end, end);

		if ((old_type && e->type != old_type) || from >= to)
			continue;
		changed += to - from;
		e->size = from - e->addr;
		if (to < e_end)
			e820_range_add(t, to, e_end - to, e->type);
		if (new_type)
			e820_range_add(t, from, to - from, new_type);
	}
	if (changed)
		e820_sanitise(t);
	return changed;
}

static u64 last_of(u64 addr, u64 size)
{
	return addr + size - 1 < addr ? U64_MAX : addr + size - 1;
}

/**
 * e820_range_update() - give a range another type, where it has a certain one
 * @t: the table, sanitised
 * @addr: first address
 * @size: bytes; may reach beyond the last address
 * @old_type: what to change
 * @new_type: into what
 *
 * Return: bytes changed.
 */
u64 e820_range_update(struct e820_table *t, u64 addr, u64 size, u32 old_type, u32 new_type)
{
	u64 changed = change(t, addr, size, old_type, new_type);

	if (changed)
		pr_info("e820: update [mem %#018llx-%#018llx] %s ==> %s\n",
			(unsigned long long)addr, (unsigned long long)last_of(addr, size),
			e820_type_name(old_type), e820_type_name(new_type));
	return changed;
}

/**
 * e820_range_remove() - take a range out of the table, where it has a certain type
 * @t: the table, sanitised
 * @addr: first address
 * @size: bytes; may reach beyond the last address
 * @old_type: what to take out
 *
 * Return: bytes taken out.
 */
u64 e820_range_remove(struct e820_table *t, u64 addr, u64 size, u32 old_type)
{
	u64 changed = change(t, addr, size, old_type, 0);

	if (changed)
		pr_info("e820: remove [mem %#018llx-%#018llx] %s\n", (unsigned long long)addr,
			(unsigned long long)last_of(addr, size), e820_type_name(old_type));
	return changed;
}

/**
 * e820_range_force() - give a range a type, whatever it was, even a hole
 * @t: the table, sanitised
 * @addr: first address
 * @size: bytes; must not reach beyond the last address
 * @type: the type
 */
void e820_range_force(struct e820_table *t, u64 addr, u64 size, u32 type)
{
	change(t, addr, size, 0, 0);
	e820_range_add(t, addr, size, type);
	e820_sanitise(t);
}

/**
 * e820_mapped_all() - is all of a range of one type?
 * @t: the table, sanitised
 * @start: first address
 * @end: address behind the last, above @start
 * @type: the type
 */
bool e820_mapped_all(const struct e820_table *t, u64 start, u64 end, u32 type)
{
	u32 i = find(t, start);

	/* Neighbours of one type are one entry. */
	return i < t->nr_entries && t->entries[i].type == type && t->entries[i].addr <= start &&
	       t->entries[i].addr + t->entries[i].size >= end;
}

/**
 * e820_total() - bytes of one type
 * @t: the table, sanitised
 * @type: the type
 */
u64 e820_total(const struct e820_table *t, u32 type)
{
	u64 sum = 0;
	u32 i;

	for (i = 0; i < t->nr_entries; i++)
		if (t->entries[i].type == type)
			sum += t->entries[i].size;
	return sum;
}

/**
 * e820_type_at() - what an address is
 * @t: the table, sanitised
 * @addr: the address
 *
 * Return: enum e820_type, or 0 for a hole.
 */
u32 e820_type_at(const struct e820_table *t, u64 addr)
{
	u32 i = find(t, addr);

	return i < t->nr_entries && t->entries[i].addr <= addr ? t->entries[i].type : 0;
}

/**
 * e820_print_table() - print the table to the log, as Linux does
 * @t: the table
 * @who: where it came from: "BIOS-e820", "user"
 */
void e820_print_table(const struct e820_table *t, const char *who)
{
	u32 i;

	for (i = 0; i < t->nr_entries; i++)
		pr_info("%s: [mem %#018llx-%#018llx] %s\n", who,
			(unsigned long long)t->entries[i].addr,
			(unsigned long long)(t->entries[i].addr + t->entries[i].size - 1),
			e820_type_name(t->entries[i].type));
}
