// SPDX-License-Identifier: MIT
/* Typed bytes on their way from interrupt handlers to the monitor. */
#include <linux/kernel.h>
#include <linux/bug.h>
#include <asm/irqflags.h>
#include <quarry/console.h>

#define MAX_POLLS 8

/* Both counters run freely; their low 8 bits are the place in the queue. Interrupts are off. */
static u8 queue[256];
static u32 nr_put, nr_taken;

static void (*polls[MAX_POLLS])(void);
static int nr_polls;

void console_input(u8 c)
{
	unsigned long flags;

	local_irq_save(flags);
	if (nr_put - nr_taken < sizeof(queue))
		queue[nr_put++ % sizeof(queue)] = c;
	local_irq_restore(flags);
}

int console_getc(void)
{
	unsigned long flags;
	int i, c = -1;

	local_irq_save(flags);
	for (i = 0; i < nr_polls; i++)
		polls[i]();
	if (nr_put != nr_taken)
		c = queue[nr_taken++ % sizeof(queue)];
	local_irq_restore(flags);
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
