// Temporary files until all are written; then the names, while signals wait.
#include "command/output_arrays.h"

#include "command/standard_output.h"
#include "convlens/npy.h"
#include "i18n/refuse.h"
#include "output/files/held_signals.h"

#include <filesystem>
#include <system_error>

namespace convlens {
namespace {

/// Whether writing both would leave one file. Devices and pipes take both.
bool is_one_file(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty())
        return false;
    if (a == "-" || b == "-")
        return a == b;
    std::error_code failed;
    const auto status = std::filesystem::status(a, failed);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return false;
    const auto place = [&](const std::string& path) {
        const auto canonical = std::filesystem::weakly_canonical(std::filesystem::absolute(path), failed);
        return failed ? std::filesystem::path(path) : canonical;
    };
    return place(a) == place(b);
}

} // namespace

void OutputArrays::require_different(const std::vector<std::pair<std::string_view, std::string>>& options) {
    for (std::size_t i = 0; i < options.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (is_one_file(options[j].second, options[i].second))
                refuse("error.same_output",
                       {{"value", options[i].second}, {"other", std::string(options[j].first)}},
                       options[i].first);
        }
    }
}

std::size_t OutputArrays::open(const std::string& path) {
    files_.push_back(path.empty() ? nullptr : std::make_unique<AtomicFile>(path));
    return files_.size() - 1;
}

template <class T> void OutputArrays::write(std::size_t file, const Tensor<T>& tensor) {
    AtomicFile* const to = files_[file].get();
    if (to == nullptr)
        return;
    write_npy(
        [&](const void* bytes, std::size_t count) {
            to->write(bytes, count);
            return true;
        },
        tensor);
    to->finish();
}

template void OutputArrays::write(std::size_t, const Tensor<float>&);
template void OutputArrays::write(std::size_t, const Tensor<double>&);
template void OutputArrays::write(std::size_t, const Tensor<int64_t>&);

void OutputArrays::commit(std::string_view text) {
    write_standard_output(text);
    const HeldSignals held; // none comes between the first name and the last
    std::vector<AtomicFile*> asked;
    for (const auto& file : files_)
        if (file)
            asked.push_back(file.get());
    AtomicFile::commit_all(asked);
}

} // namespace convlens
