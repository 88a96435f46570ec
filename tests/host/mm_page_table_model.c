// SPDX-License-Identifier: MIT
/*
 * mm.page_table_model: random operations of the walker on emulated page tables of every geometry, two
 * levels to five, against a model that knows nothing of tables: a sorted list of extents, each a range of
 * addresses that is mapped onto a range of frames with the same flags.
 *
 * Tables run out on purpose: an operation that says -ENOMEM may have done a part, and no more than what it
 * was asked for. After that, and when the model gets long, all is freed and counted.
 *
 * 300,000 operations by default; PT_STEPS=10000000 in the environment, or make test-page-table, for more.
 */
#include <host/libc.h>
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <quarry/page_table.h>

#define DEFAULT_STEPS 300000
#define MAX_EXTENTS 400
#define MAX_TABLES 1200
#define COMPARE_EVERY 1000
#define MAX_PAGES_AT_ONCE 600

static const struct paging_mode geometries[] = {
	{
		.name = "two levels", .levels = 2, .entry_size = 4, .shift = { 12, 22 }, .bits = { 10, 10 },
		.large = { true, true }, .frame_mask = 0xfffff000, .table_flags = { 0, __PAGE_TABLE },
	}, {
		.name = "PAE", .levels = 3, .entry_size = 8, .shift = { 12, 21, 30 }, .bits = { 9, 9, 2 },
		.large = { true, true, false }, .frame_mask = 0x000ffffffffff000ULL,
		.table_flags = { 0, __PAGE_TABLE, _PAGE_PRESENT },
	}, {
		.name = "four levels", .levels = 4, .entry_size = 8, .shift = { 12, 21, 30, 39 }, .bits = { 9, 9, 9, 9 },
		.large = { true, true, true, false }, .frame_mask = 0x000ffffffffff000ULL,
		.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
	}, {
		.name = "five levels", .levels = 5, .entry_size = 8, .shift = { 12, 21, 30, 39, 48 },
		.bits = { 9, 9, 9, 9, 9 }, .large = { true, true, true, false, false },
		.frame_mask = 0x000ffffffffff000ULL,
		.table_flags = { 0, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE, __PAGE_TABLE },
	},
};

/* ---- tables: few, and counted ---------------------------------------------------------------- */

static void *pool[MAX_TABLES + 1];
static int nr_free_tables, nr_got;
static int may_take; /* tables that an epoch may have, the top-level one included */
static atomic_long_t nr_linked;

/* Below 4 GiB, where entries of four bytes reach. */
static int fill_pool(struct kunit_suite *suite)
{
	for (nr_got = 0; nr_got < MAX_TABLES; nr_got++) {
		pool[nr_got] = (void *)__get_free_page(GFP_KERNEL | GFP_DMA | __GFP_NOWARN);
		if (!pool[nr_got])
			break;
	}
	nr_free_tables = nr_got;
	return nr_got < 100 ? -ENOMEM : 0;
}

static void empty_pool(struct kunit_suite *suite)
{
	while (nr_got)
		free_page((unsigned long)pool[--nr_got]);
}

static void *take_table(void)
{
	if (nr_got - nr_free_tables >= may_take)
		return NULL;
	return memset(pool[--nr_free_tables], 0, PAGE_SIZE);
}

static void give_table(void *table)
{
	pool[nr_free_tables++] = table;
}

/* ---- the model -------------------------------------------------------------------------------- */

struct extent {
	unsigned long virt, last;
	u64 phys;
	pteval_t flags;
};

static struct extent model[MAX_EXTENTS * 3];
static int nr_extents;

static int find_extent(unsigned long virt)
{
	int low = 0, high = nr_extents;

	while (low < high) {
		int middle = (low + high) / 2;

		if (model[middle].last < virt)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct extent *extent_at(unsigned long virt)
{
	int i = find_extent(virt);

	return i < nr_extents && model[i].virt <= virt ? &model[i] : NULL;
}

static void insert_extent(int at, struct extent extent)
{
	memmove(&model[at + 1], &model[at], (nr_extents - at) * sizeof(model[0]));
	model[at] = extent;
	nr_extents++;
}

/* Makes a border of extents at @virt. */
static void model_cut(unsigned long virt)
{
	int i = find_extent(virt);
	struct extent upper;

	if (i == nr_extents || model[i].virt >= virt)
		return;
	upper = model[i];
	upper.phys += virt - upper.virt;
	upper.virt = virt;
	model[i].last = virt - 1;
	insert_extent(i + 1, upper);
}

static void model_cut_range(unsigned long virt, unsigned long last)
{
	model_cut(virt);
	if (last + 1)
		model_cut(last + 1);
}

static unsigned long model_unmap(unsigned long virt, unsigned long last)
{
	unsigned long pages = 0;
	int first, i;

	model_cut_range(virt, last);
	first = i = find_extent(virt);
	for (; i < nr_extents && model[i].virt <= last; i++)
		pages += (model[i].last - model[i].virt + 1) >> PAGE_SHIFT;
	memmove(&model[first], &model[i], (nr_extents - i) * sizeof(model[0]));
	nr_extents -= i - first;
	return pages;
}

static void model_map(unsigned long virt, unsigned long last, u64 phys, pteval_t flags)
{
	model_unmap(virt, last);
	insert_extent(find_extent(virt), (struct extent){ virt, last, phys, flags });
}

static unsigned long model_change(unsigned long virt, unsigned long last, pteval_t set, pteval_t clear)
{
	unsigned long pages = 0;

	model_cut_range(virt, last);
	for (int i = find_extent(virt); i < nr_extents && model[i].virt <= last; i++) {
		model[i].flags = (model[i].flags & ~clear) | set;
		pages += (model[i].last - model[i].virt + 1) >> PAGE_SHIFT;
	}
	return pages;
}

/* ---- one geometry ----------------------------------------------------------------------------- */

static struct page_table pt;
static unsigned long space_last; /* the last address */
static unsigned long failures;

/* Flags as they are in memory: entries of four bytes have no high half. */
static pteval_t stored(pteval_t flags)
{
	return pt.mode->entry_size == 4 ? (u32)flags : flags;
}

static bool agrees_at(unsigned long virt)
{
	const struct extent *extent = extent_at(virt);
	struct pt_step leaf;
	u64 phys;

	if (pt_lookup(&pt, virt, &leaf) != (extent != NULL))
		return false;
	if (!extent)
		return true;
	phys = pt_entry_phys(pt.mode, leaf.level, leaf.entry) + (virt & ((1UL << pt.mode->shift[leaf.level]) - 1));
	return phys == extent->phys + (virt - extent->virt) &&
	       (leaf.entry & ~pt.mode->frame_mask & ~(leaf.level ? _PAGE_PSE : 0)) == stored(extent->flags);
}

/* Follows the extents while the walker tells what is mapped. */
struct comparison {
	unsigned long virt; /* up to here both agree */
	long errors;
};

static void compare_leaf(void *arg, unsigned long virt, phys_addr_t phys, unsigned long size)
{
	struct comparison *c = arg;
	const struct extent *extent = extent_at(virt);

	if (!extent || virt < c->virt || extent->phys + (virt - extent->virt) != phys || virt + size - 1 > extent->last)
		c->errors++;
	c->virt = virt + size;
}

static void compare_all(struct kunit *test, unsigned long step)
{
	struct comparison c = {};
	unsigned long pages = 0;
	long mapped = pt_for_each_leaf(&pt, 0, space_last + 1, compare_leaf, &c);

	for (int i = 0; i < nr_extents; i++) {
		pages += (model[i].last - model[i].virt + 1) >> PAGE_SHIFT;
		KUNIT_ASSERT_TRUE_MSG(test, agrees_at(model[i].virt) && agrees_at(model[i].last), "step %lu, extent %d", step, i);
	}
	KUNIT_ASSERT_EQ_MSG(test, c.errors, 0L, "%s, step %lu", pt.mode->name, step);
	KUNIT_ASSERT_EQ_MSG(test, mapped, (long)pages, "%s, step %lu", pt.mode->name, step);
	KUNIT_ASSERT_EQ_MSG(test, atomic_long_read(&nr_linked), (long)nr_got - nr_free_tables - 1, "step %lu", step);
}

static void start_over(struct kunit *test)
{
	pt_free_tables(&pt, 0, space_last);
	KUNIT_ASSERT_EQ(test, atomic_long_read(&nr_linked), 0L);
	KUNIT_ASSERT_EQ(test, nr_free_tables, nr_got - 1);
	memset(pt.root, 0, PAGE_SIZE);
	nr_extents = 0;
	may_take = kunit_random(test) % 4 ? nr_got : 5 + (int)(kunit_random(test) % 60);
}

struct range {
	unsigned long virt, size;
	bool large;
};

/* Near a few places, so that operations meet: the two ends, the middle, a border of the top level. */
static struct range random_range(struct kunit *test)
{
	const struct paging_mode *mode = pt.mode;
	unsigned int kind = kunit_random(test) % 100, level = kind < 98 || mode->levels == 2 ? 1 : 2;
	unsigned long large = 1UL << mode->shift[level], size;
	unsigned long anchors[] = { 0, space_last / 2 + 1, 1UL << mode->shift[mode->levels - 1], space_last - 8 * large + 1 };
	unsigned long virt = anchors[kunit_random(test) % 4];

	if (mode->levels == 3 && virt + 8 * large - 1 < virt) /* PAE: eight GiB are more than there are */
		virt = 0;
	if (kind < 60) {
		virt += (unsigned long)(kunit_random(test) % 8) * large + ((kunit_random(test) % (large >> PAGE_SHIFT)) << PAGE_SHIFT);
		size = (1 + kunit_random(test) % 8) << PAGE_SHIFT;
	} else if (kind < 80) {
		virt += (kunit_random(test) % (2 * large >> PAGE_SHIFT)) << PAGE_SHIFT;
		size = (1 + kunit_random(test) % (2 * large >> PAGE_SHIFT)) << PAGE_SHIFT;
	} else {
		virt += (unsigned long)(kunit_random(test) % 6) * large;
		size = (1 + kunit_random(test) % 2) * large;
	}
	virt &= space_last;
	if (size - 1 > space_last - virt)
		size = space_last - virt + 1;
	return (struct range){ virt, size, kind >= 80 };
}

static pteval_t random_flags(struct kunit *test)
{
	static const pteval_t flags[] = {
		__PAGE_KERNEL, __PAGE_KERNEL_RO, __PAGE_KERNEL_ROX, __PAGE_KERNEL_EXEC, __PAGE_KERNEL_UNCACHED,
		__PAGE_KERNEL_WC, __PAGE_USER_BASE | _PAGE_NX, __PAGE_USER_BASE | _PAGE_RW,
	};

	return flags[kunit_random(test) % ARRAY_SIZE(flags)];
}

/* Often such that large pages fit. */
static u64 random_phys(struct kunit *test, struct range range)
{
	u64 limit = pt.mode->entry_size == 4 ? 1ULL << 32 : 1ULL << 46;
	u64 phys = ((u64)kunit_random(test) << 32 | kunit_random(test)) % (limit - range.size) & PAGE_MASK;
	u64 large_mask = (1UL << pt.mode->shift[pt.mode->levels > 2 ? 2 : 1]) - 1;

	if (range.large || kunit_random(test) % 2)
		phys = (phys & ~large_mask) + (range.virt & large_mask);
	return phys + range.size > limit ? range.virt & large_mask : phys;
}

static int do_map(struct kunit *test, struct range range)
{
	pteval_t flags = random_flags(test);
	u64 phys = random_phys(test, range);
	int err = pt_map(&pt, range.virt, phys, range.size, flags);

	if (!err)
		model_map(range.virt, range.virt + (range.size - 1), phys, flags);
	return err;
}

static int do_map_pages(struct kunit *test, struct range range)
{
	static struct page *pages[MAX_PAGES_AT_ONCE];
	unsigned long n = min(range.size >> PAGE_SHIFT, (unsigned long)MAX_PAGES_AT_ONCE), size = n << PAGE_SHIFT;
	u64 phys = random_phys(test, (struct range){ range.virt, size, false });
	pteval_t flags = random_flags(test);
	unsigned long order = kunit_random(test) % 2; /* forwards, or backwards: pages that do not follow each other */
	int err;

	if (pt_unmap(&pt, range.virt, size) < 0)
		return -ENOMEM;
	model_unmap(range.virt, range.virt + (size - 1));
	n = order ? n : min(n, 8UL);
	for (unsigned long i = 0; i < n; i++)
		pages[i] = pfn_to_page((phys >> PAGE_SHIFT) + (order ? i : n - 1 - i));
	err = pt_map_pages(&pt, range.virt, pages, n, __pgprot(flags));
	if (err)
		return err;
	if (order)
		model_map(range.virt, range.virt + ((n << PAGE_SHIFT) - 1), phys, flags);
	for (unsigned long i = 0; !order && i < n; i++)
		model_map(range.virt + (i << PAGE_SHIFT), range.virt + (i << PAGE_SHIFT) + (PAGE_SIZE - 1),
			  phys + ((n - 1 - i) << PAGE_SHIFT), flags);
	return 0;
}

static int do_unmap(struct kunit *test, struct range range)
{
	struct comparison c = {};
	bool tell = kunit_random(test) % 2;
	long pages = tell ? pt_unmap_seen(&pt, range.virt, range.size, compare_leaf, &c) : pt_unmap(&pt, range.virt, range.size);

	if (pages < 0)
		return pages;
	/* Extents are cut at the range's ends now, not before: what was told lay in one of them. */
	KUNIT_ASSERT_EQ(test, c.errors, 0L);
	KUNIT_ASSERT_EQ(test, pages, (long)model_unmap(range.virt, range.virt + (range.size - 1)));
	return 0;
}

static int do_protect(struct kunit *test, struct range range)
{
	pteval_t flags = random_flags(test);
	long pages = pt_protect(&pt, range.virt, range.size, __pgprot(flags));

	if (pages < 0)
		return pages;
	KUNIT_ASSERT_EQ(test, pages, (long)model_change(range.virt, range.virt + (range.size - 1), flags, ~0ULL));
	return 0;
}

static int do_change(struct kunit *test, struct range range)
{
	pteval_t set = kunit_random(test) % 2 ? _PAGE_RW : 0, clear = kunit_random(test) % 2 ? _PAGE_GLOBAL : _PAGE_NX;
	int err = pt_change(&pt, range.virt, range.size, set, clear);

	if (!err)
		model_change(range.virt, range.virt + (range.size - 1), set, clear);
	return err;
}

/* Nothing may change but the sizes of pages. */
static int do_split(struct kunit *test, struct range range)
{
	struct pt_step leaf;
	int err = pt_split(&pt, range.virt, range.size);

	if (!err && pt_lookup(&pt, range.virt, &leaf))
		KUNIT_ASSERT_EQ(test, leaf.level, 0);
	return err;
}

static int do_prepare(struct kunit *test, struct range range)
{
	int before;

	if (pt_prepare(&pt, range.virt, range.size))
		return -ENOMEM;
	before = nr_free_tables;
	KUNIT_ASSERT_EQ(test, pt_prepare(&pt, range.virt, range.size), 0);
	KUNIT_ASSERT_EQ(test, nr_free_tables, before);
	return 0;
}

static int operate(struct kunit *test, struct range range)
{
	unsigned int kind = kunit_random(test) % 100;

	/* A gigabyte of small pages takes longer than it teaches. */
	if (range.size > 16UL << 20 && kind >= 85)
		kind %= 85;
	if (kind < 30)
		return do_map(test, range);
	if (kind < 50)
		return do_map_pages(test, range);
	if (kind < 70)
		return do_unmap(test, range);
	if (kind < 80)
		return do_protect(test, range);
	if (kind < 85)
		return do_change(test, range);
	return kind < 93 ? do_split(test, range) : do_prepare(test, range);
}

static void check_around(struct kunit *test, struct range range, unsigned long step)
{
	unsigned long last = range.virt + (range.size - 1), probes[] = {
		range.virt, last, (range.virt - 1) & space_last, (last + 1) & space_last,
		range.virt + kunit_random(test) % range.size,
	};

	for (size_t i = 0; i < ARRAY_SIZE(probes); i++)
		KUNIT_ASSERT_TRUE_MSG(test, agrees_at(probes[i]), "%s, step %lu: %#lx", pt.mode->name, step, probes[i]);
}

static void one_step(struct kunit *test, unsigned long step)
{
	struct range range = random_range(test);
	int err = operate(test, range);

	if (err) {
		KUNIT_ASSERT_EQ(test, err, -ENOMEM);
		KUNIT_ASSERT_EQ(test, nr_got - nr_free_tables, may_take);
		/* The neighbours know nothing of it. */
		KUNIT_ASSERT_TRUE(test, range.virt == 0 || agrees_at(range.virt - 1));
		failures++;
		start_over(test);
		return;
	}
	check_around(test, range, step);
	if (step % COMPARE_EVERY == 0)
		compare_all(test, step);
	if (nr_extents > MAX_EXTENTS || kunit_random(test) % 2000 == 0) {
		compare_all(test, step);
		start_over(test);
	}
}

static const void *next_geometry(const void *prev, char *desc)
{
	const struct paging_mode *mode = prev ? (const struct paging_mode *)prev + 1 : geometries;

	if (mode == geometries + ARRAY_SIZE(geometries))
		return NULL;
	strscpy(desc, mode->name, KUNIT_PARAM_DESC_SIZE);
	return mode;
}

static void test_against_model(struct kunit *test)
{
	const char *wanted = libc_getenv("PT_STEPS");
	unsigned long steps = (wanted ? libc_strtoull(wanted, NULL, 10) : DEFAULT_STEPS) / ARRAY_SIZE(geometries);
	const struct paging_mode *mode = test->param_value;

	pt = (struct page_table){
		.mode = mode, .alloc_table = take_table, .free_table = give_table, .nr_tables = &nr_linked,
	};
	nr_extents = 0;
	failures = 0;
	may_take = nr_got;
	space_last = (2UL << (mode->shift[mode->levels - 1] + mode->bits[mode->levels - 1] - 1)) - 1;
	pt.root = take_table();
	for (unsigned long step = 1; step <= steps; step++)
		one_step(test, step);
	compare_all(test, steps);
	start_over(test);
	give_table(pt.root);
	kunit_info(test, "%s: %lu operations, tables ran out %lu times", mode->name, steps, failures);
}

static struct kunit_case model_cases[] = {
	KUNIT_CASE_PARAM(test_against_model, next_geometry),
	{}
};

static struct kunit_suite model_suite = {
	.name = "mm.page_table_model",
	.desc = "page tables of every geometry against a list of extents",
	.suite_init = fill_pool,
	.suite_exit = empty_pool,
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
