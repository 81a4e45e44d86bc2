// .npy files as the command line takes them: what is wrong names the option and the file.
#include "command/array_files.h"

#include "i18n/error.h"

namespace convlens {
namespace {

std::string_view type_name(NpyType type) {
    switch (type) {
    case NpyType::f4:
        return "float32";
    case NpyType::f8:
        return "float64";
    case NpyType::i1:
        return "int8";
    case NpyType::i2:
        return "int16";
    case NpyType::i4:
        return "int32";
    case NpyType::i8:
        return "int64";
    case NpyType::u1:
        return "uint8";
    case NpyType::u2:
        return "uint16";
    case NpyType::u4:
        return "uint32";
    case NpyType::u8:
        return "uint64";
    case NpyType::b1:
        return "bool";
    }
    return {};
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
