// SPDX-License-Identifier: MIT
/* What inline functions and macros call in debug builds, so modules need it too. */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/might_sleep.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#ifdef CONFIG_DEBUG

EXPORT_SYMBOL(lockdep_init_map);
EXPORT_SYMBOL(__might_sleep);
EXPORT_SYMBOL(__cant_sleep);

EXPORT_SYMBOL(mutex_lock);
EXPORT_SYMBOL(mutex_lock_nested);
EXPORT_SYMBOL(mutex_lock_interruptible);
EXPORT_SYMBOL(mutex_lock_killable);
EXPORT_SYMBOL(mutex_trylock);
EXPORT_SYMBOL(mutex_unlock);
EXPORT_SYMBOL(mutex_destroy);

EXPORT_SYMBOL(__spin_acquire);
EXPORT_SYMBOL(__spin_try);
EXPORT_SYMBOL(__spin_release);
EXPORT_SYMBOL(__read_acquire);
EXPORT_SYMBOL(__read_try);
EXPORT_SYMBOL(__read_release);
EXPORT_SYMBOL(__write_acquire);
EXPORT_SYMBOL(__write_try);
EXPORT_SYMBOL(__write_release);

EXPORT_SYMBOL(__list_add_valid);
EXPORT_SYMBOL(__list_del_entry_valid);

#endif
