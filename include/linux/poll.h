/* SPDX-License-Identifier: MIT */
/* Waiting for several files at once. A driver's poll says what holds now, and where changes are told. */
#ifndef _LINUX_POLL_H
#define _LINUX_POLL_H

#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define EPOLLIN 0x0001U
#define EPOLLPRI 0x0002U
#define EPOLLOUT 0x0004U
#define EPOLLERR 0x0008U
#define EPOLLHUP 0x0010U
#define EPOLLNVAL 0x0020U
#define EPOLLRDNORM 0x0040U
#define EPOLLRDBAND 0x0080U
#define EPOLLWRNORM 0x0100U
#define EPOLLWRBAND 0x0200U
#define EPOLLMSG 0x0400U
#define EPOLLRDHUP 0x2000U

#define POLLIN EPOLLIN
#define POLLPRI EPOLLPRI
#define POLLOUT EPOLLOUT
#define POLLERR EPOLLERR
#define POLLHUP EPOLLHUP
#define POLLNVAL EPOLLNVAL
#define POLLRDNORM EPOLLRDNORM
#define POLLRDBAND EPOLLRDBAND
#define POLLWRNORM EPOLLWRNORM
#define POLLWRBAND EPOLLWRBAND
#define POLLMSG EPOLLMSG
#define POLLRDHUP EPOLLRDHUP

#define DEFAULT_POLLMASK (EPOLLIN | EPOLLOUT | EPOLLRDNORM | EPOLLWRNORM)

struct poll_table_struct;
typedef void (*poll_queue_proc)(struct file *file, wait_queue_head_t *queue, struct poll_table_struct *table);

/**
 * struct poll_table_struct - who polls
 * @_qproc: puts the caller on a queue, NULL when he will not wait
 * @_key: the EPOLL* that he wants
 */
typedef struct poll_table_struct {
	poll_queue_proc _qproc;
	__poll_t _key;
} poll_table;

static inline void init_poll_funcptr(poll_table *table, poll_queue_proc qproc)
{
	table->_qproc = qproc;
	table->_key = ~0U;
}

/* In a driver's poll: changes of what it returns are told on this queue. */
static inline void poll_wait(struct file *file, wait_queue_head_t *queue, poll_table *table)
{
	if (table && table->_qproc && queue)
		table->_qproc(file, queue, table);
}

static inline bool poll_does_not_wait(const poll_table *table)
{
	return !table || !table->_qproc;
}

static inline __poll_t poll_requested_events(const poll_table *table)
{
	return table ? table->_key : ~0U;
}

static inline bool file_can_poll(struct file *file)
{
	return file->f_op->poll;
}

__poll_t vfs_poll(struct file *file, poll_table *table);

/**
 * poll_file() - wait for a file
 * @file: the file
 * @events: EPOLL* to wait for; errors and hang-ups always count
 * @timeout: in jiffies; 0 does not wait
 *
 * Context: process. Return: which hold; 0 when the time was up.
 */
__poll_t poll_file(struct file *file, __poll_t events, long timeout);

#endif
