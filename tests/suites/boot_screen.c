// SPDX-License-Identifier: MIT
/* The framebuffer a loader describes: used only if it fits together. */
#include "../boot_invariants.h"
#include "../boot_machine.h"

#define BI (&boot_machine.bi)

struct screen {
	u64 addr;
	u32 pitch, width, height;
	u8 bpp, type;
	u16 reserved;
	u8 color[6];
} __packed;

static const struct screen good = {
	0xfd000000, 4096, 1024, 768, 32, 1, 0, { 16, 8, 8, 8, 0, 8 },
};

/* The type that comes of it, after checking what must hold in any case. */
static u32 parse_screen(struct kunit *test, const struct screen *s)
{
	machine_init(test);
	mb2_begin();
	mb2_small_map();
	mb2_tag(8, s, sizeof(*s));
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_NULL(test, boot_info_invariants(BI, 0));
	KUNIT_EXPECT_EQ(test, BI->fb.type == BOOT_FB_NONE, machine_warned("framebuffer not used"));
	return BI->fb.type;
}

static void screen_rgb(struct kunit *test)
{
	struct screen s = good;

	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	KUNIT_EXPECT_EQ(test, BI->fb.addr, 0xfd000000);
	KUNIT_EXPECT_EQ(test, BI->fb.pitch, 4096);
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 16);
	s.bpp = 24;
	s.pitch = 3072;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	s.pitch = 3071;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
}

static void screen_depths(struct kunit *test)
{
	struct screen s = good;
	u32 bpp;

	for (bpp = 0; bpp < 256; bpp++) {
		s.bpp = (u8)bpp;
		KUNIT_EXPECT_EQ(test, parse_screen(test, &s) == BOOT_FB_RGB,
				bpp == 15 || bpp == 16 || bpp == 24 || bpp == 32);
	}
}

static void screen_fields(struct kunit *test)
{
	struct screen s = good;

	s.bpp = 16;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	KUNIT_EXPECT_TRUE(test, machine_warned("impossible colour fields"));
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 11);
	KUNIT_EXPECT_EQ(test, BI->fb.green_size, 6);
	s.bpp = 15;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 10);
	KUNIT_EXPECT_EQ(test, BI->fb.green_size, 5);
	s = good;
	memcpy(s.color, "\x14\x0a\x0a\x0a\x00\x0a", 6);
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 22);
	KUNIT_EXPECT_EQ(test, BI->fb.red_size, 8);
	KUNIT_EXPECT_EQ(test, BI->fb.blue_pos, 2);
	s.color[1] = 200;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 16);
}

static void screen_extent(struct kunit *test)
{
	struct screen s = good;

	s.width = 0;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.width = 0x40000000;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s = good;
	s.height = 0;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.height = 16385;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s = good;
	s.pitch = 0xffffffffu;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s = good;
	s.addr = 0;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.addr = ~0ull - 4096;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.addr = 0x4000000000ull;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_RGB);
}

static void screen_text(struct kunit *test)
{
	struct screen s = { 0xb8000, 160, 80, 25, 16, 2, 0, { 0 } };

	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_TEXT);
	KUNIT_EXPECT_EQ(test, BI->fb.width, 80);
	s.addr = 0xbff00;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.addr = 0x100000;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.addr = 0xb8000;
	s.pitch = 80;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
}

static void screen_other_types(struct kunit *test)
{
	struct screen s = good;

	s.type = 0;
	s.bpp = 8;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
	s.type = 3;
	KUNIT_EXPECT_EQ(test, parse_screen(test, &s), BOOT_FB_NONE);
}

static void screen_short_tag(struct kunit *test)
{
	mb2_begin();
	mb2_small_map();
	mb2_tag(8, &good, 23);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_TRUE(test, machine_warned("framebuffer tag of size 31"));
	machine_init(test);
	mb2_begin();
	mb2_small_map();
	mb2_tag(8, &good, 24);
	KUNIT_EXPECT_EQ(test, mb2_end(), 0);
	KUNIT_EXPECT_EQ(test, BI->fb.type, BOOT_FB_RGB);
	KUNIT_EXPECT_TRUE(test, machine_warned("impossible colour fields"));
}

/* The same data behind the multiboot1 information, whole and out of reach. */
static void screen_multiboot1(struct kunit *test)
{
	u32 words[22] = { 0x1001, 640, 1024 };
	struct screen s = good;
	u8 packed[28];

	memcpy(packed, &s, 22);
	memcpy(packed + 22, s.color, 6);
	machine_put(words, sizeof(words));
	machine_put(packed, sizeof(packed));
	KUNIT_EXPECT_EQ(test, machine_parse(BOOT_MAGIC_MULTIBOOT1, MACHINE_BASE), 0);
	KUNIT_EXPECT_EQ(test, BI->fb.type, BOOT_FB_RGB);
	KUNIT_EXPECT_EQ(test, BI->fb.red_pos, 16);
	boot_machine.used--;
	KUNIT_EXPECT_EQ(test, machine_parse(BOOT_MAGIC_MULTIBOOT1, MACHINE_BASE), 0);
	KUNIT_EXPECT_EQ(test, BI->fb.type, BOOT_FB_NONE);
	KUNIT_EXPECT_TRUE(test, machine_warned("framebuffer data cannot be reached"));
}

static struct kunit_case boot_screen_cases[] = {
	KUNIT_CASE(screen_rgb),
	KUNIT_CASE(screen_depths),
	KUNIT_CASE(screen_fields),
	KUNIT_CASE(screen_extent),
	KUNIT_CASE(screen_text),
	KUNIT_CASE(screen_other_types),
	KUNIT_CASE(screen_short_tag),
	KUNIT_CASE(screen_multiboot1),
	{}
};

static struct kunit_suite boot_screen_suite = {
	.name = "boot.screen",
	.desc = "framebuffer descriptions of loaders",
	.init = machine_init,
	.test_cases = boot_screen_cases,
};
kunit_test_suite(boot_screen_suite);
