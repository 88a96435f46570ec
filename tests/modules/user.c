// SPDX-License-Identifier: MIT
/* Uses what base exports. */
#include <linux/module.h>
#include <linux/percpu.h>

DECLARE_PER_CPU(int, base_counter);
int base_add(int a, int b);
int base_mul(int a, int b);

static int __init user_init(void)
{
	int cpu;

	for_each_online_cpu(cpu)
		per_cpu(base_counter, cpu)++;
	pr_info("user: %d %d\n", base_add(20, 22), base_mul(6, 7));
	return 0;
}
module_init(user_init);

static void __exit user_exit(void)
{
	pr_info("user: gone\n");
}
module_exit(user_exit);

MODULE_LICENSE("GPL");
