/* SPDX-License-Identifier: MIT */
/*
 * How a number is made. One BATCH is: read TSC, do the operation <iters> times in a loop, read TSC;
 * the sample is the difference / <iters>. The first batches are thrown away (warm-up); median and
 * minimum are over the rest. The loop itself is not subtracted: see cal_empty_loop.
 *
 * BENCH_OFF: local interrupts off during a batch, GFP_NOWAIT allocations.
 * BENCH_ON: interrupts on, preemptible, GFP_KERNEL, for what may sleep.
 *
 * Nothing here or in the other files asks which kernel it is: one source for both.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <linux/completion.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/types.h>

#define MAX_BATCHES	101
#define WARM		3
#define SET		256	/* objects in the "set" tests */
#define MIX_SLOTS	1024
#define MAX_CPUS	16

extern unsigned int batches, scale, max_cpus;
extern u64 samples[MAX_BATCHES], samples2[MAX_BATCHES], samples3[MAX_BATCHES];
extern void *objs[MIX_SLOTS];
extern bool failed;

bool want(const char *name);
unsigned int scaled(unsigned int n);
void fail(const char *name, const char *why);
void report(const char *name, u64 *s, unsigned int n);
void report_rate(const char *name, u64 *s, unsigned int n);

/*
 * An ordered TSC read: nothing before it is still running, nothing after it has begun. The same
 * three instructions in every kernel and in every mode.
 */
static __always_inline u64 tsc_now(void)
{
	u32 lo, up;

	asm volatile("lfence\n\trdtsc\n\tlfence" : "=a"(lo), "=d"(up) :: "memory");
	return ((u64)up << 32) | lo;
}

/* Makes the compiler believe that p is used and that memory may have changed. */
static __always_inline void keep(const void *p)
{
	asm volatile("" :: "r"(p) : "memory");
}

/* Hundredths of a tick, which is what samples are kept in. */
static inline u64 per_op(u64 ticks, unsigned int n)
{
	return div_u64(ticks * 100, n);
}

#define BENCH_(name, iters, nb, enter, leave, ...)				\
do {									\
	unsigned int _b, _i, _n = scaled(iters), _nb = min_t(unsigned int, nb, MAX_BATCHES); \
	unsigned int _warm = _nb < batches ? 1 : WARM;			\
	unsigned long _fl = 0;						\
	u64 _t0, _t1;							\
									\
	if (!want(name))						\
		break;							\
	(void)_fl;							\
	for (_b = 0; _b < _warm + _nb; _b++) {				\
		enter;							\
		_t0 = tsc_now();					\
		for (_i = 0; _i < _n; _i++) {				\
			__VA_ARGS__;					\
		}							\
		_t1 = tsc_now();					\
		leave;							\
		if (_b >= _warm)					\
			samples[_b - _warm] = per_op(_t1 - _t0, _n);	\
		cond_resched();						\
	}								\
	report(name, samples, _nb);					\
} while (0)

/* interrupts off */
#define BENCH_OFF(name, iters, ...) \
	BENCH_(name, iters, batches, local_irq_save(_fl), local_irq_restore(_fl), __VA_ARGS__)
/* interrupts on */
#define BENCH_ON(name, iters, ...) \
	BENCH_(name, iters, batches, barrier(), barrier(), __VA_ARGS__)
/* interrupts on, few long batches: each contains the deferred work as well */
#define BENCH_LONG(name, iters, ...) \
	BENCH_(name, iters, min(batches, 7U), barrier(), barrier(), __VA_ARGS__)

/* SET objects allocated, then the same freed in the order of allocation.  Three
 * results: name (a pair), name_alloc, name_free. */
#define BENCH_SET(name, reps, alloc_all, free_all)			\
do {									\
	unsigned int _b, _r, _i, _n = scaled(reps), _nb = min_t(unsigned int, batches, MAX_BATCHES); \
	unsigned long _fl;						\
	u64 _t0, _t1, _t2, _a, _f;					\
									\
	if (!want(name))						\
		break;							\
	for (_b = 0; _b < WARM + _nb; _b++) {				\
		_a = _f = 0;						\
		for (_r = 0; _r < _n; _r++) {				\
			local_irq_save(_fl);				\
			_i = 0; (void)_i;				\
			_t0 = tsc_now();				\
			alloc_all;					\
			_t1 = tsc_now();				\
			free_all;					\
			_t2 = tsc_now();				\
			local_irq_restore(_fl);				\
			_a += _t1 - _t0;				\
			_f += _t2 - _t1;				\
		}							\
		if (_b >= WARM) {					\
			samples[_b - WARM] = per_op(_a + _f, _n * SET);	\
			samples2[_b - WARM] = per_op(_a, _n * SET);	\
			samples3[_b - WARM] = per_op(_f, _n * SET);	\
		}							\
		cond_resched();						\
	}								\
	if (failed) {							\
		report(name, samples, _nb);				\
		break;							\
	}								\
	report(name, samples, _nb);					\
	report(name "_alloc", samples2, _nb);				\
	report(name "_free", samples3, _nb);				\
} while (0)

#define EACH(stmt)	for (_i = 0; _i < SET; _i++) { stmt; }

#define CHECK(p)	do { if (unlikely(!(p))) failed = true; keep(p); } while (0)

/* A thread on a CPU of its own choice. */
struct thr {
	struct task_struct *t;
	struct completion done;
	void (*fn)(void *);
	void *arg;
};

int thr_make(struct thr *x, void (*fn)(void *), void *arg, int cpu);
void thr_join(struct thr *x);

void bench_calibration(void);
void bench_locks(void);
void bench_percpu(void);
void bench_pages(void);
void bench_page_mix(void);
void bench_slab(void);
void bench_kmalloc_mix(void);
void bench_kmap(void);
void bench_vmalloc(void);
void bench_switches(void);
void bench_cross_cpu(void);
void bench_mt(void);

/* The same sequence of random numbers in every run. */
static __always_inline u32 next_random(u32 *state)
{
	u32 x = *state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return *state = x;
}

#endif
