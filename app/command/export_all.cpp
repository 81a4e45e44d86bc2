// Every figure, one frame a step. The files are written under other names and take theirs when all are there.
#include "command/describe.h"
#include "command/fonts.h"
#include "command/pictures.h"
#include "command/progress_bar.h"
#include "document/evaluate.h"
#include "document/presets.h"
#include "i18n/error.h"
#include "output/export.h"
#include "output/unfinished.h"
#include "output/write_path.h"
#include "scene/animation.h"
#include "scene/base/scene_input.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <exception>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace convlens {
namespace {

/// Files that appear in a folder all at once, or not at all. The folder is made at the end where it is
/// missing; until then they lie beside it.
class StagedFiles {
public:
    explicit StagedFiles(const std::string& folder) : path_(folder), target_(folder) {
        while (target_.size() > 1 && target_.ends_with('/'))
            target_.pop_back();
        struct stat existing = {};
        exists_ = stat(target_.c_str(), &existing) == 0;
        if (exists_ && !S_ISDIR(existing.st_mode))
            throw_cannot_write(path_, ENOTDIR);
        if (!exists_ && access(folder_of(target_).c_str(), F_OK) != 0)
            throw_cannot_write(path_, errno);
        prefix_ = (exists_ ? target_ : folder_of(target_)) + "/" + temporary_name();
    }
    ~StagedFiles() {
        for (const File& file : files_) {
            unlink(file.temporary.c_str());
            unfinished::unregister_cleanup(file.slot);
        }
    }
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;

    /// Where the file is written until all are there. Entered among what a signal removes.
    std::string add(const std::string& name) {
        File file{name, prefix_ + "-" + name, -1};
        file.slot = unfinished::register_cleanup(file.temporary, false);
        files_.push_back(file);
        return file.temporary;
    }

    void commit() {
        for (const File& file : files_) {
            struct stat existing = {};
            const std::string name = target_ + "/" + file.name;
            if (exists_ && lstat(name.c_str(), &existing) == 0 && S_ISDIR(existing.st_mode))
                throw_cannot_write(name, EISDIR); // before the first one is moved
        }
        sigset_t held, before;
        sigfillset(&held);
        pthread_sigmask(SIG_BLOCK, &held, &before); // a moment, in which a signal waits
        int reason = !exists_ && mkdir(target_.c_str(), 0777) != 0 ? errno : 0;
        for (const File& file : files_) {
            if (reason == 0 && rename(file.temporary.c_str(), (target_ + "/" + file.name).c_str()) != 0)
                reason = errno;
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        if (reason != 0)
            throw_write_failed(path_, reason);
    }

private:
    struct File {
        std::string name, temporary;
        int slot;
    };
    std::string path_, target_, prefix_;
    bool exists_ = false;
    std::vector<File> files_;
};

Composition composition_of(const Document& document) {
    Composition composition;
    composition.progress = true;
    if (!document.export_size.empty())
        composition.size = {static_cast<float>(document.export_size[0]),
                            static_cast<float>(document.export_size[1])};
    return composition;
}

/// The figures' movies, one frame a step, one second each, on as many threads as there are processors. The
/// first error ends all of them.
class FigureWriters {
public:
    FigureWriters(const CommandLine& request, const Texts& texts, StagedFiles& staged)
        : request_(request), texts_(texts), staged_(staged), fonts_(load_fonts()), bar_(request.progress) {
        for (const Preset& preset : presets())
            all_ += steps_of(preset.document.operation);
    }

    void run() {
        const std::size_t workers = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < workers; ++i)
            threads.emplace_back([this] { work(); });
        work();
        for (std::thread& thread : threads)
            thread.join();
        if (error_)
            std::rethrow_exception(error_);
    }

private:
    void work() {
        for (std::size_t i = next_++; i < presets().size() && !failed_; i = next_++) {
            try {
                write(presets()[i].document);
            } catch (...) {
                const std::lock_guard lock(mutex_);
                if (!error_)
                    error_ = std::current_exception();
                failed_ = true;
            }
        }
    }

    void write(const Document& document) {
        Animation animation(
            document, evaluate(document),
            {request_.theme.value_or(ThemeId::light), texts_.language(), composition_of(document)}, fonts_);
        Movie movie;
        movie.frames_per_second = 1;
        movie.frames = animation.set_pace(1, 1'000'000);
        movie.palette_pairs = animation.palette_pairs();
        movie.frame = [&](int64_t frame) { return animation.frame(frame); };
        int64_t shown = 0;
        const Progress progress = [&](int64_t done, int64_t) {
            const std::lock_guard lock(mutex_);
            done_ += done - shown;
            shown = done;
            bar_.show(done_, all_);
            return !failed_;
        };
        const std::string name = document.name + ".gif";
        std::string temporary;
        {
            const std::lock_guard lock(mutex_);
            temporary = staged_.add(name);
        }
        try {
            write_movie(movie, MovieFormat::gif, temporary, fonts_, progress);
        } catch (Error& error) {
            error.where = request_.output + name; // not the name that it has until all are there
            throw;
        }
    }

    const CommandLine& request_;
    const Texts& texts_;
    StagedFiles& staged_;
    const FontSet fonts_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> failed_ = false;
    std::mutex mutex_; // of all below
    ProgressBar bar_;
    int64_t done_ = 0, all_ = 0;
    std::exception_ptr error_;
};

} // namespace

void export_all(const CommandLine& request, const Texts& texts) {
    if (!request.output.ends_with('/')) {
        struct stat existing = {};
        if (stat(request.output.c_str(), &existing) != 0 || !S_ISDIR(existing.st_mode))
            throw Error(Error::Fault::request, "error.output_folder", {{"value", request.output}},
                        request.output);
    }
    StagedFiles staged(request.output);
    FigureWriters(request, texts, staged).run();
    staged.commit();
}

} // namespace convlens
