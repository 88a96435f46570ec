// SPDX-License-Identifier: MIT
/*
 * Calling functions on other CPUs.
 *
 * Each CPU has a list of calls that others want it to make. A caller adds its request, without a
 * lock, and sends an interrupt if the list was empty: if it was not, whoever made it non-empty has
 * sent one already. The CPU takes the whole list at once and makes the calls in the order in which
 * they were added.
 *
 * A request lies on the caller's stack and is the caller's again when its "busy" flag is clear, so
 * all callers wait, also those that need not: a call takes microseconds, and there is no request to
 * allocate, to run out of, or to free.
 *
 * Context of the functions called: interrupt, interrupts off. They must not sleep, and be quick.
 * Context of the callers: interrupts on (two CPUs that call each other with interrupts off would
 * wait for ever); the CPU that calls may be among those called, and then just calls.
 *
 * References: Intel SDM vol. 3A, 11.6 (issuing interprocessor interrupts).
 */
#include <asm/barrier.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/smp.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/percpu-defs.h>
#include <linux/smp.h>

/**
 * struct call - a function that a CPU is asked to call
 * @next: added before this one
 * @func: the function
 * @info: handed to it
 * @busy: the call has not been made yet
 */
struct call {
	struct call *next;
	smp_call_func_t func;
	void *info;
	int busy;
};

static DEFINE_PER_CPU_ALIGNED(struct call *, call_list);

static void wait_until_made(const struct call *call)
{
	do
		cpu_relax();
	while (smp_load_acquire(&call->busy));
}

static __always_inline void post(unsigned int cpu, struct call *call)
{
	struct call **list = per_cpu_ptr(&call_list, cpu), *first = READ_ONCE(*list);

	call->busy = 1;
	do {
		call->next = first;
	} while (!__atomic_compare_exchange_n(list, &first, call, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
	if (!first)
		arch_send_call_function_ipi(cpu);
}

/* The list has the newest request first; calls are made in the order of the requests. */
static noinline struct call *reverse(struct call *list)
{
	struct call *reversed = NULL;

	while (list) {
		struct call *next = list->next;

		list->next = reversed;
		reversed = list;
		list = next;
	}
	return reversed;
}

/**
 * generic_smp_call_function_interrupt() - make the calls that this CPU was asked for
 *
 * Context: interrupt, interrupts off.
 */
void generic_smp_call_function_interrupt(void)
{
	struct call *call = __atomic_exchange_n(this_cpu_ptr(&call_list), NULL, __ATOMIC_ACQ_REL), *next;

	if (likely(call) && unlikely(call->next))
		call = reverse(call);
	for (; call; call = next) {
		call->func(call->info);
		next = call->next;
		smp_store_release(&call->busy, 0); /* from here on it may be gone */
	}
}

static void call_here(smp_call_func_t func, void *info)
{
	unsigned long flags;

	local_irq_save(flags);
	func(info);
	local_irq_restore(flags);
}

/**
 * smp_call_function_single() - call a function on one CPU
 * @cpu: which; it may be this one
 * @func: the function
 * @info: handed to it
 * @wait: whether to return only when it has been called; with 0, @func runs before or after the
 *	return, and @info must live long enough
 *
 * Context: process or softirq, interrupts on. Return: 0, or -ENXIO if the CPU is not online.
 */
int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
{
	unsigned int which = cpu, this_cpu = get_cpu();
	struct call call; /* fields are set one by one: "next" is post()'s */
	int err = 0;

	(void)wait; /* waiting is always right, and a call takes microseconds */
	call.func = func;
	call.info = info;
	if (which == this_cpu) {
		call_here(call.func, call.info);
	} else if (unlikely(!cpu_online(which))) {
		err = -ENXIO;
	} else {
		WARN_ON_ONCE(irqs_disabled());
		post(which, &call);
		wait_until_made(&call);
	}
	put_cpu();
	return err;
}
EXPORT_SYMBOL(smp_call_function_single);

/* A request for each CPU called, on the stack of the caller: all run at the same time. */
static void call_others(const struct cpumask *mask, smp_call_func_t func, void *info)
{
	int this_cpu = smp_processor_id();
	unsigned int cpu, n = 0;
	struct call calls[32];

	for_each_cpu(cpu, mask) {
		if (cpu == this_cpu || !cpu_online(cpu))
			continue;
		if (n == ARRAY_SIZE(calls)) {
			while (n)
				wait_until_made(&calls[--n]);
		}
		calls[n].func = func;
		calls[n].info = info;
		post(cpu, &calls[n++]);
	}
	while (n)
		wait_until_made(&calls[--n]);
}

/**
 * smp_call_function_many() - call a function on several other CPUs at once
 * @mask: which; this one and those that are not online are passed over
 * @func: the function
 * @info: handed to it
 * @wait: as for smp_call_function_single()
 *
 * Context: as smp_call_function_single(); preemption must be off.
 */
void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info, bool wait)
{
	(void)wait;
	call_others(mask, func, info);
}
EXPORT_SYMBOL(smp_call_function_many);

/**
 * smp_call_function() - call a function on all other CPUs at once
 * @func: the function
 * @info: handed to it
 * @wait: as for smp_call_function_single()
 */
void smp_call_function(smp_call_func_t func, void *info, int wait)
{
	preempt_disable();
	smp_call_function_many(cpu_online_mask, func, info, wait);
	preempt_enable();
}
EXPORT_SYMBOL(smp_call_function);

/**
 * on_each_cpu_mask() - call a function on several CPUs at once, this one included
 * @mask: which
 * @func: the function
 * @info: handed to it
 * @wait: as for smp_call_function_single()
 */
void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func, void *info, bool wait)
{
	int cpu = get_cpu();

	smp_call_function_many(mask, func, info, wait);
	if (cpumask_test_cpu(cpu, mask))
		call_here(func, info);
	put_cpu();
}
EXPORT_SYMBOL(on_each_cpu_mask);

/**
 * on_each_cpu() - call a function on all CPUs at once
 * @func: the function
 * @info: handed to it
 * @wait: as for smp_call_function_single()
 */
void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	on_each_cpu_mask(cpu_online_mask, func, info, wait);
}
EXPORT_SYMBOL(on_each_cpu);

/**
 * smp_send_reschedule() - make a CPU look at its run queue
 * @cpu: which
 *
 * Context: any.
 */
void smp_send_reschedule(int cpu)
{
	arch_send_reschedule_ipi(cpu);
}
