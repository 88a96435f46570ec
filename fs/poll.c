// SPDX-License-Identifier: MIT
/*
 * Waiting until a file can be read or written: the driver puts the caller on its wait queues by
 * poll_wait() and says what holds now. The entries go onto the queues before the driver looks, so no
 * change between the look and the sleep is lost: it makes the sleep return at once.
 */
#include <linux/kernel.h>
#include <linux/poll.h>

#define MAX_QUEUES 4 /* that one driver's poll names */

/**
 * struct poller - who waits in poll_file()
 * @table: what the driver sees
 * @nr: entries in use
 * @entry, @queue: a place on a driver's queue
 */
struct poller {
	poll_table table;
	unsigned int nr;
	wait_queue_entry_t entry[MAX_QUEUES];
	wait_queue_head_t *queue[MAX_QUEUES];
};

static void join_queue(struct file *file, wait_queue_head_t *queue, poll_table *table)
{
	struct poller *poller = container_of(table, struct poller, table);
	wait_queue_entry_t *entry = &poller->entry[poller->nr];

	if (WARN_ONCE(poller->nr == MAX_QUEUES, "%s: poll() names more than %d queues\n", file->f_path.dentry->d_name.name,
		      MAX_QUEUES))
		return;
	init_waitqueue_entry(entry, current);
	INIT_LIST_HEAD(&entry->entry);
	poller->queue[poller->nr++] = queue;
	add_wait_queue(queue, entry);
}

static void leave_queues(struct poller *poller)
{
	while (poller->nr--)
		remove_wait_queue(poller->queue[poller->nr], &poller->entry[poller->nr]);
}

__poll_t poll_file(struct file *file, __poll_t events, long timeout)
{
	struct poller poller = { .nr = 0 };
	__poll_t mask;

	events |= EPOLLERR | EPOLLHUP;
	init_poll_funcptr(&poller.table, timeout ? join_queue : NULL);
	poller.table._key = events;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		mask = vfs_poll(file, &poller.table) & events;
		poller.table._qproc = NULL; /* once is enough */
		if (mask || !timeout)
			break;
		timeout = schedule_timeout(timeout);
	}
	__set_current_state(TASK_RUNNING);
	leave_queues(&poller);
	return mask;
}
EXPORT_SYMBOL(poll_file);
