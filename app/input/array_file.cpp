// Each kind of file gives a header and a stream of numbers, which the engine's reader of .npy turns into
// tensors.
#include "input/array_file.h"

#include "document/evaluate/memory.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/array_archive.h"
#include "input/byte_source.h"
#include "input/content_type.h"
#include "input/limits.h"
#include "input/npy_error.h"
#include "input/number_table.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// "w, b", of the first ones where there are many.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t max_listed = 40;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), max_listed); ++i)
        text.append(text.empty() ? "" : ", ").append(names[i]);
    return names.size() > max_listed ? text + ", ..." : text;
}

/// The place of `name` in the archive; a name that is not there is answered by those that are.
std::size_t chosen(const ArrayArchive& archive, const std::string& name, const std::string& path) {
    if (archive.names().empty())
        refuse("error.archive_empty", {}, path);
    if (name.empty())
        refuse("error.archive_needs_name", {{"file", path}, {"choices", listed(archive.names())}}, path);
    const std::size_t found = archive.find(name);
    if (found == archive.names().size())
        refuse("error.archive_name", {{"value", name}, {"choices", listed(archive.names())}},
               path + ":" + name);
    return found;
}

/// Type and byte order of numbers that are not of a .npy file.
NpyHeader header_of(NpyType type, bool is_little, const Sizes& shape) {
    NpyHeader header;
    header.type = type;
    header.swapped = is_little != (std::endian::native == std::endian::little);
    header.shape = shape;
    return header;
}

} // namespace

/// What is open; the parts that the source reads from live as long as it.
struct ArrayReader::Content {
    explicit Content(const std::string& typed)
        : place(array_place(typed)), file(open_regular(place.path, std::numeric_limits<int64_t>::max())) {
        const std::string type = content_type(place.path);
        if (type == "npz" || type == "safetensors")
            open_archive(type == "npz");
        else if (!place.name.empty())
            refuse("error.no_names", {{"file", place.path}}, typed);
        else if (type == "table")
            open_table();
        else
            open_npy();
    }
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    std::string where() const { return place.name.empty() ? place.path : place.path + ":" + place.name; }
    void require_size(int64_t limit) const {
        if (file.size > limit)
            refuse("error.file_too_large",
                   {{"value", std::to_string(file.size)}, {"limit", std::to_string(limit)}}, place.path);
    }
    void read_header() { throw_npy_issue(read_npy_header(source, header), where()); }

    void open_npy() {
        require_size(limits::npy_bytes);
        source = {file.size, [this](void* into, std::size_t count) {
                      read_exactly(file.descriptor, into, count, place.path);
                      return true;
                  }};
        read_header();
    }

    void open_archive(bool is_npz) {
        archive = std::make_unique<ArrayArchive>(byte_source(file, place.path), is_npz, place.path);
        ArchivedArray array = archive->open(chosen(*archive, place.name, place.path));
        header = array.header;
        source = std::move(array.source);
        kept = std::move(array.kept);
    }

    void open_table() {
        require_size(limits::table_bytes);
        std::string text(static_cast<std::size_t>(file.size), '\0');
        read_exactly(file.descriptor, text.data(), text.size(), place.path);
        if (const auto fault = read_table(text, table))
            refuse_table(*fault);
        header = header_of(NpyType::f8, std::endian::native == std::endian::little, table.shape);
        source = npy_source(
            {reinterpret_cast<const char*>(table.data.data()), table.data.size() * sizeof(double)});
    }

    [[noreturn]] void refuse_table(const TableFault& fault) const {
        const std::string line = std::to_string(fault.line);
        switch (fault.kind) {
        case TableFault::Kind::number:
            refuse(
                "error.table_number",
                {{"line", line}, {"column", std::to_string(fault.column)}, {"value", "'" + fault.text + "'"}},
                place.path);
        case TableFault::Kind::ragged:
            refuse("error.table_ragged",
                   {{"line", line},
                    {"value", std::to_string(fault.count)},
                    {"needed", std::to_string(fault.needed)}},
                   place.path);
        case TableFault::Kind::empty:
            break;
        }
        refuse("error.table_empty", {}, place.path);
    }

    ArrayPlace place;
    OpenFile file;
    std::unique_ptr<ArrayArchive> archive;
    std::shared_ptr<void> kept; // by what is open in the archive
    Tensor<double> table;
    NpySource source;
    NpyHeader header;
};

ArrayReader::ArrayReader(const std::string& typed) : content_(std::make_unique<Content>(typed)) {}
ArrayReader::~ArrayReader() = default;
ArrayReader::ArrayReader(ArrayReader&&) noexcept = default;
ArrayReader& ArrayReader::operator=(ArrayReader&&) noexcept = default;

const NpyHeader& ArrayReader::header() const {
    return content_->header;
}

template <class T> Tensor<T> ArrayReader::numbers() const {
    Tensor<T> tensor;
    throw_npy_issue(read_npy_numbers(content_->source, content_->header, tensor), content_->where());
    return tensor;
}

template Tensor<float> ArrayReader::numbers() const;
template Tensor<double> ArrayReader::numbers() const;
template Tensor<int64_t> ArrayReader::numbers() const;

ArrayPlace array_place(const std::string& typed) {
    const auto exists = [](const std::string& path) {
        return path == "-" || access(path.c_str(), F_OK) == 0;
    };
    if (exists(typed))
        return {typed, ""};
    for (std::size_t at = typed.find(':'); at != std::string::npos; at = typed.find(':', at + 1)) {
        if (const std::string path = typed.substr(0, at); exists(path))
            return {path, typed.substr(at + 1)};
    }
    return {typed, ""};
}

bool holds_arrays(const std::string& content_type) {
    return content_type == "npy" || content_type == "npz" || content_type == "safetensors" ||
           content_type == "table";
}

Tensor<double> read_array(const std::string& typed) {
    const ArrayReader reader(typed);
    require_memory(reader.header().shape.product() * static_cast<int64_t>(sizeof(double)), typed);
    return reader.numbers<double>();
}

} // namespace convlens
