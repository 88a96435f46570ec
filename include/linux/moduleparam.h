/* SPDX-License-Identifier: MIT */
/*
 * Parameters of modules: variables that "name=value" behind the file's name at insmod sets, and
 * /sys/module/NAME/parameters/ shows. Values are checked: a number that does not fit is refused.
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct kernel_param;
struct module;

/* May the parameter be given without "=value"? */
#define KERNEL_PARAM_OPS_FL_NOARG 1

/**
 * struct kernel_param_ops - a type of parameters
 * @flags: KERNEL_PARAM_OPS_FL_
 * @set: takes a text, NULL where none was given; 0 or -errno
 * @get: prints the value and a newline into 4096 bytes; the length or -errno
 * @free: called before the module is unloaded; or NULL
 */
struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max, elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

/**
 * struct kernel_param - a parameter
 * @name: what stands before the "="
 * @mod: whose it is
 * @ops: its type
 * @perm: of its file in /sys; 0: it has none
 * @level: not used
 * @flags: not used
 * @arg: the variable; @str and @arr: what describes it, for these two types
 */
struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

#ifdef MODULE
#define __MODULE_PARAM_MOD (&__this_module)
extern struct module __this_module;
#define __MODULE_PARAM_INFO(name, tag, info)                                                       \
	static const char __UNIQUE_ID(name)[] __used __section(".modinfo") __aligned(1) =          \
		#tag "=" #name ":" info
#else
#define __MODULE_PARAM_MOD ((struct module *)0)
#define __MODULE_PARAM_INFO(name, tag, info) _Static_assert(1, "")
#endif

#define __module_param_call(name_, ops_, perm_, ...)                                               \
	static struct kernel_param __param_##name_ __used __section("__param")                     \
		__aligned(sizeof(void *)) = { .name = #name_, .mod = __MODULE_PARAM_MOD,           \
					      .ops = (ops_), .perm = (perm_), __VA_ARGS__ }

/* The compiler checks that the variable has the type that the parameter is said to have. */
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_named(name, value, type, perm)                                                \
	param_check_##type(name, &(value));                                                        \
	module_param_cb(name, &param_ops_##type, &value, perm);                                    \
	__MODULE_PARAM_INFO(name, parmtype, #type)
#define module_param_unsafe(name, type, perm) module_param(name, type, perm)
#define module_param_named_unsafe(name, value, type, perm) module_param_named(name, value, type, perm)
#define module_param_cb(name, ops, arg_, perm) __module_param_call(name, ops, perm, .arg = (void *)(arg_))

/* The older form: @set and @get by themselves. */
#define module_param_call(name, set_, get_, arg_, perm)                                            \
	static const struct kernel_param_ops __param_ops_##name = { .set = (set_), .get = (get_) }; \
	module_param_cb(name, &__param_ops_##name, arg_, perm)

/* An array of characters, copied into; @len is its size. */
#define module_param_string(name, string_, len, perm)                                              \
	static const struct kparam_string __param_string_##name = { len, string_ };                \
	__module_param_call(name, &param_ops_string, perm, .str = &__param_string_##name);         \
	__MODULE_PARAM_INFO(name, parmtype, "string")

/* "name=1,2,3"; *@nump (or NULL) becomes the number of values given. */
#define module_param_array(name, type, nump, perm) module_param_array_named(name, name, type, nump, perm)
#define module_param_array_named(name, array, type, nump, perm)                                    \
	param_check_##type(name, &(array)[0]);                                                     \
	static const struct kparam_array __param_arr_##name = {                                    \
		.max = sizeof(array) / sizeof((array)[0]), .num = (nump),                          \
		.ops = &param_ops_##type, .elemsize = sizeof((array)[0]), .elem = (array)          \
	};                                                                                         \
	__module_param_call(name, &param_array_ops, perm, .arr = &__param_arr_##name);             \
	__MODULE_PARAM_INFO(name, parmtype, "array of " #type)

#define MODULE_PARM_DESC(name, text) __MODULE_PARAM_INFO(name, parm, text)

#define __param_check(name, p, type)                                                               \
	static inline type *__maybe_unused __check_##name(void) { return (p); }                    \
	_Static_assert(1, "")

extern const struct kernel_param_ops param_ops_byte, param_ops_short, param_ops_ushort, param_ops_int,
	param_ops_uint, param_ops_long, param_ops_ulong, param_ops_ullong, param_ops_hexint, param_ops_charp,
	param_ops_bool, param_ops_invbool, param_ops_bint, param_ops_string, param_array_ops;

#define param_check_byte(name, p) __param_check(name, p, unsigned char)
#define param_check_short(name, p) __param_check(name, p, short)
#define param_check_ushort(name, p) __param_check(name, p, unsigned short)
#define param_check_int(name, p) __param_check(name, p, int)
#define param_check_uint(name, p) __param_check(name, p, unsigned int)
#define param_check_long(name, p) __param_check(name, p, long)
#define param_check_ulong(name, p) __param_check(name, p, unsigned long)
#define param_check_ullong(name, p) __param_check(name, p, unsigned long long)
#define param_check_hexint(name, p) __param_check(name, p, unsigned int)
#define param_check_charp(name, p) __param_check(name, p, char *)
#define param_check_bool(name, p) __param_check(name, p, bool)
#define param_check_invbool(name, p) __param_check(name, p, bool)
#define param_check_bint(name, p) __param_check(name, p, int)

#define DECLARE_PARAM_TYPE(type)                                                                   \
	int param_set_##type(const char *val, const struct kernel_param *kp);                      \
	int param_get_##type(char *buffer, const struct kernel_param *kp)
DECLARE_PARAM_TYPE(byte);
DECLARE_PARAM_TYPE(short);
DECLARE_PARAM_TYPE(ushort);
DECLARE_PARAM_TYPE(int);
DECLARE_PARAM_TYPE(uint);
DECLARE_PARAM_TYPE(long);
DECLARE_PARAM_TYPE(ulong);
DECLARE_PARAM_TYPE(ullong);
DECLARE_PARAM_TYPE(hexint);
DECLARE_PARAM_TYPE(charp);
DECLARE_PARAM_TYPE(bool);
DECLARE_PARAM_TYPE(invbool);
DECLARE_PARAM_TYPE(bint);
int param_set_copystring(const char *val, const struct kernel_param *kp);
int param_get_string(char *buffer, const struct kernel_param *kp);
#undef DECLARE_PARAM_TYPE

#endif
