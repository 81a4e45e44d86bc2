// WebM: EBML elements (RFC 8794) of a name and a length, both of variable size. The scene is the text of a
// tag.
#include "encoding/container_header.h"
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr uint64_t unknown = ~uint64_t{0}; // length: up to where the next one begins

enum ElementName : uint32_t {
    segment = 0x18538067,
    cluster = 0x1F43B675,
    tags = 0x1254C367,
    tag = 0x7373,
    simple_tag = 0x67C8,
    tag_string = 0x4487
};

struct Element {
    uint32_t name = 0;
    uint64_t data = 0, length = 0; // place in the file; bytes or `unknown`
};

/// The element at `at`; none: there is no whole one before `end`, its data aside.
std::optional<Element> element_at(ByteWindow& file, uint64_t at, uint64_t end) {
    if (at >= end)
        return {};
    const auto header = webm_header(file.view(at, std::min<uint64_t>(end - at, max_container_header)));
    if (!header)
        return {};
    const Element element{static_cast<uint32_t>(header->name), at + header->size,
                          header->length.value_or(unknown)};
    if (header->length && element.length > end - element.data)
        return {};
    return element;
}

EmbeddedText text_of_string(ByteWindow& file, const Element& element) {
    if (element.length < scene_names::prefix.size() ||
        file.view(element.data, scene_names::prefix.size()) != scene_names::prefix)
        return {};
    if (element.length > max_base64_bytes() + scene_names::prefix.size())
        refuse_damaged();
    std::string text = file.bytes(element.data, static_cast<std::size_t>(element.length));
    text.erase(std::min(text.find('\0'), text.size())); // a text may be filled up with zeros
    return unpacked_base64(std::string_view(text).substr(scene_names::prefix.size()));
}

/// The texts of tags and of what they contain, in the order of the file.
EmbeddedText text_in_tags(ByteWindow& file, uint64_t at, uint64_t end) {
    while (const auto element = element_at(file, at, end)) {
        if (element->length == unknown)
            break;
        if (element->name == tag_string)
            if (auto text = text_of_string(file, *element))
                return text;
        const bool has_children = element->name == tag || element->name == simple_tag;
        at = element->data + (has_children ? 0 : element->length);
    }
    return {};
}

} // namespace

EmbeddedText text_in_webm(ByteWindow& file) {
    uint64_t at = 0;
    while (const auto element = element_at(file, at, file.size())) {
        const bool is_open = element->name == segment || element->length == unknown;
        if (element->name == tags && element->length != unknown)
            if (auto text = text_in_tags(file, element->data, element->data + element->length))
                return text;
        if (is_open && element->name != segment && element->name != cluster)
            break;
        at = element->data + (is_open ? 0 : element->length);
    }
    return {};
}

} // namespace convlens
