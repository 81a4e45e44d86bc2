// The files are written under other names and take theirs when all are there. The first error ends all
// threads.
#include "export/figures.h"

#include "document/presets.h"
#include "document/reverse.h"
#include "document/steps.h"
#include "export/export.h"
#include "i18n/error.h"
#include "output/files/staged_files.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace convlens {
namespace {

class FigureWriters {
public:
    FigureWriters(const FiguresRequest& request, const Progress& progress, StagedFiles& staged)
        : request_(request), progress_(progress), staged_(staged) {
        for (const Preset& preset : presets())
            all_ += shown_steps(exported(preset.document));
    }

    /// Returns whether it came to the end.
    bool run() {
        const std::size_t workers = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < workers; ++i)
            threads.emplace_back([this] { work(); });
        work();
        for (std::thread& thread : threads)
            thread.join();
        if (error_)
            std::rethrow_exception(error_);
        return !ended_;
    }

private:
    Document exported(const Document& figure) const {
        Document document = figure;
        document.pair = document.pair || request_.pairs;
        if (shows_pair(document) && !document.export_size.empty())
            document.export_size[0] *= 2;
        return document;
    }

    void work() {
        for (std::size_t i = next_++; i < presets().size() && !ended_; i = next_++) {
            try {
                write(exported(presets()[i].document));
            } catch (...) {
                const std::lock_guard lock(mutex_);
                if (!error_)
                    error_ = std::current_exception();
                ended_ = true;
            }
        }
    }

    void write(const Document& document) {
        const std::string name = document.name + std::string(request_.format->ending);
        ExportRequest figure;
        figure.document = document;
        figure.options = {request_.theme, request_.language, {}};
        figure.options.composition.progress = true;
        if (const Sizes& size = document.export_size; !size.empty())
            figure.options.composition.size = {static_cast<float>(size[0]), static_cast<float>(size[1])};
        figure.fonts = request_.fonts;
        figure.format = request_.format;
        figure.pace.rate = {1, 1};
        figure.needs_room = false;
        figure.holds_scene = request_.holds_scene;
        {
            const std::lock_guard lock(mutex_);
            figure.path = staged_.add(name);
        }
        int64_t shown = 0;
        try {
            convlens::run(figure, [&](int64_t done, int64_t) { return count(done, shown); });
        } catch (Error& error) {
            error.where = request_.folder + name; // not the name that it has until all are there
            throw;
        }
    }

    /// `shown` of this figure's frames are counted already.
    bool count(int64_t done, int64_t& shown) {
        const std::lock_guard lock(mutex_);
        done_ += done - shown;
        shown = done;
        if (progress_ && !progress_(done_, all_))
            ended_ = true;
        return !ended_;
    }

    const FiguresRequest& request_;
    const Progress& progress_;
    StagedFiles& staged_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> ended_ = false;
    std::mutex mutex_; // of all below, of progress_ and of staged_
    int64_t done_ = 0, all_ = 0;
    std::exception_ptr error_;
};

} // namespace

bool export_figures(const FiguresRequest& request, const Progress& progress) {
    StagedFiles staged(request.folder);
    if (!FigureWriters(request, progress, staged).run())
        return false;
    staged.commit();
    return true;
}

} // namespace convlens
