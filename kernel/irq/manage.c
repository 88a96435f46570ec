// SPDX-License-Identifier: MIT
/* Who handles an interrupt: requesting and freeing, enabling and disabling, choosing a CPU. */
#include <asm/irq.h>
#include <asm/processor.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include "internal.h"

/* Handlers are few and are requested before there is an allocator of small objects, too. */
#define MAX_ACTIONS 64

static struct irqaction actions[MAX_ACTIONS];
static DEFINE_RAW_SPINLOCK(actions_lock);

/* Stands for a place that is taken but not yet filled in. */
static irqreturn_t no_handler(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static struct irqaction *action_alloc(void)
{
	struct irqaction *found = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&actions_lock, flags);
	for (struct irqaction *a = actions; a < actions + MAX_ACTIONS && !found; a++)
		if (!a->handler)
			found = a;
	if (found)
		found->handler = no_handler;
	raw_spin_unlock_irqrestore(&actions_lock, flags);
	return found;
}

static void action_free(struct irqaction *action)
{
	WRITE_ONCE(action->handler, NULL);
}

/* May a handler with these flags join the ones that are there? */
static bool can_share(const struct irqaction *old, unsigned long flags)
{
	return old->flags & flags & IRQF_SHARED &&
	       !((old->flags ^ flags) & IRQF_TRIGGER_MASK && flags & IRQF_TRIGGER_MASK);
}

/* The first handler sets the line's trigger and opens it. Locked. */
static int start_line(struct irq_desc *desc, unsigned long flags)
{
	unsigned int type = flags & IRQF_TRIGGER_MASK;
	const struct irq_chip *chip = desc->irq_data.chip;
	int error = 0;

	if (type && type != desc->irq_data.type)
		error = chip->irq_set_type ? chip->irq_set_type(&desc->irq_data, type) : -EINVAL;
	if (error)
		return error;
	if (type)
		desc->irq_data.type = type;
	desc->seen = desc->unhandled = 0;
	desc->stuck = desc->pending = false;
	desc->depth = flags & IRQF_NO_AUTOEN ? 1 : 0;
	return 0;
}

static int add_action(struct irq_desc *desc, struct irqaction *action)
{
	struct irqaction **link = &desc->action;

	if (!desc->irq_data.chip)
		return -ENODEV;
	if (*link && !can_share(*link, action->flags))
		return -EBUSY;
	if (!*link) {
		int error = start_line(desc, action->flags);

		if (error)
			return error;
	}
	while (*link)
		link = &(*link)->next;
	WRITE_ONCE(*link, action);
	if (!desc->depth)
		irq_open(desc);
	return 0;
}

static void complain_busy(const struct irq_desc *desc, const struct irqaction *action)
{
	pr_err("irq %u: flags mismatch: %#lx (%s) does not share with %#lx (%s)\n", action->irq, action->flags,
	       action->name, desc->action ? desc->action->flags : 0, desc->action ? desc->action->name : "");
}

int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name, void *dev_id)
{
	struct irq_desc *desc = irq_to_desc(irq);
	struct irqaction *action;
	unsigned long irqflags;
	int error;

	if (!desc || !handler || (flags & IRQF_SHARED && !dev_id))
		return -EINVAL;
	action = action_alloc();
	if (!action)
		return -ENOMEM;
	*action = (struct irqaction){ .handler = handler, .dev_id = dev_id, .name = name ? name : "(none)",
				      .flags = flags, .irq = irq };
	raw_spin_lock_irqsave(&desc->lock, irqflags);
	error = add_action(desc, action);
	raw_spin_unlock_irqrestore(&desc->lock, irqflags);
	if (error == -EBUSY && !(flags & IRQF_PROBE_SHARED))
		complain_busy(desc, action);
	if (error)
		action_free(action);
	return error;
}
EXPORT_SYMBOL(request_irq);

/* Unlink the handler of @dev_id; the last one closes the line. Locked. */
static struct irqaction *take_action(struct irq_desc *desc, void *dev_id)
{
	struct irqaction **link = &desc->action, *action;

	while (*link && (*link)->dev_id != dev_id)
		link = &(*link)->next;
	action = *link;
	if (!action)
		return NULL;
	WRITE_ONCE(*link, action->next);
	if (!desc->action) {
		desc->depth = 1;
		irq_close(desc);
	}
	return action;
}

const void *free_irq(unsigned int irq, void *dev_id)
{
	struct irq_desc *desc = irq_to_desc(irq);
	struct irqaction *action;
	unsigned long flags;
	const char *name;

	if (!desc)
		return NULL;
	raw_spin_lock_irqsave(&desc->lock, flags);
	action = take_action(desc, dev_id);
	raw_spin_unlock_irqrestore(&desc->lock, flags);
	if (WARN(!action, "Trying to free already-free IRQ %u", irq))
		return NULL;
	synchronize_irq(irq);
	name = action->name;
	action_free(action);
	return name;
}
EXPORT_SYMBOL(free_irq);

/**
 * synchronize_irq() - wait until no CPU runs handlers of an interrupt
 * @irq: its number
 *
 * Context: any but a handler of that interrupt.
 */
void synchronize_irq(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);

	while (desc && READ_ONCE(desc->in_progress))
		cpu_relax();
	barrier();
}
EXPORT_SYMBOL(synchronize_irq);

void disable_irq_nosync(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);
	unsigned long flags;

	if (!desc)
		return;
	raw_spin_lock_irqsave(&desc->lock, flags);
	desc->depth++;
	raw_spin_unlock_irqrestore(&desc->lock, flags);
}
EXPORT_SYMBOL(disable_irq_nosync);

void disable_irq(unsigned int irq)
{
	disable_irq_nosync(irq);
	synchronize_irq(irq);
}
EXPORT_SYMBOL(disable_irq);

/* What came while the line was disabled. Its handlers expect an interrupt's context. Locked. */
static void catch_up(struct irq_desc *desc)
{
	if (!desc->pending || desc->in_progress) {
		irq_open(desc);
		return;
	}
	preempt_count_add(HARDIRQ_OFFSET);
	irq_run_handlers(desc);
	preempt_count_sub(HARDIRQ_OFFSET);
}

void enable_irq(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);
	unsigned long flags;
	bool balanced;

	if (!desc)
		return;
	raw_spin_lock_irqsave(&desc->lock, flags);
	balanced = desc->depth && (desc->action || desc->depth > 1);
	if (balanced && !--desc->depth)
		catch_up(desc);
	raw_spin_unlock_irqrestore(&desc->lock, flags);
	WARN(!balanced, "Unbalanced enable for IRQ %u", irq);
}
EXPORT_SYMBOL(enable_irq);

int irq_set_affinity(unsigned int irq, const struct cpumask *mask)
{
	struct irq_desc *desc = irq_to_desc(irq);
	unsigned long flags;
	int error = -EIO;

	if (!desc || !desc->irq_data.chip || !cpumask_intersects(mask, cpu_online_mask))
		return -EINVAL;
	raw_spin_lock_irqsave(&desc->lock, flags);
	if (desc->irq_data.chip->irq_set_affinity)
		error = desc->irq_data.chip->irq_set_affinity(&desc->irq_data, mask, false);
	if (!error)
		cpumask_copy(&desc->irq_data.affinity, mask);
	raw_spin_unlock_irqrestore(&desc->lock, flags);
	return error;
}
EXPORT_SYMBOL(irq_set_affinity);

/**
 * irq_set_irq_type() - set trigger and polarity of a line
 * @irq: its number
 * @type: IRQ_TYPE_*
 *
 * Return: 0, or -EINVAL if its controller cannot.
 */
int irq_set_irq_type(unsigned int irq, unsigned int type)
{
	struct irq_desc *desc = irq_to_desc(irq);
	unsigned long flags;
	int error = -EINVAL;

	if (!desc || !desc->irq_data.chip)
		return -EINVAL;
	raw_spin_lock_irqsave(&desc->lock, flags);
	if (desc->irq_data.chip->irq_set_type)
		error = desc->irq_data.chip->irq_set_type(&desc->irq_data, type);
	if (!error)
		desc->irq_data.type = type;
	raw_spin_unlock_irqrestore(&desc->lock, flags);
	return error;
}
EXPORT_SYMBOL(irq_set_irq_type);
