// SPDX-License-Identifier: MIT
/*
 * DMA: memory for devices, below what they reach.
 *
 * Purpose
 *	A device with 24 or 32 address lines can only be given memory below 16 MiB or 4 GiB. Its driver
 *	says what it reaches, its mask; here is memory that lies below it, and the answer whether given
 *	memory does.
 *
 * How
 *	On a PC without IOMMU, the address that a device uses is the physical one. Memory to be shared is
 *	taken from whatever zone is likely to be low enough; if it is not, from the next lower one, as the
 *	zones' borders (16 MiB, 4 GiB) need not be the mask's. There are no bounce buffers: memory above
 *	the mask cannot be mapped, and dma_map_single() says so.
 *
 * Invariants
 *	The last byte of what is given or mapped is at most the mask.
 *
 * Locking
 *	None but the page allocator's.
 *
 * Complexity
 *	As allocating pages: O(1), and O(size) to clear it.
 *
 * Limits
 *	A device without a mask (0) counts as one that reaches 4 GiB; no device at all (NULL) as one of
 *	the ISA bus, 16 MiB, as Linux had it until 5.0. Masks below 16 MiB get memory by luck.
 *
 * References
 *	Linux, Documentation/core-api/dma-api.rst.
 */
#include <linux/dma-mapping.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>

#define ISA_MASK DMA_BIT_MASK(24)
#define USUAL_MASK DMA_BIT_MASK(32)

/* ---- masks ------------------------------------------------------------------------------------ */

static u64 coherent_mask(const struct device *dev)
{
	if (!dev)
		return ISA_MASK;
	return dev->coherent_dma_mask ?: USUAL_MASK;
}

/**
 * dma_get_mask() - the highest address that a device reaches
 */
u64 dma_get_mask(struct device *dev)
{
	if (!dev)
		return ISA_MASK;
	return dev->dma_mask && *dev->dma_mask ? *dev->dma_mask : USUAL_MASK;
}
EXPORT_SYMBOL(dma_get_mask);

/**
 * dma_supported() - is there memory for a device that reaches @mask?
 */
int dma_supported(struct device *dev, u64 mask)
{
	return mask >= ISA_MASK;
}
EXPORT_SYMBOL(dma_supported);

/**
 * dma_set_mask() - say what a device reaches with dma_map_single()
 * @dev: the device; its dma_mask points to where the mask is kept
 * @mask: the highest address
 *
 * Return: 0; -EIO if there is no memory for it, or no place for the mask.
 */
int dma_set_mask(struct device *dev, u64 mask)
{
	if (!dev->dma_mask || !dma_supported(dev, mask))
		return -EIO;
	*dev->dma_mask = mask;
	return 0;
}
EXPORT_SYMBOL(dma_set_mask);

/**
 * dma_set_coherent_mask() - say what a device reaches with dma_alloc_coherent()
 *
 * Return: 0 or -EIO.
 */
int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	if (!dma_supported(dev, mask))
		return -EIO;
	dev->coherent_dma_mask = mask;
	return 0;
}
EXPORT_SYMBOL(dma_set_coherent_mask);

/**
 * dma_get_required_mask() - what a device had to reach for all memory of this machine
 */
u64 dma_get_required_mask(struct device *dev)
{
	u64 last = ((u64)max_pfn << PAGE_SHIFT) - 1, mask = USUAL_MASK;

	while (mask < last)
		mask = mask << 1 | 1;
	return mask;
}
EXPORT_SYMBOL(dma_get_required_mask);

/* ---- coherent memory -------------------------------------------------------------------------- */

static bool reaches(u64 mask, phys_addr_t first, size_t size)
{
	return size && first <= mask && size - 1 <= mask - first;
}

/* The highest zone that may be low enough for a mask. */
static gfp_t zone_for(u64 mask)
{
	if (mask >= ((u64)max_low_pfn << PAGE_SHIFT) - 1)
		return 0;
#ifdef CONFIG_ZONE_DMA32
	if (mask >= USUAL_MASK)
		return GFP_DMA32;
#endif
	return mask > ISA_MASK ? 0 : GFP_DMA;
}

/* The next lower one; GFP_DMA is the end. */
static gfp_t lower_zone(gfp_t zone)
{
#ifdef CONFIG_ZONE_DMA32
	if (!zone)
		return GFP_DMA32;
#endif
	return GFP_DMA;
}

static void *alloc_below(u64 mask, size_t size, gfp_t gfp)
{
	gfp_t zone = zone_for(mask);

	for (;;) {
		void *p = alloc_pages_exact(size, gfp | zone);

		if (!p || reaches(mask, __pa(p), size))
			return p;
		free_pages_exact(p, size);
		if (zone == GFP_DMA)
			return NULL;
		zone = lower_zone(zone);
	}
}

/**
 * dma_alloc_attrs() - dma_alloc_coherent() with hints
 * @dev: the device; NULL: one of the ISA bus
 * @size: bytes; the memory is a multiple of pages, aligned to the next power of two
 * @dma_handle: takes the address for the device
 * @gfp: GFP flags; the zone is chosen by the mask
 * @attrs: DMA_ATTR_*
 *
 * Context: as @gfp says. Return: the memory, cleared; or NULL.
 */
void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp, unsigned long attrs)
{
	void *p;

	if (!size)
		return NULL;
	gfp &= ~(__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM | __GFP_COMP);
	if (attrs & DMA_ATTR_NO_WARN)
		gfp |= __GFP_NOWARN;
	p = alloc_below(coherent_mask(dev), size, gfp | __GFP_ZERO);
	if (p)
		*dma_handle = __pa(p);
	return p;
}
EXPORT_SYMBOL(dma_alloc_attrs);

/**
 * dma_free_attrs() - free memory of dma_alloc_attrs()
 * @dev: the device
 * @size: as it was asked for
 * @cpu_addr: the memory; NULL does nothing
 * @dma_handle: its address for the device
 * @attrs: as it was asked for
 */
void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle,
		    unsigned long attrs)
{
	if (!cpu_addr)
		return;
	WARN_ON_ONCE(__pa(cpu_addr) != dma_handle);
	free_pages_exact(cpu_addr, size);
}
EXPORT_SYMBOL(dma_free_attrs);

/* ---- mapping ---------------------------------------------------------------------------------- */

static dma_addr_t map(struct device *dev, phys_addr_t address, size_t size, enum dma_data_direction direction)
{
	if (WARN_ON_ONCE(!valid_dma_direction(direction)))
		return DMA_MAPPING_ERROR;
	if (reaches(dma_get_mask(dev), address, size))
		return address;
	pr_warn_once("dma: %pa+%zu is beyond the mask %#llx of %s\n", &address, size, dma_get_mask(dev),
		     dev ? dev_name(dev) : "the ISA bus");
	return DMA_MAPPING_ERROR;
}

/**
 * dma_map_page_attrs() - let a device have a part of a page or block
 * @dev: the device
 * @page: the page, of any zone
 * @offset: where in it
 * @size: bytes
 * @direction: which way the data move
 * @attrs: DMA_ATTR_*
 *
 * Return: the address for the device; DMA_MAPPING_ERROR if it does not reach there.
 */
dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
			      enum dma_data_direction direction, unsigned long attrs)
{
	return map(dev, page_to_phys(page) + offset, size, direction);
}
EXPORT_SYMBOL(dma_map_page_attrs);

/**
 * dma_map_single_attrs() - let a device have memory of kmalloc() or the page allocator
 * @dev: the device
 * @ptr: the memory; not of vmalloc(), and not on a stack
 * @size: bytes
 * @direction: which way the data move
 * @attrs: DMA_ATTR_*
 *
 * Return: the address for the device; DMA_MAPPING_ERROR if it does not reach there, or @ptr is nothing
 * of that kind.
 */
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size, enum dma_data_direction direction,
				unsigned long attrs)
{
	if (WARN_ON_ONCE(!virt_addr_valid(ptr)))
		return DMA_MAPPING_ERROR;
	return map(dev, __pa(ptr), size, direction);
}
EXPORT_SYMBOL(dma_map_single_attrs);
