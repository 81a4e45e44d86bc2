// Every figure, one frame a step. The files are written under other names and take theirs when all are there.
#include "command/describe.h"
#include "command/fonts.h"
#include "command/pictures.h"
#include "command/progress_bar.h"
#include "document/presets.h"
#include "document/results.h"
#include "output/export.h"
#include "output/unfinished.h"
#include "output/write_path.h"
#include "scene/compose.h"
#include "scene/inks.h"
#include "scene/timeline.h"
#include "text/error.h"

#include <cerrno>
#include <csignal>
#include <sys/stat.h>
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
            unfinished::leave(file.slot);
        }
    }
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;

    /// Where the file is written until all are there. Entered among what a signal removes.
    std::string add(const std::string& name) {
        File file{name, prefix_ + "-" + name, -1};
        file.slot = unfinished::enter(file.temporary, false);
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

/// One figure's movie, one frame a step, one second each.
struct Figure {
    const Document& document;
    Results results;
    Composition composition;

    explicit Figure(const Document& d) : document(d), results(evaluate(d)) {
        if (!document.export_size.empty())
            composition.size = {static_cast<float>(document.export_size[0]),
                                static_cast<float>(document.export_size[1])};
    }
};

} // namespace

void export_all(const Request& request, const Texts& texts) {
    if (!request.output.ends_with('/')) {
        struct stat existing = {};
        if (stat(request.output.c_str(), &existing) != 0 || !S_ISDIR(existing.st_mode))
            throw Error(Error::Fault::request, "error.output_folder", {{"value", request.output}},
                        request.output);
    }
    const Theme& shown = theme(request.theme.value_or(ThemeId::light));
    StagedFiles staged(request.output);
    const FontSet fonts = load_fonts();
    Typesetter typesetter(fonts);
    ProgressBar bar(request.progress);
    int64_t done = 0;
    int64_t all = 0;
    for (const Preset& preset : presets())
        all += steps_of(preset.document.operation);
    for (const Preset& preset : presets()) {
        const Figure figure(preset.document);
        Movie movie;
        movie.frames = figure.results.steps;
        movie.frames_per_second = 1;
        movie.inks = inks(shown);
        movie.frame = [&](int64_t step) {
            return compose({figure.document, figure.results, finished(step, figure.results.terms_per_step),
                            Tag{}, shown, texts, typesetter, figure.composition});
        };
        const Progress progress = [&](int64_t frame, int64_t) {
            bar.show(done + frame, all);
            return true;
        };
        const std::string name = preset.document.name + ".gif";
        try {
            write_movie(movie, MovieFormat::gif, staged.add(name), fonts, progress);
        } catch (Error& error) {
            error.where = request.output + name; // not the name that it has until all are there
            throw;
        }
        done += movie.frames;
    }
    staged.commit();
}

} // namespace convlens
