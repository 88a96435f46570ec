// SPDX-License-Identifier: MIT
/* What another module builds upon: functions and a per-CPU variable, and what loading does for a module itself. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

DEFINE_PER_CPU(int, base_counter) = 40;
EXPORT_PER_CPU_SYMBOL(base_counter);

int base_add(int a, int b)
{
	return a + b;
}
EXPORT_SYMBOL(base_add);

int base_mul(int a, int b)
{
	return a * b;
}
EXPORT_SYMBOL_GPL(base_mul);

static int constructed;

static void __attribute__((constructor)) construct(void)
{
	constructed = 7;
}

static const char constant[] = "constant";
static unsigned long init_address;

static int state_show(struct seq_file *m, void *v)
{
	int cpu, sum = 0;

	for_each_online_cpu(cpu)
		sum += per_cpu(base_counter, cpu);
	seq_printf(m, "base: constructed %d, counter %d of %u, init is there %d, base_add is there %d\n", constructed, sum,
		   num_online_cpus(), within_module(init_address, THIS_MODULE), within_module((unsigned long)base_add, THIS_MODULE));
	seq_printf(m, "base: symbol %pS of %s, constant %s\n", base_add, THIS_MODULE->name, constant);
	return 0;
}

static int __init base_init(void)
{
	init_address = (unsigned long)base_init;
	pr_info("base: init is there %d\n", within_module(init_address, THIS_MODULE));
	dump_stack();
	return proc_create_single("base", 0, NULL, state_show) ? 0 : -ENOMEM;
}
module_init(base_init);

static void __exit base_exit(void)
{
	remove_proc_entry("base", NULL);
}
module_exit(base_exit);

MODULE_LICENSE("GPL");
