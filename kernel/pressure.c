// SPDX-License-Identifier: MIT
/*
 * Lab demo: three actors and too little memory.
 *
 *	mapper	vmalloc() of random sizes, and vfree()
 *	blocks	alloc_pages() of random orders, and __free_pages()
 *	hog	takes pages and never gives one back, until it is killed
 *
 * Each round draws what is free against the watermarks. The hog takes a share of what is above the low
 * watermark, then small steps: memory goes below low (kswapd wakes), to min (direct reclaim), and when nothing
 * is left to reclaim, the last resort (mm/oom.c) kills the hog, which frees all it has.
 *
 * In the end everybody must have as many pages as before: the account (page_account.c) is printed, and the
 * command fails if it does not add up.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/oom.h>
#include <linux/random.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/pressure.h>

#define WIDTH 60
#define MARGIN_ROUNDS 5 /* that are shown after the hog's end */

static struct {
	struct mutex lock;
	struct page *pages;
	unsigned long nr, most, wanted;
	bool killed;
} hog = { .lock = __MUTEX_INITIALIZER(hog.lock) };

struct marks {
	unsigned long free, min, low, high;
};

static struct marks marks_now(void)
{
	struct marks sum = { 0 };
	struct zone *zone;

	for_each_populated_zone(zone) {
		sum.free += zone_buddy_pages(zone);
		sum.min += min_wmark_pages(zone);
		sum.low += low_wmark_pages(zone);
		sum.high += high_wmark_pages(zone);
	}
	return sum;
}

/* ---- the hog --------------------------------------------------------------------------------- */

static unsigned long hog_free_all(void)
{
	unsigned long freed = 0;
	struct page *page;

	mutex_lock(&hog.lock);
	while ((page = hog.pages)) {
		hog.pages = (void *)page->lru.next;
		__free_page(page);
		freed++;
	}
	hog.nr = 0;
	mutex_unlock(&hog.lock);
	return freed;
}

static bool hog_take_one(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN);

	if (!page)
		return false;
	mutex_lock(&hog.lock);
	page->lru.next = (void *)hog.pages;
	hog.pages = page;
	hog.most = max(hog.most, ++hog.nr);
	mutex_unlock(&hog.lock);
	return true;
}

static int hog_thread(void *unused)
{
	while (!kthread_should_stop()) {
		while (!READ_ONCE(hog.killed) && READ_ONCE(hog.wanted)) {
			if (!hog_take_one())
				WRITE_ONCE(hog.killed, true);
			else
				WRITE_ONCE(hog.wanted, hog.wanted - 1);
		}
		if (READ_ONCE(hog.killed))
			hog_free_all();
		schedule_timeout_interruptible(1);
	}
	hog_free_all();
	return 0;
}

static int kill_hog(struct notifier_block *nb, unsigned long action, void *freed)
{
	WRITE_ONCE(hog.killed, true);
	*(unsigned long *)freed += hog_free_all();
	return NOTIFY_OK;
}

/* What it is to take in this round. */
static void feed_hog(const struct marks *now)
{
	WRITE_ONCE(hog.wanted, now->free > now->high ? (now->free - now->low) / 3 + 16 : now->min / 6 + 16);
}

/* ---- the others ------------------------------------------------------------------------------ */

static unsigned long mapper_done, blocks_done;

static int mapper_thread(void *unused)
{
	while (!kthread_should_stop()) {
		void *area = __vmalloc((1 + get_random_u32_below(32)) * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);

		mapper_done++;
		vfree(area);
		cond_resched();
		if (mapper_done % 16 == 0)
			schedule_timeout_interruptible(1);
	}
	return 0;
}

static int blocks_thread(void *unused)
{
	while (!kthread_should_stop()) {
		unsigned int order = get_random_u32_below(4);
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);

		blocks_done++;
		if (page)
			__free_pages(page, order);
		if (blocks_done % 64 == 0)
			schedule_timeout_interruptible(1);
	}
	return 0;
}

/* ---- the picture ----------------------------------------------------------------------------- */

static unsigned int column(unsigned long pages, unsigned long scale)
{
	return min_t(unsigned long, pages * WIDTH / scale, WIDTH - 1);
}

static void draw(unsigned int round, const struct marks *now)
{
	unsigned long scale = max(now->high * 4, 1ul);
	char bar[WIDTH + 2];

	memset(bar, ' ', sizeof(bar));
	memset(bar, '#', column(now->free, scale) + (now->free != 0));
	bar[column(now->min, scale)] = 'm';
	bar[column(now->low, scale)] = 'l';
	bar[column(now->high, scale)] = 'h';
	bar[WIDTH] = now->free > scale ? '>' : ' ';
	bar[WIDTH + 1] = '\0';
	console_printf("%3u %8lu KiB %s %8lu %s\n", round, now->free * 4, bar, READ_ONCE(hog.nr) * 4,
		       READ_ONCE(hog.killed) ? "killed" : "");
}

/* Return: rounds that were played; a key ends it. */
static unsigned int play(unsigned int rounds, bool shown)
{
	unsigned int left = MARGIN_ROUNDS, round;

	for (round = 0; round < rounds && left; round++) {
		struct marks now = marks_now();

		if (shown)
			draw(round + 1, &now);
		left -= READ_ONCE(hog.killed);
		feed_hog(&now);
		for (int i = 0; i < 100 && READ_ONCE(hog.wanted) && !READ_ONCE(hog.killed); i++)
			msleep(10);
		msleep(40);
		if (shown && console_getc() != -1)
			break;
	}
	return round;
}

static const struct actor {
	const char *name;
	int (*thread)(void *unused);
} actors[] = { { "mapper", mapper_thread }, { "blocks", blocks_thread }, { "hog", hog_thread } };

/* Lets them act for some rounds; none, if one of them cannot be made. Return: rounds, or -ENOMEM. */
static int act(unsigned int rounds, bool shown)
{
	struct notifier_block nb = { .notifier_call = kill_hog };
	struct task_struct *threads[ARRAY_SIZE(actors)];
	size_t made = 0;
	int result;

	hog.nr = hog.most = hog.wanted = mapper_done = blocks_done = 0;
	hog.killed = false;
	register_oom_notifier(&nb);
	for (; made < ARRAY_SIZE(actors); made++) {
		threads[made] = kthread_run(actors[made].thread, NULL, "%s", actors[made].name);
		if (IS_ERR(threads[made]))
			break;
	}
	result = made == ARRAY_SIZE(actors) ? (int)play(rounds, shown) : -ENOMEM;
	while (made--)
		kthread_stop(threads[made]);
	unregister_oom_notifier(&nb);
	return result;
}

/* ---- the account ----------------------------------------------------------------------------- */

static unsigned long stalls_now(void)
{
	unsigned long stalls = 0;

	for (int kind = 0; kind < MAX_NR_ZONES; kind++)
		stalls += vm_event(ALLOCSTALL + kind);
	return stalls;
}

/* @sign -1 before, +1 behind: the difference is left. What counting the pages reclaims is not in it. */
static void add_events(struct pressure_result *r, unsigned long sign)
{
	r->wakeups += sign * vm_event(PAGEOUTRUN);
	r->stalls += sign * stalls_now();
	r->scanned += sign * vm_event(SLABS_SCANNED);
	r->kills += sign * vm_event(OOM_KILL);
}

/**
 * pressure_play() - let the three fight for memory
 * @rounds: at most; it is over soon after the hog's end
 * @shown: print the picture, and end when a key is pressed
 * @result: what came of it
 *
 * Context: process; may sleep. Return: 0; -EIO if pages are missing at the end; -ENOMEM if one of the three
 * could not even begin.
 */
int pressure_play(unsigned int rounds, bool shown, struct pressure_result *result)
{
	int played;

	*result = (struct pressure_result){ 0 };
	page_account_now(&result->before);
	add_events(result, -1ul);
	played = act(rounds, shown);
	result->rounds = max(played, 0);
	add_events(result, 1);
	result->hog_most = hog.most;
	result->hog_left = hog.nr;
	result->areas = mapper_done;
	result->blocks = blocks_done;
	page_account_settle(&result->before, &result->now);
	if (hog.nr || !page_account_same_users(&result->before, &result->now))
		return -EIO;
	return min(played, 0);
}

static int cmd_pressure(int argc, char **argv)
{
	struct pressure_result r;
	unsigned int rounds = 40;
	int err;

	if (argc > 2 || (argc == 2 && kstrtouint(argv[1], 0, &rounds)))
		return -EINVAL;
	console_printf("round        free  m, l, h: min, low and high watermark %*s hog KiB\n", WIDTH - 36, "");
	err = pressure_play(rounds, true, &r);
	console_printf("mapper: %lu areas, blocks: %lu blocks, hog: %lu KiB at most\n", r.areas, r.blocks, r.hog_most * 4);
	console_printf("kswapd ran %lu times, requests reclaimed %lu times, %lu objects looked at, last resort %lu times\n",
		       r.wakeups, r.stalls, r.scanned, r.kills);
	page_account_compare(&r.before, &r.now);
	console_printf("%s\n", err == -EIO ? "some memory is still in use" : "all memory is back");
	return err;
}
MONITOR_COMMAND(pressure, "[ROUNDS]", "three actors fight for memory; a key ends it", cmd_pressure);
