// SPDX-License-Identifier: MIT
/*
 * The monitor's `ps` and `top`: what the threads do.
 *
 * A thread is looked at with the list of threads locked, and copied; printing comes afterwards. The
 * list is walked by pid, so that it may change in between.
 */
#include <asm/switch_to.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/sched.h>
#include <quarry/symbols.h>
#include <quarry/time.h>

#define MAX_FRAMES 8
#define TOP_ROWS 16

/* What is shown of a thread. */
struct row {
	pid_t pid;
	char state;
	bool stack_intact;
	unsigned int cpu;
	int prio;
	unsigned int rt_priority;
	size_t stack_used;
	unsigned long wait_channel;
	u64 runtime, since_shown;
	char name[TASK_COMM_LEN];
};

static const char *const schedulers[] = { "schedule", "preempt_schedule", "io_schedule", "yield", "sleep_until" };

static bool in_scheduler(unsigned long address)
{
	char name[KSYM_SYMBOL_LEN];

	sprint_symbol_no_offset(name, address);
	for (int i = 0; i < ARRAY_SIZE(schedulers); i++)
		if (!strncmp(name, schedulers[i], strlen(schedulers[i])))
			return true;
	return false;
}

/*
 * The function that a sleeping thread is in: the first behind the scheduler's own. switch_to() has left
 * the frame pointer as the last of the saved registers, below the return address. The thread may wake
 * meanwhile, so nothing of this is relied on.
 */
static unsigned long find_wait_channel(const struct task_struct *task)
{
	unsigned long bottom = (unsigned long)task->stack, sp = READ_ONCE(task->sp);
	unsigned long frame[2] = { sp + (SWITCH_FRAME_REGISTERS - 1) * sizeof(long), 0 };

	for (int i = 0; i < MAX_FRAMES; i++) {
		unsigned long at = frame[0];

		if (at < bottom || at > bottom + THREAD_SIZE - sizeof(frame) ||
		    copy_from_kernel_nofault(frame, (void *)at, sizeof(frame)))
			return 0;
		if (!kernel_text_address(frame[1]))
			return 0;
		if (!in_scheduler(frame[1]))
			return frame[1];
	}
	return 0;
}

/** task_state_to_char - what a thread does, as the letter that ps shows */
char task_state_to_char(const struct task_struct *task)
{
	unsigned int state = READ_ONCE(task->__state);

	if (state == TASK_RUNNING)
		return 'R';
	if (state & TASK_PARKED)
		return 'P';
	if (state & TASK_DEAD)
		return 'X';
	if (state & TASK_INTERRUPTIBLE)
		return 'S';
	return state & TASK_NOLOAD ? 'I' : 'D';
}
EXPORT_SYMBOL(task_state_to_char);

static void look_at(struct row *row, struct task_struct *task)
{
	*row = (struct row){
		.pid = task->pid,
		.state = task_state_to_char(task),
		.stack_intact = stack_end_intact(task->stack),
		.cpu = task_cpu(task),
		.prio = task->prio,
		.rt_priority = task->rt_priority,
		.stack_used = stack_used(task->stack),
		.runtime = task_runtime(task),
	};
	if (row->state != 'R')
		row->wait_channel = find_wait_channel(task);
	if (row->runtime > task->runtime_shown)
		row->since_shown = row->runtime - task->runtime_shown;
	strscpy(row->name, task->comm, sizeof(row->name));
}

/* The thread with the smallest pid above @last; the idle threads, which have none, are not listed. */
static bool next_row(struct row *row, pid_t last, bool mark_shown)
{
	struct task_struct *task, *best = NULL;

	spin_lock(&tasklist_lock);
	for_each_process(task)
		if (task->pid > last && (!best || task->pid < best->pid))
			best = task;
	if (best) {
		look_at(row, best);
		if (mark_shown)
			best->runtime_shown = row->runtime;
	}
	spin_unlock(&tasklist_lock);
	return best != NULL;
}

static void idle_row(struct row *row, unsigned int cpu, bool mark_shown)
{
	struct task_struct *idle = idle_task(cpu);

	look_at(row, idle);
	if (mark_shown)
		idle->runtime_shown = row->runtime;
}

static void print_row(const struct row *row)
{
	char priority[12], channel[KSYM_SYMBOL_LEN] = "-";

	if (row->rt_priority)
		snprintf(priority, sizeof(priority), "rt %u", row->rt_priority);
	else if (row->prio == MAX_PRIO)
		strscpy(priority, "idle", sizeof(priority));
	else
		snprintf(priority, sizeof(priority), "%d", PRIO_TO_NICE(row->prio));
	if (row->wait_channel)
		sprint_symbol_no_offset(channel, row->wait_channel);
	console_printf("%5d %c %3u %5s %6zu/%-5lu%c %7llu.%03llu %-15s %s\n", row->pid, row->state, row->cpu, priority,
		       row->stack_used, (unsigned long)THREAD_SIZE, row->stack_intact ? ' ' : '!',
		       div_u64(row->runtime, 1000000000), div_u64(row->runtime, 1000000) % 1000, row->name, channel);
}

static int ps_command(int argc, char **argv)
{
	unsigned int cpu;
	struct row row;

	console_printf("%5s %c %3s %5s %6s/%-5s  %11s %-15s %s\n", "PID", 'S', "CPU", "NICE", "STACK", "OF", "SECONDS", "NAME",
		       "WAITS IN");
	for_each_online_cpu(cpu) {
		idle_row(&row, cpu, false);
		print_row(&row);
	}
	row.pid = 0;
	while (next_row(&row, row.pid, false))
		print_row(&row);
	return 0;
}
MONITOR_COMMAND(ps, "", "the threads, and what they wait for", ps_command);

/* The busiest threads since the last look, the busiest first. */
static struct row top_rows[TOP_ROWS];
static int nr_top_rows;
static u64 top_time; /* of the last look */

static void keep_if_busy(const struct row *row)
{
	int at = nr_top_rows;

	if (!row->since_shown)
		return;
	while (at > 0 && top_rows[at - 1].since_shown < row->since_shown)
		at--;
	if (at == TOP_ROWS)
		return;
	nr_top_rows = min(nr_top_rows + 1, TOP_ROWS);
	memmove(&top_rows[at + 1], &top_rows[at], (nr_top_rows - 1 - at) * sizeof(top_rows[0]));
	top_rows[at] = *row;
}

/* Looks at all threads; returns the nanoseconds since the last look. */
static u64 look_at_all(void)
{
	u64 now = sched_clock(), passed = now - top_time;
	unsigned int cpu;
	struct row row;

	top_time = now;
	nr_top_rows = 0;
	for_each_online_cpu(cpu) {
		idle_row(&row, cpu, true);
		keep_if_busy(&row);
	}
	row.pid = 0;
	while (next_row(&row, row.pid, true))
		keep_if_busy(&row);
	return passed;
}

static int top_command(int argc, char **argv)
{
	unsigned int seconds = 0;
	u64 passed;

	if (argc > 2 || (argc == 2 && (kstrtouint(argv[1], 10, &seconds) || !seconds || seconds > 3600)))
		return -EINVAL;
	if (seconds) {
		look_at_all();
		msleep(seconds * 1000);
	}
	passed = max(look_at_all(), 1000ULL);
	console_printf("%5s %c %3s %7s %-15s  over %llu ms, of one of %u CPUs\n", "PID", 'S', "CPU", "SHARE", "NAME",
		       div_u64(passed, 1000000), num_online_cpus());
	for (int i = 0; i < nr_top_rows; i++) {
		const struct row *row = &top_rows[i];
		unsigned int permille = min(div64_u64(row->since_shown * 1000, passed), 1000ULL);

		console_printf("%5d %c %3u %5u.%u%% %s\n", row->pid, row->state, row->cpu, permille / 10, permille % 10,
			       row->name);
	}
	return 0;
}
MONITOR_COMMAND(top, "[SECONDS]", "shares of CPU time, since the last top", top_command);
