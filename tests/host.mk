# SPDX-License-Identifier: MIT
#
# Tests in an ordinary process: the kernel's own sources against arch/host, under AddressSanitizer
# and UndefinedBehaviorSanitizer, and the fuzzers. Included by the Makefile; also works alone,
# from the top directory, with "make -f tests/host.mk ...".
#
#   test-host                 build and run all suites: KTAP on stdout, the kernel's log and the
#                             sanitizers' reports in build/host/gcc/log
#   test-host SUITE=mm.buddy  ... some: "mm", "mm.buddy", "mm.buddy.split"; SEED=0x... repeats
#   test-host LLVM=1          ... with clang; HIGHMEM=1: with the zones of i386; DEBUG=0: without
#                             the debug checks
#   test-page-table           the page-table walker against its model, ten million operations
#   coverage                  lines and branches run, file by file (gcc and gcov)
#   fuzz TARGET=x TIME=60     fuzz tests/fuzz/x.c for so many seconds; finds new inputs (SLAB=slob: TARGET=slab of that)
#   fuzz-ci                   each target on its kept corpus and a bounded number of new inputs
#   fuzz-list                 names of the targets
#
# For work on a few files while others are half-written:
#   make -f tests/host.mk test-host HOST_BUILD=/tmp/me HOST_SRCS="mm/memblock.c lib/string.c" \
#       SUITES=tests/suites/mm_memblock.c
# LAZY=1 links although functions are missing; a call of one then crashes. BOOT=0 does not boot the
# memory management first, which suites of lib/ and boot/ do not need.
# A source is found by its place: whatever .c file lies in lib/, mm/, boot/, tests/suites/ and
# tests/host/ takes part. Of kernel/ and drivers/ only those in HOST_OTHERS do: the ones that are
# logic and need no machine.
#
# A fuzz target is tests/fuzz/NAME.c with LLVMFuzzerTestOneInput() (see <host/fuzz.h>); its corpus,
# tests/fuzz/corpus/NAME/, holds small inputs worth keeping, one a file. tests/fuzz/NAME.dict,
# where there is one, is its dictionary.

HOST_BUILD ?= $(or $(BUILD),build)/host
HOST_OTHERS ?= $(wildcard $(addprefix kernel/,params.c resource.c resource_e820.c cpio.c words.c log_ring.c restart.c \
	log_show.c log_write.c time/timer_wheel.c time/convert.c time/calendar.c) $(filter-out %/lockdep_command.c,$(wildcard kernel/locking/*.c)) $(addprefix drivers/,vt.c vt_glyph.c keymap.c fb_draw.c) $(addsuffix .c,$(addprefix drivers/acpi/,\
	table root entries madt fadt hpet srat slit s5 search load)) $(addprefix kernel/module/,check.c layout.c relocate.c modinfo.c \
	params.c param_types.c symbol_table.c) arch/x86/64/module_reloc.c)
# One variant of the slab layer takes part: SLAB=slub, slab or slob.
SLAB ?= slub
HOST_SLAB_slub := mm/slub%.c
HOST_SLAB_slab := mm/slab_bonwick%.c
HOST_SLAB_slob := mm/slob%.c
HOST_NOT_CHOSEN := $(foreach v,$(filter-out $(SLAB),slub slab slob),$(HOST_SLAB_$(v))) $(if $(filter slob,$(SLAB)),mm/kmalloc.c) $(if $(filter slab,$(SLAB)),mm/slab_linked%.c)
# What changes the kernel's own page tables has no meaning where no CPU uses them.
HOST_NOT_CHOSEN += mm/vmalloc%.c mm/vmap.c mm/set_memory.c
HOST_SRCS ?= $(filter-out $(HOST_NOT_CHOSEN),$(sort $(wildcard lib/*.c mm/*.c boot/*.c))) $(HOST_OTHERS)
SUITES ?= $(sort $(wildcard tests/suites/*.c tests/host/*.c))
FUZZ_RUNS ?= 20000
TIME ?= 60

ifeq ($(.DEFAULT_GOAL),)
.DEFAULT_GOAL := test-host
endif

ifeq ($(LLVM),1)
HOST_CC ?= clang
HOST_KIND := clang
else
HOST_CC ?= gcc
HOST_KIND := gcc
endif
FUZZ_CC ?= $(firstword $(shell command -v clang clang-14 2>/dev/null) clang)

HOST_NODEBUG := $(filter 0,$(DEBUG))
HOST_VARIANT := $(HOST_KIND)$(if $(HIGHMEM),-highmem)$(if $(HOST_NODEBUG),-nodebug)
HOST_DIR := $(HOST_BUILD)/$(HOST_VARIANT)
HOST_RUN := $(HOST_DIR)/run$(if $(filter-out slub,$(SLAB)),-$(SLAB))
COVER_DIR := $(HOST_BUILD)/coverage
FUZZ_DIR := $(HOST_BUILD)/fuzz
FUZZ_BIN := $(FUZZ_DIR)/$(SLAB)

HOST_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
HOST_CLANG_IGNORE := -fsanitize-ignorelist=tests/host/asan-ignore.txt
HOST_WARN := -Wall -Wextra -Wmissing-prototypes -Wstrict-prototypes -Wshadow -Wundef \
	-Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare
HOST_BASE := -std=gnu11 -g -O1 -fno-omit-frame-pointer -fno-strict-aliasing $(HOST_WARN) \
	$(if $(WERROR),-Werror) -MMD -MP -Iarch/host/include $(if $(HIGHMEM),-DHOST_HIGHMEM)
# The kernel's side: as the kernel is compiled. arch/host/os sees the C library and no linux/*.h.
HOST_KERNEL_FLAGS := -D__KERNEL__ $(if $(HOST_NODEBUG),,-DCONFIG_DEBUG -DCONFIG_PAGE_OWNER) \
	-Iinclude -include linux/kconfig.h

# What looks behind linux/slab.h is compiled for each variant, into a folder of its own; all else only once.
HOST_KNOWS_SLAB := mm/sl%.c mm/kmalloc%.c mm/meminfo.c mm/mempool.c tests/suites/mm_slab%.c tests/host/mm_slab%.c \
	tests/fuzz/slab.c
HOST_SLAB_FLAGS := -DCONFIG_$(if $(filter slab,$(SLAB)),SLAB,$(if $(filter slob,$(SLAB)),SLOB,SLUB))=1

HOST_ARCH := $(wildcard arch/host/*.c)
HOST_OS := $(wildcard arch/host/os/*.c)
HOST_RUNNER := $(filter-out tests/kunit_module.c,$(wildcard tests/kunit*.c)) tests/leak_checks.c tests/host/main.c
HOST_ALL := $(sort $(HOST_SRCS) $(HOST_ARCH) $(HOST_OS) $(HOST_RUNNER) $(SUITES))

# $(call host-rules,DIRECTORY,COMPILER,FLAGS): how an object in DIRECTORY is made. The side is a
# matter of the folder. The flags are kept in a file; when they change, everything is made again.
define host-rules
$(1)/flags: FORCE
	@mkdir -p $$(@D)
	@echo '$(2) $(HOST_BASE) $(HOST_KERNEL_FLAGS) $(3)' | cmp -s - $$@ || \
		echo '$(2) $(HOST_BASE) $(HOST_KERNEL_FLAGS) $(3)' >$$@
$(1)/arch/host/os/%.o: arch/host/os/%.c $(1)/flags
	@mkdir -p $$(@D)
	$(HOST_Q)$(2) $(HOST_BASE) $(3) -c -o $$@ $$<
$(1)/%.o: %.c $(1)/flags
	@mkdir -p $$(@D)
	$(HOST_Q)$(2) $(HOST_BASE) $(HOST_KERNEL_FLAGS) $(3) -c -o $$@ $$<
$(1)/$(SLAB)/%.o: %.c $(1)/flags
	@mkdir -p $$(@D)
	$(HOST_Q)$(2) $(HOST_BASE) $(HOST_KERNEL_FLAGS) $(HOST_SLAB_FLAGS) $(3) -c -o $$@ $$<
$(1)/font8x16.o: drivers/font8x16.txt tools/mkfont.py $(1)/flags
	$(HOST_Q)python3 tools/mkfont.py $$< $$(@:.o=.c)
	$(HOST_Q)$(2) $(HOST_BASE) $(HOST_KERNEL_FLAGS) $(3) -c -o $$@ $$(@:.o=.c)
endef
HOST_Q := $(if $(filter 1,$(V)),,@)
host-objects = $(patsubst %.c,$(1)/%.o,$(filter-out $(HOST_KNOWS_SLAB),$(2))) \
	$(patsubst %.c,$(1)/$(SLAB)/%.o,$(filter $(HOST_KNOWS_SLAB),$(2))) $(if $(filter drivers/fb_draw.c,$(2)),$(1)/font8x16.o)

$(eval $(call host-rules,$(HOST_DIR),$(HOST_CC),$(HOST_SANITIZE) $(if $(filter 1,$(LLVM)),$(HOST_CLANG_IGNORE))))
$(eval $(call host-rules,$(COVER_DIR),gcc,--coverage -O0))
$(eval $(call host-rules,$(FUZZ_DIR),$(FUZZ_CC),$(HOST_SANITIZE) $(HOST_CLANG_IGNORE) -fsanitize=fuzzer-no-link))

# The modules that tests/host/module_file.c takes in (.incbin), which the compiler does not name.
$(foreach d,$(HOST_DIR) $(COVER_DIR),$(d)/tests/host/module_file.o): $(wildcard tests/fuzz/corpus/module/*.ko)

HOST_OBJS := $(call host-objects,$(HOST_DIR),$(HOST_ALL))
COVER_OBJS := $(call host-objects,$(COVER_DIR),$(HOST_ALL))
HOST_LAZY := -no-pie -Wl,--unresolved-symbols=ignore-all
HOST_LINK := -Wl,-T,tests/host/sections.ld $(if $(LAZY),$(HOST_LAZY))
HOST_ENV := $(if $(filter 0,$(BOOT)),QUARRY_NO_BOOT=1)
HOST_ARGS := $(SUITE) $(if $(SEED),seed=$(SEED))

$(HOST_RUN): $(HOST_OBJS) tests/host/sections.ld
	$(HOST_Q)$(HOST_CC) $(HOST_SANITIZE) -o $@ $(HOST_OBJS) $(HOST_LINK)

$(HOST_FONT): drivers/font8x16.txt tools/mkfont.py
	@mkdir -p $(@D)
	$(HOST_Q)python3 tools/mkfont.py $< $@

.PHONY: test-host coverage fuzz fuzz-ci fuzz-list FORCE
test-host: $(HOST_RUN)
	$(HOST_Q)$(HOST_ENV) $(HOST_RUN) $(HOST_ARGS) 2>$(HOST_DIR)/log || \
		{ echo "# end of the log, $(HOST_DIR)/log:"; tail -n 60 $(HOST_DIR)/log; exit 1; }

$(COVER_DIR)/run: $(COVER_OBJS) tests/host/sections.ld
	$(HOST_Q)gcc --coverage -o $@ $(COVER_OBJS) $(HOST_LINK)

.PHONY: test-page-table
test-page-table: $(HOST_RUN)
	$(HOST_Q)PT_STEPS=10000000 $(HOST_RUN) mm.page_table_model $(if $(SEED),seed=$(SEED)) 2>$(HOST_DIR)/log

coverage: $(COVER_DIR)/run
	$(HOST_Q)find $(COVER_DIR) -name '*.gcda' -delete
	$(HOST_Q)$(HOST_ENV) $(COVER_DIR)/run $(HOST_ARGS) >$(COVER_DIR)/report.ktap 2>$(COVER_DIR)/log || \
		echo "coverage: some tests failed, see $(COVER_DIR)/report.ktap" >&2
	$(HOST_Q)python3 tools/coverage.py $(COVER_DIR) $(HOST_SRCS)

# Fuzzers. The kernel's objects come as an archive: a target takes what it needs of them.
FUZZ_TARGETS := $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_OBJS := $(call host-objects,$(FUZZ_DIR),$(sort $(HOST_SRCS) $(HOST_ARCH) $(HOST_OS)))

$(FUZZ_BIN)/kernel.a: $(FUZZ_OBJS)
	@mkdir -p $(@D)
	$(HOST_Q)rm -f $@
	$(HOST_Q)ar rcs $@ $^

define fuzz-target
$(FUZZ_BIN)/$(1): $(call host-objects,$(FUZZ_DIR),tests/fuzz/$(1).c) $(FUZZ_BIN)/kernel.a tests/host/sections.ld
	$(HOST_Q)$(FUZZ_CC) -fsanitize=fuzzer $(HOST_SANITIZE) -o $$@ $$(filter %.o %.a,$$^) $(HOST_LINK)
endef
$(foreach target,$(FUZZ_TARGETS),$(eval $(call fuzz-target,$(target))))

ifneq ($(filter fuzz,$(MAKECMDGOALS)),)
$(if $(filter $(TARGET),$(FUZZ_TARGETS)),,$(error fuzz TARGET= is one of: $(FUZZ_TARGETS)))
endif

fuzz-dict = $(addprefix -dict=,$(wildcard tests/fuzz/$(1).dict))
fuzz-corpus = $(wildcard tests/fuzz/corpus/$(1))

# New inputs go to build/, a crash to build/.../crash-*: copy what is worth keeping to the corpus.
fuzz: $(FUZZ_BIN)/$(TARGET)
	$(HOST_Q)mkdir -p $(FUZZ_DIR)/found/$(TARGET)
	$(HOST_Q)$(FUZZ_BIN)/$(TARGET) $(call fuzz-dict,$(TARGET)) -max_total_time=$(TIME) \
		-timeout=10 -print_final_stats=1 -artifact_prefix=$(FUZZ_BIN)/$(TARGET)- \
		$(FUZZ_DIR)/found/$(TARGET) $(call fuzz-corpus,$(TARGET))

# Same seed, same number of runs: CI does the same each time.
fuzz-label = $(1)$(if $(filter-out slub,$(SLAB)),/$(SLAB))
fuzz-ci: $(patsubst %,fuzz-ci-%,$(FUZZ_TARGETS))
fuzz-ci-%: $(FUZZ_BIN)/%
	$(HOST_Q)rm -rf $(FUZZ_BIN)/ci/$* && mkdir -p $(FUZZ_BIN)/ci/$*
	$(HOST_Q)$(FUZZ_BIN)/$* $(call fuzz-dict,$*) -seed=1 -runs=$(FUZZ_RUNS) -timeout=10 \
		-artifact_prefix=$(FUZZ_BIN)/$*- $(FUZZ_BIN)/ci/$* $(call fuzz-corpus,$*) \
		>$(FUZZ_BIN)/$*.log 2>&1 && \
		echo "ok - fuzz $(call fuzz-label,$*): $$(sed -n 's/.*DONE *//p' $(FUZZ_BIN)/$*.log)" || \
		{ echo "not ok - fuzz $(call fuzz-label,$*)"; tail -n 60 $(FUZZ_BIN)/$*.log; exit 1; }

fuzz-list:
	@echo $(FUZZ_TARGETS)

FORCE:

-include $(HOST_OBJS:.o=.d) $(COVER_OBJS:.o=.d) $(FUZZ_OBJS:.o=.d)
