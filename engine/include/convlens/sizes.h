// A short list of whole numbers: a tensor's shape, or one parameter's value for each spatial axis.
// Lives on the stack; knows nothing of tensors.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace convlens {

/// At most `capacity` numbers. A value with ==; assigning never allocates.
class Sizes {
public:
    static constexpr std::size_t capacity = 8;

    Sizes() = default;
    Sizes(std::initializer_list<int64_t> values) {
        for (const int64_t value : values)
            push_back(value);
    }

    /// `count` times `value`.
    static Sizes filled(std::size_t count, int64_t value) {
        Sizes sizes;
        for (std::size_t i = 0; i < count; ++i)
            sizes.push_back(value);
        return sizes;
    }

    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const int64_t& operator[](std::size_t i) const { return values_[i]; }
    int64_t& operator[](std::size_t i) { return values_[i]; }
    const int64_t* begin() const { return values_.data(); }
    const int64_t* end() const { return values_.data() + count_; }
    const int64_t& back() const { return values_[count_ - 1]; }

    /// The caller keeps to `capacity`.
    void push_back(int64_t value) {
        assert(count_ < capacity);
        values_[count_++] = value;
    }

    /// Product of all numbers, 1 for an empty list. The caller keeps it within int64.
    int64_t product() const {
        int64_t result = 1;
        for (const int64_t value : *this)
            result *= value;
        return result;
    }

    bool operator==(const Sizes& other) const = default;

private:
    std::array<int64_t, capacity> values_{}; // unused places stay 0, so that == may compare them
    std::size_t count_ = 0;
};

} // namespace convlens
