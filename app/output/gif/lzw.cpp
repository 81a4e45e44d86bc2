// Two things make it fast on pictures that are mostly flat: runs of one symbol take the longest known string
// of that symbol in one step, and the table is small enough for the first caches. When the table is full it
// is kept for as long as it compresses well.
#include "output/gif/lzw.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace convlens {
namespace {

constexpr int widest = 12;
// A full table is judged once every so many codes, and given up when they stand for less than this part of
// the pixels that the best ones stood for.
constexpr int judged_codes = 128;
constexpr double worth_keeping = 0.75;

// Where the run of the symbol at `begin` ends.
std::size_t end_of_run(std::span<const uint8_t> symbols, std::size_t begin) {
    const uint8_t symbol = symbols[begin];
    const uint64_t eight = symbol * UINT64_C(0x0101010101010101);
    std::size_t end = begin + 1;
    while (end + 8 <= symbols.size()) {
        uint64_t word = 0;
        std::memcpy(&word, symbols.data() + end, 8);
        if (word != eight)
            break;
        end += 8;
    }
    while (end < symbols.size() && symbols[end] == symbol)
        ++end;
    return end;
}

uint32_t key_of(int prefix, uint8_t symbol) {
    return static_cast<uint32_t>(prefix) << 20 | static_cast<uint32_t>(symbol) << 12;
}

} // namespace

std::size_t LzwEncoder::slot_of(uint32_t key) const {
    std::size_t slot = (key * 0x9E3779B1U) >> (32 - hash_bits);
    while (table_[slot] != 0 && (table_[slot] & 0xFFFFF000U) != key)
        slot = (slot + 1) & (table_.size() - 1);
    return slot;
}

int LzwEncoder::child(int prefix, uint8_t symbol) const {
    const uint32_t found = table_[slot_of(key_of(prefix, symbol))];
    return found == 0 ? -1 : static_cast<int>(found & 0xFFF);
}

void LzwEncoder::add(int prefix, uint8_t symbol, int code) {
    const uint32_t key = key_of(prefix, symbol);
    table_[slot_of(key)] = key | static_cast<uint32_t>(code);
    const Node& before = nodes_[static_cast<std::size_t>(prefix)];
    Node& node = nodes_[static_cast<std::size_t>(code)];
    node = {};
    if (before.run == 0 || before.symbol != symbol)
        return;
    node = {static_cast<uint16_t>(before.run + 1), symbol};
    runs_[symbol].push_back(static_cast<uint16_t>(code));
}

void LzwEncoder::put_bits(int code) {
    pending_ |= static_cast<uint64_t>(code) << pending_bits_;
    pending_bits_ += width_;
    for (; pending_bits_ >= 8; pending_bits_ -= 8, pending_ >>= 8)
        bytes_.push_back(static_cast<char>(pending_ & 0xFF));
}

void LzwEncoder::clear() {
    put_bits(clear_code_);
    table_.fill(0);
    width_ = bits_ + 1;
    next_code_ = clear_code_ + 2;
    for (int symbol = 0; symbol < clear_code_; ++symbol) {
        nodes_[static_cast<std::size_t>(symbol)] = {1, static_cast<uint8_t>(symbol)};
        runs_[static_cast<std::size_t>(symbol)].assign(1, static_cast<uint16_t>(symbol));
    }
    codes_judged_ = 0;
    pixels_judged_ = best_pixels_ = 0;
}

// Puts a code of so many pixels. The decoder numbers a new string with every code it reads, so
// the number is used up even where no string is added; -1: the table is full.
int LzwEncoder::put(int code, std::size_t pixels) {
    put_bits(code);
    if (next_code_ < max_codes) {
        if (next_code_ == 1 << width_ && width_ < widest)
            ++width_;
        return next_code_++;
    }
    pixels_judged_ += pixels;
    if (++codes_judged_ == judged_codes) {
        if (static_cast<double>(pixels_judged_) < worth_keeping * static_cast<double>(best_pixels_)) {
            clear();
        } else {
            best_pixels_ = std::max(best_pixels_, pixels_judged_);
            codes_judged_ = 0;
            pixels_judged_ = 0;
        }
    }
    return -1;
}

void LzwEncoder::encode(std::span<const uint8_t> symbols, int bits, std::string& out) {
    assert(bits >= 2 && bits <= 8 && !symbols.empty());
    bits_ = bits;
    clear_code_ = 1 << bits;
    width_ = bits + 1;
    bytes_.clear();
    clear();
    std::size_t run_end = 0;
    for (std::size_t begin = 0; begin < symbols.size();) {
        const uint8_t first = symbols[begin];
        if (run_end <= begin)
            run_end = end_of_run(symbols, begin);
        const std::size_t known = std::min(run_end - begin, runs_[first].size());
        int code = runs_[first][known - 1];
        std::size_t end = begin + known;
        int longer = -1;
        while (end < symbols.size() && (longer = child(code, symbols[end])) >= 0) {
            code = longer;
            ++end;
        }
        const int added = put(code, end - begin);
        if (added >= 0 && end < symbols.size())
            add(code, symbols[end], added);
        begin = end;
    }
    put_bits(clear_code_ + 1); // end of information
    for (; pending_bits_ > 0; pending_bits_ -= 8, pending_ >>= 8)
        bytes_.push_back(static_cast<char>(pending_ & 0xFF));
    pending_ = 0;
    pending_bits_ = 0;
    out.push_back(static_cast<char>(bits));
    for (std::size_t at = 0; at < bytes_.size(); at += 255) {
        const std::size_t size = std::min<std::size_t>(255, bytes_.size() - at);
        out.push_back(static_cast<char>(size));
        out.append(bytes_, at, size);
    }
    out.push_back('\0');
}

} // namespace convlens
