/* SPDX-License-Identifier: MIT */
/*
 * The log ring: a fixed memory that keeps the newest messages. kernel/log_ring.c has the theory.
 */
#ifndef _QUARRY_LOG_RING_H
#define _QUARRY_LOG_RING_H

#include <linux/types.h>

#define LOG_RING_SIZE	(256 * 1024)	/* bytes of text and record heads */
#define LOG_CELL_SIZE	64		/* a record takes whole cells */
#define LOG_CELLS	(LOG_RING_SIZE / LOG_CELL_SIZE)
#define LOG_TEXT_MAX	1024		/* longest text of one record, bytes */

/* struct log_info flags */
#define LOG_CONT	(1U << 0) /* goes on the line that the record before left open */
#define LOG_NEWLINE	(1U << 1) /* ends its line */

/**
 * struct log_info - what a record says besides its text
 * @ts_ns: when it was written, ns of sched_clock()
 * @len: bytes of text, at most LOG_TEXT_MAX
 * @level: 0 (KERN_EMERG) to 7 (KERN_DEBUG)
 * @flags: LOG_CONT, LOG_NEWLINE
 */
struct log_info {
	u64 ts_ns;
	u16 len;
	u8 level;
	u8 flags;
};

/*
 * Where a record lies: first cell in the lower, number of cells in the upper half of `place`. Its
 * writer sets `stamp`, the record's number + 1, last, which makes the record readable.
 */
struct log_slot {
	u32 stamp;
	u32 place;
};

/**
 * struct log_ring - a log; all zero is an empty one, so it costs no room in the kernel image
 * @head: (w) where the next record goes: its number and its first cell, see log_ring.c
 * @tail: (w) the oldest record that is still whole, in the same way
 * @dropped: (w) messages that found no room because an unfinished record was in the way
 * @slots: (o) by record number modulo LOG_CELLS
 * @cells: (o) the records
 *
 * (w) atomic, any writer; (o) the writer that reserved it, until it is committed.
 */
struct log_ring {
	u32 head;
	u32 tail;
	u32 dropped;
	struct log_slot slots[LOG_CELLS];
	u8 cells[LOG_RING_SIZE] __attribute__((aligned(LOG_CELL_SIZE)));
};

/** log_ring_init() - make @ring empty */
void log_ring_init(struct log_ring *ring);

/**
 * log_ring_write() - append a record
 * @ring: the log
 * @info: its time, level, flags and length (longer than LOG_TEXT_MAX is cut)
 * @text: its text, @info->len bytes
 *
 * Never waits and takes no lock; any context including NMI, any number of CPUs. O(1) amortised.
 * Return: false when the record had to be dropped (see @dropped).
 */
bool log_ring_write(struct log_ring *ring, const struct log_info *info, const char *text);

enum log_read {
	LOG_READ_NONE,	/* there is no such record yet */
	LOG_READ_BUSY,	/* it is being written: come back later */
	LOG_READ_OK,
};

/**
 * log_ring_read() - copy one record out
 * @ring: the log
 * @seq: in: number of the record wanted; out, when OK: the number behind the one that was read
 * @info: its head
 * @text: its text, not terminated; room for LOG_TEXT_MAX bytes
 * @lost: records from @seq on that were overwritten before they could be read, is added to
 *
 * A record that is still in the ring is never skipped. When the wanted one is gone, the oldest
 * that is there is read instead.
 */
enum log_read log_ring_read(struct log_ring *ring, u32 *seq, struct log_info *info, char *text,
			    u32 *lost);

/** log_ring_ready() - whether log_ring_read() of record @seq would find something to read */
bool log_ring_ready(const struct log_ring *ring, u32 seq);

/** log_ring_first() - number of the oldest record still there (== log_ring_next() when empty) */
u32 log_ring_first(const struct log_ring *ring);

/** log_ring_next() - number that the next record written will have */
u32 log_ring_next(const struct log_ring *ring);

#endif
