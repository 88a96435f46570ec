// SPDX-License-Identifier: MIT
/*
 * An interrupt after a chosen instruction: the CPU single-steps (trap flag), each step is a signal,
 * and in the handler of the chosen one the test's own function runs, like an NMI.
 */
#define _GNU_SOURCE
#include <host/host.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <ucontext.h>

#define TRAP_FLAG 0x100L

static unsigned long steps_left;
static void (*interrupt)(void *arg);
static void *interrupt_arg;
static int interrupted;

#ifdef __x86_64__
static void step(int signal, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	(void)signal;
	(void)info;
	if (steps_left--)
		return;
	uc->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
	uc->uc_mcontext.gregs[REG_RIP] = (greg_t)host_restart_address((unsigned long)uc->uc_mcontext.gregs[REG_RIP]);
	interrupted = 1;
	interrupt(interrupt_arg);
}

static inline void set_trap_flag(int on)
{
	unsigned long flags;

	/* The red zone below the stack pointer may be in use. */
	__asm__ volatile("lea -128(%%rsp), %%rsp; pushfq; pop %0; lea 128(%%rsp), %%rsp"
			 : "=r"(flags) : : "memory");
	flags = on ? flags | TRAP_FLAG : flags & ~TRAP_FLAG;
	__asm__ volatile("lea -128(%%rsp), %%rsp; push %0; popfq; lea 128(%%rsp), %%rsp"
			 : : "r"(flags) : "memory", "cc");
}

int host_interrupt_after(unsigned long steps, void (*fn)(void *), void *arg,
			 void (*nested)(void *), void *nested_arg)
{
	struct sigaction action = { .sa_sigaction = step, .sa_flags = SA_SIGINFO }, before;

	steps_left = steps;
	interrupt = nested;
	interrupt_arg = nested_arg;
	interrupted = 0;
	sigaction(SIGTRAP, &action, &before);
	set_trap_flag(1);
	fn(arg);
	set_trap_flag(0);
	sigaction(SIGTRAP, &before, NULL);
	return interrupted;
}
#else
int host_interrupt_after(unsigned long steps, void (*fn)(void *), void *arg,
			 void (*nested)(void *), void *nested_arg)
{
	(void)steps;
	(void)nested;
	(void)nested_arg;
	fn(arg);
	return -1;
}
#endif

struct job {
	void (*fn)(unsigned int index, void *arg);
	void *arg;
	unsigned int index;
};

static void *run_job(void *p)
{
	struct job *job = p;

	job->fn(job->index, job->arg);
	return NULL;
}

void host_run_threads(unsigned int n, void (*fn)(unsigned int index, void *arg), void *arg)
{
	pthread_t threads[16];
	struct job jobs[16];

	if (n > 16)
		host_die("host_run_threads(): at most 16");
	for (unsigned int i = 0; i < n; i++) {
		jobs[i] = (struct job){ fn, arg, i };
		if (pthread_create(&threads[i], NULL, run_job, &jobs[i]))
			host_die("host_run_threads(): no thread");
	}
	for (unsigned int i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
}

void host_yield(void)
{
	sched_yield();
}
