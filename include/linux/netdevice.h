/* SPDX-License-Identifier: MIT */
/* No network. Brings what it brings. */
#ifndef _LINUX_NETDEVICE_H
#define _LINUX_NETDEVICE_H

#include <linux/device.h>
#include <linux/timer.h>
#include <linux/delay.h>
#include <linux/workqueue.h>
#include <linux/skbuff.h>

#endif
