// Files that appear in a folder all at once, or not at all. Knows bytes and paths, nothing of pictures.
#pragma once

#include "output/files/nameless.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Until the end no file has a name, and the folder is not made where it is missing: without `commit` nothing
/// has happened, however the program ends. Each has a descriptor; behind so many that others would lack
/// theirs, files wait in one. The path of a descriptor of a file without a name takes all bytes one after
/// another (for who wants to know how many they are). Not thread-safe. Throws Error like AtomicFile.
class StagedFiles {
public:
    /// `makes_parent`: the one that it lies in may be missing too, and is made with it.
    explicit StagedFiles(const std::string& folder, bool makes_parent = false);
    ~StagedFiles();
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;

    /// The path by which file `name` is written until all are there.
    std::string add(const std::string& name);
    /// A whole file.
    void add(const std::string& name, std::string_view bytes);
    /// Gives every file its name. Once, last.
    void commit();

private:
    struct File {
        std::string name;
        NamelessBytes bytes;
    };
    void open_stream();
    void open_folder();
    NamelessBytes open_file();
    NamelessBytes spooled(std::string_view bytes);
    int give_names() const;
    int make_folder() const;
    int fill_folder() const;

    std::string path_;   // as the caller has it
    std::string target_; // without slashes at its end
    std::string inside_; // the folder, or one above it that is there
    bool makes_parent_;
    std::string new_parent_; // of the folder, made with it; empty: it is there
    bool exists_ = false;
    bool is_stream_ = false;
    NamelessBytes spool_; // takes what has no descriptor of its own; of all bytes so far
    std::vector<File> files_;
};

} // namespace convlens
