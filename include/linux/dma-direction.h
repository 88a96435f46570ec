/* SPDX-License-Identifier: MIT */
/* Which way a device moves data. */
#ifndef _LINUX_DMA_DIRECTION_H
#define _LINUX_DMA_DIRECTION_H

enum dma_data_direction {
	DMA_BIDIRECTIONAL,
	DMA_TO_DEVICE,	 /* the device reads memory */
	DMA_FROM_DEVICE, /* the device writes memory */
	DMA_NONE	 /* a mistake */
};

static inline int valid_dma_direction(enum dma_data_direction direction)
{
	return direction >= DMA_BIDIRECTIONAL && direction <= DMA_FROM_DEVICE;
}

#endif
