// SPDX-License-Identifier: MIT
/* Wait queues for what has none of its own: linux/wait_bit.h. */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/wait_bit.h>

#define QUEUES 64

#define QUEUE(n) [n] = __WAIT_QUEUE_HEAD_INITIALIZER(queues[n])
#define QUEUES_8(n) QUEUE(n), QUEUE(n + 1), QUEUE(n + 2), QUEUE(n + 3), QUEUE(n + 4), QUEUE(n + 5), QUEUE(n + 6), QUEUE(n + 7)

static struct wait_queue_head queues[QUEUES] = {
	QUEUES_8(0), QUEUES_8(8), QUEUES_8(16), QUEUES_8(24), QUEUES_8(32), QUEUES_8(40), QUEUES_8(48), QUEUES_8(56),
};

/* The high bits of a product with a large odd number depend on all bits of the other factor. */
static struct wait_queue_head *queue_of(unsigned long value)
{
	return &queues[(u32)(value ^ value >> (BITS_PER_LONG / 2)) * 2654435769u >> 26];
}

/**
 * bit_waitqueue() - the queue of those who wait for a bit
 * @word: the first word
 * @bit: number of the bit
 */
struct wait_queue_head *bit_waitqueue(const void *word, int bit)
{
	return queue_of((unsigned long)word * BITS_PER_LONG + bit);
}
EXPORT_SYMBOL(bit_waitqueue);

/* The queue of those who wait for a variable. */
struct wait_queue_head *__var_waitqueue(const void *var)
{
	return queue_of((unsigned long)var);
}
EXPORT_SYMBOL(__var_waitqueue);

/**
 * wake_up_bit() - wake those who wait for a bit
 * @word: the first word
 * @bit: number of the bit, which has been cleared
 *
 * Context: any but NMI.
 */
void wake_up_bit(const unsigned long *word, int bit)
{
	struct wait_queue_head *queue = bit_waitqueue(word, bit);

	if (wq_has_sleeper(queue))
		wake_up_all(queue);
}
EXPORT_SYMBOL(wake_up_bit);

/**
 * wake_up_var() - wake those who wait for a variable
 * @var: its address
 *
 * Context: any but NMI.
 */
void wake_up_var(const void *var)
{
	struct wait_queue_head *queue = __var_waitqueue(var);

	if (wq_has_sleeper(queue))
		wake_up_all(queue);
}
EXPORT_SYMBOL(wake_up_var);
