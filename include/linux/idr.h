/* SPDX-License-Identifier: MIT */
/* Small numbers for objects (idr), or by themselves (ida): the smallest that is free. */
#ifndef _LINUX_IDR_H
#define _LINUX_IDR_H

#include <linux/gfp.h>
#include <linux/preempt.h>
#include <linux/radix-tree.h>
#include <linux/xarray.h>

/**
 * struct idr - numbers and the objects they stand for
 * @idr_rt: the objects by number
 * @idr_base: the smallest number
 * @idr_next: where idr_alloc_cyclic() goes on
 */
struct idr {
	struct xarray idr_rt;
	unsigned int idr_base;
	unsigned int idr_next;
};

#define IDR_INIT_BASE(name, base) { .idr_rt = XARRAY_INIT((name).idr_rt, XA_FLAGS_ALLOC), .idr_base = (base) }
#define IDR_INIT(name) IDR_INIT_BASE(name, 0)
#define DEFINE_IDR(name) struct idr name = IDR_INIT(name)

#define idr_init_base(idr, base)                                                                   \
	do {                                                                                       \
		xa_init_flags(&(idr)->idr_rt, XA_FLAGS_ALLOC);                                     \
		(idr)->idr_base = (base);                                                          \
		(idr)->idr_next = 0;                                                               \
	} while (0)
#define idr_init(idr) idr_init_base(idr, 0)

int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
int idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max, gfp_t gfp);
int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
void *idr_remove(struct idr *idr, unsigned long id);
void *idr_find(const struct idr *idr, unsigned long id);
void *idr_replace(struct idr *idr, void *ptr, unsigned long id);
int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data);
void *idr_get_next(struct idr *idr, int *id);
void *idr_get_next_ul(struct idr *idr, unsigned long *id);
void idr_destroy(struct idr *idr);

static inline bool idr_is_empty(const struct idr *idr)
{
	return xa_empty(&idr->idr_rt);
}

static inline unsigned int idr_get_cursor(const struct idr *idr)
{
	return READ_ONCE(idr->idr_next);
}

static inline void idr_set_cursor(struct idr *idr, unsigned int next)
{
	WRITE_ONCE(idr->idr_next, next);
}

/*
 * Around an idr_alloc() under a spinlock. The allocation inside takes its memory from the reserves
 * (GFP_NOWAIT or GFP_ATOMIC); the thread stays on its CPU in between, as on Linux.
 */
static inline void idr_preload(gfp_t gfp)
{
	preempt_disable();
}

static inline void idr_preload_end(void)
{
	preempt_enable();
}

#define idr_for_each_entry(idr, entry, id)                                                         \
	for ((id) = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; (id)++)
#define idr_for_each_entry_ul(idr, entry, tmp, id)                                                 \
	for ((tmp) = 0, (id) = 0; (tmp) <= (id) && ((entry) = idr_get_next_ul(idr, &(id))) != NULL; (tmp) = (id), ++(id))
#define idr_for_each_entry_continue(idr, entry, id)                                                \
	for (; ((entry) = idr_get_next(idr, &(id))) != NULL; (id)++)

#define IDA_CHUNK_SIZE 128 /* bytes of bits that Linux keeps together; tests of it look at the borders */
#define IDA_BITMAP_BITS (IDA_CHUNK_SIZE * 8)

struct ida {
	struct xarray xa;
};

#define IDA_INIT(name) { .xa = XARRAY_INIT((name).xa, XA_FLAGS_ALLOC) }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)
#define ida_init(ida) xa_init_flags(&(ida)->xa, XA_FLAGS_ALLOC)

int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);
void ida_destroy(struct ida *ida);

#define ida_alloc(ida, gfp) ida_alloc_range(ida, 0, ~0U, gfp)
#define ida_alloc_min(ida, min, gfp) ida_alloc_range(ida, min, ~0U, gfp)
#define ida_alloc_max(ida, max, gfp) ida_alloc_range(ida, 0, max, gfp)
#define ida_simple_get(ida, start, end, gfp) ida_alloc_range(ida, start, (end) ? (end)-1 : ~0U, gfp)
#define ida_simple_remove(ida, id) ida_free(ida, id)

static inline bool ida_is_empty(const struct ida *ida)
{
	return xa_empty(&ida->xa);
}

#endif
