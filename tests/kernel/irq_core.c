// SPDX-License-Identifier: MIT
/* irq.core: handlers, sharing, disabling, softirqs and tasklets. Lines are driven by hand. */
#include <asm/apic.h>
#include <asm/irq.h>
#include <asm/irq_stack.h>
#include <asm/processor.h>
#include <kunit/test.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/smp.h>

#define TEST_IRQ (NR_IRQS - 1)

static int masks, unmasks, eois;

static void count_mask(struct irq_data *data)
{
	masks++;
}

static void count_unmask(struct irq_data *data)
{
	unmasks++;
}

static void count_eoi(struct irq_data *data)
{
	eois++;
}

static const struct irq_chip test_chip = {
	.name = "test", .irq_mask = count_mask, .irq_unmask = count_unmask, .irq_eoi = count_eoi,
};

static int irq_test_init(struct kunit *test)
{
	if (irq_to_desc(TEST_IRQ)->irq_data.chip)
		return -EBUSY; /* a machine with that many lines */
	irq_set_chip(TEST_IRQ, &test_chip, 0, IRQ_TYPE_EDGE_RISING, NULL);
	masks = unmasks = eois = 0;
	return 0;
}

static void irq_test_exit(struct kunit *test)
{
	irq_set_chip(TEST_IRQ, NULL, 0, 0, NULL);
}

/* As if the line had interrupted this CPU. */
static void interrupt(void)
{
	unsigned long flags;

	local_irq_save(flags);
	irq_enter();
	generic_handle_irq(TEST_IRQ);
	irq_exit();
	local_irq_restore(flags);
}

struct device {
	int calls;
	irqreturn_t result;
	bool in_irq, in_interrupt, in_task, irqs_off;
};

static irqreturn_t device_handler(int irq, void *dev_id)
{
	struct device *device = dev_id;

	device->calls++;
	device->in_irq = in_irq();
	device->in_interrupt = in_interrupt();
	device->in_task = in_task();
	device->irqs_off = irqs_disabled();
	return device->result;
}

static void handler_runs_in_interrupt(struct kunit *test)
{
	struct device device = { .result = IRQ_HANDLED };

	KUNIT_ASSERT_EQ(test, request_irq(TEST_IRQ, device_handler, 0, "test", &device), 0);
	KUNIT_EXPECT_EQ(test, unmasks, 1);
	interrupt();
	KUNIT_EXPECT_EQ(test, device.calls, 1);
	KUNIT_EXPECT_EQ(test, eois, 1);
	KUNIT_EXPECT_TRUE(test, device.in_irq && device.in_interrupt && device.irqs_off);
	KUNIT_EXPECT_FALSE(test, device.in_task);
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_TRUE(test, in_task());
	KUNIT_EXPECT_STREQ(test, (const char *)free_irq(TEST_IRQ, &device), "test");
	KUNIT_EXPECT_EQ(test, masks, 1);
}

static void bad_requests_fail(struct kunit *test)
{
	struct device device = {};

	KUNIT_EXPECT_EQ(test, request_irq(NR_IRQS, device_handler, 0, "test", &device), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(TEST_IRQ, NULL, 0, "test", &device), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(TEST_IRQ, device_handler, IRQF_SHARED, "test", NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(TEST_IRQ, device_handler, IRQF_TRIGGER_LOW, "test", NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(TEST_IRQ - 1, device_handler, 0, "test", NULL), -ENODEV);
}

static void sharing_asks_all(struct kunit *test)
{
	struct device a = { .result = IRQ_NONE }, b = { .result = IRQ_HANDLED };

	KUNIT_ASSERT_EQ(test, request_irq(TEST_IRQ, device_handler, IRQF_SHARED, "a", &a), 0);
	KUNIT_EXPECT_EQ(test, request_irq(TEST_IRQ, device_handler, IRQF_PROBE_SHARED, "c", NULL), -EBUSY);
	KUNIT_ASSERT_EQ(test, request_irq(TEST_IRQ, device_handler, IRQF_SHARED, "b", &b), 0);
	interrupt();
	KUNIT_EXPECT_EQ(test, a.calls, 1);
	KUNIT_EXPECT_EQ(test, b.calls, 1);
	KUNIT_EXPECT_STREQ(test, (const char *)free_irq(TEST_IRQ, &a), "a");
	KUNIT_EXPECT_EQ(test, masks, 0);
	interrupt();
	KUNIT_EXPECT_EQ(test, a.calls, 1);
	KUNIT_EXPECT_EQ(test, b.calls, 2);
	free_irq(TEST_IRQ, &b);
	KUNIT_EXPECT_EQ(test, masks, 1);
}

/* What comes while disabled is remembered once, and served when enabled. */
static void disabling_nests_and_remembers(struct kunit *test)
{
	struct device device = { .result = IRQ_HANDLED };

	KUNIT_ASSERT_EQ(test, request_irq(TEST_IRQ, device_handler, 0, "test", &device), 0);
	disable_irq(TEST_IRQ);
	disable_irq(TEST_IRQ);
	interrupt();
	interrupt();
	KUNIT_EXPECT_EQ(test, device.calls, 0);
	KUNIT_EXPECT_EQ(test, masks, 1);
	enable_irq(TEST_IRQ);
	KUNIT_EXPECT_EQ(test, device.calls, 0);
	enable_irq(TEST_IRQ);
	KUNIT_EXPECT_EQ(test, device.calls, 1);
	KUNIT_EXPECT_TRUE(test, device.in_irq);
	KUNIT_EXPECT_EQ(test, unmasks, 2);
	free_irq(TEST_IRQ, &device);
}

static void nobody_cared_shuts_off(struct kunit *test)
{
	struct device device = { .result = IRQ_NONE };

	KUNIT_ASSERT_EQ(test, request_irq(TEST_IRQ, device_handler, 0, "careless", &device), 0);
	for (int i = 0; i < 100000; i++)
		interrupt();
	KUNIT_EXPECT_TRUE(test, irq_to_desc(TEST_IRQ)->stuck);
	interrupt();
	KUNIT_EXPECT_EQ(test, device.calls, 100000);
	free_irq(TEST_IRQ, &device);
}

/* ---- the CPU's own interrupts */

static unsigned int self_calls, self_depth;
static bool on_own_stack;

static void self_handler(void)
{
	int here;

	self_calls++;
	self_depth = hardirq_count() >> HARDIRQ_SHIFT;
	on_own_stack = on_irq_stack((unsigned long)&here);
}

static void self_ipi_arrives(struct kunit *test)
{
	unsigned long flags;
	unsigned int before;

	if (!apic_usable())
		kunit_skip(test, "no local APIC");
	set_system_vector(SELF_TEST_VECTOR, NULL, NULL, self_handler);
	self_calls = 0;
	local_irq_save(flags);
	before = preempt_count();
	apic_send_self(SELF_TEST_VECTOR);
	apic_send_self(SELF_TEST_VECTOR);
	KUNIT_EXPECT_EQ(test, self_calls, 0);
	local_irq_enable();
	while (!READ_ONCE(self_calls))
		cpu_relax();
	KUNIT_EXPECT_EQ(test, self_depth, 1);
	KUNIT_EXPECT_TRUE(test, on_own_stack);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
	local_irq_restore(flags);
}

/* ---- softirqs and tasklets */

static char order[8];
static int order_length;

static void note(struct tasklet_struct *t)
{
	order[order_length++] = (char)t->data;
}

static bool was_serving, was_irq;

static void note_old(unsigned long data)
{
	was_serving = in_serving_softirq();
	was_irq = in_irq();
	order[order_length++] = (char)data;
}

static DECLARE_TASKLET(three_arguments, note_old, 'o');
static DECLARE_TASKLET(two_arguments, note);

static void tasklets_run_in_order(struct kunit *test)
{
	struct tasklet_struct hi;

	memset(order, 0, sizeof(order));
	order_length = 0;
	two_arguments.data = 'n';
	tasklet_setup(&hi, note);
	hi.data = 'h';
	local_bh_disable();
	tasklet_schedule(&three_arguments);
	tasklet_schedule(&two_arguments);
	tasklet_schedule(&three_arguments);
	tasklet_hi_schedule(&hi);
	KUNIT_EXPECT_EQ(test, order_length, 0);
	KUNIT_EXPECT_TRUE(test, in_softirq() && in_interrupt());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	local_bh_enable();
	KUNIT_EXPECT_STREQ(test, order, "hon");
	KUNIT_EXPECT_TRUE(test, was_serving);
	KUNIT_EXPECT_FALSE(test, was_irq);
}

static void disabled_tasklet_waits(struct kunit *test)
{
	struct tasklet_struct t;

	order_length = 0;
	tasklet_setup(&t, note);
	tasklet_disable(&t);
	local_bh_disable();
	tasklet_schedule(&t);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, order_length, 0);
	tasklet_enable(&t);
	tasklet_kill(&t);
	KUNIT_EXPECT_EQ(test, order_length, 1);
}

static void counts_nest(struct kunit *test)
{
	unsigned long flags;

	local_irq_save(flags);
	KUNIT_EXPECT_TRUE(test, in_task());
	local_bh_disable();
	irq_enter();
	KUNIT_EXPECT_TRUE(test, in_hardirq() && in_interrupt() && in_atomic());
	irq_enter();
	KUNIT_EXPECT_EQ(test, hardirq_count() >> HARDIRQ_SHIFT, 2);
	nmi_enter();
	KUNIT_EXPECT_TRUE(test, in_nmi());
	nmi_exit();
	irq_exit();
	irq_exit();
	KUNIT_EXPECT_TRUE(test, in_softirq() && !in_hardirq() && !in_nmi());
	local_bh_enable();
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	local_irq_restore(flags);
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE(handler_runs_in_interrupt),
	KUNIT_CASE(bad_requests_fail),
	KUNIT_CASE(sharing_asks_all),
	KUNIT_CASE(disabling_nests_and_remembers),
	KUNIT_CASE(nobody_cared_shuts_off),
	KUNIT_CASE(self_ipi_arrives),
	KUNIT_CASE(tasklets_run_in_order),
	KUNIT_CASE(disabled_tasklet_waits),
	KUNIT_CASE(counts_nest),
	{},
};

static struct kunit_suite irq_suite = {
	.name = "irq.core",
	.desc = "handlers, sharing, disabling, softirqs and tasklets",
	.init = irq_test_init,
	.exit = irq_test_exit,
	.test_cases = irq_cases,
};
kunit_test_suite(irq_suite);
