// Names and errors of the files that are written.
#include "output/files/write_path.h"

#include "i18n/error_words.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace convlens {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

bool is_missing(const std::string& path) {
    struct stat existing = {};
    return stat(path.c_str(), &existing) != 0 && errno == ENOENT;
}

bool is_folder(const std::string& path) {
    struct stat existing = {};
    return lstat(path.c_str(), &existing) == 0 && S_ISDIR(existing.st_mode);
}

std::string follow_links(std::string path) {
    for (int links = 0; links < 40; ++links) {
        std::string text(PATH_MAX, '\0');
        const ssize_t length = readlink(path.c_str(), text.data(), text.size());
        if (length < 0)
            return path;
        text.resize(static_cast<std::size_t>(length));
        path = text.starts_with('/') ? text : folder_of(path).append("/").append(text);
    }
    return {};
}

std::string random_name() {
    uint64_t random = 0;
    if (getrandom(&random, sizeof random, 0) != static_cast<ssize_t>(sizeof random))
        random = static_cast<uint64_t>(getpid()); // O_EXCL still guards
    constexpr char hex[] = "0123456789abcdef";
    std::string name;
    for (int digit = 0; digit < 16; ++digit, random >>= 4)
        name += hex[random & 15];
    return name;
}

std::string temporary_name() {
    return ".convlens-" + random_name() + ".tmp";
}

std::string padded_number(int64_t number, int64_t last, std::size_t min_digits) {
    const std::size_t digits = std::max(std::to_string(last).size(), min_digits);
    std::string text = std::to_string(number);
    return text.insert(0, digits - std::min(digits, text.size()), '0');
}

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

void throw_cannot_write(const std::string& path, int reason) {
    // Of a machine that has no more to give; the name is right.
    const bool is_work = reason == ENOSPC || reason == EDQUOT || reason == EIO || reason == ENOMEM ||
                         reason == EMFILE || reason == ENFILE;
    throw Error(is_work ? Error::Fault::work : Error::Fault::request, "error.cannot_write",
                {{"reason", system_reason(reason)}}, path);
}
void throw_write_failed(const std::string& path, int reason) {
    throw Error(Error::Fault::work, "error.write_failed", {{"reason", system_reason(reason)}}, path);
}

} // namespace convlens
