# SPDX-License-Identifier: MIT
#
# Quarry: `make run` boots it, `make test` tests it, `make help` lists the rest.
#
# Without ARCH both kernels are built, each by a make of its own with ARCH set.

ARCHES := i386 x86_64
BUILD ?= build
VERSION := 0.1.0

# Questions about the tree, without which the kernels below would be built first.
.DEFAULT_GOAL := $(if $(ARCH),kernel,all)
MAKEFLAGS += --no-builtin-rules --no-print-directory
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s %s\n' '$(1)' '$(2)')

# ---------------------------------------------------------------- one kernel
ifdef ARCH
ifeq ($(filter $(ARCH),$(ARCHES)),)
$(error ARCH is one of: $(ARCHES))
endif

OUT := $(BUILD)/$(ARCH)
MODE := $(if $(filter i386,$(ARCH)),32,64)

# ---- tools
ifdef LLVM
CC := clang$(LLVM_SUFFIX) --target=$(if $(filter i386,$(ARCH)),i686,x86_64)-linux-gnu
LD := ld
NM := nm
STRIP := strip
else
PREFIX := $(if $(filter i386,$(ARCH)),i686,x86_64)-linux-gnu-
CROSS_COMPILE ?= $(if $(shell command -v $(PREFIX)gcc),$(PREFIX))
CC := $(CROSS_COMPILE)gcc
LD := $(CROSS_COMPILE)ld
NM := $(CROSS_COMPILE)nm
STRIP := $(CROSS_COMPILE)strip
endif
NASM := nasm
PYTHON := python3

# ---- flags
includes := -Iarch/x86/$(MODE)/include -Iarch/x86/include -Iinclude -I$(OUT)/include
warnings := -Wall -Wextra -Wmissing-prototypes -Wstrict-prototypes -Wshadow -Wundef -Wvla \
	-Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare
CPPFLAGS := -nostdinc -isystem $(shell $(CC) -print-file-name=include) $(includes) -include linux/kconfig.h -D__KERNEL__ -DQUARRY_VERSION='"$(VERSION)"' \
	$(if $(DEBUG),-DCONFIG_DEBUG -DCONFIG_PAGE_OWNER)
CFLAGS := -std=gnu11 -O2 -g -ffreestanding -fno-pic -fno-pie -fno-strict-aliasing -fno-common \
	-fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables -fno-delete-null-pointer-checks \
	-fwrapv -mgeneral-regs-only -fno-omit-frame-pointer -momit-leaf-frame-pointer \
	-ffunction-sections -fdata-sections \
	-ffile-prefix-map=$(CURDIR)=. $(warnings) $(if $(WERROR),-Werror)
ifeq ($(ARCH),i386)
CFLAGS += -m32 -march=pentium -mtune=generic -mregparm=3
LDFLAGS := -m elf_i386
NASMFLAGS := -f elf32
else
CFLAGS += -m64 -mcmodel=kernel -mno-red-zone
LDFLAGS := -m elf_x86_64
NASMFLAGS := -f elf64 -DX86_64
endif
CFLAGS += $(if $(LLVM),-mstack-alignment=$(if $(filter i386,$(ARCH)),4,8) -Wno-unused-command-line-argument -Wno-gnu,\
	-mpreferred-stack-boundary=$(if $(filter i386,$(ARCH)),2,3) -fno-allow-store-data-races -Wno-frame-address \
	-falign-functions=1 -falign-jumps=1 -falign-labels=1 -falign-loops=1)
LDFLAGS += -nostdlib -static --gc-sections -z max-page-size=0x1000 -z noexecstack --no-warn-rwx-segments --build-id=none

# ---- sources: whatever lies in the folders is built
folders := boot arch/x86 arch/x86/$(MODE) mm kernel kernel/sched kernel/locking kernel/irq kernel/time drivers drivers/acpi lib tests tests/suites tests/kernel
# The parsers' suites are large and need no machine: the default kernel, which has to stay small,
# leaves them to the host and to the DEBUG=1 kernels.
parser_suites := $(wildcard tests/suites/boot_*.c tests/suites/drivers_acpi*.c)
c_sources := $(filter-out $(if $(DEBUG),,$(parser_suites)),$(wildcard $(addsuffix /*.c,$(folders))))
asm_sources := $(filter-out boot/tables_%.asm,$(wildcard $(addsuffix /*.asm,$(folders)))) boot/tables_$(ARCH).asm
objects := $(c_sources:%.c=$(OUT)/%.o) $(asm_sources:%.asm=$(OUT)/%.asm.o) $(OUT)/generated/font8x16.o

.PHONY: kernel
kernel: $(OUT)/quarry.elf $(OUT)/quarry.stripped.elf

# Everything is rebuilt when the tools or flags change: make compares times, not commands.
flags := $(objects) $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(NASMFLAGS)
.PHONY: FORCE
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(flags))' > $@

$(OUT)/%.o: %.c $(OUT)/flags
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Suites are half of the image and not in a hurry, nor are the parsers and the drivers.
$(OUT)/tests/suites/%.o $(OUT)/tests/kernel/%.o $(OUT)/boot/%.o $(OUT)/drivers/%.o: CFLAGS += -Os

$(OUT)/generated/%.o: $(OUT)/generated/%.c $(OUT)/flags
	$(call say,CC,$@)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/%.asm.o: %.asm $(OUT)/flags
	$(call say,NASM,$@)
	@mkdir -p $(@D)
	$(Q)$(NASM) $(NASMFLAGS) -I. -MD $(@:.o=.d) -MQ $@ -o $@ $<

$(OUT)/generated/font8x16.c: drivers/font8x16.txt tools/mkfont.py
	$(call say,FONT,$@)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) tools/mkfont.py $< $@

$(OUT)/linker.ld: linker.ld $(OUT)/flags
	$(Q)$(CC) $(CPPFLAGS) $(if $(filter i386,$(ARCH)),-m32) -E -P -x assembler-with-cpp -MMD -MP -MT $@ -MF $(OUT)/linker.d -o $@ $<

# Linked twice: the first gives the addresses for the symbol table that the second carries.
$(OUT)/symbols.%.o: $(OUT)/symbols.%.asm
	$(Q)$(NASM) $(NASMFLAGS) -I. -o $@ $<

$(OUT)/symbols.none.asm: tools/symbols.py $(OUT)/flags
	$(Q)$(PYTHON) tools/symbols.py </dev/null >$@

$(OUT)/symbols.real.asm: $(OUT)/quarry.first.elf tools/symbols.py
	$(call say,SYMBOLS,$@)
	$(Q)$(NM) -n $< | $(PYTHON) tools/symbols.py >$@

link = $(LD) $(LDFLAGS) -T $(OUT)/linker.ld -o $@ $(objects)
$(OUT)/quarry.first.elf: $(objects) $(OUT)/symbols.none.o $(OUT)/linker.ld
	$(Q)$(link) $(OUT)/symbols.none.o

$(OUT)/quarry.elf: $(objects) $(OUT)/symbols.real.o $(OUT)/linker.ld
	$(call say,LD,$@)
	$(Q)$(link) $(OUT)/symbols.real.o

$(OUT)/quarry.stripped.elf: $(OUT)/quarry.elf
	$(Q)$(STRIP) --strip-all -o $@ $<

.PRECIOUS: $(OUT)/generated/%.c $(OUT)/symbols.%.asm
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

else
# ---------------------------------------------------------------- the project

.PHONY: all $(ARCHES)
all: $(ARCHES)

$(ARCHES): setup-build
	$(Q)$(MAKE) ARCH=$@ kernel

# Debian packages that are missing are installed, or named where only root could.
.PHONY: setup-build setup-run setup-iso setup-test
setup-build setup-run setup-iso setup-test: setup-%:
	$(Q)tools/setup $*

.PHONY: iso
iso: $(BUILD)/quarry.iso
$(BUILD)/quarry.iso: all setup-iso iso/grub.cfg tools/mkiso
	$(call say,ISO,$@)
	$(Q)tools/mkiso $@

RUN_ARCH ?= x86_64
RUN_FLAGS = --arch $(RUN_ARCH) $(if $(MEM),--mem $(MEM)) $(if $(CPUS),--cpus $(CPUS))

.PHONY: run debug
run: all setup-run
	$(Q)tools/run $(RUN_FLAGS)

debug: all setup-run
	$(Q)tools/run $(RUN_FLAGS) --gdb

-include tests/host.mk

.PHONY: test
test: setup-test iso
	$(Q)$(PYTHON) tools/testall.py

.PHONY: bench
bench: all setup-run
	$(Q)python3 tools/bench_boot.py

PYTHON := python3

compile_commands.json: FORCE
	$(Q)$(PYTHON) tools/compile_commands.py > $@

.PHONY: clean FORCE
clean:
	rm -rf $(BUILD) compile_commands.json
FORCE:

.PHONY: help
help:
	@sed -n 's/^#: \?//p' Makefile

endif

#: Quarry, a teaching kernel whose subject is memory
#:
#:   make                  build/i386/quarry.elf and build/x86_64/quarry.elf
#:   make run              boot the 64-bit kernel to its prompt (RUN_ARCH=i386, MEM=, CPUS=)
#:   make test             every test; ends with 'N passed, N failed'
#:   make test-host        the suites that need no machine, sanitised (SUITE=mm.buddy)
#:   make iso              build/quarry.iso: CD, hard disk, USB stick; BIOS and UEFI
#:   make debug            as run, waiting for gdb on port 1234
#:   make bench            instruction counts and sizes
#:   make fuzz TARGET=x    a fuzzer (multiboot2 multiboot1 pvh e820 cmdline acpi); TIME=seconds
#:   make coverage         what the host suites reach
#:   make compile_commands.json   for clangd
#:   make clean
#:
#: Variables: ARCH=i386|x86_64 (one kernel), DEBUG=1 (page_owner), LLVM=1 (clang), WERROR=1, V=1,
#: CROSS_COMPILE=prefix, BUILD=folder.
