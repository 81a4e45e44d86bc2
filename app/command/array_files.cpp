// .npy files as the command line takes them: what is wrong names the option and the file.
#include "command/array_files.h"

#include "i18n/error.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace convlens {
namespace {

constexpr std::pair<NpyType, std::string_view> type_names[] = {
    {NpyType::f4, "float32"}, {NpyType::f8, "float64"}, {NpyType::i1, "int8"},  {NpyType::i2, "int16"},
    {NpyType::i4, "int32"},   {NpyType::i8, "int64"},   {NpyType::u1, "uint8"}, {NpyType::u2, "uint16"},
    {NpyType::u4, "uint32"},  {NpyType::u8, "uint64"},  {NpyType::b1, "bool"}};

std::string_view type_name(NpyType type) {
    return std::find_if(std::begin(type_names), std::end(type_names),
                        [&](const auto& row) { return row.first == type; })
        ->second;
}

const char* choices_of(ArrayFile::Holds holds) {
    return holds == ArrayFile::Holds::positions ? "int64" : "float32, float64";
}

/// Of a type that no array here has, the choices are those of this file.
NpyFile opened(const std::string& path, ArrayFile::Holds holds) {
    try {
        return NpyFile(path);
    } catch (Error& error) {
        for (auto& [name, value] : error.values) {
            if (error.key == "error.npy_type" && name == "choices")
                value = choices_of(holds);
        }
        throw;
    }
}

} // namespace

ArrayFile::ArrayFile(std::string_view option, const std::string& path, Holds holds)
    : option_(option), path_(path), file_(opened(path, holds)) {
    const NpyType type = file_.header().type;
    const bool fits =
        holds == Holds::positions ? type == NpyType::i8 : type == NpyType::f4 || type == NpyType::f8;
    if (!fits)
        throw Error(Error::Fault::request, "error.npy_type",
                    {{"value", std::string(type_name(type))}, {"choices", choices_of(holds)}}, where());
}

std::string ArrayFile::where() const {
    const std::string name = std::string(option_) + " " + path_;
    return shape().empty() ? name : name + ", " + shape_text(shape());
}

void ArrayFile::require_shape(const Sizes& needed) const {
    if (shape() != needed)
        throw Error(Error::Fault::request, "error.shape",
                    {{"value", shape_text(shape())}, {"needed", shape_text(needed)}}, where());
}

std::string ArrayFiles::where(const std::string& place) const {
    std::string result = place;
    for (const std::optional<ArrayFile>* file : {&input, &weight, &bias, &indices, &grad_output}) {
        if (!*file)
            continue;
        const std::string named = std::string((*file)->option()) + " " + (*file)->path();
        if (const std::size_t at = result.find(named); at != std::string::npos)
            result.replace(at, named.size(), (*file)->where());
        else if (result == (*file)->option())
            result = (*file)->where();
    }
    return result;
}

} // namespace convlens
