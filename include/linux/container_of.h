/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/stddef.h>

#define typeof_member(type, member) typeof(((type *)0)->member)

/**
 * container_of - the structure around a member
 * @ptr: pointer to the member
 * @type: type of the structure
 * @member: name of the member in it
 */
#define container_of(ptr, type, member)                                                            \
	({                                                                                         \
		void *__member = (void *)(ptr);                                                    \
		_Static_assert(__same_type(*(ptr), ((type *)0)->member) ||                         \
				       __same_type(*(ptr), void),                                  \
			       "container_of(): pointer type does not match the member");          \
		(type *)((char *)__member - offsetof(type, member));                               \
	})

/* As container_of(), but NULL and error pointers pass through unchanged. */
#define container_of_safe(ptr, type, member)                                                       \
	({                                                                                         \
		typeof(ptr) __maybe = (ptr);                                                       \
		(unsigned long)__maybe - 1 >= -4096UL ? (type *)(void *)__maybe                    \
						      : container_of(__maybe, type, member);       \
	})

#endif
