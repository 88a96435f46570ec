// SPDX-License-Identifier: MIT
/* Switching between two threads; a function run on another CPU. */
#include <linux/atomic.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "measure.h"

static atomic_t the_atomic;

enum pp_mode { PP_WAKE, PP_COMPLETION, PP_YIELD };

struct pp {
	enum pp_mode mode;
	bool fifo;
	unsigned int n, nb;
	int turn;
	bool stop, ready;
	struct completion go[2];
	struct thr th[2];
};

static void pp_wait(struct pp *p, int me)
{
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (READ_ONCE(p->turn) == me)
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

static void pp_pass(struct pp *p, int to)
{
	WRITE_ONCE(p->turn, to);
	wake_up_process(p->th[to].t);
}

static void pp_first(void *arg)
{
	struct pp *p = arg;
	unsigned int b, i;
	u64 t0, t1;

	if (p->mode == PP_YIELD)
		while (!READ_ONCE(p->ready))
			yield();
	for (b = 0; b < WARM + p->nb; b++) {
		t0 = tsc_now();
		switch (p->mode) {
		case PP_WAKE:
			for (i = 0; i < p->n; i++) {
				pp_pass(p, 1);
				pp_wait(p, 0);
			}
			break;
		case PP_COMPLETION:
			for (i = 0; i < p->n; i++) {
				complete(&p->go[1]);
				wait_for_completion(&p->go[0]);
			}
			break;
		case PP_YIELD:
			for (i = 0; i < p->n; i++)
				yield();
			break;
		}
		t1 = tsc_now();
		if (b >= WARM)
			samples[b - WARM] = per_op(t1 - t0, p->n);
	}
	WRITE_ONCE(p->stop, true);
}

static void pp_second(void *arg)
{
	struct pp *p = arg;
	unsigned int i, total = (WARM + p->nb) * p->n;

	switch (p->mode) {
	case PP_WAKE:
		for (i = 0; i < total; i++) {
			pp_wait(p, 1);
			pp_pass(p, 0);
		}
		break;
	case PP_COMPLETION:
		for (i = 0; i < total; i++) {
			wait_for_completion(&p->go[1]);
			complete(&p->go[0]);
		}
		break;
	case PP_YIELD:
		WRITE_ONCE(p->ready, true);
		while (!READ_ONCE(p->stop))
			yield();
		break;
	}
}

static void bench_switch(const char *name, enum pp_mode mode, bool fifo, int cpu0, int cpu1)
{
	static struct pp p;

	if (!want(name))
		return;
	memset(&p, 0, sizeof(p));
	p.mode = mode;
	p.fifo = fifo;
	p.n = scaled(200);
	p.nb = min_t(unsigned int, batches, MAX_BATCHES);
	init_completion(&p.go[0]);
	init_completion(&p.go[1]);
	if (thr_make(&p.th[0], pp_first, &p, cpu0) || thr_make(&p.th[1], pp_second, &p, cpu1)) {
		fail(name, "no-thread");
		return;
	}
	if (fifo) {
		sched_set_fifo(p.th[0].t);
		sched_set_fifo(p.th[1].t);
	}
	/* A real-time thread that waits for the other one must not come before it is woken. */
	preempt_disable();
	wake_up_process(p.th[1].t);
	wake_up_process(p.th[0].t);
	preempt_enable();
	thr_join(&p.th[0]);
	thr_join(&p.th[1]);
	report(name, samples, p.nb);
}

void bench_switches(void)
{
	bench_switch("switch_wake_rt", PP_WAKE, false, 0, 0);
	bench_switch("switch_completion_rt", PP_COMPLETION, false, 0, 0);
	bench_switch("switch_wake_fifo_rt", PP_WAKE, true, 0, 0);
	bench_switch("switch_yield_fifo_rt", PP_YIELD, true, 0, 0);
}

static void ipi_fn(void *arg)
{
	atomic_inc(arg);
}

static bool spin_stop, spin_on;

static void spinner(void *arg)
{
	WRITE_ONCE(spin_on, true);
	while (!READ_ONCE(spin_stop))
		cpu_relax();
}

static void bench_ipi(void)
{
	static struct thr t;

	BENCH_ON("ipi_rt_idle", 100, smp_call_function_single(1, ipi_fn, &the_atomic, 1));
	spin_stop = spin_on = false;
	if (thr_make(&t, spinner, NULL, 1))
		return;
	wake_up_process(t.t);
	while (!READ_ONCE(spin_on))
		cond_resched();
	BENCH_ON("ipi_rt_busy", 100, smp_call_function_single(1, ipi_fn, &the_atomic, 1));
	WRITE_ONCE(spin_stop, true);
	thr_join(&t);
}

void bench_cross_cpu(void)
{
	bench_ipi();
	bench_switch("switch_wake_cross_rt", PP_WAKE, false, 0, 1);
}
