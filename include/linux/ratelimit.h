/* SPDX-License-Identifier: MIT */
/* Messages that may come in floods: let a few through, count the others. */
#ifndef _LINUX_RATELIMIT_H
#define _LINUX_RATELIMIT_H

#include <linux/param.h>
#include <linux/types.h>

/**
 * struct ratelimit_state - how much of one kind of message may be printed
 * @interval: length of a period; 0 lets everything through
 * @burst: messages let through in a period
 * @printed: let through in this period
 * @missed: held back in this period
 * @begin_ns: when this period began, sched_clock() time
 *
 * The counts are not exact when several contexts race for one state; nothing else can go wrong.
 */
struct ratelimit_state {
	u32 interval;
	int burst;
	int printed;
	int missed;
	u64 begin_ns;
};

#define DEFAULT_RATELIMIT_INTERVAL (5 * HZ)
#define DEFAULT_RATELIMIT_BURST 10

#define RATELIMIT_STATE_INIT(name, interval_, burst_)                                              \
	{ .interval = (interval_), .burst = (burst_) }
#define DEFINE_RATELIMIT_STATE(name, interval_, burst_)                                            \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval_, burst_)

static inline void ratelimit_state_init(struct ratelimit_state *state, int interval, int burst)
{
	*state = (struct ratelimit_state)RATELIMIT_STATE_INIT(state, interval, burst);
}

extern struct ratelimit_state printk_ratelimit_state;

int ___ratelimit(struct ratelimit_state *state, const char *func);
#define __ratelimit(state) ___ratelimit(state, __func__)

int __printk_ratelimit(const char *func);
#define printk_ratelimit() __printk_ratelimit(__func__)

/* At most 10 in 5 seconds from this line of source. */
#define printk_ratelimited(fmt, ...)                                                               \
	({                                                                                         \
		static DEFINE_RATELIMIT_STATE(__limit, DEFAULT_RATELIMIT_INTERVAL,                 \
					      DEFAULT_RATELIMIT_BURST);                            \
		if (__ratelimit(&__limit))                                                         \
			printk(fmt, ##__VA_ARGS__);                                                \
	})
#define pr_emerg_ratelimited(fmt, ...) printk_ratelimited(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert_ratelimited(fmt, ...) printk_ratelimited(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit_ratelimited(fmt, ...) printk_ratelimited(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err_ratelimited(fmt, ...) printk_ratelimited(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_ratelimited(fmt, ...) printk_ratelimited(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_ratelimited(fmt, ...) printk_ratelimited(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_ratelimited(fmt, ...) printk_ratelimited(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

#endif
