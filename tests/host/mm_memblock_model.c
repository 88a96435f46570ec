// SPDX-License-Identifier: MIT
/*
 * memblock against a map of units: a million random operations on an invented machine, each
 * compared with what a byte for each 64 bytes of memory says. Host only: too long for a kernel.
 *
 * The memblock allocates its own arrays from that memory. They are part of what must be reserved,
 * and the operations keep off them.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <host/host.h>

#define UNIT 64
#define UNITS 2048
#define MACHINE_SIZE (UNITS * UNIT)
#define FIRST_UNIT (4096 / UNIT) /* below is page 0, never handed out */
#define STEPS 1000000
#define NO_RAM 0xff

static u8 machine[MACHINE_SIZE] __aligned(UNIT);
static u8 ram[UNITS];	  /* node of a unit, or NO_RAM */
static u8 taken[UNITS];	  /* reserved by an operation */
static u8 expected[UNITS], actual[UNITS];
static struct memblock mb;

struct span {
	unsigned int start, end; /* units */
};

static void *machine_virt(phys_addr_t phys)
{
	return machine + phys;
}

static struct span array_span(const struct memblock_type *type)
{
	unsigned int start = (unsigned int)type->array_phys / UNIT;
	unsigned int size = type->max * sizeof(struct memblock_region);

	return (struct span){ start, type->array_phys ? start + DIV_ROUND_UP(size, UNIT) : start };
}

static bool meets(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static bool meets_array(struct span s)
{
	return meets(s, array_span(&mb.memory)) || meets(s, array_span(&mb.reserved));
}

static void check_type(struct kunit *test, const struct memblock_type *type)
{
	phys_addr_t sum = 0;
	unsigned long i;

	KUNIT_ASSERT_LE(test, type->cnt, type->max);
	for (i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		KUNIT_ASSERT_GT(test, r->size, 0);
		sum += r->size;
		if (!i)
			continue;
		KUNIT_ASSERT_GE(test, r->base, memblock_region_end(r - 1));
		KUNIT_ASSERT_TRUE(test, r->base > memblock_region_end(r - 1) || r->nid != r[-1].nid);
	}
	KUNIT_ASSERT_EQ(test, sum, type->total_size);
}

/* Paints the regions of @type into actual[], rounded outwards: arrays end inside a unit. */
static void paint(const struct memblock_type *type, bool nodes)
{
	unsigned long i;

	memset(actual, nodes ? NO_RAM : 0, UNITS);
	for (i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];
		unsigned int start = r->base / UNIT, end = DIV_ROUND_UP(memblock_region_end(r), UNIT);

		memset(actual + start, nodes ? r->nid : 1, end - start);
	}
}

static void check(struct kunit *test)
{
	struct span a = array_span(&mb.memory), b = array_span(&mb.reserved);

	check_type(test, &mb.memory);
	check_type(test, &mb.reserved);
	paint(&mb.memory, true);
	KUNIT_ASSERT_MEMEQ(test, actual, ram, UNITS);
	memcpy(expected, taken, UNITS);
	memset(expected + a.start, 1, a.end - a.start);
	memset(expected + b.start, 1, b.end - b.start);
	paint(&mb.reserved, false);
	KUNIT_ASSERT_MEMEQ(test, actual, expected, UNITS);
}

static struct span random_span(struct kunit *test)
{
	u32 longest = kunit_random_below(test, 16) ? 24 : UNITS / 2;
	unsigned int start = kunit_random_below(test, UNITS);
	unsigned int n = 1 + kunit_random_below(test, longest);

	return (struct span){ start, min(start + n, (unsigned int)UNITS) };
}

static phys_addr_t base_of(struct span s)
{
	return (phys_addr_t)s.start * UNIT;
}

static phys_addr_t size_of(struct span s)
{
	return (phys_addr_t)(s.end - s.start) * UNIT;
}

/* 0 or out of room; in the latter case nothing may have changed. */
static bool done(struct kunit *test, int err)
{
	if (err)
		KUNIT_ASSERT_EQ(test, err, -ENOMEM);
	return !err;
}

static void op_add(struct kunit *test)
{
	struct span s = random_span(test);
	int nid = kunit_random_below(test, 2);
	unsigned int i;

	if (done(test, mb_add(&mb, base_of(s), size_of(s), nid)))
		for (i = s.start; i < s.end; i++)
			if (ram[i] == NO_RAM)
				ram[i] = nid;
}

static void op_remove(struct kunit *test)
{
	struct span s = random_span(test);

	if (!meets_array(s) && done(test, mb_remove(&mb, base_of(s), size_of(s))))
		memset(ram + s.start, NO_RAM, s.end - s.start);
}

static void op_set_node(struct kunit *test)
{
	struct span s = random_span(test);
	int nid = kunit_random_below(test, 2);
	unsigned int i;

	if (done(test, mb_set_node(&mb, &mb.memory, base_of(s), size_of(s), nid)))
		for (i = s.start; i < s.end; i++)
			if (ram[i] != NO_RAM)
				ram[i] = nid;
}

static void op_reserve(struct kunit *test)
{
	struct span s = random_span(test);

	if (!meets_array(s) && done(test, mb_reserve(&mb, base_of(s), size_of(s), NUMA_NO_NODE)))
		memset(taken + s.start, 1, s.end - s.start);
}

static void op_free(struct kunit *test)
{
	struct span s = random_span(test);
	bool all = true;
	unsigned int i;
	int err;

	if (kunit_random_below(test, 4)) /* mostly: from where something is, as far as it goes */
		for (; s.start < UNITS && !taken[s.start]; s.start++)
			;
	for (i = s.start; i < s.end && taken[i]; i++)
		;
	if (kunit_random_below(test, 4))
		s.end = i;
	if (s.start >= s.end || meets_array(s))
		return;
	for (i = s.start; i < s.end; i++)
		all &= taken[i];
	err = mb_free(&mb, base_of(s), size_of(s));
	if (!all)
		KUNIT_ASSERT_EQ(test, err, -EINVAL);
	else if (done(test, err))
		memset(taken + s.start, 0, s.end - s.start);
}

/* Whether [start, start + n) is free and in one region: of one node throughout. */
static bool fits(unsigned int start, unsigned int n, int nid)
{
	unsigned int i;

	for (i = start; i < start + n; i++)
		if (ram[i] == NO_RAM || expected[i] || ram[i] != ram[start] ||
		    (nid >= 0 && ram[i] != nid))
			return false;
	return true;
}

/* The highest or lowest place, by looking at every one. 0: none. expected[] is up to date. */
static unsigned int oracle_find(struct span window, unsigned int n, unsigned int align, int nid)
{
	unsigned int i, found = 0;

	for (i = ALIGN(max(window.start, (unsigned int)FIRST_UNIT), align); i + n <= window.end;
	     i += align) {
		if (!fits(i, n, nid))
			continue;
		found = i;
		if (mb.bottom_up)
			break;
	}
	return found;
}

static void op_alloc(struct kunit *test)
{
	struct span window = random_span(test);
	unsigned int n = 1 + kunit_random_below(test, 12), align = 1u << kunit_random_below(test, 5);
	int nid = (int)kunit_random_below(test, 3) - 1;
	unsigned int want;
	phys_addr_t got;

	if (kunit_random_below(test, 2))
		window = (struct span){ 0, UNITS };
	mb.bottom_up = !kunit_random_below(test, 4);
	want = oracle_find(window, n, align, nid);
	got = mb_alloc_range(&mb, n * UNIT, align * UNIT, base_of(window),
			     (phys_addr_t)window.end * UNIT, nid);
	mb.bottom_up = false;
	if (!got && mb.reserved.cnt == mb.reserved.max)
		return; /* no room to write it down */
	KUNIT_ASSERT_EQ(test, got, (phys_addr_t)want * UNIT);
	if (got)
		memset(taken + want, 1, n);
}

static void op_wipe(struct kunit *test)
{
	static struct memblock_region memory[8], reserved[8];

	if (kunit_random_below(test, 100))
		return;
	mb_init(&mb, memory, 8, reserved, 8);
	mb.virt = machine_virt;
	mb.current_limit = MACHINE_SIZE;
	memset(ram, NO_RAM, UNITS);
	memset(taken, 0, UNITS);
}

static void (*const ops[])(struct kunit *test) = {
	op_add, op_add, op_add, op_remove, op_set_node, op_reserve, op_reserve,
	op_free, op_free, op_free, op_alloc, op_alloc, op_wipe,
};

static void walks_agree(struct kunit *test)
{
	phys_addr_t start, end, down = 0, up = 0;
	u64 cursor = 0;

	while (mb_next_free(&mb, &cursor, NUMA_NO_NODE, &start, &end, NULL)) {
		KUNIT_ASSERT_TRUE(test, mb_covers(&mb.memory, start, end - start));
		KUNIT_ASSERT_FALSE(test, mb_overlaps(&mb.reserved, start, end - start));
		up += end - start;
	}
	cursor = ~0ULL;
	while (mb_next_free_rev(&mb, &cursor, NUMA_NO_NODE, &start, &end, NULL)) {
		KUNIT_ASSERT_TRUE(test, mb_covers(&mb.memory, start, end - start));
		KUNIT_ASSERT_FALSE(test, mb_overlaps(&mb.reserved, start, end - start));
		down += end - start;
	}
	KUNIT_ASSERT_EQ(test, up, down);
}

static void million_random_operations(struct kunit *test)
{
	unsigned long grown = 0;
	unsigned int i;

	mb.memory.max = 0; /* makes the first step wipe */
	host_log_capture_begin();
	for (i = 0; i < STEPS; i++) {
		if (!mb.memory.max)
			while (!mb.memory.max)
				op_wipe(test);
		ops[kunit_random_below(test, ARRAY_SIZE(ops))](test);
		check(test);
		if (i % 64 == 0)
			walks_agree(test);
		if (i % 4096 == 0) {
			host_log_capture_end(); /* refused frees fill it */
			host_log_capture_begin();
		}
		grown += mb.memory.array_phys && mb.reserved.array_phys;
	}
	host_log_capture_end();
	KUNIT_EXPECT_GT_MSG(test, grown, STEPS / 10, "both arrays must have grown often");
}

static struct kunit_case model_cases[] = { KUNIT_CASE_SLOW(million_random_operations), {} };

static struct kunit_suite model_suite = {
	.name = "mm.memblock_model",
	.desc = "a million random operations against a map of units",
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
