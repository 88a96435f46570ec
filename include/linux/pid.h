/* SPDX-License-Identifier: MIT */
/* Numbers of threads as objects: what a number stands for may end while somebody holds the number. */
#ifndef _LINUX_PID_H
#define _LINUX_PID_H

#include <linux/refcount.h>
#include <linux/types.h>

struct task_struct;
struct pid_namespace;

enum pid_type { PIDTYPE_PID, PIDTYPE_TGID, PIDTYPE_PGID, PIDTYPE_SID, PIDTYPE_MAX };

/**
 * struct pid - a number that somebody holds
 * @count: holders
 * @nr: the number; never used again for another thread
 */
struct pid {
	refcount_t count;
	pid_t nr;
};

/* kernel/pid.c. The find functions return NULL if there is no such thread. */
struct pid *find_get_pid(pid_t nr);
struct pid *find_vpid(pid_t nr);
#define find_pid_ns(nr, ns) ((void)(ns), find_vpid(nr))
struct pid *get_task_pid(struct task_struct *task, enum pid_type type);
struct pid *get_pid(struct pid *pid);
void put_pid(struct pid *pid);
struct task_struct *get_pid_task(struct pid *pid, enum pid_type type);
struct task_struct *pid_task(struct pid *pid, enum pid_type type);
struct task_struct *find_task_by_vpid(pid_t nr);
struct task_struct *find_get_task_by_vpid(pid_t nr);

static inline pid_t pid_nr(struct pid *pid)
{
	return pid ? pid->nr : 0;
}

#define pid_vnr(pid) pid_nr(pid)

#endif
