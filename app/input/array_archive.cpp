// Either kind gives a header and a stream of numbers, which the engine's reader of .npy turns into tensors.
#include "input/array_archive.h"

#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/limits.h"
#include "input/npy_error.h"
#include "input/safetensors.h"
#include "input/zip.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace convlens {
namespace {

constexpr std::string_view npy_ending = ".npy";

std::string without_ending(const std::string& name) {
    return name.ends_with(npy_ending) ? name.substr(0, name.size() - npy_ending.size()) : name;
}

void throw_zip_fault(ZipFault fault, const std::string& archive, const std::string& where) {
    switch (fault) {
    case ZipFault::none:
        return;
    case ZipFault::too_many_entries:
        refuse("error.archive_directory", {{"limit", std::to_string(limits::archive_directory)}}, archive);
    case ZipFault::method:
        refuse("error.archive_method", {}, where);
    case ZipFault::damaged:
        refuse("error.archive_damaged", {}, archive);
    }
}

} // namespace

/// One of both is filled.
struct ArrayArchive::Directory {
    bool is_npz = false;
    std::vector<ZipEntry> entries;
    std::vector<SafeTensor> tensors;
};

ArrayArchive::ArrayArchive(ByteSource bytes, bool is_npz, std::string where)
    : bytes_(std::move(bytes)), where_(std::move(where)), directory_(std::make_unique<Directory>()) {
    directory_->is_npz = is_npz;
    if (is_npz) {
        throw_zip_fault(read_zip_directory(bytes_, directory_->entries), where_, where_);
        std::erase_if(directory_->entries,
                      [](const ZipEntry& entry) { return !entry.name.ends_with(npy_ending); });
        for (const ZipEntry& entry : directory_->entries)
            names_.push_back(without_ending(entry.name));
        return;
    }
    if (!read_safetensors(bytes_, directory_->tensors))
        refuse("error.safetensors", {{"limit", std::to_string(limits::safetensors_header)}}, where_);
    for (const SafeTensor& tensor : directory_->tensors)
        names_.push_back(tensor.name);
}

ArrayArchive::~ArrayArchive() = default;

std::size_t ArrayArchive::find(const std::string& name) const {
    const auto found =
        std::find(names_.begin(), names_.end(), directory_->is_npz ? without_ending(name) : name);
    return static_cast<std::size_t>(found - names_.begin());
}

ArchivedArray ArrayArchive::open(std::size_t index) const {
    const std::string where = where_ + ":" + names_[index];
    return directory_->is_npz ? open_npz(index, where) : open_safetensors(index, where);
}

ArchivedArray ArrayArchive::open_npz(std::size_t index, const std::string& where) const {
    const ZipEntry& entry = directory_->entries[index];
    if (entry.size > static_cast<uint64_t>(limits::npy_bytes))
        refuse("error.file_too_large",
               {{"value", std::to_string(entry.size)}, {"limit", std::to_string(limits::npy_bytes)}}, where);
    ZipFault fault{};
    const auto stream = std::make_shared<ZipStream>(bytes_, entry, fault);
    throw_zip_fault(fault, where_, where);
    ArchivedArray array;
    array.kept = stream;
    array.source = {static_cast<int64_t>(entry.size),
                    [stream = stream.get(), archive = where_](void* into, std::size_t count) {
                        if (!stream->read(into, count))
                            refuse("error.archive_damaged", {}, archive);
                        return true;
                    }};
    throw_npy_issue(read_npy_header(array.source, array.header), where);
    return array;
}

ArchivedArray ArrayArchive::open_safetensors(std::size_t index, const std::string& where) const {
    const SafeTensor& tensor = directory_->tensors[index];
    if (!tensor.type)
        refuse("error.npy_type", {{"value", tensor.type_name}, {"choices", array_type_names()}}, where);
    ArchivedArray array;
    array.header.type = *tensor.type;
    array.header.swapped = std::endian::native != std::endian::little;
    array.header.shape = tensor.shape;
    array.source = {
        static_cast<int64_t>(tensor.size),
        [this, at = tensor.at, is_half = tensor.is_bfloat16](void* into, std::size_t count) mutable {
            const std::size_t stored = is_half ? count / 2 : count;
            auto* const to = static_cast<unsigned char*>(into);
            bytes_.read(at, to + (count - stored), stored);
            at += stored;
            for (std::size_t i = 0; is_half && i < stored; i += 2) {
                const std::array<unsigned char, 4> whole{0, 0, to[stored + i], to[stored + i + 1]};
                std::memcpy(to + 2 * i, whole.data(), whole.size());
            }
            return true;
        }};
    return array;
}

} // namespace convlens
