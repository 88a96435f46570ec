// SPDX-License-Identifier: MIT
/* What a module says about itself: the section .modinfo, "tag=value" one behind the other. */
#include <linux/kernel.h>
#include <linux/string.h>
#include "internal.h"

/**
 * module_next_info() - the next value of a tag
 * @info: the file, checked
 * @tag: "license", "parm", ...; NULL: of any tag, and the whole "tag=value" is returned
 * @last: what the last call returned, NULL for the first
 *
 * Return: the value, or NULL behind the last one.
 */
const char *module_next_info(const struct load_info *info, const char *tag, const char *last)
{
	const Elf_Shdr *section = &info->sections[info->modinfo];
	size_t length = tag ? strlen(tag) : 0;
	const char *begin, *end;

	if (!info->modinfo) /* and section 0 was not checked */
		return NULL;
	begin = (const char *)info->file + section->sh_offset;
	end = begin + section->sh_size;
	for (const char *p = last ? last + strlen(last) + 1 : begin; p < end; p += strlen(p) + 1) {
		if (!tag && *p)
			return p;
		if (tag && !strncmp(p, tag, length) && p[length] == '=')
			return p + length + 1;
	}
	return NULL;
}

/**
 * module_info() - the first value of a tag, or NULL
 * @info: the file, checked
 * @tag: "license", ...
 */
const char *module_info(const struct load_info *info, const char *tag)
{
	return module_next_info(info, tag, NULL);
}

/**
 * license_is_gpl_compatible() - may a module with this licence use EXPORT_SYMBOL_GPL()?
 * @license: from MODULE_LICENSE()
 */
bool license_is_gpl_compatible(const char *license)
{
	static const char *const compatible[] = { "GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL",
						  "Dual MIT/GPL", "Dual MPL/GPL" };

	for (size_t i = 0; i < ARRAY_SIZE(compatible); i++)
		if (!strcmp(license, compatible[i]))
			return true;
	return false;
}
