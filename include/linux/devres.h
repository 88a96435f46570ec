/* SPDX-License-Identifier: MIT */
/*
 * What belongs to a device: memory and actions that go when it goes, the last first. Included by
 * linux/device.h. Theory in mm/devres.c.
 *
 *	p = devm_kzalloc(dev, sizeof(*p), GFP_KERNEL);		freed with the device
 *	error = devm_add_action_or_reset(dev, switch_off, p);	called before that
 */
#ifndef _LINUX_DEVRES_H
#define _LINUX_DEVRES_H

#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/types.h>

/* Ends a resource; @res is what devres_alloc() gave. */
typedef void (*dr_release_t)(struct device *dev, void *res);
/* Is it this one? */
typedef int (*dr_match_t)(struct device *dev, void *res, void *match_data);

/* ---- resources of any kind -------------------------------------------------------------------- */

void *devres_alloc(dr_release_t release, size_t size, gfp_t gfp) __malloc;
#define devres_alloc_node(release, size, gfp, node) devres_alloc(release, size, gfp)
void devres_free(void *res);
size_t devres_size(const void *res);
void devres_add(struct device *dev, void *res);
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data);
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
int devres_release(struct device *dev, dr_release_t release, dr_match_t match, void *match_data);
void devres_for_each_res(struct device *dev, dr_release_t release, dr_match_t match, void *match_data,
			 void (*fn)(struct device *, void *, void *), void *data);
int devres_release_all(struct device *dev);

/* ---- actions ---------------------------------------------------------------------------------- */

int devm_add_action(struct device *dev, void (*action)(void *), void *data);
int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data);
void devm_remove_action(struct device *dev, void (*action)(void *), void *data);
void devm_release_action(struct device *dev, void (*action)(void *), void *data);

/* ---- memory ----------------------------------------------------------------------------------- */

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp) __alloc_size(2);
void *devm_krealloc(struct device *dev, void *ptr, size_t size, gfp_t gfp) __must_check;
void devm_kfree(struct device *dev, const void *p);
void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp);
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp);
const char *devm_kstrdup_const(struct device *dev, const char *s, gfp_t gfp);
char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list args) __printf(3, 0);
char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...) __printf(3, 4);
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp_mask, unsigned int order);
void devm_free_pages(struct device *dev, unsigned long addr);

static inline void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	return devm_kmalloc(dev, size, gfp | __GFP_ZERO);
}

static inline void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (unlikely(__builtin_mul_overflow(n, size, &bytes)))
		return NULL;
	return devm_kmalloc(dev, bytes, gfp);
}

static inline void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t gfp)
{
	return devm_kmalloc_array(dev, n, size, gfp | __GFP_ZERO);
}

#endif
