// SPDX-License-Identifier: MIT
/* Lab: a mempool while memory is short. See reserve.md. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/module.h>
#include <linux/slab.h>

#define RESERVE 4

static bool pressure; /* "there is no memory" */
static struct kmem_cache *requests;
static mempool_t *pool;

static void *take_request(gfp_t gfp, void *cache)
{
	return pressure ? NULL : mempool_alloc_slab(gfp, cache);
}

/* Takes until nothing comes or all of @object is used. Return: how many. */
static int take_all(void **object, int most, const char *when)
{
	int n = 0;

	while (n < most && (object[n] = mempool_alloc(pool, GFP_NOWAIT | __GFP_NOWARN)))
		n++;
	pr_info("%s: %d taken, %d in reserve\n", when, n, pool->curr_nr);
	return n;
}

static void put_all(void **object, int n, const char *when)
{
	while (n)
		mempool_free(object[--n], pool);
	pr_info("%s: %d in reserve\n", when, pool->curr_nr);
}

static int put_later(void *object)
{
	msleep(20);
	mempool_free(object, pool);
	return 0;
}

/* Whoever may sleep never gets NULL: it waits until an element comes back. */
static void wait_for_one(void **object)
{
	struct task_struct *thread = kthread_run(put_later, object[0], "put_later");

	if (IS_ERR(thread))
		return;
	object[0] = mempool_alloc(pool, GFP_NOIO);
	pr_info("waited: %d taken\n", object[0] != NULL);
}

static int __init reserve_init(void)
{
	void *object[2 * RESERVE];
	int n;

	requests = kmem_cache_create("lab_requests", 100, 0, 0, NULL);
	pool = requests ? mempool_create(RESERVE, take_request, mempool_free_slab, requests) : NULL;
	if (!pool) {
		kmem_cache_destroy(requests);
		return -ENOMEM;
	}
	n = take_all(object, 2 * RESERVE, "enough memory");
	put_all(object, n, "given back");
	pressure = true;
	n = take_all(object, 2 * RESERVE, "no memory");
	if (n)
		wait_for_one(object);
	put_all(object, n, "given back");
	pressure = false;
	return 0;
}

static void __exit reserve_exit(void)
{
	mempool_destroy(pool);
	kmem_cache_destroy(requests);
}

module_init(reserve_init);
module_exit(reserve_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("A mempool lives on its reserve while memory is short");
