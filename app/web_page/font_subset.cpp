// HarfBuzz cuts the font down; its table of names is written here, since HarfBuzz keeps names or leaves them
// out.
#include "web_page/font_subset.h"

#include "i18n/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <hb-ot.h>
#include <hb-subset.h>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace convlens {
namespace {

struct Release {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
using Blob = std::unique_ptr<hb_blob_t, Release>;
using FontFace = std::unique_ptr<hb_face_t, Release>;

Blob blob_of(std::string_view bytes) {
    return Blob(hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_DUPLICATE,
                               nullptr, nullptr));
}

std::string_view bytes_of(const Blob& blob) {
    unsigned size = 0;
    const char* const bytes = hb_blob_get_data(blob.get(), &size);
    return {bytes, size};
}

FontFace subset_of(const FontFile& font, const std::set<char32_t>& characters) {
    const Blob whole(hb_blob_create(reinterpret_cast<const char*>(font.bytes.data()),
                                    static_cast<unsigned>(font.bytes.size()), HB_MEMORY_MODE_READONLY,
                                    nullptr, nullptr));
    const FontFace face(hb_face_create(whole.get(), static_cast<unsigned>(font.index)));
    const std::unique_ptr<hb_subset_input_t, Release> input(hb_subset_input_create_or_fail());
    if (!input)
        throw std::bad_alloc();
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    for (const char32_t character : characters)
        hb_set_add(hb_subset_input_unicode_set(input.get()), character);
    hb_set_t* const left_out = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* const tag : {"GSUB", "GPOS", "GDEF", "BASE", "kern", "name", "DSIG", "FFTM"})
        hb_set_add(left_out, hb_tag_from_string(tag, -1));
    const FontFace subset(hb_subset_or_fail(face.get(), input.get()));
    if (!subset)
        throw std::runtime_error("not a font that can be cut down: " + font.family);
    const Blob file(hb_face_reference_blob(subset.get())); // only a file can list its tables
    return FontFace(hb_face_create(file.get(), 0));
}

/// An entry of the font's table of names, in English.
std::string name_in(const FontFile& font, hb_ot_name_id_t id) {
    const Blob whole(hb_blob_create(reinterpret_cast<const char*>(font.bytes.data()),
                                    static_cast<unsigned>(font.bytes.size()), HB_MEMORY_MODE_READONLY,
                                    nullptr, nullptr));
    const FontFace face(hb_face_create(whole.get(), static_cast<unsigned>(font.index)));
    const hb_language_t english = hb_language_from_string("en", -1);
    unsigned size = hb_ot_name_get_utf8(face.get(), id, english, nullptr, nullptr) + 1;
    std::string name(size, '\0');
    hb_ot_name_get_utf8(face.get(), id, english, &size, name.data());
    name.resize(size);
    return name;
}

void put(std::string& bytes, std::size_t number) {
    bytes += static_cast<char>(static_cast<uint8_t>(number >> 8U));
    bytes += static_cast<char>(static_cast<uint8_t>(number));
}

/// In UTF-16; a character that needs two of its units is left out.
std::string utf16(std::string_view text) {
    std::string units;
    while (!text.empty())
        if (const char32_t c = take_character(text); c < 0x10000)
            put(units, c);
    return units;
}

/// A table of names (OpenType, "name") of format 0, for Windows and in English.
std::string name_table(const std::vector<std::pair<unsigned, std::string>>& names) {
    constexpr std::size_t header = 6, entry = 12;
    std::string table, texts;
    put(table, 0);
    put(table, names.size());
    put(table, header + entry * names.size());
    for (const auto& [id, text] : names) {
        const std::string units = utf16(text);
        for (const std::size_t number : {std::size_t{3}, std::size_t{1}, std::size_t{0x409}, std::size_t{id},
                                         units.size(), texts.size()})
            put(table, number);
        texts += units;
    }
    return table + texts;
}

/// Without spaces, for PostScript.
std::string joined(std::string_view family) {
    std::string name(family);
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string own_names(const FontFile& font, std::string_view family) {
    const std::string style = font.weight > 500 ? "Bold" : "Regular";
    const std::string postscript = joined(family) + "-" + style;
    std::vector<std::pair<unsigned, std::string>> names = {
        {HB_OT_NAME_ID_COPYRIGHT, name_in(font, HB_OT_NAME_ID_COPYRIGHT)},
        {HB_OT_NAME_ID_FONT_FAMILY, std::string(family)},
        {HB_OT_NAME_ID_FONT_SUBFAMILY, style},
        {HB_OT_NAME_ID_UNIQUE_ID, postscript},
        {HB_OT_NAME_ID_FULL_NAME, std::string(family) + " " + style},
        {HB_OT_NAME_ID_VERSION_STRING, "Version 1.0"},
        {HB_OT_NAME_ID_POSTSCRIPT_NAME, postscript},
        {HB_OT_NAME_ID_LICENSE_URL, name_in(font, HB_OT_NAME_ID_LICENSE_URL)}};
    std::erase_if(names, [](const auto& name) { return name.second.empty(); });
    return name_table(names);
}

} // namespace

std::string font_subset(const FontFile& font, const std::set<char32_t>& characters, std::string_view family) {
    const FontFace subset = subset_of(font, characters);
    const FontFace built(hb_face_builder_create());
    std::array<hb_tag_t, 64> tags{};
    auto count = static_cast<unsigned>(tags.size());
    hb_face_get_table_tags(subset.get(), 0, &count, tags.data());
    for (unsigned i = 0; i < count; ++i) {
        const Blob table(hb_face_reference_table(subset.get(), tags.at(i)));
        hb_face_builder_add_table(built.get(), tags.at(i), table.get());
    }
    const Blob names = blob_of(own_names(font, family));
    hb_face_builder_add_table(built.get(), HB_TAG('n', 'a', 'm', 'e'), names.get());
    const Blob file(hb_face_reference_blob(built.get()));
    return std::string(bytes_of(file));
}

} // namespace convlens
