/* SPDX-License-Identifier: MIT */
/* Names of 2.4; nothing is left of them. */
#ifndef _LINUX_WRAPPER_H
#define _LINUX_WRAPPER_H

#endif
