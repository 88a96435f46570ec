// SPDX-License-Identifier: MIT
/* Lab: a cache whose objects are constructed before anybody takes them. See constructor.md. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct session {
	struct mutex lock;
	struct list_head requests;
	unsigned long uses;
};

static struct kmem_cache *sessions;
static unsigned long constructed;

static void session_construct(void *object)
{
	struct session *session = object;

	mutex_init(&session->lock);
	INIT_LIST_HEAD(&session->requests);
	session->uses = 0;
	constructed++;
}

/* Who frees an object leaves it as the constructor made it; uses is kept here, to be seen again. */
static int use_one(int round)
{
	struct session *session = kmem_cache_alloc(sessions, GFP_KERNEL);

	if (!session)
		return -ENOMEM;
	session->uses++;
	pr_info("round %d: object %px, used %lu times, lock %s, list %s, %lu constructed\n", round, session, session->uses,
		mutex_is_locked(&session->lock) ? "held" : "free", list_empty(&session->requests) ? "empty" : "broken",
		constructed);
	kmem_cache_free(sessions, session);
	return 0;
}

static int __init constructor_init(void)
{
	int err = 0;

	sessions = kmem_cache_create("lab_sessions", sizeof(struct session), 0, SLAB_HWCACHE_ALIGN, session_construct);
	if (!sessions)
		return -ENOMEM;
	for (int round = 1; round <= 3 && !err; round++)
		err = use_one(round);
	if (err)
		kmem_cache_destroy(sessions);
	return err;
}

static void __exit constructor_exit(void)
{
	kmem_cache_destroy(sessions);
}

module_init(constructor_init);
module_exit(constructor_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Objects that are constructed once and used often");
