/* SPDX-License-Identifier: MIT */
/* Cyclic redundancy checks; the caller inverts before and after where a standard asks for it. */
#ifndef _LINUX_CRC32_H
#define _LINUX_CRC32_H

#include <linux/types.h>

u32 crc32_le(u32 crc, const void *data, size_t length); /* IEEE 802.3, lowest bit first */
u32 crc32_be(u32 crc, const void *data, size_t length); /* the same polynomial, highest bit first */
u32 __crc32c_le(u32 crc, const void *data, size_t length); /* Castagnoli's */

#define crc32(seed, data, length) crc32_le(seed, data, length)
#define ether_crc_le(length, data) crc32_le(~0U, data, length)

#endif
