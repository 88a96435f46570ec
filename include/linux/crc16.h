/* SPDX-License-Identifier: MIT */
/* CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, lowest bit first. */
#ifndef _LINUX_CRC16_H
#define _LINUX_CRC16_H

#include <linux/types.h>

u16 crc16(u16 crc, const u8 *data, size_t length);

#endif
