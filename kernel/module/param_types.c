// SPDX-License-Identifier: MIT
/* The types that parameters of modules can have: how each is read and shown. */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

/* Shown values end with a newline and fill at most a page, which is what /sys hands out. */
#define VALUE_MAX 4096

/*
 * All integers go the same way: @convert reads the text, the type's own conversion refuses what
 * does not fit.
 */
#define DEFINE_INTEGER(name, type, format, convert, base)                                          \
	int param_set_##name(const char *val, const struct kernel_param *kp)                       \
	{                                                                                          \
		return val ? convert(val, base, (type *)kp->arg) : -EINVAL;                        \
	}                                                                                          \
	EXPORT_SYMBOL(param_set_##name);                                                           \
	int param_get_##name(char *buffer, const struct kernel_param *kp)                          \
	{                                                                                          \
		return scnprintf(buffer, VALUE_MAX, format "\n", *(type *)kp->arg);                \
	}                                                                                          \
	EXPORT_SYMBOL(param_get_##name);                                                           \
	const struct kernel_param_ops param_ops_##name = { .set = param_set_##name,               \
							   .get = param_get_##name };              \
	EXPORT_SYMBOL(param_ops_##name)

DEFINE_INTEGER(byte, unsigned char, "%hhu", kstrtou8, 0);
DEFINE_INTEGER(short, short, "%hd", kstrtos16, 0);
DEFINE_INTEGER(ushort, unsigned short, "%hu", kstrtou16, 0);
DEFINE_INTEGER(int, int, "%d", kstrtoint, 0);
DEFINE_INTEGER(uint, unsigned int, "%u", kstrtouint, 0);
DEFINE_INTEGER(long, long, "%ld", kstrtol, 0);
DEFINE_INTEGER(ulong, unsigned long, "%lu", kstrtoul, 0);
DEFINE_INTEGER(ullong, unsigned long long, "%llu", kstrtoull, 0);
DEFINE_INTEGER(hexint, unsigned int, "%#08x", kstrtouint, 16);

/**
 * param_set_bool() - "name", "name=y", "name=0", ...
 * @val: as kstrtobool() takes it, or NULL for yes
 * @kp: the parameter
 */
int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, VALUE_MAX, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

const struct kernel_param_ops param_ops_bool = { .flags = KERNEL_PARAM_OPS_FL_NOARG,
						 .set = param_set_bool,
						 .get = param_get_bool };
EXPORT_SYMBOL(param_ops_bool);

/** param_set_invbool() - the variable gets the opposite of what was said */
int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ? val : "1", &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, VALUE_MAX, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

const struct kernel_param_ops param_ops_invbool = { .flags = KERNEL_PARAM_OPS_FL_NOARG,
						    .set = param_set_invbool,
						    .get = param_get_invbool };
EXPORT_SYMBOL(param_ops_invbool);

/** param_set_bint() - yes or no, kept in an int */
int param_set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ? val : "1", &value);

	if (!err)
		*(int *)kp->arg = value;
	return err;
}
EXPORT_SYMBOL(param_set_bint);

int param_get_bint(char *buffer, const struct kernel_param *kp)
{
	return param_get_int(buffer, kp);
}
EXPORT_SYMBOL(param_get_bint);

const struct kernel_param_ops param_ops_bint = { .flags = KERNEL_PARAM_OPS_FL_NOARG,
						 .set = param_set_bint,
						 .get = param_get_bint };
EXPORT_SYMBOL(param_ops_bint);

/*
 * param_set_charp() - the variable points at the text
 *
 * At insmod that lies in module->args, which lives as long as the module does. Whoever sets it later
 * hands over a text that does, too.
 */
int param_set_charp(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	if (strlen(val) > 1024)
		return -ENOSPC;
	*(const char **)kp->arg = val;
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	const char *text = *(const char **)kp->arg;

	return scnprintf(buffer, VALUE_MAX, "%s\n", text ? text : "(null)");
}
EXPORT_SYMBOL(param_get_charp);

const struct kernel_param_ops param_ops_charp = { .set = param_set_charp, .get = param_get_charp };
EXPORT_SYMBOL(param_ops_charp);

/** param_set_copystring() - the text is copied into an array */
int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	if (strlen(val) + 1 > kp->str->maxlen)
		return -ENOSPC;
	strcpy(kp->str->string, val);
	return 0;
}
EXPORT_SYMBOL(param_set_copystring);

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, VALUE_MAX, "%.*s\n", (int)kp->str->maxlen, kp->str->string);
}
EXPORT_SYMBOL(param_get_string);

const struct kernel_param_ops param_ops_string = { .set = param_set_copystring, .get = param_get_string };
EXPORT_SYMBOL(param_ops_string);

/* ---- arrays ---------------------------------------------------------------------------------- */

/* One element of an array, as a parameter of its own. */
static struct kernel_param element_of(const struct kernel_param *kp, unsigned int i)
{
	return (struct kernel_param){ .name = kp->name, .mod = kp->mod, .ops = kp->arr->ops, .perm = kp->perm,
				      .arg = (char *)kp->arr->elem + i * kp->arr->elemsize };
}

/* The text is cut at its commas, so that elements which keep it see only their piece. */
static int set_array(const char *val, const struct kernel_param *kp)
{
	char *rest = (char *)val, *piece;
	unsigned int n = 0;

	if (!val)
		return -EINVAL;
	while ((piece = strsep(&rest, ","))) {
		struct kernel_param element = element_of(kp, n);
		int err;

		if (n == kp->arr->max) {
			pr_err("%s: can only take %u arguments\n", kp->name, kp->arr->max);
			return -EINVAL;
		}
		err = element.ops->set(piece, &element);
		if (err)
			return err;
		n++;
	}
	if (kp->arr->num)
		*kp->arr->num = n;
	return 0;
}

static int get_array(char *buffer, const struct kernel_param *kp)
{
	unsigned int n = kp->arr->num ? min(*kp->arr->num, kp->arr->max) : kp->arr->max;
	int length = 0;

	for (unsigned int i = 0; i < n && length < VALUE_MAX / 2; i++) {
		struct kernel_param element = element_of(kp, i);

		if (i)
			buffer[length - 1] = ','; /* where the newline was */
		length += element.ops->get(buffer + length, &element);
	}
	buffer[length] = '\0';
	return length;
}

const struct kernel_param_ops param_array_ops = { .set = set_array, .get = get_array };
EXPORT_SYMBOL(param_array_ops);
