// SPDX-License-Identifier: MIT
/*
 * The monitor's `race`: threads add to one counter at the same time, and some of what they add is lost;
 * then three ways to lose nothing, and what each costs.
 *
 * Adding is three steps: load, add, store. What another thread stores between one's load and one's store
 * is overwritten. On several CPUs that happens all the time; on one CPU only if the clock's interrupt
 * takes the CPU away between the two, and then all is lost that the others do in their turns. The
 * step in the middle is a function call, as an emulator like QEMU's TCG looks for interrupts
 * only at the ends of straight pieces of code.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/percpu-defs.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/percpu_watch.h>
#include <quarry/sched.h>
#include <quarry/time.h>

#define MAX_THREADS 64
#define MAX_ROUNDS 100000000
#define ROUNDS_ON_ONE_CPU 10000000 /* many of its turns for each thread */
#define ROUNDS_ON_MANY 500000

static unsigned long plain_counter, locked_counter;
static DEFINE_SPINLOCK(counter_lock);
static atomic_long_t atomic_counter;
static DEFINE_PER_CPU(unsigned long, race_counter);
PERCPU_WATCH(race_counter);

static struct completion arrived, start_signal;
static atomic_t nr_ready;
static atomic64_t time_taken; /* running time of all threads, ns */

static noinline unsigned long plus_one(unsigned long value)
{
	OPTIMIZER_HIDE_VAR(value);
	return value + 1;
}

static void add_plain(unsigned int rounds)
{
	while (rounds--)
		WRITE_ONCE(plain_counter, plus_one(READ_ONCE(plain_counter)));
}

static unsigned long plain_total(void)
{
	return plain_counter;
}

static void add_locked(unsigned int rounds)
{
	while (rounds--) {
		spin_lock(&counter_lock);
		WRITE_ONCE(locked_counter, plus_one(READ_ONCE(locked_counter)));
		spin_unlock(&counter_lock);
	}
}

static unsigned long locked_total(void)
{
	return locked_counter;
}

static void add_atomic(unsigned int rounds)
{
	while (rounds--)
		atomic_long_inc(&atomic_counter);
}

static unsigned long atomic_total(void)
{
	return atomic_long_read(&atomic_counter);
}

static void add_percpu(unsigned int rounds)
{
	while (rounds--)
		this_cpu_inc(race_counter);
}

static unsigned long percpu_total(void)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += per_cpu(race_counter, cpu);
	return sum;
}

static void zero_counters(void)
{
	unsigned int cpu;

	plain_counter = locked_counter = 0;
	atomic_long_set(&atomic_counter, 0);
	for_each_possible_cpu(cpu)
		per_cpu(race_counter, cpu) = 0;
}

/*
 * A way to count: the cure, and whether it is one. A lock for which CPUs wait can cost thousands of times
 * what an addition does, most of all if the CPUs are emulated by fewer; so it gets less to do.
 */
static const struct way {
	const char *name;
	void (*add)(unsigned int rounds);
	unsigned long (*total)(void);
	bool safe;
	unsigned int fraction; /* of the rounds */
} ways[] = {
	{ "plain", add_plain, plain_total, false, 1 },
	{ "spinlock", add_locked, locked_total, true, 10 },
	{ "atomic", add_atomic, atomic_total, true, 1 },
	{ "per-CPU", add_percpu, percpu_total, true, 1 },
};

static struct {
	const struct way *way;
	unsigned int rounds;
	int threads;
} job;

static int racer(void *unused)
{
	u64 begin;

	complete(&arrived);
	wait_for_completion(&start_signal);
	atomic_inc(&nr_ready);
	while (atomic_read(&nr_ready) < job.threads)
		yield(); /* whoever came first must not be done before the last has begun */
	begin = task_runtime(current);
	job.way->add(job.rounds);
	atomic64_add(task_runtime(current) - begin, &time_taken);
	return 0;
}

/*
 * Returns when the thread waits for the signal: one that is stopped before it has run never does.
 */
static struct task_struct *start_racer(unsigned int number)
{
	struct task_struct *thread = kthread_run(racer, NULL, "race/%u", number);

	if (!IS_ERR(thread))
		wait_for_completion(&arrived);
	return thread;
}

/* Starts them all, lets them go together, and waits for the end. */
static int run_threads(unsigned int n)
{
	static struct task_struct *threads[MAX_THREADS];
	unsigned int created;

	init_completion(&arrived);
	init_completion(&start_signal);
	atomic_set(&nr_ready, 0);
	atomic64_set(&time_taken, 0);
	for (created = 0; created < n; created++) {
		threads[created] = start_racer(created);
		if (IS_ERR(threads[created]))
			break;
	}
	job.threads = created;
	complete_all(&start_signal);
	for (unsigned int i = 0; i < created; i++)
		kthread_stop(threads[i]); /* which waits: nobody asks kthread_should_stop() */
	return created == n ? 0 : -ENOMEM;
}

static void print_result(const struct way *way, u64 expected)
{
	u64 counted = way->total(), cost = div64_u64((u64)atomic64_read(&time_taken) * 100, expected);

	if (tsc_khz)
		cost = div_u64(cost * tsc_khz, 1000000);
	console_printf("%-9s %11llu %11llu %11lld %9llu.%02llu\n", way->name, expected, counted, (s64)(expected - counted),
		       div_u64(cost, 100), cost % 100);
}

/* One way, with all threads. */
static int race_by(const struct way *way, unsigned int threads, unsigned int rounds)
{
	u64 expected = (u64)threads * rounds;
	int result;

	job.way = way;
	job.rounds = rounds;
	result = run_threads(threads);
	if (result)
		return result;
	print_result(way, expected);
	/* A cure that does not help is a bug of this kernel. */
	return way->safe && way->total() != (unsigned long)expected ? -EIO : 0;
}

static int race(unsigned int threads, unsigned int rounds)
{
	int result = 0;

	zero_counters();
	console_printf("race: %u threads on %u CPU%s\n", threads, num_online_cpus(),
		       num_online_cpus() > 1 ? "s" : ", which the clock takes from them in turn");
	console_printf("%-9s %11s %11s %11s %12s\n", "counter", "expected", "counted", "lost",
		       tsc_khz ? "cycles/add" : "ns/add");
	for (int i = 0; i < ARRAY_SIZE(ways) && !result; i++)
		result = race_by(&ways[i], threads, max(rounds / ways[i].fraction, 1U));
	return result;
}

static int race_command(int argc, char **argv)
{
	unsigned int threads = max(2U, num_online_cpus());
	unsigned int rounds = num_online_cpus() == 1 ? ROUNDS_ON_ONE_CPU : ROUNDS_ON_MANY;

	if (argc > 3 || (argc > 1 && kstrtouint(argv[1], 10, &threads)) || (argc > 2 && kstrtouint(argv[2], 10, &rounds)))
		return -EINVAL;
	if (!threads || threads > MAX_THREADS || !rounds || rounds > MAX_ROUNDS)
		return -EINVAL;
	return race(threads, rounds);
}
MONITOR_COMMAND(race, "[THREADS] [ROUNDS]", "lost updates, and what the cures cost",
		race_command);
