// SPDX-License-Identifier: MIT
/*
 * Fault injection: allocations that fail although there is memory, so that the code behind a failure
 * is run before a student's machine runs it.
 *
 * Two ways
 *	by chance	failslab=<interval>,<probability>,<space>,<times> and fail_page_alloc= on the command
 *			line, or the monitor's `fail`: every interval-th call fails with this probability
 *	in turn		a thread says which of its next allocations is to fail (fail-nth). A test that
 *			makes the first one fail, then the second, and so on until all went well, has
 *			seen every failure there is.
 * Which calls have failed so far is kept (fault_sites.c); `fail sites` shows it.
 *
 * What it costs when off
 *	Nothing for pages: the fast path takes blocks from the list that a table names, and the test is
 *	on the slow path. While something is to fail, the tables name an empty list. For slabs
 *	one flag is tested, unless the slab allocator empties its own fast path when it is told
 *	(slab_fault_injection()).
 *
 * Differences from Linux
 *	There, fail_page_alloc= spares single pages and whoever may wait; here only __GFP_NOFAIL is spared.
 *	There, failures begin while the kernel boots, which often is the end of it: what a kernel cannot do
 *	without, it panics about. Here they begin when the boot is over, with the first command.
 *	The generator of chances begins with the same number at each boot, so failures can be repeated.
 *
 * Locking: users_lock around switching on and off. The counters of an attribute are not exact when
 * several CPUs count.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

DECLARE_FAULT_ATTR(failslab);
DECLARE_FAULT_ATTR(fail_page_alloc);
bool fault_injection_on;

static struct fault_attr *const attrs[] = { &failslab, &fail_page_alloc };

/* ---- on and off ------------------------------------------------------------------------------ */

/* Threads whose n-th allocation is to fail. */
static unsigned int nth_users;
static DEFINE_SPINLOCK(users_lock);
static bool slabs_told = true;

/* Who has a fast path that the test is not on. */
extern void page_alloc_fault_injection(bool on) __attribute__((weak));
extern void slab_fault_injection(bool on) __attribute__((weak));

/* Nothing fails before the boot is over, whatever the command line says. */
static bool booted;

static bool attr_is_on(struct fault_attr *attr)
{
	return booted && attr->probability && atomic_read(&attr->times);
}

static void update_locked(void)
{
	bool on = nth_users || attr_is_on(&failslab) || attr_is_on(&fail_page_alloc);

	if (on == fault_injection_on)
		return;
	WRITE_ONCE(fault_injection_on, on);
	if (page_alloc_fault_injection)
		page_alloc_fault_injection(on);
	slabs_told = false;
}

/* The slab allocator has to ask other CPUs, which nobody can who holds a spin lock. */
static void tell_slabs(void)
{
	if (!slabs_told && slab_fault_injection)
		slab_fault_injection(READ_ONCE(fault_injection_on));
	slabs_told = true;
}

static void change_nth_users(int by)
{
	unsigned long flags;

	spin_lock_irqsave(&users_lock, flags);
	nth_users += by;
	update_locked();
	spin_unlock_irqrestore(&users_lock, flags);
	tell_slabs();
}

static void update(void)
{
	change_nth_users(0);
}

/**
 * fault_injection_start() - the boot is over: what the command line wants to fail may fail from now on
 */
void fault_injection_start(void)
{
	booted = true;
	update();
}

/* ---- the decision ---------------------------------------------------------------------------- */

static u32 chance_state = 2463534242u;

/* Marsaglia's xorshift. */
static u32 chance(void)
{
	u32 x = READ_ONCE(chance_state);

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	WRITE_ONCE(chance_state, x);
	return x;
}

static void report_fault(const struct fault_attr *attr)
{
	static DEFINE_RATELIMIT_STATE(limit, DEFAULT_RATELIMIT_INTERVAL, 3);

	if (!attr->verbose || !__ratelimit(&limit))
		return;
	pr_notice("FAULT_INJECTION: forcing a failure.\n");
	pr_notice("name %s, interval %lu, probability %lu, space %d, times %d\n", attr->name, attr->interval,
		  attr->probability, atomic_read(&attr->space), atomic_read(&attr->times));
	if (attr->verbose > 1)
		dump_stack();
}

/* Counts this thread's allocations down. Return: 1 fail, 0 not, -1 nothing was asked for. */
static int nth_of_thread(void)
{
	unsigned int nth = in_task() ? READ_ONCE(current->fail_nth) : 0;

	if (!nth || nth == UINT_MAX)
		return -1;
	if (nth > 1) {
		WRITE_ONCE(current->fail_nth, nth - 1);
		return 0;
	}
	WRITE_ONCE(current->fail_nth, UINT_MAX); /* done */
	return 1;
}

static bool by_chance(struct fault_attr *attr, ssize_t size)
{
	if (!attr_is_on(attr) || (attr->task_filter && !(in_task() && current->make_it_fail)))
		return false;
	if (atomic_read(&attr->space) > size) {
		atomic_sub(size, &attr->space);
		return false;
	}
	if (attr->interval > 1 && ++attr->count % attr->interval)
		return false;
	if (attr->probability <= chance() % 100)
		return false;
	report_fault(attr);
	if (atomic_read(&attr->times) > 0)
		atomic_add_unless(&attr->times, -1, 0);
	return true;
}

/**
 * should_fail() - is this call to fail?
 * @attr: when calls are to fail
 * @size: units that it would hand out
 *
 * Context: any but NMI.
 */
bool should_fail(struct fault_attr *attr, ssize_t size)
{
	int nth = nth_of_thread();
	bool fail = nth < 0 ? by_chance(attr, size) : nth;

	if (fail) {
		count_vm_event(FAULTS_INJECTED);
		fault_sites_record();
	}
	return fail;
}
EXPORT_SYMBOL_GPL(should_fail);

bool __should_failslab(struct kmem_cache *cache, gfp_t gfp)
{
	(void)cache;
	return !(gfp & __GFP_NOFAIL) && should_fail(&failslab, 1);
}
EXPORT_SYMBOL_GPL(__should_failslab);
EXPORT_SYMBOL_GPL(fault_injection_on);

bool __should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	return !(gfp & __GFP_NOFAIL) && should_fail(&fail_page_alloc, 1l << order);
}

/**
 * fault_injection_fail_nth() - let an allocation of this thread fail
 * @n: the @n-th from now on: pages or slab objects, whoever called for them
 *
 * Context: process. Ends with fault_injection_fail_nth_end().
 */
void fault_injection_fail_nth(unsigned int n)
{
	if (!current->fail_nth)
		change_nth_users(1);
	WRITE_ONCE(current->fail_nth, n);
}
EXPORT_SYMBOL_GPL(fault_injection_fail_nth);

/**
 * fault_injection_fail_nth_end() - the end of fault_injection_fail_nth()
 *
 * Return: whether an allocation failed; false if there were not so many.
 */
bool fault_injection_fail_nth_end(void)
{
	unsigned int nth = current->fail_nth;

	if (!nth)
		return false;
	WRITE_ONCE(current->fail_nth, 0);
	change_nth_users(-1);
	return nth == UINT_MAX;
}
EXPORT_SYMBOL_GPL(fault_injection_fail_nth_end);

/* ---- settings -------------------------------------------------------------------------------- */

/**
 * setup_fault_attr() - set an attribute by text
 * @attr: the attribute
 * @str: "<interval>,<probability>,<space>,<times>"
 *
 * Return: 1, or 0 if the text is none of these, as Linux has it for __setup().
 */
int setup_fault_attr(struct fault_attr *attr, char *str)
{
	unsigned long interval, probability;
	int space, times;
	char *word[4];

	for (int i = 0; i < 4; i++)
		word[i] = strsep(&str, ",");
	if (!word[3] || str || kstrtoul(word[0], 0, &interval) || kstrtoul(word[1], 0, &probability) ||
	    kstrtoint(word[2], 0, &space) || kstrtoint(word[3], 0, &times)) {
		pr_warn("FAULT_INJECTION: failed to parse arguments: interval,probability,space,times\n");
		return 0;
	}
	attr->interval = interval;
	attr->probability = probability;
	atomic_set(&attr->space, space);
	atomic_set(&attr->times, times);
	attr->count = 0;
	update();
	return 1;
}
EXPORT_SYMBOL_GPL(setup_fault_attr);

static int __init setup_failslab(char *str)
{
	return setup_fault_attr(&failslab, str);
}
__setup("failslab=", setup_failslab);

static int __init setup_fail_page_alloc(char *str)
{
	return setup_fault_attr(&fail_page_alloc, str);
}
__setup("fail_page_alloc=", setup_fail_page_alloc);

static int show_attrs(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(attrs); i++)
		console_printf("%-16s interval %lu, probability %lu, space %d, times %d, verbose %lu%s%s\n",
			       attrs[i]->name, attrs[i]->interval, attrs[i]->probability,
			       atomic_read(&attrs[i]->space), atomic_read(&attrs[i]->times), attrs[i]->verbose,
			       attrs[i]->task_filter ? ", in marked threads only" : "",
			       attr_is_on(attrs[i]) ? "" : " (off)");
	console_printf("%lu allocations have failed on purpose\n", vm_event(FAULTS_INJECTED));
	return 0;
}

static int all_off(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(attrs); i++)
		attrs[i]->probability = 0;
	update();
	return 0;
}

/* The monitor's own thread, which runs the commands that follow, is the one that can be marked. */
static int cmd_fail(int argc, char **argv)
{
	struct fault_attr *attr = NULL;

	if (argc == 1)
		return show_attrs();
	if (argc == 2 && !strcmp(argv[1], "off"))
		return all_off();
	if (argc == 2 && !strcmp(argv[1], "sites"))
		return fault_sites_show();
	if (argc == 2 && (!strcmp(argv[1], "mark") || !strcmp(argv[1], "unmark"))) {
		current->make_it_fail = argv[1][0] == 'm';
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(attrs); i++)
		if (!strcmp(argv[1], attrs[i]->name))
			attr = attrs[i];
	if (!attr || argc < 3 || argc > 4 || (argc == 4 && strcmp(argv[3], "marked")))
		return -EINVAL;
	attr->task_filter = argc == 4;
	attr->verbose = 1;
	return setup_fault_attr(attr, argv[2]) ? 0 : -EINVAL;
}
MONITOR_COMMAND(fail, "[failslab|fail_page_alloc I,P,S,T [marked] | mark | unmark | off | sites]",
		"let allocations fail", cmd_fail);
