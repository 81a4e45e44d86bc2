// Texts that are much alike, as a page holds them: a table of their distinct lines, and for each text what it
// has otherwise than the first of its track. So any step is found at once, none is replayed.
//     lines   numbered from 0
//     texts   a line each, in the order in which they came: TRACK, a space and, of the first of a track,
//             [LINE, ..], the numbers of its lines; of others [[AT, REMOVED, LINE, ..], ..], places in the
//             first
#pragma once

#include "encoding/compressed.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace convlens {

/// Memory: what is compressed, and 16 bytes and a little more for each distinct line.
class Pack {
public:
    /// The next text of a track, which is made when it is first named. Its name has no space.
    void add(const std::string& track, std::string_view text);
    bool is_empty() const { return first_.empty(); }

    /// Both, compressed (raw deflate); once, last.
    struct Bytes {
        std::string lines, texts;
    };
    Bytes finish();

private:
    /// Two hashes of a line: lines are taken for the same where both are.
    struct LineKey {
        uint64_t first = 0, second = 0;
        bool operator==(const LineKey&) const = default;
    };
    struct HashOfKey {
        std::size_t operator()(const LineKey& key) const { return key.first; }
    };
    uint32_t number_of(std::string_view line);

    std::map<std::string, std::vector<uint32_t>> first_; // of each track
    std::unordered_map<LineKey, uint32_t, HashOfKey> numbers_;
    Deflater lines_{best_compression, bare_window}, texts_{best_compression, bare_window};
};

} // namespace convlens
