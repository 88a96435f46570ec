/* SPDX-License-Identifier: MIT */
/* No trace points. Nothing here. */
#ifndef _LINUX_TRACEPOINT_H
#define _LINUX_TRACEPOINT_H

#endif
