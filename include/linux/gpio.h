/* SPDX-License-Identifier: MIT */
/* A PC has none. Nothing here. */
#ifndef _LINUX_GPIO_H
#define _LINUX_GPIO_H

#endif
