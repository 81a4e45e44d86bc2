// Files as requests that are answered in a later tick: the disk may be slow, and a browser has none. Choosing
// a file is such a request too: it shows the panel, whose answer is FileCommand::open_file or save_file with
// the path.
#pragma once

#include "convlens/tensor.h"
#include "document/document.h"
#include "document/network.h"
#include "window/application/jobs.h"
#include "window/application/lessons/lesson_file.h"
#include "window/session/session.h"

#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace convlens {

/// A file that was read: a whole document, a tensor or image for the present one, or a lesson.
struct OpenedFile {
    std::optional<Document> scene;
    std::shared_ptr<const Image> image;
    std::optional<Tensor<double>> array;
    std::optional<LessonFileRead> lesson;
    std::optional<FoundLesson> found_lesson; // in an exported file
    std::optional<NetworkDocument> network;  // of an ONNX model, or a scene of one
    bool is_scene_file = false;              // that can be saved again under its name
    std::optional<int64_t> step;             // of a scene, that the exported file shows
};

struct FileAnswer {
    std::string path;
    std::optional<OpenedFile> opened; // none: it was to be saved
    std::exception_ptr error;         // where it could be neither
    std::string content;              // that was saved
};

class Files {
public:
    explicit Files(Executor& executor) : executor_(executor) {}
    /// What is to be saved is saved.
    ~Files();
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;

    /// Asks for a file's content; another one that was asked for is not answered any more. `language`: of a
    /// lesson that does not say its own.
    void open(const std::string& path, Language language = Language::en);
    /// Asks for a file with this content. All are written, in the order in which they were asked for.
    void save(const std::string& path, std::string content);
    /// The next answer that is there.
    std::optional<FileAnswer> take();

private:
    struct Saving {
        std::string path, content;
    };
    void begin_saving();

    Executor& executor_;
    Job<FileAnswer> opening_, saving_;
    std::deque<Saving> waiting_; // the first one is being saved while `saving_` runs
};

/// Asks for a file to open, or for a place to save to: by the panel.
void choose_file(Session& session, FilePanel panel);
/// The folder that a path begins with where nothing is known: the working folder, with '/'; empty: there is
/// none.
std::string default_folder();
/// What was opened, put into the document. Throws Error where it does not fit.
void put_opened(Document& document, const OpenedFile& file);

} // namespace convlens
