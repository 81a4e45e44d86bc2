// The arguments of a pasted call by name, read strictly. Private to `codegen`.
#pragma once

#include "codegen/kept_name.h"
#include "codegen/pasted/layers.h"
#include "codegen/pasted/python_reader.h"
#include "i18n/error.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

inline constexpr int64_t max_pasted_size = int64_t{1} << 31; // what is larger is as impossible as this

/// Of text from outside: one short line of valid UTF-8.
std::string quoted(std::string_view text);
[[noreturn]] void refuse_pasted(const char* key, Error::Values values = {});

/// Every function throws Error with a key of the catalogue where the text does not set what it has to.
/// `common`: the argument's name as common_name gives it.
class PastedArguments {
public:
    /// Both must outlive this.
    PastedArguments(const python::CallText& call, const PastedLayerKind& layer);
    PastedArguments(const PastedArguments&) = delete; // entries point into it

    const python::Value* find(std::string_view common) const; // null where it is absent or None
    const python::Value& need(std::string_view common) const;
    bool has(std::string_view common) const { return find(common) != nullptr; }

    /// One whole number of at least 0 for every axis, or a list of them. Numbers over 2^31 are that.
    Sizes sizes(std::string_view common, const python::Value& value, std::size_t dims) const;
    Sizes sizes_or(std::string_view common, const Sizes& otherwise) const;
    int64_t whole_or(std::string_view common, int64_t otherwise) const;
    /// The same; where the text does not say the number, `otherwise` is it and noted in `kept`.
    int64_t channels_or(std::string_view common, int64_t otherwise, std::vector<KeptName>& kept) const;
    /// Whether both are the same words, whatever they mean.
    bool are_the_same(std::string_view common, std::string_view other) const;
    bool boolean_or(std::string_view common, bool otherwise) const;
    double number(std::string_view common) const;
    std::string_view word(std::string_view common) const;  // of a string, else empty
    std::string small_word(std::string_view common) const; // in small letters: "same"
    PaddingMode mode_or_zeros(std::string_view common, std::string_view zeros) const;
    PaddingMode numpy_mode(std::string_view common) const; // of np.pad; absent: zeros

    [[noreturn]] void refuse_value(const char* key, std::string_view common,
                                   const python::Value& value) const;
    [[noreturn]] void refuse_choice(std::string_view common, const std::string& choices) const;
    /// "neither a whole number nor so many of them".
    [[noreturn]] void refuse_sizes(std::string_view common, const python::Value& value,
                                   std::size_t dims) const;

private:
    struct Entry {
        std::string_view common, name; // as the text calls it
        const python::Value* value;
    };
    std::string_view written(std::string_view common) const;
    void find_values_in_call();

    const python::CallText& call_;
    std::vector<Entry> values_;
    std::deque<python::Value> found_; // values of arguments that other arguments of the call give
};

} // namespace convlens
