// SPDX-License-Identifier: MIT
/* Memory that is freed with a device: kmalloc()'s family as resources of devres.c. */
#include <asm/sections.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>

/* The memory is the resource: what is to be done is done when devres.c frees it. */
static void release_memory(struct device *dev, void *res)
{
	(void)dev;
	(void)res;
}

/* Of the kernel's image: nobody's to free. */
static bool is_constant(const void *p)
{
	return (const char *)p >= __start_rodata && (const char *)p < __end_rodata;
}

static int is_memory(struct device *dev, void *res, void *match_data)
{
	(void)dev;
	return res == match_data;
}

/**
 * devm_kmalloc() - kmalloc() that is freed with a device
 * @dev: the device
 * @size: bytes; 0 gives ZERO_SIZE_PTR
 * @gfp: GFP flags
 *
 * Cleared, though Linux promises that of devm_kzalloc() only. Return: the memory, or NULL.
 */
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *p;

	if (!size)
		return ZERO_SIZE_PTR;
	p = devres_alloc(release_memory, size, gfp);
	if (p)
		devres_add(dev, p);
	return p;
}
EXPORT_SYMBOL(devm_kmalloc);

/**
 * devm_kfree() - free memory of devm_kmalloc() before the device goes
 * @dev: the device
 * @p: the memory; NULL, ZERO_SIZE_PTR, and constants of devm_kstrdup_const() do nothing
 */
void devm_kfree(struct device *dev, const void *p)
{
	if (ZERO_OR_NULL_PTR(p) || is_constant(p))
		return;
	WARN_ON(devres_destroy(dev, release_memory, is_memory, (void *)p));
}
EXPORT_SYMBOL(devm_kfree);

/* Bytes of memory of devm_kmalloc(), or 0 if it is not. */
static size_t room_of(struct device *dev, void *p)
{
	return devres_find(dev, release_memory, is_memory, p) ? devres_size(p) : 0;
}

/**
 * devm_krealloc() - krealloc() of memory of devm_kmalloc()
 * @dev: the device
 * @ptr: the memory; NULL: allocate
 * @size: bytes; 0: free
 * @gfp: GFP flags
 *
 * Return: the memory; NULL if there is none or @ptr is not the device's, and @ptr is as before.
 */
void *devm_krealloc(struct device *dev, void *ptr, size_t size, gfp_t gfp)
{
	size_t room;
	void *new;

	if (!size) {
		devm_kfree(dev, ptr);
		return ZERO_SIZE_PTR;
	}
	if (ZERO_OR_NULL_PTR(ptr))
		return devm_kmalloc(dev, size, gfp);
	room = room_of(dev, ptr);
	if (WARN_ON(!room))
		return NULL;
	if (size <= room)
		return ptr;
	new = devm_kmalloc(dev, size, gfp);
	if (!new)
		return NULL;
	memcpy(new, ptr, room);
	devm_kfree(dev, ptr);
	return new;
}
EXPORT_SYMBOL(devm_krealloc);

/**
 * devm_kmemdup() - kmemdup() that is freed with a device
 */
void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p = devm_kmalloc(dev, len, gfp);

	return p && len ? memcpy(p, src, len) : p;
}
EXPORT_SYMBOL(devm_kmemdup);

/**
 * devm_kstrdup() - kstrdup() that is freed with a device; NULL gives NULL
 */
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}
EXPORT_SYMBOL(devm_kstrdup);

/**
 * devm_kstrdup_const() - devm_kstrdup(), or @s itself if it is a constant of the kernel's
 */
const char *devm_kstrdup_const(struct device *dev, const char *s, gfp_t gfp)
{
	return is_constant(s) ? s : devm_kstrdup(dev, s, gfp);
}
EXPORT_SYMBOL(devm_kstrdup_const);

/**
 * devm_kvasprintf() - kvasprintf() that is freed with a device
 */
char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = devm_kmalloc(dev, len + 1, gfp);
	if (text)
		vsnprintf(text, len + 1, fmt, args);
	return text;
}
EXPORT_SYMBOL(devm_kvasprintf);

/**
 * devm_kasprintf() - kasprintf() that is freed with a device
 */
char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = devm_kvasprintf(dev, gfp, fmt, args);
	va_end(args);
	return text;
}
EXPORT_SYMBOL(devm_kasprintf);

/* ---- pages ------------------------------------------------------------------------------------ */

struct pages {
	unsigned long addr;
	unsigned int order;
};

static void release_pages_of(struct device *dev, void *res)
{
	const struct pages *pages = res;

	(void)dev;
	free_pages(pages->addr, pages->order);
}

static int is_pages(struct device *dev, void *res, void *match_data)
{
	(void)dev;
	return ((const struct pages *)res)->addr == *(unsigned long *)match_data;
}

/**
 * devm_get_free_pages() - __get_free_pages() that are freed with a device
 *
 * Return: their address, or 0.
 */
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp_mask, unsigned int order)
{
	struct pages *pages = devres_alloc(release_pages_of, sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return 0;
	*pages = (struct pages){ __get_free_pages(gfp_mask, order), order };
	if (!pages->addr) {
		devres_free(pages);
		return 0;
	}
	devres_add(dev, pages);
	return pages->addr;
}
EXPORT_SYMBOL(devm_get_free_pages);

/**
 * devm_free_pages() - free pages of devm_get_free_pages() before the device goes
 */
void devm_free_pages(struct device *dev, unsigned long addr)
{
	WARN_ON(devres_release(dev, release_pages_of, is_pages, &addr));
}
EXPORT_SYMBOL(devm_free_pages);
