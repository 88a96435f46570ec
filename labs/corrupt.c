// SPDX-License-Identifier: MIT
/* Lab: eleven ways to corrupt memory, or to get lost in it. See corrupt.md. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/slab.h>

#define SIZE 64

static char *how = "";
module_param(how, charp, 0444);
MODULE_PARM_DESC(how, "which of them; without, they are listed");

static bool atomic;
module_param(atomic, bool, 0444);
MODULE_PARM_DESC(atomic, "with preemption off, as if a spin lock were held");

/* Values that the compiler must not know. */
static volatile unsigned long zero;
static volatile unsigned long wild = ~0xffffful; /* nothing is mapped there, on either width */

static noinline void corrupt_overflow(void)
{
	volatile char *p = kmalloc(SIZE, GFP_KERNEL);

	p[SIZE] = 1;
	kfree((void *)p);
}

static noinline void corrupt_underflow(void)
{
	volatile char *p = kmalloc(SIZE, GFP_KERNEL);

	p[-1] = 1;
	kfree((void *)p);
}

static noinline void corrupt_use_after_free(void)
{
	volatile char *p = kmalloc(SIZE, GFP_KERNEL);

	kfree((void *)p);
	p[20] = 1;
	kfree(kmalloc(SIZE, GFP_KERNEL)); /* the next user */
}

static noinline void corrupt_double_free(void)
{
	void *p = kmalloc(SIZE, GFP_KERNEL);

	kfree(p);
	kfree(p);
	barrier(); /* no jump instead of the call */
}

static noinline void corrupt_wrong_order(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	__free_pages(page, 2);
	barrier();
}

static noinline void corrupt_wild_read(void)
{
	(void)*(volatile char *)wild;
}

static noinline void corrupt_wild_write(void)
{
	*(volatile char *)wild = 1;
}

static noinline void corrupt_null_call(void)
{
	((void (*)(void))zero)();
	barrier();
}

static noinline void corrupt_stack_overflow(void)
{
	volatile char mine[256];

	mine[0] = zero;
	if (!zero)
		corrupt_stack_overflow();
	mine[1] = mine[0];
}

static noinline void corrupt_jump_to_data(void)
{
	static unsigned char code[] = { 0x0f, 0x0b }; /* ud2 */

	((void (*)(void))(code + zero))();
	barrier();
}

static noinline void corrupt_div_zero(void)
{
	zero = 100 / zero;
}

static const struct {
	const char *name;
	void (*function)(void);
} ways[] = {
	{ "overflow", corrupt_overflow },
	{ "underflow", corrupt_underflow },
	{ "use_after_free", corrupt_use_after_free },
	{ "double_free", corrupt_double_free },
	{ "wrong_order", corrupt_wrong_order },
	{ "wild_read", corrupt_wild_read },
	{ "wild_write", corrupt_wild_write },
	{ "null_call", corrupt_null_call },
	{ "stack_overflow", corrupt_stack_overflow },
	{ "jump_to_data", corrupt_jump_to_data },
	{ "div_zero", corrupt_div_zero },
};

static int __init corrupt_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(ways); i++) {
		if (!how[0])
			pr_info("how=%s\n", ways[i].name);
		if (strcmp(how, ways[i].name))
			continue;
		pr_info("corrupt: %s\n", how);
		if (atomic)
			preempt_disable();
		ways[i].function();
		if (atomic)
			preempt_enable();
		pr_info("corrupt: %s is over\n", how);
		return 0;
	}
	return how[0] ? -EINVAL : 0;
}

static void __exit corrupt_exit(void)
{
}

module_init(corrupt_init);
module_exit(corrupt_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Eleven ways to corrupt memory; how= says which");
