// SPDX-License-Identifier: MIT
/*
 * The log ring.
 *
 * Purpose: keep the newest 256 KiB of messages. Anybody may write at any time: a thread, an
 * interrupt that interrupts a writer, an NMI that interrupts that, another CPU. So there is no
 * lock, and no writer ever waits for another.
 *
 * Shape: memory is cut into 64-byte cells; a record is a head (struct log_info) and its text in as
 * many consecutive cells as that takes, round the end if need be. A slot per record says where.
 *
 *	 slots  ... [ 41 ][ 42 ][ 43 ][ 44 ] ...         42 = tail, 44 = last, 45 = head.seq
 *	               :     |     |     |
 *	 cells  . . . . .[42 42][43][44 44 44]. . . .    free cells: head.cell onwards
 *
 * To write: (1) retire oldest records until the new one fits, (2) reserve the number and the cells
 * with one cmpxchg of `head`, (3) copy, (4) commit: store the number into the slot.
 * To read: the slot must hold the wanted number (plus one: 0 is "none yet"); copy; then look at
 * `tail` again. If it has passed the record meanwhile, what was copied is worthless.
 *
 * Invariants:
 *  - records tail..head-1 lie in at most LOG_CELLS cells and do not overlap; each has at least one
 *    cell, so their slots do not collide either;
 *  - `tail` passes a record before any of its cells is reserved again, and only if the record is
 *    committed: nobody writes into memory that another writer still fills;
 *  - `tail` only grows; so `tail <= n` after the copy proves that record n was whole, and the
 *    distance to `tail` is the exact number of records a reader lost;
 *  - no number is skipped, so a slot holds the numbers n, n + 4096, n + 8192, ... in turn, and the
 *    full number of a record follows from its low 16 bits and what its slot holds.
 *
 * Words: `head` and `tail` each keep a record number (upper half) and the cell where that record
 * starts (lower half), both modulo 65536. At most 4096 of either are live, so distances are exact.
 *
 * Limits: a writer that is interrupted in step 3 while 256 KiB are logged over its head makes its
 * interrupters drop messages (counted) instead of waiting. A writer could be fooled only if a
 * multiple of 65536 records were written between its load of `head` and its cmpxchg and ended on
 * the same cell: 4 MiB of log within a dozen instructions. Record numbers have 32 bits and wrap.
 *
 * 32-bit compare-and-exchange is all it needs; the 486 has that, cmpxchg8b came later.
 *
 * Reference: committing per record and retiring in order are ideas of J. Ogness's lockless ring
 * (LWN 779550, 2019), which keeps two rings, for descriptors and text; one head word makes do
 * with one.
 */
#include <quarry/log_ring.h>
#include <linux/string.h>
#include <linux/minmax.h>

#define POINT(seq, cell) ((u32)(u16)(seq) << 16 | (u16)(cell))
#define POINT_SEQ(point) ((u16)((point) >> 16))
#define POINT_CELL(point) ((u16)(point))

#define PLACE(cell, count) ((u32)(count) << 16 | (u16)(cell))
#define PLACE_CELL(place) ((u16)(place))
#define PLACE_COUNT(place) ((u16)((place) >> 16))

static u32 load(const u32 *word)
{
	return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

static void store(u32 *word, u32 value)
{
	__atomic_store_n(word, value, __ATOMIC_SEQ_CST);
}

static bool cmpxchg_from(u32 *word, u32 old, u32 new)
{
	return __atomic_compare_exchange_n(word, &old, new, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

/* The first number with these low 16 bits that is not below @base. */
static u32 number_from(u32 base, u16 low)
{
	return base + (u16)(low - (u16)base);
}

static u32 cells_for(u32 len)
{
	return (sizeof(struct log_info) + len + LOG_CELL_SIZE - 1) / LOG_CELL_SIZE;
}

/* Copy into the cells, which are a circle. */
static void ring_put(struct log_ring *ring, u32 at, const void *from, u32 n)
{
	u32 first;

	at %= LOG_RING_SIZE;
	first = min_t(u32, n, LOG_RING_SIZE - at);
	memcpy(ring->cells + at, from, first);
	memcpy(ring->cells, (const u8 *)from + first, n - first);
}

static void ring_get(const struct log_ring *ring, u32 at, void *to, u32 n)
{
	u32 first;

	at %= LOG_RING_SIZE;
	first = min_t(u32, n, LOG_RING_SIZE - at);
	memcpy(to, ring->cells + at, first);
	memcpy((u8 *)to + first, ring->cells, n - first);
}

/* The number of the record whose slot this was last. */
static u32 slot_number(const struct log_slot *slot)
{
	return load(&slot->stamp) - 1;
}

void log_ring_init(struct log_ring *ring)
{
	memset(ring, 0, sizeof(*ring));
}

u32 log_ring_first(const struct log_ring *ring)
{
	u32 tail, seq;

	do {
		tail = load(&ring->tail);
		seq = slot_number(&ring->slots[POINT_SEQ(tail) % LOG_CELLS]);
	} while (load(&ring->tail) != tail); /* else the slot may be another record's by now */
	return number_from(seq, POINT_SEQ(tail));
}

u32 log_ring_next(const struct log_ring *ring)
{
	u32 first = log_ring_first(ring);

	return number_from(first, POINT_SEQ(load(&ring->head)));
}

/* Retire the oldest record, if it still is @tail. False when it is unfinished. */
static bool retire(struct log_ring *ring, u32 tail)
{
	const struct log_slot *slot = &ring->slots[POINT_SEQ(tail) % LOG_CELLS];
	bool committed = (u16)slot_number(slot) == POINT_SEQ(tail);
	u32 place = load(&slot->place);

	if (!committed) /* or somebody else retired it and the slot has a new owner */
		return load(&ring->tail) != tail;
	cmpxchg_from(&ring->tail, tail,
		     POINT(POINT_SEQ(tail) + 1, PLACE_CELL(place) + PLACE_COUNT(place)));
	return true;
}

/* Take the next number and @count cells: where, or false when there is no room to be had. */
static bool reserve(struct log_ring *ring, u32 count, u32 *point)
{
	for (;;) {
		u32 head = load(&ring->head);
		u32 tail = load(&ring->tail);
		u16 used = POINT_CELL(head) - POINT_CELL(tail);

		if (load(&ring->head) != head)
			continue; /* the two are not of one moment */
		if (used + count > LOG_CELLS) {
			if (!retire(ring, tail))
				return false;
			continue;
		}
		*point = head;
		if (cmpxchg_from(&ring->head, head,
				 POINT(POINT_SEQ(head) + 1, POINT_CELL(head) + count)))
			return true;
	}
}

bool log_ring_write(struct log_ring *ring, const struct log_info *info, const char *text)
{
	struct log_info head = *info;
	struct log_slot *slot;
	u32 point, count;

	head.len = min_t(u16, head.len, LOG_TEXT_MAX);
	count = cells_for(head.len);
	if (!reserve(ring, count, &point)) {
		__atomic_fetch_add(&ring->dropped, 1, __ATOMIC_RELAXED);
		return false;
	}
	ring_put(ring, POINT_CELL(point) * LOG_CELL_SIZE, &head, sizeof(head));
	ring_put(ring, POINT_CELL(point) * LOG_CELL_SIZE + sizeof(head), text, head.len);
	slot = &ring->slots[POINT_SEQ(point) % LOG_CELLS];
	store(&slot->place, PLACE(POINT_CELL(point), count));
	store(&slot->stamp, number_from(slot_number(slot), POINT_SEQ(point)) + 1);
	return true;
}

/* Copy record @seq, which lies in @place; false when it was overwritten under our hands. */
static bool copy_record(const struct log_ring *ring, u32 seq, u32 place, struct log_info *info,
			char *text)
{
	u32 at = PLACE_CELL(place) * LOG_CELL_SIZE;
	u16 age;

	ring_get(ring, at, info, sizeof(*info));
	/* An overwritten head may say anything; the check below then fails. */
	info->len = min_t(u16, info->len, LOG_TEXT_MAX);
	ring_get(ring, at + sizeof(*info), text, info->len);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	age = (u16)seq - POINT_SEQ(load(&ring->tail));
	return age < LOG_CELLS;
}

enum log_read log_ring_read(struct log_ring *ring, u32 *seq, struct log_info *info, char *text,
			    u32 *lost)
{
	for (;;) {
		const struct log_slot *slot = &ring->slots[*seq % LOG_CELLS];
		u32 first;

		if (slot_number(slot) == *seq &&
		    copy_record(ring, *seq, load(&slot->place), info, text)) {
			++*seq;
			return LOG_READ_OK;
		}
		first = log_ring_first(ring);
		if ((s32)(*seq - first) >= 0)
			break;
		*lost += first - *seq;
		*seq = first;
	}
	return (s32)(*seq - log_ring_next(ring)) < 0 ? LOG_READ_BUSY : LOG_READ_NONE;
}

bool log_ring_ready(const struct log_ring *ring, u32 seq)
{
	return slot_number(&ring->slots[seq % LOG_CELLS]) == seq ||
	       (s32)(seq - log_ring_first(ring)) < 0;
}
