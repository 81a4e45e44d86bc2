// The gate's file as the engine's source of bytes, and the engine's issues in words.
#include "input/npy_file.h"

#include "convlens/npy.h"
#include "document/memory.h"
#include "i18n/error.h"
#include "input/gate.h"
#include "input/limits.h"
#include "input/shape_text.h"

namespace convlens {
namespace {

static_assert(limits::elements == npy_max_elements && limits::npy_header == npy_max_header);

/// Text of a file for a message: printable characters, at most 20.
std::string shown(std::string_view text) {
    std::string result;
    for (const char c : text.substr(0, 20))
        result += c >= ' ' && c <= '~' ? c : '?';
    return '\'' + result + (text.size() > 20 ? "...'" : "'");
}

Error error_of(const NpyIssue& issue, const std::string& path) {
    const std::string value = std::to_string(issue.value);
    const std::string limit = std::to_string(issue.limit);
    const auto error = [&](std::string key, Error::Values values) {
        return Error(Error::Fault::request, std::move(key), std::move(values), path);
    };
    switch (issue.fault) {
    case NpyFault::magic:
        return error("error.npy_magic", {});
    case NpyFault::version:
        return error("error.npy_version", {{"value", value + "." + limit}});
    case NpyFault::header_length:
        return error("error.npy_header_length", {{"value", value}, {"limit", limit}});
    case NpyFault::header:
        return error("error.npy_header", {{"place", value}});
    case NpyFault::structured:
        return error("error.npy_structured", {});
    case NpyFault::type:
        return error("error.npy_type", {{"value", shown(issue.text)},
                                        {"choices", "f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1"}});
    case NpyFault::axes:
        return error("error.npy_axes", {{"limit", limit}});
    case NpyFault::elements:
        return error("error.npy_elements", {{"limit", limit}});
    case NpyFault::size:
        return error("error.npy_size",
                     {{"value", value}, {"shape", shape_text(issue.shape)}, {"needed", limit}});
    case NpyFault::source:
        break;
    }
    return error("error.file_shrank", {}); // the gate throws its own for all else
}

void check(const std::optional<NpyIssue>& issue, const std::string& path) {
    if (issue)
        throw error_of(*issue, path);
}

} // namespace

NpyFile::NpyFile(std::string path) : path_(std::move(path)), file_(open_regular(path_, limits::npy_bytes)) {
    check(read_npy_header(source(), header_), path_);
}

NpySource NpyFile::source() const {
    return {file_.size, [this](void* into, std::size_t count) {
                read_exactly(file_.descriptor, into, count, path_);
                return true;
            }};
}

template <class T> Tensor<T> NpyFile::numbers() const {
    Tensor<T> tensor;
    check(read_npy_numbers(source(), header_, tensor), path_);
    return tensor;
}

template Tensor<float> NpyFile::numbers() const;
template Tensor<double> NpyFile::numbers() const;
template Tensor<int64_t> NpyFile::numbers() const;

Tensor<double> read_npy(const std::string& path) {
    const NpyFile file(path);
    require_memory(file.header().shape.product() * static_cast<int64_t>(sizeof(double)), path);
    return file.numbers<double>();
}

} // namespace convlens
