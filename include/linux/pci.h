/* SPDX-License-Identifier: MIT */
/* No PCI driver yet. Brings what it brings. */
#ifndef _LINUX_PCI_H
#define _LINUX_PCI_H

#include <linux/device.h>
#include <linux/io.h>
#include <linux/interrupt.h>
#include <linux/ioport.h>
#include <linux/types.h>

#endif
