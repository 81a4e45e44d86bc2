// mkstemp, so that test programs that run side by side do not meet.
#include "support/temporary_file.h"

#include "i18n/catalogue.h"
#include "i18n/error_words.h"
#include "support/source_folder.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace convlens {

TemporaryFile::TemporaryFile(std::string_view bytes) : path_("/tmp/convlens-test-XXXXXX") {
    const int fd = mkstemp(path_.data());
    if (fd < 0 || write(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        close(fd) != 0)
        throw std::runtime_error("no temporary file");
}

TemporaryFile::~TemporaryFile() {
    unlink(path_.c_str());
}

std::string fixture(const std::string& name) {
    return source_folder() + "/tests/fixtures/" + name;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        const Texts texts(Language::en);
        Error::Values words = error.values;
        std::vector<std::pair<std::string_view, std::string_view>> values;
        for (auto& [name, value] : words) {
            value = value_in_words(texts, name, value);
            values.emplace_back(name, value);
        }
        return error.key + ": " + texts.fill(error.key, values) + " (" + error.where + ")";
    }
    return "";
}

} // namespace convlens
