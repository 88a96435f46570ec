// SPDX-License-Identifier: MIT
/*
 * mm.pkmap: the slots of the kmap() window, against a plain array of users and pretended TLBs: a slot
 * that is handed out must be known to none of them.
 */
#include <kunit/test.h>
#include <linux/kernel.h>

#include "../../mm/pkmap.h"

#define SLOTS 24
#define FRAMES 60
#define HASH_BITS 3 /* chains of three on average */
#define STEPS 20000

struct window {
	struct pkmap map;
	struct pkmap_slot slots[SLOTS + 1];
	u16 next[SLOTS];
	u16 heads[1 << HASH_BITS];
	unsigned int users[FRAMES];	/* the oracle: of each frame */
	unsigned long shown[SLOTS];	/* the page table: frame + 1 */
	unsigned long tlb[SLOTS];	/* what a CPU may remember */
	unsigned int flushes;
};

static struct window window;

static unsigned int idle(const struct window *w)
{
	return pkmap_slots_with(&w->map, 1);
}

static unsigned int clean(const struct window *w)
{
	return pkmap_slots_with(&w->map, 0);
}

static void unmap_slot(unsigned int slot, void *arg)
{
	((struct window *)arg)->shown[slot] = 0;
}

static struct window *make_window(void)
{
	window = (struct window){ 0 };
	window.map = (struct pkmap){ .slots = window.slots, .next = window.next, .heads = window.heads,
				     .nr_slots = SLOTS, .hash_bits = HASH_BITS };
	pkmap_init(&window.map);
	return &window;
}

static void flush(struct window *w)
{
	pkmap_reclaim(&w->map, unmap_slot, w);
	for (int i = 0; i < SLOTS; i++)
		w->tlb[i] = w->shown[i] ? w->tlb[i] : 0;
	w->flushes++;
}

/* As kmap() does it. Return: the slot, or PKMAP_NO_SLOT where kmap() would wait. */
static int map_frame(struct kunit *test, struct window *w, unsigned long pfn)
{
	int slot = pkmap_find(&w->map, pfn);

	if (slot >= 0) {
		pkmap_get(&w->map, slot);
	} else {
		slot = pkmap_take(&w->map, pfn);
		if (slot == PKMAP_MUST_FLUSH) {
			flush(w);
			slot = pkmap_take(&w->map, pfn);
		}
		if (slot == PKMAP_NO_SLOT)
			return slot;
		KUNIT_ASSERT_GE(test, slot, 0);
		KUNIT_EXPECT_EQ(test, w->tlb[slot], 0);
		KUNIT_EXPECT_EQ(test, w->shown[slot], 0);
		w->shown[slot] = pfn + 1;
	}
	w->tlb[slot] = w->shown[slot];
	w->users[pfn]++;
	return slot;
}

static void unmap_frame(struct kunit *test, struct window *w, unsigned long pfn)
{
	int slot = pkmap_find(&w->map, pfn), left;

	KUNIT_ASSERT_GE(test, slot, 0);
	left = pkmap_put(&w->map, slot);
	w->users[pfn]--;
	KUNIT_EXPECT_EQ(test, left, w->users[pfn] ? 0 : 1);
}

static unsigned int frames_in_use(const struct window *w)
{
	unsigned int n = 0;

	for (int i = 0; i < FRAMES; i++)
		n += w->users[i] != 0;
	return n;
}

static void compare(struct kunit *test, const struct window *w)
{
	KUNIT_ASSERT_TRUE(test, pkmap_check(&w->map));
	KUNIT_EXPECT_EQ(test, SLOTS - clean(w) - idle(w), frames_in_use(w));
	for (unsigned long pfn = 0; pfn < FRAMES; pfn++) {
		int slot = pkmap_find(&w->map, pfn);

		if (w->users[pfn])
			KUNIT_ASSERT_GE(test, slot, 0);
		if (slot >= 0) {
			KUNIT_EXPECT_EQ(test, w->shown[slot], pfn + 1);
			KUNIT_EXPECT_EQ(test, w->slots[slot].users, w->users[pfn] + 1);
		}
	}
}

static void pkmap_random(struct kunit *test)
{
	struct window *w = make_window();
	unsigned int refused = 0;

	for (int i = 0; i < STEPS; i++) {
		unsigned long pfn = kunit_random(test) % FRAMES;
		/* The share of unmappings swings, so that the window is now empty, now full. */
		bool put = kunit_random(test) % 100 < (i / 500 % 2 ? 70u : 35u);

		if (put && w->users[pfn])
			unmap_frame(test, w, pfn);
		else if (!put && map_frame(test, w, pfn) < 0)
			refused++;
		if (i % 64 == 0)
			compare(test, w);
	}
	compare(test, w);
	KUNIT_EXPECT_GT(test, refused, 0);
	KUNIT_EXPECT_GT(test, w->flushes, 0);
}

/* One flush for all slots that nobody uses, when the cursor has come to the end. */
static void pkmap_flush_is_lazy(struct kunit *test)
{
	struct window *w = make_window();

	for (unsigned long pfn = 0; pfn < SLOTS; pfn++) {
		KUNIT_EXPECT_EQ(test, map_frame(test, w, pfn), (int)pfn);
		unmap_frame(test, w, pfn);
	}
	KUNIT_EXPECT_EQ(test, w->flushes, 0);
	KUNIT_EXPECT_EQ(test, idle(w), SLOTS);
	KUNIT_EXPECT_EQ(test, map_frame(test, w, 5), 5); /* still there */
	KUNIT_EXPECT_EQ(test, map_frame(test, w, SLOTS), 0);
	KUNIT_EXPECT_EQ(test, w->flushes, 1);
	KUNIT_EXPECT_EQ(test, clean(w), SLOTS - 2);
	compare(test, w);
}

static void pkmap_full(struct kunit *test)
{
	struct window *w = make_window();

	for (unsigned long pfn = 0; pfn < SLOTS; pfn++)
		map_frame(test, w, pfn);
	KUNIT_EXPECT_EQ(test, map_frame(test, w, SLOTS), PKMAP_NO_SLOT);
	KUNIT_EXPECT_EQ(test, map_frame(test, w, 7), 7);
	unmap_frame(test, w, 7);
	KUNIT_EXPECT_EQ(test, map_frame(test, w, SLOTS), PKMAP_NO_SLOT);
	unmap_frame(test, w, 7);
	KUNIT_EXPECT_EQ(test, map_frame(test, w, SLOTS), 7);
	compare(test, w);
}

static void pkmap_put_without_get(struct kunit *test)
{
	struct window *w = make_window();
	int slot = map_frame(test, w, 3);

	KUNIT_EXPECT_EQ(test, pkmap_put(&w->map, slot), 1);
	KUNIT_EXPECT_EQ(test, pkmap_put(&w->map, slot), -1);
	KUNIT_EXPECT_EQ(test, idle(w), 1);
	KUNIT_EXPECT_EQ(test, pkmap_find(&w->map, 4), PKMAP_NO_SLOT);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(pkmap_random),
	KUNIT_CASE(pkmap_flush_is_lazy),
	KUNIT_CASE(pkmap_full),
	KUNIT_CASE(pkmap_put_without_get),
	{}
};

static struct kunit_suite suite = {
	.name = "mm.pkmap",
	.desc = "slots of the kmap() window: users, lazy flush, chains",
	.test_cases = cases,
};
kunit_test_suite(suite);
