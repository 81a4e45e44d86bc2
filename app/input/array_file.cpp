// Each kind of file gives a header and a stream of numbers, which the engine's reader of .npy turns into
// tensors.
#include "input/array_file.h"

#include "document/memory.h"
#include "i18n/error.h"
#include "input/byte_source.h"
#include "input/content_type.h"
#include "input/limits.h"
#include "input/npy_error.h"
#include "input/number_table.h"
#include "input/safetensors.h"
#include "input/zip.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace convlens {
namespace {

[[noreturn]] void refuse(std::string key, Error::Values values, const std::string& where) {
    throw Error(Error::Fault::request, std::move(key), std::move(values), where);
}

/// "w, b", of the first ones where there are many.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t max_listed = 40;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), max_listed); ++i)
        text.append(text.empty() ? "" : ", ").append(names[i]);
    return names.size() > max_listed ? text + ", ..." : text;
}

/// The place of `name` among `names`; a name that is not there is answered by those that are.
std::size_t chosen(const std::vector<std::string>& names, const std::string& name, const std::string& path) {
    if (names.empty())
        refuse("error.archive_empty", {}, path);
    const auto found = std::find(names.begin(), names.end(), name);
    if (name.empty())
        refuse("error.archive_needs_name", {{"file", path}, {"choices", listed(names)}}, path);
    if (found == names.end())
        refuse("error.archive_name", {{"value", name}, {"choices", listed(names)}}, path + ":" + name);
    return static_cast<std::size_t>(found - names.begin());
}

std::string without_ending(const std::string& name, std::string_view ending) {
    return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name;
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
        if (type == "npz")
            open_zip();
        else if (type == "safetensors")
            open_safetensors();
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

    ByteSource bytes() const {
        return {static_cast<uint64_t>(file.size), [this](uint64_t at, void* into, std::size_t count) {
                    if (lseek(file.descriptor.get(), static_cast<off_t>(at), SEEK_SET) < 0)
                        refuse("error.file_shrank", {}, place.path);
                    read_exactly(file.descriptor, into, count, place.path);
                }};
    }

    void throw_zip_fault(ZipFault fault) const {
        switch (fault) {
        case ZipFault::none:
            return;
        case ZipFault::too_many_entries:
            refuse("error.archive_directory", {{"limit", std::to_string(limits::archive_directory)}},
                   place.path);
        case ZipFault::method:
            refuse("error.archive_method", {}, where());
        case ZipFault::damaged:
            refuse("error.archive_damaged", {}, place.path);
        }
    }

    void open_npy() {
        require_size(limits::npy_bytes);
        source = {file.size, [this](void* into, std::size_t count) {
                      read_exactly(file.descriptor, into, count, place.path);
                      return true;
                  }};
        read_header();
    }

    void open_zip() {
        std::vector<ZipEntry> entries;
        throw_zip_fault(read_zip_directory(bytes(), entries));
        std::erase_if(entries, [](const ZipEntry& entry) { return !entry.name.ends_with(".npy"); });
        std::vector<std::string> names;
        names.reserve(entries.size());
        for (const ZipEntry& entry : entries)
            names.push_back(without_ending(entry.name, ".npy"));
        const ZipEntry& entry = entries[chosen(names, without_ending(place.name, ".npy"), place.path)];
        if (entry.size > static_cast<uint64_t>(limits::npy_bytes))
            refuse("error.file_too_large",
                   {{"value", std::to_string(entry.size)}, {"limit", std::to_string(limits::npy_bytes)}},
                   where());
        ZipFault fault{};
        stream = std::make_unique<ZipStream>(bytes(), entry, fault);
        throw_zip_fault(fault);
        source = {static_cast<int64_t>(entry.size), [this](void* into, std::size_t count) {
                      if (!stream->read(into, count))
                          refuse("error.archive_damaged", {}, place.path);
                      return true;
                  }};
        read_header();
    }

    void open_safetensors() {
        std::vector<SafeTensor> tensors;
        if (!read_safetensors(bytes(), tensors))
            refuse("error.safetensors", {{"limit", std::to_string(limits::safetensors_header)}}, place.path);
        std::vector<std::string> names;
        names.reserve(tensors.size());
        for (const SafeTensor& one : tensors)
            names.push_back(one.name);
        const SafeTensor& tensor = tensors[chosen(names, place.name, place.path)];
        if (!tensor.type)
            refuse("error.npy_type", {{"value", tensor.type_name}, {"choices", array_type_names()}}, where());
        header = header_of(*tensor.type, true, tensor.shape);
        source = {static_cast<int64_t>(tensor.size), [this, at = tensor.at, is_half = tensor.is_bfloat16](
                                                         void* into, std::size_t count) mutable {
                      const std::size_t stored = is_half ? count / 2 : count;
                      auto* const to = static_cast<unsigned char*>(into);
                      bytes().read(at, to + (count - stored), stored);
                      at += stored;
                      for (std::size_t i = 0; is_half && i < stored; i += 2) {
                          const std::array<unsigned char, 4> whole{0, 0, to[stored + i], to[stored + i + 1]};
                          std::memcpy(to + 2 * i, whole.data(), whole.size());
                      }
                      return true;
                  }};
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
    std::unique_ptr<ZipStream> stream;
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
