// Names are matched by how they begin, for some write .idx3-ubyte and some -idx3-ubyte.
#include "network/folder.h"

#include "i18n/error.h"
#include "input/idx.h"
#include "input/limits.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// The first file by name that begins so; empty: there is none.
std::string file_that_begins(const std::string& folder, std::string_view begin) {
    std::error_code failed;
    std::string found;
    for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (name.starts_with(begin) && (found.empty() || name < found))
            found = name;
    }
    if (failed)
        throw Error(Error::Fault::request, "error.idx_folder_open", {}, folder);
    return found.empty() ? found : (std::filesystem::path(folder) / found).string();
}

struct Pictures {
    IdxArray images, labels;
};

std::optional<Pictures> read_pictures(const std::string& folder, std::string_view begin) {
    const std::string images = file_that_begins(folder, std::string(begin) + "-images");
    const std::string labels = file_that_begins(folder, std::string(begin) + "-labels");
    if (images.empty() && labels.empty())
        return {};
    if (images.empty() || labels.empty()) {
        const std::string& there = images.empty() ? labels : images;
        throw Error(Error::Fault::request, "error.idx_half",
                    {{"value", std::filesystem::path(there).filename().string()},
                     {"needed", std::string(begin) + (images.empty() ? "-images" : "-labels")}},
                    folder);
    }
    Pictures read{read_idx(images), read_idx(labels)};
    const Sizes& shape = read.images.shape;
    if ((shape.size() != 3 && shape.size() != 4) || shape.product() == 0)
        throw Error(Error::Fault::request, "error.idx_images", {}, images);
    if (read.labels.shape.size() != 1 || read.labels.shape[0] != shape[0])
        throw Error(
            Error::Fault::request, "error.idx_labels",
            {{"value", std::to_string(read.labels.data.size())}, {"needed", std::to_string(shape[0])}},
            labels);
    return read;
}

/// [C, height, width] of [count, height, width] or [count, C, height, width].
Sizes item_of(const Sizes& shape) {
    Sizes item;
    if (shape.size() == 3)
        item.push_back(1);
    for (std::size_t axis = 1; axis < shape.size(); ++axis)
        item.push_back(shape[axis]);
    return item;
}

} // namespace

NetworkData read_idx_folder(const std::string& folder) {
    std::optional<Pictures> training = read_pictures(folder, "train");
    if (!training)
        throw Error(Error::Fault::request, "error.idx_folder", {}, folder);
    NetworkData data;
    data.name = folder;
    data.item = item_of(training->images.shape);
    data.pixels = std::move(training->images.data);
    data.labels = std::move(training->labels.data);
    for (const char* const name : {"t10k", "test"}) {
        const std::optional<Pictures> held_out = read_pictures(folder, name);
        if (!held_out)
            continue;
        if (item_of(held_out->images.shape) != data.item)
            throw Error(Error::Fault::request, "error.idx_sizes", {}, folder);
        data.held_out_from = data.count();
        data.pixels.insert(data.pixels.end(), held_out->images.data.begin(), held_out->images.data.end());
        data.labels.insert(data.labels.end(), held_out->labels.data.begin(), held_out->labels.data.end());
        break;
    }
    data.classes = 1 + *std::max_element(data.labels.begin(), data.labels.end());
    return data;
}

} // namespace convlens
