/* SPDX-License-Identifier: MIT */
/* No asynchronous I/O: no programs. Nothing here. */
#ifndef _LINUX_AIO_H
#define _LINUX_AIO_H

#endif
