// MP4 (ISO/IEC 14496-12): boxes of a length and a type. The scene is an item of the list of metadata, as
// ffmpeg writes a comment, with iTunes' names or with a table of keys.
#include "encoding/big_endian.h"
#include "encoding/container_header.h"
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

#include <algorithm>

namespace convlens {
namespace {

struct Box {
    uint64_t type = 0;
    uint64_t data = 0, end = 0; // places in the file
};

/// The box that begins at `at` and ends at `end` at the latest; none: there is no whole one.
std::optional<Box> box_at(ByteWindow& file, uint64_t at, uint64_t end) {
    if (at >= end)
        return {};
    const auto header = mp4_header(file.view(at, std::min<uint64_t>(end - at, max_container_header)));
    if (!header)
        return {};
    const uint64_t length = header->length.value_or(end - at);
    if (length < header->size || length > end - at)
        return {};
    return Box{header->name, at + header->size, at + length};
}

/// The first box of this type among those from `at` on.
std::optional<Box> box_named(ByteWindow& file, uint64_t at, uint64_t end, std::string_view type) {
    while (auto box = box_at(file, at, end)) {
        if (box->type == big_endian(type))
            return box;
        at = box->end;
    }
    return {};
}

std::optional<Box> inside(ByteWindow& file, const std::optional<Box>& box, std::string_view type) {
    return box ? box_named(file, box->data, box->end, type) : std::nullopt;
}

/// The text of an item's `data` box: four bytes of type, four of language, then the bytes.
EmbeddedText text_of_item(ByteWindow& file, const Box& item) {
    constexpr uint64_t before_text = 8;
    const auto data = box_named(file, item.data, item.end, "data");
    if (!data || data->end - data->data < before_text + scene_names::prefix.size())
        return {};
    const uint64_t at = data->data + before_text;
    if (file.view(at, scene_names::prefix.size()) != scene_names::prefix)
        return {};
    const uint64_t length = data->end - at;
    if (length > max_base64_bytes() + scene_names::prefix.size())
        refuse_damaged();
    return unpacked_base64(std::string_view(file.bytes(at, static_cast<std::size_t>(length)))
                               .substr(scene_names::prefix.size()));
}

/// `meta` has four bytes of version before its boxes, but for QuickTime's.
EmbeddedText text_in_meta(ByteWindow& file, const std::optional<Box>& meta) {
    if (!meta)
        return {};
    const bool has_version = meta->end - meta->data >= 8 && file.view(meta->data + 4, 4) != "hdlr";
    const auto list = box_named(file, meta->data + (has_version ? 4 : 0), meta->end, "ilst");
    if (!list)
        return {};
    uint64_t at = list->data;
    while (const auto item = box_at(file, at, list->end)) {
        if (auto text = text_of_item(file, *item))
            return text;
        at = item->end;
    }
    return {};
}

} // namespace

EmbeddedText text_in_mp4(ByteWindow& file) {
    const auto movie = box_named(file, 0, file.size(), "moov");
    if (auto text = text_in_meta(file, inside(file, inside(file, movie, "udta"), "meta")))
        return text;
    return text_in_meta(file, inside(file, movie, "meta"));
}

} // namespace convlens
