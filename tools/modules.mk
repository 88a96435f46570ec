# SPDX-License-Identifier: MIT
#
# Modules from another folder: make -C QUARRY M=DIR [ARCH=...] modules|clean. Included by the Makefile,
# which sets CC, LD, CPPFLAGS and CFLAGS as for the kernel.
#
# DIR has a Kbuild or Makefile in Linux's style: obj-m, NAME-objs, NAME-y, obj-m += sub/, ccflags-y,
# EXTRA_CFLAGS, CFLAGS_file.o. It is read by a make of its own for each folder (the second half of
# this file), so that its other targets and variables do no harm. What is made lies beside the sources.

export KERNELRELEASE := $(VERSION)
export KERNELVERSION := $(VERSION)
export VERSION PATCHLEVEL SUBLEVEL
srctree := $(CURDIR)
objtree := $(CURDIR)
kernel_out := $(abspath $(OUT))
module_dir := $(abspath $(M))

ifndef FOLDER
# ---------------------------------------------------------------- all folders
walk = $(MAKE) --no-print-directory ARCH=$(ARCH) M='$(M)' FOLDER='$(module_dir)' ROOT_FOLDER='$(module_dir)'

.PHONY: modules clean modules_install help check-kernel
modules: check-kernel
	$(Q)test -f '$(module_dir)/Kbuild' -o -f '$(module_dir)/Makefile' || \
		{ echo '$(module_dir): neither Kbuild nor Makefile there' >&2; exit 1; }
	$(Q)rm -f '$(module_dir)/modules.order'
	+$(Q)$(walk) folder-objects
	$(Q)touch '$(module_dir)/modules.order'
	$(Q)$(PYTHON) tools/modpost.py describe --symvers '$(kernel_out)/Module.symvers' \
		$(foreach f,$(KBUILD_EXTRA_SYMBOLS),--symvers '$(f)') \
		--write-symvers '$(module_dir)/Module.symvers' '$(module_dir)/modules.order'
	+$(Q)$(walk) folder-modules

clean:
	+$(Q)$(walk) folder-clean
	$(Q)rm -f '$(module_dir)/modules.order' '$(module_dir)/Module.symvers'

# The kernel itself need not be built here: a tree with include/, tools/ and these files is enough.
check-kernel:
	$(Q)test -f '$(kernel_out)/Module.symvers' || \
		{ echo "$(kernel_out)/Module.symvers is missing: build the kernel first (make ARCH=$(ARCH))" >&2; exit 1; }

else
# ---------------------------------------------------------------- one folder
folder := $(patsubst %/,%,$(FOLDER))
obj := $(folder)
src := $(folder)
MODLIB := $(folder)

# The file may have targets, and a default one, of its own.
__default: $(MAKECMDGOALS)
include $(firstword $(wildcard $(folder)/Kbuild $(folder)/Makefile))

goals := folder-objects folder-modules folder-clean
.PHONY: $(goals)

obj-m := $(strip $(obj-m) $(obj-y))
subfolders := $(patsubst %/,%,$(filter %/,$(obj-m)))
names := $(sort $(patsubst %.o,%,$(filter %.o,$(obj-m))))

# Objects of a module: its list, or the one object of its name.
parts = $(strip $($(1)-objs) $($(1)-y) $($(1)-m))
objects_of = $(or $(call parts,$(1)),$(1).o)
in_folder = $(foreach f,$(1),$(if $(filter /%,$(f)),$(f),$(folder)/$(f)))
composite := $(foreach n,$(names),$(if $(call parts,$(n)),$(n)))
all_objects := $(sort $(foreach n,$(names),$(call objects_of,$(n))))

# Old code's habits stay warnings; later compilers call them errors (GCC 14, clang 15 and 16).
try = $(shell $(CC) -Werror $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo $(1))
tolerance := $(foreach w,int-conversion implicit-function-declaration implicit-int incompatible-pointer-types \
	incompatible-function-pointer-types return-mismatch declaration-missing-parameter-type return-type format \
	strict-prototypes,$(call try,-Wno-error=$(w)))
quiet := -Wall -Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare -Wno-pointer-sign \
	-Wno-format-zero-length -Wno-vla -Wno-declaration-after-statement -Wno-shadow -Wno-extra -Wno-undef \
	-Wno-missing-prototypes -Wno-strict-prototypes -Wno-unused-but-set-variable -Wno-implicit-fallthrough
module_cflags := $(filter-out -ffunction-sections -fdata-sections -W% ,$(CFLAGS)) $(quiet) $(tolerance)
module_cppflags := $(patsubst -Iarch/%,-I$(srctree)/arch/%,$(patsubst -Iinclude,-I$(srctree)/include,$(CPPFLAGS))) \
	-DQUARRY_COMPAT_NAMES -DMODULE

own_flags = $(filter-out $(ccflags-remove-y),$(subdir-ccflags-y) $(ccflags-y) $(ccflags-m) $(EXTRA_CFLAGS) $(KCFLAGS) \
	$(CFLAGS_$(notdir $(1))) $(CFLAGS_$(patsubst $(folder)/%,%,$(1))))
# What the objects in the folder were compiled with, in a file: when it changes (another ARCH, another ccflags-y),
# all are compiled again.
settings := $(folder)/.quarry.flags
compiled_with := $(strip $(CC) $(module_cppflags) $(module_cflags) $(own_flags))
ifeq ($(filter folder-clean,$(MAKECMDGOALS)),)
ifneq ($(compiled_with),$(strip $(file <$(settings))))
$(file >$(settings),$(compiled_with))
endif
endif

# The module that an object belongs to, with dashes as Linux writes them.
owner_of = $(or $(firstword $(foreach n,$(composite),$(if $(filter $(1),$(call objects_of,$(n))),$(n)))),$(basename $(notdir $(1))))
identifier = $(subst -,_,$(subst .,_,$(basename $(notdir $(1)))))
names_flags = -DKBUILD_MODNAME='"$(call identifier,$(call owner_of,$(1)).o)"' \
	-DKBUILD_BASENAME='"$(call identifier,$(1))"' -DKBUILD_MODFILE='"$(folder)/$(call owner_of,$(1))"'

# $(call object-rules,OBJECT): from .c or .S
define object-rules
$(call in_folder,$(1)): $(wildcard $(patsubst %.o,%.c,$(call in_folder,$(1))) $(patsubst %.o,%.S,$(call in_folder,$(1)))) $(kernel_out)/Module.symvers $(settings)
	$$(if $$(filter %.c %.S,$$<),,$$(error there is no $(patsubst %.o,%.c,$(call in_folder,$(1)))))
	$$(call say,CC [M],$$@)
	$$(Q)$$(CC) $$(module_cppflags) $$(if $$(filter %.S,$$<),-D__ASSEMBLY__) $$(module_cflags) $$(names_flags_$(1)) \
		$$(call own_flags,$$@) -MMD -MP -MF $$(dir $$@).$$(notdir $$@).d -c -o $$@ $$<
endef
$(foreach o,$(all_objects),$(eval names_flags_$(o) = $(call names_flags,$(o))))
$(foreach o,$(all_objects),$(eval $(call object-rules,$(o))))

# A module of several objects is linked into one.
define composite-rule
$(folder)/$(1).o: $(call in_folder,$(call objects_of,$(1)))
	$$(call say,LD [M],$$@)
	$$(Q)$$(LD) $$(wordlist 1,2,$$(LDFLAGS)) -r -o $$@ $$(filter %.o,$$^)
endef
$(foreach n,$(filter-out $(patsubst %.o,%,$(all_objects)),$(composite)),$(eval $(call composite-rule,$(n))))

$(names:%=$(folder)/%.mod.o): $(folder)/%.mod.o: $(folder)/%.mod.c $(kernel_out)/Module.symvers $(settings)
	$(Q)$(CC) $(module_cppflags) $(module_cflags) -DKBUILD_MODNAME='"$(call identifier,$*.o)"' -c -o $@ $<

$(names:%=$(folder)/%.ko): $(folder)/%.ko: $(folder)/%.o $(folder)/%.mod.o
	$(call say,LD [M],$@)
	$(Q)$(LD) $(wordlist 1,2,$(LDFLAGS)) -r -o $@ $^

into = +$(Q)$(foreach s,$(subfolders),$(MAKE) --no-print-directory ARCH=$(ARCH) M='$(M)' FOLDER='$(folder)/$(s)' $(1) &&) true

folder-objects: $(names:%=$(folder)/%.o)
	$(Q)$(if $(names),printf '%s\n' $(names:%='$(folder)/%.o') >>'$(module_dir)/modules.order')
	$(call into,folder-objects)

folder-modules: $(names:%=$(folder)/%.ko)
	$(call into,folder-modules)

folder-clean:
	$(Q)rm -f '$(settings)' $(foreach n,$(names),'$(folder)/$(n).ko' '$(folder)/$(n).o' '$(folder)/$(n).mod.c' '$(folder)/$(n).mod.o') \
		$(call in_folder,$(all_objects)) $(foreach o,$(call in_folder,$(all_objects)),'$(dir $(o)).$(notdir $(o)).d')
	$(call into,folder-clean)

-include $(foreach o,$(call in_folder,$(all_objects)),$(wildcard $(dir $(o)).$(notdir $(o)).d))
endif
