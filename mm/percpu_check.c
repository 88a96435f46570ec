// SPDX-License-Identifier: MIT
/* What must always be true of per-CPU memory (theory in mm/percpu.c), looked at for tests. */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include "percpu_chunk.h"

static const char *check_chunk(const struct pcpu *pcpu, const struct pcpu_chunk *chunk, size_t *bytes)
{
	unsigned int nr = nr_grains(pcpu), reserved = DIV_ROUND_UP(chunk->reserved, PCPU_GRAIN);
	unsigned long *stray = chunk->begins;
	unsigned int at;

	if (bitmap_weight(chunk->begins, nr) != chunk->nr_allocs)
		return "a chunk's variables are miscounted";
	for_each_set_bit(at, stray, nr)
		if (at < reserved || !test_bit(at, chunk->used))
			return "a variable begins where nothing is in use";
	at = find_next_bit(chunk->used, nr, reserved);
	if (at < nr && !test_bit(at, chunk->begins))
		return "memory is in use before the first variable";
	at = chunk->first_free / PCPU_GRAIN;
	if (find_next_zero_bit(chunk->used, at, min_t(unsigned int, at, search_from(pcpu, chunk) / PCPU_GRAIN)) < at)
		return "there is room before the place where searches begin";
	*bytes += (size_t)(bitmap_weight(chunk->used, nr) - reserved) * PCPU_GRAIN;
	return NULL;
}

/**
 * pcpu_check() - look for broken invariants
 * @pcpu: the allocator
 *
 * Return: NULL, or which one.
 */
const char *pcpu_check(struct pcpu *pcpu)
{
	const char *wrong = NULL;
	unsigned long flags, allocs = 0;
	struct pcpu_chunk *chunk;
	unsigned int chunks = 0;
	size_t bytes = 0;

	spin_lock_irqsave(&pcpu->lock, flags);
	list_for_each_entry(chunk, &pcpu->chunks, node) {
		chunks++;
		allocs += chunk->nr_allocs;
		wrong = wrong ?: check_chunk(pcpu, chunk, &bytes);
		if (!chunk->nr_allocs && !is_first(pcpu, chunk))
			wrong = "an empty chunk was kept";
	}
	if (!wrong && (chunks != pcpu->nr_chunks || allocs != pcpu->nr_allocs || bytes != pcpu->bytes))
		wrong = "totals are wrong";
	spin_unlock_irqrestore(&pcpu->lock, flags);
	return wrong;
}
