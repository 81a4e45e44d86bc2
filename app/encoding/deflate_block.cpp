// Counts, codes, header, tokens.
#include "encoding/deflate_block.h"

#include "encoding/huffman.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <vector>

namespace convlens {
namespace {

constexpr std::size_t end_of_block = 256, literal_count = 286, distance_count = 30;
constexpr int max_bits = 15, max_header_bits = 7;

struct Symbol {
    uint16_t symbol = 0;
    uint8_t extra_bits = 0;
    uint16_t extra = 0;
};

/// RFC 1951, 3.2.5: lengths in groups of four, each group with one extra bit more than the one before.
Symbol length_symbol(uint32_t length) {
    if (length == max_match)
        return {285, 0, 0};
    const uint32_t from = length - 3;
    if (from < 8)
        return {static_cast<uint16_t>(257 + from), 0, 0};
    const auto extra_bits = static_cast<uint32_t>(std::bit_width(from)) - 3;
    return {static_cast<uint16_t>(257 + 4 * extra_bits + (from >> extra_bits)),
            static_cast<uint8_t>(extra_bits), static_cast<uint16_t>(from & ((1U << extra_bits) - 1))};
}

/// The same in groups of two.
Symbol distance_symbol(uint32_t distance) {
    const uint32_t from = distance - 1;
    if (from < 4)
        return {static_cast<uint16_t>(from), 0, 0};
    const auto extra_bits = static_cast<uint32_t>(std::bit_width(from)) - 2;
    return {static_cast<uint16_t>(2 * extra_bits + (from >> extra_bits)), static_cast<uint8_t>(extra_bits),
            static_cast<uint16_t>(from & ((1U << extra_bits) - 1))};
}

std::array<Symbol, max_match + 1> length_table() {
    std::array<Symbol, max_match + 1> table{};
    for (uint32_t length = 3; length <= max_match; ++length)
        table[length] = length_symbol(length);
    return table;
}
const std::array<Symbol, max_match + 1> length_symbols = length_table();

/// Bits that go straight to memory: the room is made for all of a block beforehand.
class Writer {
public:
    Writer(Bits& to, std::size_t max_new_bits) : to_(to), count_(to.count) {
        to_.bytes.resize((count_ + max_new_bits) / 8 + 16);
        at_ = count_ / 8;
        held_ = static_cast<uint8_t>(to_.bytes[at_]);
        number_ = static_cast<int>(count_ % 8);
    }
    void put(uint64_t bits, int number) {
        held_ |= bits << number_;
        number_ += number;
        if (number_ < 32)
            return;
        std::memcpy(&to_.bytes[at_], &held_, 4); // little-endian, as deflate is
        at_ += 4;
        held_ >>= 32;
        number_ -= 32;
    }
    void finish() {
        std::memcpy(&to_.bytes[at_], &held_, 8);
        to_.count = at_ * 8 + static_cast<std::size_t>(number_);
        to_.bytes.resize((to_.count + 7) / 8);
    }

private:
    Bits& to_;
    std::size_t count_, at_ = 0;
    uint64_t held_ = 0;
    int number_ = 0;
};
static_assert(std::endian::native == std::endian::little);

struct Code {
    std::vector<uint8_t> lengths;
    std::vector<uint16_t> codes;
};

Code code_of(std::vector<uint8_t> lengths) {
    std::vector<uint16_t> codes = huffman_codes(lengths);
    return {std::move(lengths), std::move(codes)};
}

std::vector<uint8_t> standard_lengths() {
    std::vector<uint8_t> lengths(288, 8);
    std::fill(lengths.begin() + 144, lengths.begin() + 256, 9);
    std::fill(lengths.begin() + 256, lengths.begin() + 280, 7);
    return lengths;
}

/// The lengths of both codes as the header writes them: runs are shortened.
struct Header {
    std::vector<Symbol> symbols;
    std::size_t literals = 0, distances = 0; // lengths that are written
    Code code;
    std::size_t code_lengths = 0;
    std::size_t bits = 0;
};

constexpr std::array<std::size_t, 19> header_order{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                   11, 4,  12, 3, 13, 2, 14, 1, 15};

void append_run(std::vector<Symbol>& symbols, uint8_t length, std::size_t run) {
    if (length != 0) {
        symbols.push_back({length, 0, 0});
        --run;
    }
    while (run >= 3) {
        const std::size_t most = length != 0 ? 6 : 138;
        const std::size_t taken = std::min(run, most);
        if (length != 0)
            symbols.push_back({16, 2, static_cast<uint16_t>(taken - 3)});
        else if (taken <= 10)
            symbols.push_back({17, 3, static_cast<uint16_t>(taken - 3)});
        else
            symbols.push_back({18, 7, static_cast<uint16_t>(taken - 11)});
        run -= taken;
    }
    symbols.insert(symbols.end(), run, {length, 0, 0});
}

Header header_of(const std::vector<uint8_t>& literals, const std::vector<uint8_t>& distances) {
    Header header;
    header.literals = literals.size();
    while (header.literals > 257 && literals[header.literals - 1] == 0)
        --header.literals;
    header.distances = distances.size();
    while (header.distances > 1 && distances[header.distances - 1] == 0)
        --header.distances;
    std::vector<uint8_t> all(literals.begin(),
                             literals.begin() + static_cast<std::ptrdiff_t>(header.literals));
    all.insert(all.end(), distances.begin(),
               distances.begin() + static_cast<std::ptrdiff_t>(header.distances));
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        while (end < all.size() && all[end] == all[begin])
            ++end;
        append_run(header.symbols, all[begin], end - begin);
    }
    std::array<uint32_t, 19> counts{};
    for (const Symbol& symbol : header.symbols)
        ++counts[symbol.symbol];
    header.code = code_of(huffman_lengths(counts, max_header_bits));
    header.code_lengths = header_order.size();
    while (header.code_lengths > 4 && header.code.lengths[header_order[header.code_lengths - 1]] == 0)
        --header.code_lengths;
    header.bits = 14 + 3 * header.code_lengths;
    for (const Symbol& symbol : header.symbols)
        header.bits += header.code.lengths[symbol.symbol] + symbol.extra_bits;
    return header;
}

void put_header(Writer& writer, const Header& header) {
    writer.put(header.literals - 257, 5);
    writer.put(header.distances - 1, 5);
    writer.put(header.code_lengths - 4, 4);
    for (std::size_t i = 0; i < header.code_lengths; ++i)
        writer.put(header.code.lengths[header_order[i]], 3);
    for (const Symbol& symbol : header.symbols) {
        writer.put(header.code.codes[symbol.symbol], header.code.lengths[symbol.symbol]);
        writer.put(symbol.extra, symbol.extra_bits);
    }
}

struct Counts {
    std::array<uint32_t, literal_count> literals{};
    std::array<uint32_t, distance_count> distances{};
    std::size_t extra_bits = 0;
};

using Parts = std::span<const std::span<const DeflateToken>>;

Counts counts_of(Parts parts) {
    Counts counts;
    counts.literals[end_of_block] = 1;
    for (const auto& part : parts)
        for (const DeflateToken& token : part) {
            if (token.distance == 0) {
                ++counts.literals[token.value];
                continue;
            }
            const Symbol& length = length_symbols[token.value];
            const Symbol distance = distance_symbol(token.distance);
            ++counts.literals[length.symbol];
            ++counts.distances[distance.symbol];
            counts.extra_bits += length.extra_bits + distance.extra_bits;
        }
    return counts;
}

std::size_t bits_of(const Counts& counts, const std::vector<uint8_t>& literals,
                    const std::vector<uint8_t>& distances) {
    std::size_t bits = counts.extra_bits;
    for (std::size_t i = 0; i < literal_count; ++i)
        bits += std::size_t{counts.literals[i]} * literals[i];
    for (std::size_t i = 0; i < distance_count; ++i)
        bits += std::size_t{counts.distances[i]} * distances[i];
    return bits;
}

void put_tokens(Writer& writer, Parts parts, const Code& literals, const Code& distances) {
    const auto put = [&writer](const Code& code, const Symbol& symbol) {
        const int length = code.lengths[symbol.symbol];
        writer.put(code.codes[symbol.symbol] | uint64_t{symbol.extra} << length, length + symbol.extra_bits);
    };
    for (const auto& part : parts)
        for (const DeflateToken& token : part) {
            if (token.distance == 0) {
                writer.put(literals.codes[token.value], literals.lengths[token.value]);
                continue;
            }
            put(literals, length_symbols[token.value]);
            put(distances, distance_symbol(token.distance));
        }
    writer.put(literals.codes[end_of_block], literals.lengths[end_of_block]);
}

} // namespace

void Bits::append(uint32_t bits, int number) {
    Writer writer(*this, static_cast<std::size_t>(number));
    writer.put(bits, number);
    writer.finish();
}

void Bits::append(const Bits& other) {
    Writer writer(*this, other.count);
    std::size_t at = 0;
    for (; (at + 4) * 8 <= other.count; at += 4) {
        uint32_t four = 0;
        std::memcpy(&four, &other.bytes[at], 4);
        writer.put(four, 32);
    }
    for (std::size_t left = other.count - at * 8; left > 0; ++at) {
        const std::size_t taken = std::min<std::size_t>(left, 8);
        writer.put(static_cast<uint8_t>(other.bytes[at]), static_cast<int>(taken));
        left -= taken;
    }
    writer.finish();
}

Bits deflate_block(Parts parts) {
    const Counts counts = counts_of(parts);
    const std::vector<uint8_t> literals = huffman_lengths(counts.literals, max_bits);
    const std::vector<uint8_t> distances = huffman_lengths(counts.distances, max_bits);
    static const Code standard = code_of(standard_lengths());
    static const Code standard_distances = code_of(std::vector<uint8_t>(distance_count, 5));
    const Header header = header_of(literals, distances);
    const std::size_t own = header.bits + bits_of(counts, literals, distances);
    const std::size_t by_standard = bits_of(counts, standard.lengths, standard_distances.lengths);
    Bits bits;
    Writer writer(bits, std::min(own, by_standard) + 3);
    writer.put(0, 1); // not the last one
    writer.put(own < by_standard ? 2 : 1, 2);
    if (own < by_standard) {
        put_header(writer, header);
        put_tokens(writer, parts, code_of(literals), code_of(distances));
    } else {
        put_tokens(writer, parts, standard, standard_distances);
    }
    writer.finish();
    return bits;
}

} // namespace convlens
