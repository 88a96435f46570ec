// SPDX-License-Identifier: MIT
/*
 * "name=value" behind a module's file name: finds the parameter and lets its type take the value.
 * Dashes and underscores in names are the same. Unknown names are warned about and passed over, as
 * in Linux; a value that its type refuses ends the loading.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "internal.h"

static char dash_to_underscore(char c)
{
	return c == '-' ? '_' : c;
}

static bool same_name(const char *a, const char *b)
{
	for (; *a && dash_to_underscore(*a) == dash_to_underscore(*b); a++)
		b++;
	return !*a && !*b;
}

static const struct kernel_param *find(const char *name, const struct kernel_param *params, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (same_name(name, params[i].name))
			return &params[i];
	return NULL;
}

static int set(const char *module, const struct kernel_param *param, const char *value)
{
	int err;

	if (!value && !(param->ops->flags & KERNEL_PARAM_OPS_FL_NOARG)) {
		pr_err("%s: `%s' needs a value\n", module, param->name);
		return -EINVAL;
	}
	if (!param->ops->set)
		return -EPERM;
	err = param->ops->set(value, param);
	if (err == -ENOSPC)
		pr_err("%s: `%s' too large for parameter `%s'\n", module, value ? value : "", param->name);
	else if (err)
		pr_err("%s: `%s' invalid for parameter `%s'\n", module, value ? value : "", param->name);
	return err;
}

/**
 * module_parse_args() - set a module's parameters
 * @module: its name, for messages
 * @args: "name=value name2=value2"; cut into pieces that parameters may keep
 * @params: what it has
 * @nr: how many
 *
 * Return: 0, or what the type of a parameter returned.
 */
int module_parse_args(const char *module, char *args, const struct kernel_param *params, unsigned int nr)
{
	char *name, *value;

	args = skip_spaces(args);
	while (*args) {
		const struct kernel_param *param;
		int err;

		args = skip_spaces(next_arg(args, &name, &value));
		param = find(name, params, nr);
		if (!param) {
			pr_warn("%s: unknown parameter '%s' ignored\n", module, name);
			continue;
		}
		err = set(module, param, value);
		if (err)
			return err;
	}
	return 0;
}
