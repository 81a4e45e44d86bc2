// GIF's variable-width LZW. Knows symbols and bytes only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace convlens {

/// Encodes images one after the other; keeps its tables between them. Not thread-safe.
class LzwEncoder {
public:
    /// Appends the symbols (each below 2^bits, bits 2 to 8) as GIF's image data: code size, blocks,
    /// terminator.
    void encode(std::span<const uint8_t> symbols, int bits, std::string& out);

private:
    static constexpr int max_codes = 4096;
    static constexpr int hash_bits = 14; // a quarter full at most: short probes, and it fits the first caches

    struct Node {           // the string of a code
        uint16_t run = 0;   // its length where it is one symbol again and again, else 0
        uint8_t symbol = 0; // of that run
    };

    std::size_t slot_of(uint32_t key) const;
    int child(int prefix, uint8_t symbol) const;
    void add(int prefix, uint8_t symbol, int code);
    void clear();
    int put(int code, std::size_t pixels);
    void put_bits(int code);

    int bits_ = 8;
    int clear_code_ = 256;
    int next_code_ = 258;
    int width_ = 9;        // bits of a code now
    uint64_t pending_ = 0; // bits that are no whole byte yet
    int pending_bits_ = 0;
    std::array<uint32_t, 1 << hash_bits> table_{}; // prefix << 20 | symbol << 12 | code; 0: free
    std::array<Node, max_codes> nodes_{};
    std::array<std::vector<uint16_t>, 256> runs_; // of each symbol: the code of its run of n at [n - 1]
    int codes_judged_ = 0;                        // since the table is full
    std::size_t pixels_judged_ = 0, best_pixels_ = 0;
    std::string bytes_;
};

} // namespace convlens
