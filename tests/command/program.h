// Runs convlens itself, in an empty folder of the test's own, and says what it did.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace convlens::test {

struct Outcome {
    int status = -1; // exit status; 128 + the signal that ended it
    std::string out, err;
};

struct Surroundings {
    std::vector<std::pair<std::string, std::string>> environment; // on top of PATH, HOME and LC_ALL=C
    std::string standard_output;                                  // a file to write to instead
    bool standard_output_closed = false;
    int signal = 0;          // sent once a file appears in the folder
    std::string signal_file; // that file's name; empty: any
    std::string standard_input = "/dev/null";
};

/// An empty folder that goes with its owner.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void write(const std::string& name, const std::string& content) const;
    std::string read(const std::string& name) const;
    std::vector<std::string> names() const; // of all below it, sorted

private:
    std::filesystem::path path_;
};

Outcome run(const Folder& folder, const std::vector<std::string>& arguments,
            const Surroundings& surroundings = {});

/// The words between blanks.
std::vector<std::string> words(const std::string& line);

/// Says why the error is not one line `convlens: error: WHAT (WHERE)`; empty: it is.
std::string fault_of_error_line(const std::string& err);

} // namespace convlens::test
