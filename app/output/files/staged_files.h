// Files that appear in a folder all at once, or not at all. Knows bytes and paths, nothing of pictures.
#pragma once

#include <string>
#include <vector>

namespace convlens {

/// The folder is made at the end where it is missing; until then the files lie in it or beside it under other
/// names. Without `commit` the destructor leaves everything as it was. Not thread-safe. Throws Error like
/// AtomicFile.
class StagedFiles {
public:
    explicit StagedFiles(const std::string& folder);
    ~StagedFiles();
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;

    /// Where file `name` is written until all are there. Entered among what a signal removes.
    std::string add(const std::string& name);
    /// Gives every file its name. Once, last.
    void commit();

private:
    struct File {
        std::string name, temporary;
        int slot;
    };
    std::string path_;   // as the caller has it
    std::string target_; // without slashes at its end
    std::string prefix_; // of the temporary names
    bool exists_ = false;
    std::vector<File> files_;
};

} // namespace convlens
