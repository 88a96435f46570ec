// SPDX-License-Identifier: MIT
/*
 * Typed bytes on their way from the devices to the monitor.
 *
 * Locks: devices_lock, while a device is asked: its interrupt may come on one CPU while another
 * polls. Inside it, queue_lock. After a panic one CPU is left, and does without them: a CPU that was
 * stopped may have them.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/spinlock.h>
#include <quarry/console.h>

#define MAX_POLLS 8

/* Both counters run freely; their low 8 bits are the place in the queue (queue_lock). */
static u8 queue[256];
static u32 nr_put, nr_taken;
static DEFINE_RAW_SPINLOCK(queue_lock);
static DEFINE_RAW_SPINLOCK(devices_lock);

void (*console_input_hook)(void);

static void (*polls[MAX_POLLS])(void);
static int nr_polls;

/* For lock and unlock to agree, oops_in_progress must not change between them: whoever panics stays away. */
static unsigned long lock(raw_spinlock_t *which)
{
	unsigned long flags;

	if (oops_in_progress)
		local_irq_save(flags);
	else
		raw_spin_lock_irqsave(which, flags);
	return flags;
}

static void unlock(raw_spinlock_t *which, unsigned long flags)
{
	if (oops_in_progress)
		local_irq_restore(flags);
	else
		raw_spin_unlock_irqrestore(which, flags);
}

void console_input(u8 c)
{
	unsigned long flags = lock(&queue_lock);

	if (nr_put - nr_taken < sizeof(queue))
		queue[nr_put++ % sizeof(queue)] = c;
	unlock(&queue_lock, flags);
	if (console_input_hook)
		console_input_hook();
}

void console_receive(void (*device)(void))
{
	unsigned long flags = lock(&devices_lock);

	device();
	unlock(&devices_lock, flags);
}

int console_getc(void)
{
	unsigned long flags;
	int c = -1;

	for (int i = 0; i < nr_polls; i++)
		console_receive(polls[i]);
	flags = lock(&queue_lock);
	if (nr_put != nr_taken)
		c = queue[nr_taken++ % sizeof(queue)];
	unlock(&queue_lock, flags);
	if (c < 0)
		console_sync();
	return c;
}

void console_register_poll(void (*poll)(void))
{
	if (WARN_ON(nr_polls == MAX_POLLS))
		return;
	polls[nr_polls++] = poll;
}
