// Files of every kind that may hold a scene, made by hand as small as they can be.
#pragma once

#include "encoding/compressed.h"
#include "encoding/packed_text.h"
#include "input/picture_bytes.h"

#include <string>
#include <utility>
#include <vector>

namespace convlens {

inline std::string itxt_data(const std::string& text) {
    return std::string("convlens-scene\0\1\0\0\0", 19) + zlib_stream(text);
}
inline std::string png_with(const std::string& text) {
    PngParts parts;
    parts.rows = std::string(2, '\0');
    parts.before = png_chunk("tEXt", std::string("Comment\0any", 11));
    parts.after = png_chunk("iTXt", itxt_data(text));
    return png_file(parts);
}

inline std::string sub_blocks(const std::string& data) {
    std::string blocks;
    for (std::size_t at = 0; at < data.size(); at += 255) {
        const std::string block = data.substr(at, 255);
        blocks += static_cast<char>(block.size()) + block;
    }
    return blocks + '\0';
}
/// A picture of one pixel with two tables of colours, another extension before and after the scene's.
inline std::string gif_with(const std::string& text) {
    const std::string table(6, '\1');
    const std::string image = ',' + std::string(4, '\0') + little_end(1, 2) + little_end(1, 2) + '\x80' +
                              table + '\2' + sub_blocks("\x44\1");
    const std::string loop = "!\xFF\x0BNETSCAPE2.0" + sub_blocks(std::string("\1\0\0", 3));
    return "GIF89a" + little_end(1, 2) + little_end(1, 2) + std::string("\x80\0\0", 3) + table + loop +
           image + "!\xFF\x0B" + "CONVLENSSCN" + sub_blocks(zlib_stream(text)) + ';';
}

inline std::string riff_chunk(const std::string& name, const std::string& data) {
    return name + little_end(data.size(), 4) + data + std::string(data.size() % 2, '\0');
}
inline std::string webp_with(const std::string& text, const std::string& header = "") {
    const std::string xmp = header + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><convlens:scene>" +
                            pack_text(text) + "</convlens:scene></x:xmpmeta>";
    const std::string chunks = "WEBP" + riff_chunk("VP8X", std::string(10, '\4')) +
                               riff_chunk("VP8L", "odd") + riff_chunk("XMP ", xmp);
    return riff_chunk("RIFF", chunks);
}

inline std::string box(const std::string& type, const std::string& data) {
    return big_end(data.size() + 8, 4) + type + data;
}
inline std::string mp4_with(const std::string& text, bool with_long_sizes = false) {
    const std::string data = box("data", big_end(1, 4) + big_end(0, 4) + "convlens-scene:" + pack_text(text));
    const std::string list =
        box("ilst", box("\xA9too", box("data", big_end(1, 8) + "a program")) + box("\xA9"
                                                                                   "cmt",
                                                                                   data));
    const std::string meta = box("meta", big_end(0, 4) + box("hdlr", std::string(24, '\0')) + list);
    const std::string movie = box("mvhd", std::string(100, '\0')) + box("udta", meta);
    const std::string long_movie = big_end(1, 4) + "moov" + big_end(movie.size() + 16, 8) + movie;
    return box("ftyp", "isomisom") + (with_long_sizes ? long_movie : box("moov", movie)) + big_end(0, 4) +
           "mdat" + "to the end of the file";
}

/// An EBML element, its length in eight bytes.
inline std::string element(const std::string& name, const std::string& data, bool has_length = true) {
    return name + (has_length ? '\1' + big_end(data.size(), 7) : std::string("\xFF")) + data;
}
inline std::string webm_with(const std::string& text, bool has_lengths = true) {
    const std::string tag = element("\x45\xA3", "COMMENT") +
                            element("\x44\x87", "convlens-scene:" + pack_text(text) + std::string(2, '\0'));
    const std::string tags =
        element("\x12\x54\xC3\x67", element("\x73\x73", element("\x63\xC0", "") + element("\x67\xC8", tag)));
    const std::string cluster =
        element("\x1F\x43\xB6\x75", element("\xE7", "\1") + element("\xA3", "a block"), has_lengths);
    return element("\x1A\x45\xDF\xA3", element("\x42\x82", "webm")) +
           element("\x18\x53\x80\x67", cluster + tags, has_lengths);
}

inline std::string pdf_around(const std::string& string) {
    return "%PDF-1.5\n1 0 obj\n<< /Producer (cairo)\n   /Keywords " + string +
           "\n   /Creator (convlens)\n>>\nendobj\n";
}
inline std::string pdf_with(const std::string& text) {
    return pdf_around("(convlens-scene:" + pack_text(text) + ")");
}

inline std::string with_replaced(std::string text, char what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, 1, by);
    return text;
}
inline std::string svg_with(const std::string& text) {
    const std::string escaped = with_replaced(with_replaced(text, '&', "&amp;"), '<', "&lt;");
    return "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>"
           "<convlens-scene xmlns=\"https://convlens.invalid/scene\">" +
           escaped + "</convlens-scene></metadata></svg>\n";
}
inline std::string html_with(const std::string& text) {
    return "<!DOCTYPE html><html><body><svg></svg><script type=\"application/json\" id=\"convlens-scene\">" +
           with_replaced(text, '<', "\\u003c") + "</script></body></html>\n";
}

inline std::string tex_with(const std::string& text) {
    std::string file = "% a figure\n";
    const std::string packed = pack_text(text);
    for (std::size_t at = 0; at < packed.size(); at += 76)
        file += "% convlens-scene: " + packed.substr(at, 76) + "\n";
    return file + "\\begin{tikzpicture}\n\\end{tikzpicture}\n";
}

/// Each kind's name and file.
inline std::vector<std::pair<std::string, std::string>> files_with(const std::string& text) {
    return {{"png", png_with(text)},
            {"gif", gif_with(text)},
            {"webp", webp_with(text)},
            {"mp4", mp4_with(text)},
            {"webm", webm_with(text)},
            {"pdf", pdf_with(text)},
            {"svg", svg_with(text)},
            {"html", html_with(text)},
            {"tex", tex_with(text)},
            {"mp4 64", mp4_with(text, true)},
            {"webm live", webm_with(text, false)}};
}

} // namespace convlens
