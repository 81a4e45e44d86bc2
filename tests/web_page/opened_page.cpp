// An inflater and a reader of their own beside the writer's.
#include "opened_page.h"

#include "encoding/base64.h"
#include "web_page/sealed.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <sstream>

namespace convlens::test {
namespace {

std::string inflated(std::string bytes) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string result;
    std::array<char, 65536> part{};
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        state = inflate(&stream, Z_NO_FLUSH);
        result.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    EXPECT_EQ(state, Z_STREAM_END);
    return result;
}

} // namespace

std::string json_part(std::string_view page, std::string_view id) {
    const std::string opening = "<script type=\"application/json\" id=\"" + std::string(id) + "\">";
    const std::size_t begin = page.find(opening);
    if (begin == std::string_view::npos)
        return {};
    const std::string_view rest = page.substr(begin + opening.size());
    return std::string(rest.substr(0, rest.find("</script>")));
}

nlohmann::json data_of(std::string_view page) {
    return nlohmann::json::parse(json_part(page, "convlens-page"));
}

OpenedPack::OpenedPack(const nlohmann::json& packed, std::string_view key) {
    const auto opened = [&](std::size_t part) {
        std::string bytes = from_base64(packed.at(part).get<std::string>()).value_or("");
        return inflated(key.empty() ? bytes : sealed(bytes, key));
    };
    bytes_ = opened(0);
    std::istringstream all(bytes_);
    std::string line;
    while (std::getline(all, line))
        lines_.push_back(line);
    if (bytes_.ends_with('\n'))
        lines_.emplace_back();
    std::istringstream texts(opened(1));
    while (std::getline(texts, line)) {
        const std::size_t end = line.find(' ');
        tracks_[line.substr(0, end)].push_back(nlohmann::json::parse(line.substr(end + 1)));
    }
}

std::size_t OpenedPack::texts(const std::string& track) const {
    return tracks_.at(track).size();
}

std::string OpenedPack::text(const std::string& track, std::size_t index) const {
    const nlohmann::json& first = tracks_.at(track).at(0);
    std::vector<std::size_t> numbers;
    std::size_t from = 0;
    if (index > 0)
        for (const nlohmann::json& edit : tracks_.at(track).at(index)) {
            while (from < edit.at(0).get<std::size_t>())
                numbers.push_back(first.at(from++));
            for (std::size_t i = 2; i < edit.size(); ++i)
                numbers.push_back(edit.at(i));
            from += edit.at(1).get<std::size_t>();
        }
    while (from < first.size())
        numbers.push_back(first.at(from++));
    std::string joined;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        joined += (i == 0 ? "" : "\n") + lines_.at(numbers[i]);
    return joined;
}

} // namespace convlens::test
