// SPDX-License-Identifier: MIT
/* Bitmaps in memory from kmalloc(). */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/slab.h>

/** bitmap_alloc - memory for so many bits, with whatever is in it; NULL if there is none */
unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_array(BITS_TO_LONGS(nbits), sizeof(unsigned long), flags);
}
EXPORT_SYMBOL(bitmap_alloc);

/** bitmap_zalloc - so many bits, all clear; NULL if there is no memory */
unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return bitmap_alloc(nbits, flags | __GFP_ZERO);
}
EXPORT_SYMBOL(bitmap_zalloc);

/** bitmap_free - give it back; NULL does nothing */
void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}
EXPORT_SYMBOL(bitmap_free);
