// Arrays as the command line takes them: what is wrong names the option and the file.
#include "command/array_files.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "input/npy_error.h"

namespace convlens {
namespace {

constexpr const char* position_types = "int8, int16, int32, int64, uint8, uint16, uint32, uint64";

ArrayReader opened(const std::string& typed) {
    keep_piped(array_place(typed).path);
    return ArrayReader(typed);
}

} // namespace

ArrayFile::ArrayFile(std::string_view option, const std::string& path, Holds holds)
    : option_(option), path_(path), file_(opened(path)) {
    const NpyType type = file_.header().type;
    if (holds == Holds::positions && !is_integer(type))
        throw Error(Error::Fault::request, "error.npy_type",
                    {{"value", std::string(array_type_name(type))}, {"choices", position_types}}, where());
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
