/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PARAM_H
#define _LINUX_PARAM_H

#define HZ 250 /* ticks of the clock a second */

#endif
