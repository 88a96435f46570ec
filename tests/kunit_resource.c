// SPDX-License-Identifier: MIT
/*
 * What test cases own: a list for each case that runs, released by kunit_cleanup() behind the case.
 *
 * Locking: resource_lock, for the lists; init and free functions are called without it.
 */
#include <kunit/resource.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(resource_lock);
static LIST_HEAD(resources); /* of all cases, the newest first */

static void release(struct kref *ref)
{
	struct kunit_resource *res = container_of(ref, struct kunit_resource, refcount);

	if (res->free)
		res->free(res);
	if (res->should_kfree)
		kfree(res);
}

/**
 * kunit_put_resource() - one user less; the last one releases it
 */
void kunit_put_resource(struct kunit_resource *res)
{
	kref_put(&res->refcount, release);
}
EXPORT_SYMBOL_GPL(kunit_put_resource);

static int add(struct kunit *test, kunit_resource_init_t init, kunit_resource_free_t free,
	       struct kunit_resource *res, void *data)
{
	unsigned long flags;
	int error = 0;

	res->free = free;
	res->owner = test;
	kref_init(&res->refcount);
	if (init)
		error = init(res, data);
	else
		res->data = data;
	if (error) {
		res->free = NULL; /* there is nothing that it could release */
		kunit_put_resource(res);
		return error;
	}
	spin_lock_irqsave(&resource_lock, flags);
	list_add(&res->node, &resources);
	spin_unlock_irqrestore(&resource_lock, flags);
	return 0;
}

/**
 * kunit_add_resource() - have something released behind the case
 * @test: the case
 * @init: makes res->data, or NULL: it is @data
 * @free: releases it
 * @res: the resource, the caller's
 * @data: for @init
 */
int kunit_add_resource(struct kunit *test, kunit_resource_init_t init, kunit_resource_free_t free,
		       struct kunit_resource *res, void *data)
{
	res->name = NULL;
	res->should_kfree = false;
	return add(test, init, free, res, data);
}
EXPORT_SYMBOL_GPL(kunit_add_resource);

/**
 * kunit_add_named_resource() - kunit_add_resource() with a name, of which the case has no other yet
 */
int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init, kunit_resource_free_t free,
			     struct kunit_resource *res, const char *name, void *data)
{
	struct kunit_resource *other;

	if (!name)
		return -EINVAL;
	other = kunit_find_named_resource(test, name);
	if (other) {
		kunit_put_resource(other);
		return -EEXIST;
	}
	res->name = name;
	res->should_kfree = false;
	return add(test, init, free, res, data);
}
EXPORT_SYMBOL_GPL(kunit_add_named_resource);

/**
 * kunit_alloc_and_get_resource() - kunit_add_resource() with a resource made for it
 *
 * Return: the resource, with a use of the caller's, for kunit_put_resource(); or NULL.
 */
struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test, kunit_resource_init_t init,
						    kunit_resource_free_t free, gfp_t gfp, void *context)
{
	struct kunit_resource *res = kzalloc(sizeof(*res), gfp);

	if (!res)
		return NULL;
	res->should_kfree = true;
	if (add(test, init, free, res, context))
		return NULL;
	kunit_get_resource(res);
	return res;
}
EXPORT_SYMBOL_GPL(kunit_alloc_and_get_resource);

/* ---- finding ---------------------------------------------------------------------------------- */

static struct kunit_resource *find_locked(struct kunit *test, kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res;

	list_for_each_entry(res, &resources, node)
		if (res->owner == test && (!match || match(test, res, match_data)))
			return res;
	return NULL;
}

/**
 * kunit_find_resource() - the newest of a case's resources that match
 *
 * Return: with a use of the caller's; or NULL.
 */
struct kunit_resource *kunit_find_resource(struct kunit *test, kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res;
	unsigned long flags;

	spin_lock_irqsave(&resource_lock, flags);
	res = find_locked(test, match, match_data);
	if (res)
		kunit_get_resource(res);
	spin_unlock_irqrestore(&resource_lock, flags);
	return res;
}
EXPORT_SYMBOL_GPL(kunit_find_resource);

bool kunit_resource_instance_match(struct kunit *test, struct kunit_resource *res, void *match_data)
{
	return res->data == match_data;
}
EXPORT_SYMBOL_GPL(kunit_resource_instance_match);

bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res, void *match_name)
{
	return res->name && !strcmp(res->name, match_name);
}
EXPORT_SYMBOL_GPL(kunit_resource_name_match);

struct kunit_resource *kunit_find_named_resource(struct kunit *test, const char *name)
{
	return kunit_find_resource(test, kunit_resource_name_match, (void *)name);
}
EXPORT_SYMBOL_GPL(kunit_find_named_resource);

/* ---- releasing -------------------------------------------------------------------------------- */

/* Takes the newest that matches off the list. */
static struct kunit_resource *take(struct kunit *test, kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res;
	unsigned long flags;

	spin_lock_irqsave(&resource_lock, flags);
	res = find_locked(test, match, match_data);
	if (res)
		list_del_init(&res->node);
	spin_unlock_irqrestore(&resource_lock, flags);
	return res;
}

static bool is_same(struct kunit *test, struct kunit_resource *res, void *which)
{
	return res == which;
}

/**
 * kunit_remove_resource() - the case no longer owns it
 */
void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
{
	if (take(test, is_same, res))
		kunit_put_resource(res);
}
EXPORT_SYMBOL_GPL(kunit_remove_resource);

/**
 * kunit_destroy_resource() - release the newest that matches, before the case's end
 *
 * Return: 0 or -ENOENT.
 */
int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res = take(test, match, match_data);

	if (!res)
		return -ENOENT;
	kunit_put_resource(res);
	return 0;
}
EXPORT_SYMBOL_GPL(kunit_destroy_resource);

/**
 * kunit_cleanup() - release all that a case owns, the newest first
 */
void kunit_cleanup(struct kunit *test)
{
	while (!kunit_destroy_resource(test, NULL, NULL))
		;
}
EXPORT_SYMBOL_GPL(kunit_cleanup);

/* ---- memory ----------------------------------------------------------------------------------- */

static void free_memory(struct kunit_resource *res)
{
	kfree(res->data);
}

/**
 * kunit_kmalloc_array() - kmalloc_array() for a case
 */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *memory = kmalloc_array(n, size, gfp);

	if (!memory)
		return NULL;
	if (kunit_alloc_resource(test, NULL, free_memory, gfp & ~__GFP_ZERO, memory))
		return memory;
	kfree(memory);
	return NULL;
}
EXPORT_SYMBOL_GPL(kunit_kmalloc_array);

static bool is_memory(struct kunit *test, struct kunit_resource *res, void *ptr)
{
	return res->free == free_memory && res->data == ptr;
}

/**
 * kunit_kfree() - free what kunit_kmalloc() gave, before the case's end
 */
void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (ptr && kunit_destroy_resource(test, is_memory, (void *)ptr))
		kunit_err(test, "kunit_kfree(%p): not the case's", ptr);
}
EXPORT_SYMBOL_GPL(kunit_kfree);

/* ---- actions ---------------------------------------------------------------------------------- */

struct deferred_action {
	struct kunit_resource res;
	kunit_action_t *action;
	void *context;
};

static void run_action(struct kunit_resource *res)
{
	struct deferred_action *deferred = container_of(res, struct deferred_action, res);

	if (deferred->action)
		deferred->action(deferred->context);
}

/**
 * kunit_add_action() - have a function called behind the case
 *
 * Return: 0 or -ENOMEM.
 */
int kunit_add_action(struct kunit *test, kunit_action_t *action, void *context)
{
	struct deferred_action *deferred = kzalloc(sizeof(*deferred), GFP_KERNEL);

	if (!deferred)
		return -ENOMEM;
	deferred->action = action;
	deferred->context = context;
	deferred->res.should_kfree = true; /* the resource is the structure's beginning */
	return add(test, NULL, run_action, &deferred->res, NULL);
}
EXPORT_SYMBOL_GPL(kunit_add_action);

int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *action, void *context)
{
	int error = kunit_add_action(test, action, context);

	if (error)
		action(context);
	return error;
}
EXPORT_SYMBOL_GPL(kunit_add_action_or_reset);

struct sought {
	kunit_action_t *action;
	void *context;
};

static bool is_action(struct kunit *test, struct kunit_resource *res, void *match_data)
{
	const struct deferred_action *deferred = container_of(res, struct deferred_action, res);
	const struct sought *sought = match_data;

	return res->free == run_action && deferred->action == sought->action && deferred->context == sought->context;
}

static void end_action(struct kunit *test, kunit_action_t *action, void *context, bool run)
{
	struct sought sought = { action, context };
	struct kunit_resource *res = take(test, is_action, &sought);

	if (!res)
		return;
	if (!run)
		container_of(res, struct deferred_action, res)->action = NULL;
	kunit_put_resource(res);
}

/**
 * kunit_remove_action() - do not call it
 */
void kunit_remove_action(struct kunit *test, kunit_action_t *action, void *context)
{
	end_action(test, action, context, false);
}
EXPORT_SYMBOL_GPL(kunit_remove_action);

/**
 * kunit_release_action() - call it now
 */
void kunit_release_action(struct kunit *test, kunit_action_t *action, void *context)
{
	end_action(test, action, context, true);
}
EXPORT_SYMBOL_GPL(kunit_release_action);
