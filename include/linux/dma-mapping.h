/* SPDX-License-Identifier: MIT */
/*
 * Memory that devices read and write themselves. A PC's devices see memory under its physical addresses,
 * as far as their address lines reach (their DMA mask), and through the same caches as the CPUs.
 *
 *	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
 *	ring = dma_alloc_coherent(dev, size, &bus, GFP_KERNEL);	@bus is for the device
 *	...
 *	dma_free_coherent(dev, size, ring, bus);
 *
 * Theory in mm/dma_mapping.c.
 */
#ifndef _LINUX_DMA_MAPPING_H
#define _LINUX_DMA_MAPPING_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/types.h>

#define DMA_BIT_MASK(n) (((n) == 64) ? ~0ULL : ((1ULL << (n)) - 1))
#define DMA_MAPPING_ERROR (~(dma_addr_t)0)

/* Hints, none of which a PC needs. */
#define DMA_ATTR_WEAK_ORDERING (1UL << 1)
#define DMA_ATTR_WRITE_COMBINE (1UL << 2)
#define DMA_ATTR_NO_KERNEL_MAPPING (1UL << 4)
#define DMA_ATTR_SKIP_CPU_SYNC (1UL << 5)
#define DMA_ATTR_FORCE_CONTIGUOUS (1UL << 6)
#define DMA_ATTR_ALLOC_SINGLE_PAGES (1UL << 7)
#define DMA_ATTR_NO_WARN (1UL << 8)

/* ---- what a device reaches -------------------------------------------------------------------- */

u64 dma_get_mask(struct device *dev);
int dma_supported(struct device *dev, u64 mask);
int dma_set_mask(struct device *dev, u64 mask);
int dma_set_coherent_mask(struct device *dev, u64 mask);
u64 dma_get_required_mask(struct device *dev);

static inline int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	int error = dma_set_mask(dev, mask);

	return error ?: dma_set_coherent_mask(dev, mask);
}

/* The same for a device that nobody has given a place for its mask. */
static inline int dma_coerce_mask_and_coherent(struct device *dev, u64 mask)
{
	dev->dma_mask = &dev->coherent_dma_mask;
	return dma_set_mask_and_coherent(dev, mask);
}

/* ---- memory that both sides use at the same time ---------------------------------------------- */

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp, unsigned long attrs);
void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle,
		    unsigned long attrs);

static inline void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)
{
	return dma_alloc_attrs(dev, size, dma_handle, gfp, 0);
}

static inline void dma_free_coherent(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)
{
	dma_free_attrs(dev, size, cpu_addr, dma_handle, 0);
}

#define dma_zalloc_coherent(dev, size, dma_handle, gfp) dma_alloc_coherent(dev, size, dma_handle, gfp)
#define dma_alloc_wc(dev, size, dma_handle, gfp) dma_alloc_coherent(dev, size, dma_handle, gfp)
#define dma_free_wc(dev, size, cpu_addr, dma_handle) dma_free_coherent(dev, size, cpu_addr, dma_handle)
#define dma_alloc_noncoherent(dev, size, dma_handle, dir, gfp) dma_alloc_coherent(dev, size, dma_handle, gfp)
#define dma_free_noncoherent(dev, size, cpu_addr, dma_handle, dir)                                 \
	dma_free_coherent(dev, size, cpu_addr, dma_handle)

/* ---- memory that belongs to the device for a while -------------------------------------------- */

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction direction, unsigned long attrs);
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size, enum dma_data_direction direction,
				unsigned long attrs);

#define dma_map_page(dev, page, offset, size, dir) dma_map_page_attrs(dev, page, offset, size, dir, 0)
#define dma_map_single(dev, ptr, size, dir) dma_map_single_attrs(dev, ptr, size, dir, 0)

static inline int dma_mapping_error(struct device *dev, dma_addr_t dma_addr)
{
	return dma_addr == DMA_MAPPING_ERROR ? -ENOMEM : 0;
}

/* There is nothing to undo, and caches and memory never differ for a device. */
static inline void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
					enum dma_data_direction direction, unsigned long attrs)
{
}

#define dma_unmap_single_attrs(dev, addr, size, dir, attrs) dma_unmap_page_attrs(dev, addr, size, dir, attrs)
#define dma_unmap_page(dev, addr, size, dir) dma_unmap_page_attrs(dev, addr, size, dir, 0)
#define dma_unmap_single(dev, addr, size, dir) dma_unmap_page_attrs(dev, addr, size, dir, 0)

static inline void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
					   enum dma_data_direction direction)
{
	barrier();
}

static inline void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size,
					      enum dma_data_direction direction)
{
	barrier();
}

static inline unsigned int dma_get_cache_alignment(void)
{
	return 1;
}

#define DEFINE_DMA_UNMAP_ADDR(name) dma_addr_t name
#define DEFINE_DMA_UNMAP_LEN(name) __u32 name
#define dma_unmap_addr(ptr, name) ((ptr)->name)
#define dma_unmap_addr_set(ptr, name, value) (((ptr)->name) = (value))
#define dma_unmap_len(ptr, name) ((ptr)->name)
#define dma_unmap_len_set(ptr, name, value) (((ptr)->name) = (value))

#endif
