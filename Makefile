# SPDX-License-Identifier: MIT
#
# Quarry: `make run` boots it, `make test` tests it, `make help` lists the rest.
#
# Without ARCH both kernels are built, each by a make of its own with ARCH set.

ARCHES := i386 x86_64
BUILD ?= build
VERSION := 0.1.0

# Questions about the tree, without which the kernels below would be built first.
.DEFAULT_GOAL := $(if $(M),modules,$(if $(ARCH),kernel,all))
MAKEFLAGS += --no-builtin-rules --no-print-directory
Q := $(if $(V),,@)
say = $(if $(V),,$(info $()  $(1)	$(2)))

# make -C . M=DIR modules: modules from another folder, for the kernel built last (tools/modules.mk).
ifdef M
ARCH ?= x86_64
endif

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

# Modules are built as their kernel was.
ifdef M
-include $(OUT)/config.mk
endif

# ---- flags
includes := -Iarch/x86/$(MODE)/include -Iarch/x86/include -Iinclude -I$(OUT)/include
warnings := -Wall -Wextra -Wmissing-prototypes -Wstrict-prototypes -Wshadow -Wundef -Wvla \
	-Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare
CPPFLAGS := -nostdinc -isystem $(shell $(CC) -print-file-name=include) $(includes) -include linux/kconfig.h -D__KERNEL__ -DQUARRY_VERSION='"$(VERSION)"' \
	$(if $(DEBUG),-DCONFIG_DEBUG -DCONFIG_PAGE_OWNER)
DEBUG_INFO ?= -g
CFLAGS := -std=gnu11 -O2 $(DEBUG_INFO) -ffreestanding -fno-pic -fno-pie -fno-strict-aliasing -fno-common \
	-fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables -fno-delete-null-pointer-checks \
	-fwrapv -mgeneral-regs-only -fno-omit-frame-pointer -momit-leaf-frame-pointer \
	-ffunction-sections -fdata-sections $(if $(DEBUG),-fno-optimize-sibling-calls) \
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

# ---- the slab layer's variants: SLAB=slub (default), slab, slob
SLAB ?= slub
slab_files_slub := mm/slub%.c
slab_files_slab := mm/slab_bonwick%.c
slab_files_slob := mm/slob%.c
slab_config_slub := -DCONFIG_SLUB=1
slab_config_slab := -DCONFIG_SLAB=1
slab_config_slob := -DCONFIG_SLOB=1
ifeq ($(filter $(SLAB),slub slab slob),)
$(error SLAB is one of: slub slab slob)
endif
CPPFLAGS += $(slab_config_$(SLAB))
not_chosen := $(foreach v,$(filter-out $(SLAB),slub slab slob),$(slab_files_$(v))) $(if $(filter slob,$(SLAB)),mm/kmalloc.c) $(if $(filter slab,$(SLAB)),mm/slab_linked%.c)

ifdef M
include tools/modules.mk
else

# ---- sources: whatever lies in the folders is built
folders := boot fs arch/x86 arch/x86/$(MODE) mm kernel kernel/module kernel/sched kernel/locking kernel/irq kernel/time drivers drivers/acpi lib
c_sources := $(filter-out $(not_chosen),$(wildcard $(addsuffix /*.c,$(folders))))
asm_sources := $(filter-out boot/tables_%.asm,$(wildcard $(addsuffix /*.asm,$(folders)))) boot/tables_$(ARCH).asm
objects := $(c_sources:%.c=$(OUT)/%.o) $(asm_sources:%.asm=$(OUT)/%.asm.o) $(OUT)/generated/font8x16.o

.PHONY: kernel
kernel: $(OUT)/quarry.elf $(OUT)/quarry.stripped.elf $(OUT)/initrd.cpio $(OUT)/Module.symvers

# Everything is rebuilt when the tools or flags change: make compares times, not commands.
flags := $(objects) $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(NASMFLAGS)
.PHONY: FORCE
$(OUT)/flags: FORCE
	@printf '%s\n' '$(subst ','\'',$(flags))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(flags))' > $@

$(OUT)/%.o: %.c $(OUT)/flags
	$(call say,CC,$@)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Whole backtraces with DEBUG=1 (above), but for fast paths: their slow halves are jumped to, and name the caller's caller.
$(addprefix $(OUT)/mm/,page_alloc.o page_free.o slub.o): CFLAGS += -foptimize-sibling-calls

# The parsers and the drivers are not in a hurry.
$(OUT)/boot/%.o $(OUT)/drivers/%.o: CFLAGS += -Os

$(OUT)/generated/%.o: $(OUT)/generated/%.c $(OUT)/flags
	$(call say,CC,$@)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/%.asm.o: %.asm $(OUT)/flags
	$(call say,NASM,$@)
	$(Q)$(NASM) $(NASMFLAGS) -I. -MD $(@:.o=.d) -MQ $@ -o $@ $<

$(OUT)/generated/font8x16.c: drivers/font8x16.txt tools/mkfont.py
	$(call say,FONT,$@)
	$(Q)$(PYTHON) tools/mkfont.py $< $@

$(OUT)/linker.ld: linker.ld $(OUT)/flags
	$(Q)$(CC) $(CPPFLAGS) $(if $(filter i386,$(ARCH)),-m32) -E -P -x assembler-with-cpp -MMD -MP -MT $@ -MF $(OUT)/linker.d -o $@ $<

# Linked three times: the first gives the symbols for a table of the right size, which moves the data
# behind it; the second their addresses, for the table that the third carries.
$(OUT)/symbols.%.o: $(OUT)/symbols.%.asm
	$(Q)$(NASM) $(NASMFLAGS) -I. -o $@ $<

$(OUT)/symbols.none.asm: tools/symbols.py $(OUT)/flags
	$(Q)$(PYTHON) tools/symbols.py </dev/null >$@

$(OUT)/symbols.first.asm: $(OUT)/quarry.none.elf tools/symbols.py
	$(Q)$(NM) -n $< | $(PYTHON) tools/symbols.py >$@

$(OUT)/symbols.real.asm: $(OUT)/quarry.first.elf tools/symbols.py
	$(call say,SYMBOLS,$@)
	$(Q)$(NM) -n $< | $(PYTHON) tools/symbols.py >$@

link = $(LD) $(LDFLAGS) -T $(OUT)/linker.ld -o $@ $(objects) $(OUT)/wanted.ld
$(OUT)/quarry.%.elf: $(OUT)/symbols.%.o $(objects) $(OUT)/linker.ld $(OUT)/wanted.ld
	$(Q)$(link) $<

$(OUT)/quarry.elf: $(objects) $(OUT)/symbols.real.o $(OUT)/linker.ld $(OUT)/wanted.ld
	$(call say,LD,$@)
	$(Q)$(link) $(OUT)/symbols.real.o

$(OUT)/quarry.stripped.elf: $(OUT)/quarry.elf
	$(Q)$(STRIP) --strip-all -R .export_symbol -o $@ $<

# ---- the kernel's own modules: tests and measurements, which come with it in the default initrd
tree_modules := kunit test bench
kunit_sources := $(filter-out tests/kunit_command.c,$(wildcard tests/kunit*.c))
bench_sources := $(wildcard tests/bench*.c)
test_sources := $(filter-out $(kunit_sources) $(bench_sources),$(wildcard tests/*.c tests/suites/*.c tests/kernel/*.c))
module_objects = $($(1)_sources:%.c=$(OUT)/%.o)
tree_module_objects := $(foreach m,$(tree_modules),$(call module_objects,$(m)))
tree_module_files := $(tree_modules:%=$(OUT)/modules/%.ko)

$(tree_module_objects): CPPFLAGS += -DMODULE
$(tree_module_objects): CFLAGS += -fno-function-sections -fno-data-sections
$(call module_objects,test): CFLAGS += -Os
$(foreach m,$(tree_modules),$(eval $(call module_objects,$(m)): CPPFLAGS += -DKBUILD_MODNAME='"$(m)"'))

made := $(shell mkdir -p $(sort $(dir $(objects) $(tree_module_objects) $(tree_module_files))))

# What they use of the kernel stays in it, although nothing in the kernel may call it.
$(OUT)/wanted.ld: $(tree_module_objects) tools/wanted.py
	$(Q)$(PYTHON) tools/wanted.py $(tree_module_objects) >$@

$(foreach m,$(tree_modules),$(eval $(OUT)/modules/$(m).o: $(call module_objects,$(m)) tests/module.lds))
$(tree_modules:%=$(OUT)/modules/%.o): $(OUT)/flags
	$(Q)$(LD) $(wordlist 1,2,$(LDFLAGS)) -r -T tests/module.lds -o $@ $(filter %.o,$^)

# Their generated parts, for all of them at once, since they use each other.
$(OUT)/modules/described: $(tree_modules:%=$(OUT)/modules/%.o) $(OUT)/quarry.elf tools/modpost.py
	$(Q)printf '%s\n' $(filter %.o,$^) >$(OUT)/modules/order
	$(Q)$(PYTHON) tools/modpost.py describe --kernel $(OUT)/quarry.elf --write-symvers $(OUT)/modules/symvers \
		--info intree=Y \
		--info kernel_id=$$(sed -n 's/.*kernel_build_id: db "\(.*\)", 0/\1/p' $(OUT)/symbols.real.asm) $(OUT)/modules/order
	@touch $@

$(OUT)/modules/%.mod.o: $(OUT)/modules/described
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -DMODULE -DKBUILD_MODNAME='"$*"' -c -o $@ $(@:.o=.c)

$(OUT)/modules/%.ko: $(OUT)/modules/%.o $(OUT)/modules/%.mod.o
	$(call say,KO,$@)
	$(Q)$(LD) $(wordlist 1,2,$(LDFLAGS)) -r -o $@ $^
	$(Q)$(STRIP) --strip-debug $@
	$(Q)$(PYTHON) tools/modpost.py bind --kernel $(OUT)/quarry.elf $@

# ---- labs/: built as anybody's modules are, in a copy of the folder, as there are two kernels
lab_sources := $(wildcard labs/*.c)
lab_files := $(lab_sources:labs/%.c=$(OUT)/labs/%.ko)

.PHONY: labs
labs: $(OUT)/initrd.cpio

$(OUT)/labs/built: $(lab_sources) labs/Makefile $(OUT)/Module.symvers tools/modules.mk
	@mkdir -p $(@D)
	$(Q)cp -p $(lab_sources) labs/Makefile $(@D)
	+$(Q)$(MAKE) ARCH=$(ARCH) M=$(@D) modules
	$(Q)$(STRIP) --strip-debug $(lab_files)
	@touch $@

$(OUT)/initrd.cpio: $(tree_module_files) $(OUT)/labs/built $(wildcard labs/*.md) tools/mkinitrd
	$(call say,INITRD,$@)
	$(Q)$(PYTHON) tools/mkinitrd $@ $(foreach f,$(tree_module_files),lib/modules/$(notdir $(f))=$(f)) \
		$(foreach f,$(lab_files) $(wildcard labs/*.md),labs/$(notdir $(f))=$(f))

# What modules from outside are built against: no source of the kernel is needed but include/ and these.
$(OUT)/Module.symvers: $(OUT)/quarry.elf $(tree_module_files) $(OUT)/config.mk tools/modpost.py
	$(Q)$(PYTHON) tools/modpost.py exports $< >$@.new && cat $(OUT)/modules/symvers >>$@.new && mv $@.new $@

$(OUT)/config.mk: $(OUT)/flags
	$(Q)printf 'DEBUG := %s\nSLAB := %s\n' '$(DEBUG)' '$(SLAB)' >$@

.PRECIOUS: $(OUT)/modules/%.mod.o $(OUT)/generated/%.c $(OUT)/symbols.%.asm $(OUT)/symbols.%.o $(OUT)/quarry.%.elf
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

endif # M

else
# ---------------------------------------------------------------- the project

.PHONY: all $(ARCHES)
all: $(ARCHES)

$(ARCHES): setup-build
	$(Q)$(MAKE) ARCH=$@ kernel

# Debian packages that are missing are installed, or named where only root could.
.PHONY: setup-build setup-run setup-iso setup-test setup-linux
setup-build setup-run setup-iso setup-test setup-linux: setup-%:
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

.PHONY: test test-whole
test test-whole: setup-test iso
	$(Q)$(PYTHON) tools/testall.py $(if $(filter test-whole,$@),--whole)

.PHONY: labs
labs: all

.PHONY: soak matrix
soak: all setup-run
	$(Q)nice tools/soak --build $(BUILD)

matrix: iso setup-test
	$(Q)tests/matrix/boot_matrix.py --whole --build $(BUILD)

# Quarry beside Linux, from bench/ built for both; writes bench/results.json, docs/benchmarks.md and its charts.
.PHONY: bench bench-linux bench-boot bench-slab
bench: all setup-run
	$(Q)BUILD='$(abspath $(BUILD))' BENCH_COMMAND='make $@' python3 tools/bench.py $(if $(KVM),--kvm)
	$(Q)python3 tools/bench_chart.py

bench-linux: all setup-run $(if $(LEAN),setup-linux)
	$(Q)BUILD='$(abspath $(BUILD))' BENCH_COMMAND='make $@ $(if $(LEAN),LEAN=1)' python3 tools/bench.py --linux $(if $(LEAN),--lean)
	$(Q)python3 tools/bench_chart.py

bench-boot: all setup-run
	$(Q)BUILD='$(abspath $(BUILD))' python3 tools/bench_boot.py

# The three slab allocators beside each other, in docs/slab.md.
bench-slab: all setup-run
	$(Q)for v in slab slob; do for a in $(ARCHES); do $(MAKE) ARCH=$$a SLAB=$$v BUILD=$(BUILD)/$$v kernel || exit 1; done; done
	$(Q)BUILD='$(abspath $(BUILD))' python3 tools/bench_slab.py

# What modules are built with, and nothing else: make -C DIR M=... modules.
.PHONY: headers_install
headers_install:
	$(Q)test -n '$(DIR)' || { echo 'say where: make headers_install DIR=folder' >&2; exit 1; }
	$(Q)mkdir -p '$(DIR)' && cp -r --parents Makefile include arch/x86/include arch/x86/32/include arch/x86/64/include \
		tools/modules.mk tools/modpost.py tools/elffile.py '$(DIR)'
	$(Q)cd $(BUILD) && for a in $(ARCHES); do test -f $$a/Module.symvers && \
		mkdir -p '$(abspath $(DIR))'/build/$$a && cp $$a/Module.symvers $$a/config.mk '$(abspath $(DIR))'/build/$$a; done; true

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
#:   make test-whole       ... with the other compilers, slab allocators, boots on both widths (longer)
#:   make test-host        the suites that need no machine, sanitised (SUITE=mm.buddy)
#:   make matrix           all boots, with all suites after every way to boot
#:   make soak             the suites 20 times on 1, 2, 4, 16 CPUs, each time another seed; hours
#:   make iso              build/quarry.iso: CD, hard disk, USB stick; BIOS and UEFI
#:   make labs             the example modules of labs/, in the kernel's initrd: 'lab' in the monitor
#:   make debug            as run, waiting for gdb on port 1234
#:   make bench            instructions beside Linux's, boot, sizes: bench/results.json, docs/benchmarks.md (KVM=1: cycles)
#:   make bench-linux      the same with Debian's Linux, fetched, built for and booted (LEAN=1: a lean one too, an hour)
#:   make bench-boot       boots up to 1 TiB, and the kernel's own small rows
#:   make bench-slab       the three slab allocators beside each other: the tables of docs/slab.md
#:   make fuzz TARGET=x    a fuzzer (multiboot2 multiboot1 pvh e820 cmdline acpi); TIME=seconds
#:   make coverage         what the host suites reach
#:   make -C . M=DIR modules   modules from another folder (ARCH=x86_64 unless given; also: clean)
#:   make headers_install DIR=x   all that modules are built with
#:   make compile_commands.json   for clangd
#:   make clean
#:
#: Variables: ARCH=i386|x86_64 (one kernel), SLAB=slub|slab|slob, DEBUG=1 (page_owner), LLVM=1 (clang), WERROR=1, V=1,
#: DEBUG_INFO=-g1 (lines only: a quicker build), CROSS_COMPILE=prefix, BUILD=folder.
