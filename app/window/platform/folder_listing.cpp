// What cannot be read is left out without a word: a person is still typing.
#include "window/platform/folder_listing.h"

#include <algorithm>
#include <filesystem>

namespace convlens {

namespace fs = std::filesystem;

std::vector<std::string> completions(const std::string& folder, const std::string& start, std::size_t most) {
    std::vector<std::string> folders, files;
    std::error_code error;
    fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    // A folder of millions is looked at in part only: the window does not wait.
    for (int seen = 0; !error && entry != fs::directory_iterator() && seen < 20000;
         entry.increment(error), ++seen) {
        const std::string name = entry->path().filename().string();
        if (name.compare(0, start.size(), start) != 0 || (name[0] == '.' && start.empty()))
            continue;
        std::error_code ignored;
        if (entry->is_directory(ignored))
            folders.push_back(name + "/");
        else
            files.push_back(name);
    }
    std::sort(folders.begin(), folders.end());
    std::sort(files.begin(), files.end());
    folders.insert(folders.end(), files.begin(), files.end());
    folders.resize(std::min(folders.size(), most));
    return folders;
}

std::string common_start(const std::vector<std::string>& names) {
    if (names.empty())
        return {};
    std::string common = names.front();
    for (const std::string& name : names) {
        const auto differ = std::mismatch(common.begin(), common.end(), name.begin(), name.end());
        common.erase(differ.first, common.end());
    }
    return common;
}

} // namespace convlens
