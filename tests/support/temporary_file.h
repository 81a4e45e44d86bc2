// Files that tests write and read back, and the sentences of errors.
#pragma once

#include "i18n/error.h"

#include <functional>
#include <string>
#include <string_view>

namespace convlens {

/// A file of its own in the temporary folder, gone with the value.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view bytes);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string fixture(const std::string& name);
std::string bytes_of(const std::string& path);

/// "key: sentence in English (where)" of the Error that `act` throws, or "" where it throws none.
std::string refusal(const std::function<void()>& act);

} // namespace convlens
