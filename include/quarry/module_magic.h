/* SPDX-License-Identifier: MIT */
/* What a module and the kernel must agree on before it is loaded: version, architecture, structures. */
#ifndef _QUARRY_MODULE_MAGIC_H
#define _QUARRY_MODULE_MAGIC_H

#ifdef CONFIG_DEBUG /* structures have more members */
#define MODULE_MAGIC_DEBUG " debug"
#else
#define MODULE_MAGIC_DEBUG ""
#endif

#define MODULE_MAGIC QUARRY_VERSION " SMP preempt mod_unload " ARCH_NAME MODULE_MAGIC_DEBUG

#endif
