// SPDX-License-Identifier: MIT
/*
 * What it costs to change threads: round trips between two of them on one CPU, by waking each other, by
 * completions and by yielding. Names and operations as in the measurements of Linux; the scheduling
 * policy is the ordinary one, but for yield(), which means most under SCHED_FIFO.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <quarry/bench.h>

enum way { WAKE, COMPLETION, YIELD };

/* The two threads: the one that measures, number 0, and its partner. */
static struct {
	enum way way;
	unsigned int rounds;
	int turn;
	bool stop;
	struct task_struct *threads[2];
	struct completion go[2];
} pair;

static void wait_for_turn(int me)
{
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (READ_ONCE(pair.turn) == me)
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

static void give_turn(int to)
{
	WRITE_ONCE(pair.turn, to);
	wake_up_process(pair.threads[to]);
}

static void measured_rounds(unsigned int n)
{
	switch (pair.way) {
	case WAKE:
		while (n--) {
			give_turn(1);
			wait_for_turn(0);
		}
		break;
	case COMPLETION:
		while (n--) {
			complete(&pair.go[1]);
			wait_for_completion(&pair.go[0]);
		}
		break;
	case YIELD:
		while (n--)
			yield();
		break;
	}
}

static int partner(void *unused)
{
	unsigned int n = pair.rounds;

	switch (pair.way) {
	case WAKE:
		while (n--) {
			wait_for_turn(1);
			give_turn(0);
		}
		break;
	case COMPLETION:
		while (n--) {
			wait_for_completion(&pair.go[1]);
			complete(&pair.go[0]);
		}
		break;
	case YIELD:
		while (!READ_ONCE(pair.stop))
			yield();
		break;
	}
	return 0;
}

/* On a CPU of our own, as urgent as the measurement asks for. */
static void settle(bool fifo)
{
	unsigned int cpu = raw_smp_processor_id();

	kthread_bind(pair.threads[1], cpu);
	set_cpus_allowed_ptr(current, cpumask_of(cpu));
	if (fifo) {
		sched_set_fifo(pair.threads[0]);
		sched_set_fifo(pair.threads[1]);
	}
}

static bool round_trips(unsigned int n, unsigned long way)
{
	pair.way = way;
	pair.rounds = n;
	pair.turn = 0;
	pair.stop = false;
	init_completion(&pair.go[0]);
	init_completion(&pair.go[1]);
	pair.threads[0] = current;
	pair.threads[1] = kthread_create(partner, NULL, "bench");
	if (IS_ERR(pair.threads[1]))
		return false;
	settle(way == YIELD);
	wake_up_process(pair.threads[1]);
	measured_rounds(n);
	WRITE_ONCE(pair.stop, true);
	sched_set_normal(current, 0);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
	kthread_stop(pair.threads[1]);
	return true;
}
BENCH_CASE(switch_wake, "switch_wake_rt", round_trips, WAKE);
BENCH_CASE(switch_completion, "switch_completion_rt", round_trips, COMPLETION);
BENCH_CASE(switch_yield, "switch_yield_fifo_rt", round_trips, YIELD);
