/* SPDX-License-Identifier: MIT */
/*
 * Build configuration, included ahead of every source file by the Makefile.
 *
 * Choices made on the make command line (DEBUG=1, SLAB=…) arrive as -D options; what the
 * architecture decides (word size, zones) comes from <asm/config.h>.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#include <asm/config.h>

/*
 * An option's macro is 1 or not defined; in expressions it is asked for by name. __SET_1 puts a 1 in
 * the second place, which is 0 behind anything else.
 */
#define __SET_1 ~, 1
#define __SECOND(first, second, ...) second
#define __SECOND_OF(probe) __SECOND(probe, 0, 0)
#define __IS_SET_TO(value) __SECOND_OF(__SET_##value)
#define __IS_SET(option) __IS_SET_TO(option)

/**
 * IS_ENABLED() - is an option of the build chosen?
 * @option: its macro, such as CONFIG_SMP; need not be defined
 *
 * For expressions of C and of the preprocessor: what is not chosen is compiled, then thrown away.
 * IS_BUILTIN() leaves out options that are modules (CONFIG_x_MODULE), IS_MODULE() asks for those.
 */
#define IS_ENABLED(option) (IS_BUILTIN(option) || IS_MODULE(option))
#define IS_BUILTIN(option) __IS_SET(option)
#define IS_MODULE(option) __IS_SET(option##_MODULE)

#endif
