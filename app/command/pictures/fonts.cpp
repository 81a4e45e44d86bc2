// fontconfig finds the files, which are mapped into memory.
#include "command/pictures/fonts.h"

#include "i18n/error.h"

#include <cstring>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <memory>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace convlens {
namespace {

struct WantedFont {
    const char* family;
    int fontconfig_weight;
    int weight; // as CSS counts
    const char* package;
    float scale;
};

[[noreturn]] void miss(const WantedFont& wanted) {
    throw Error(Error::Fault::work, "error.font_missing",
                {{"family", wanted.family}, {"package", wanted.package}}, wanted.family);
}

struct PatternFree {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternFree>;

/// fontconfig always answers with some font; only one that bears the family's name is meant.
bool has_family(FcPattern* pattern, const char* family) {
    FcChar8* name = nullptr;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; ++i) {
        if (std::strcmp(reinterpret_cast<const char*>(name), family) == 0)
            return true;
    }
    return false;
}

void map_file(const char* path, const WantedFont& wanted, FontFile& font) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat file = {};
    if (descriptor < 0 || fstat(descriptor, &file) != 0 || file.st_size <= 0) {
        if (descriptor >= 0)
            close(descriptor);
        miss(wanted);
    }
    const auto size = static_cast<std::size_t>(file.st_size);
    void* const bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (bytes == MAP_FAILED)
        miss(wanted);
    font.owner =
        std::shared_ptr<const void>(bytes, [size](const void* p) { munmap(const_cast<void*>(p), size); });
    font.bytes = {static_cast<const std::byte*>(bytes), size};
}

FontFile find(FcConfig* config, const WantedFont& wanted) {
    const Pattern pattern(FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, wanted.family, FC_WEIGHT,
                                         FcTypeInteger, wanted.fontconfig_weight, FC_SLANT, FcTypeInteger,
                                         FC_SLANT_ROMAN, nullptr));
    FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const Pattern match(FcFontMatch(config, pattern.get(), &result));
    FcChar8* path = nullptr;
    int index = 0;
    if (!match || !has_family(match.get(), wanted.family) ||
        FcPatternGetString(match.get(), FC_FILE, 0, &path) != FcResultMatch)
        miss(wanted);
    FcPatternGetInteger(match.get(), FC_INDEX, 0, &index);
    FontFile font;
    map_file(reinterpret_cast<const char*>(path), wanted, font);
    font.index = index;
    font.family = wanted.family;
    font.weight = wanted.weight;
    font.scale = wanted.scale;
    return font;
}

struct ConfigFree {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};

} // namespace

FontSet load_fonts() {
    const std::unique_ptr<FcConfig, ConfigFree> config(FcInitLoadConfigAndFonts());
    const auto font = [&](const char* family, int fontconfig_weight, int weight, const char* package,
                          float scale) {
        return find(config.get(), {family, fontconfig_weight, weight, package, scale});
    };
    FontSet fonts;
    fonts.sans = font("Inter", FC_WEIGHT_REGULAR, 400, "fonts-inter", 1);
    fonts.sans_bold = font("Inter", FC_WEIGHT_DEMIBOLD, 600, "fonts-inter", 1);
    fonts.mono = font("JetBrains Mono", FC_WEIGHT_REGULAR, 400, "fonts-jetbrains-mono", 1);
    fonts.mono_bold = font("JetBrains Mono", FC_WEIGHT_BOLD, 700, "fonts-jetbrains-mono", 1);
    // Mathematical signs first: the Chinese face has some of them too, wider.
    fonts.fallback.push_back(font("DejaVu Sans", FC_WEIGHT_BOOK, 400, "fonts-dejavu-core", 1));
    fonts.fallback.push_back(
        font("WenQuanYi Micro Hei", FC_WEIGHT_REGULAR, 400, "fonts-wqy-microhei", 1.15F));
    return fonts;
}

} // namespace convlens
