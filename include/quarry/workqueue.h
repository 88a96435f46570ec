/* SPDX-License-Identifier: MIT */
/* Between the work queues and the rest of the kernel. */
#ifndef _QUARRY_WORKQUEUE_H
#define _QUARRY_WORKQUEUE_H

struct task_struct;

void workqueue_init(void);
void workqueue_shrink(void);

/* From schedule(), for threads with PF_WQ_WORKER: the caller is about to sleep / goes on. */
void wq_worker_sleeping(struct task_struct *task);
void wq_worker_running(struct task_struct *task);

#endif
