/* SPDX-License-Identifier: MIT */
/* No USB. Nothing here. */
#ifndef _LINUX_USB_H
#define _LINUX_USB_H

#include <linux/device.h>

#endif
