// Files take their names one by one, so that what is interrupted can go on.
#include "export/batch.h"

#include "document/evaluate/parallel.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/files/nameless.h"
#include "output/files/write_path.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace convlens {
namespace {

constexpr int64_t max_threads = 8; // each has a painter and the results of its figure

void require_names(const std::vector<BatchJob>& jobs) {
    const auto count = static_cast<int64_t>(jobs.size());
    if (count > limits::batch_files)
        throw Error(Error::Fault::request, "error.batch_files",
                    {{"value", std::to_string(count)}, {"most", std::to_string(limits::batch_files)}},
                    "export");
    std::set<std::string> names;
    for (const BatchJob& job : jobs)
        if (!names.insert(job.name).second)
            throw Error(Error::Fault::request, "error.batch_name", {{"value", job.name}}, job.name);
}

/// Whether files can be there, or in the folder that it is made in with the first of them. Throws Error.
void require_folder(const std::string& folder) {
    const std::string name = without_slashes(folder);
    struct stat existing = {};
    if (stat(name.c_str(), &existing) == 0) {
        if (!S_ISDIR(existing.st_mode))
            throw_cannot_write(folder, ENOTDIR);
        return;
    }
    bool ignored = false;
    const int descriptor = open_nameless_in(folder_of(name), 0600, ignored);
    if (descriptor < 0)
        throw_cannot_write(folder, errno);
    close(descriptor);
}

class BatchWriter {
public:
    BatchWriter(const BatchRequest& request, const Progress& progress)
        : request_(request), progress_(progress) {
        for (std::size_t i = 0; i < request.jobs.size(); ++i) {
            const std::string path = request.folder + request.jobs[i].name;
            if (request.resumes && access(path.c_str(), F_OK) == 0)
                continue;
            waiting_.push_back(i);
            all_ += request.jobs[i].work;
        }
    }

    BatchResult run() {
        const int64_t asked =
            request_.threads > 0 ? request_.threads : std::min<int64_t>(processors(), max_threads);
        const auto count = static_cast<int64_t>(waiting_.size());
        on_threads(static_cast<int>(std::clamp<int64_t>(asked, 1, count + 1)), count, {},
                   [this](int64_t number) {
                       if (!ended_)
                           write(waiting_[static_cast<std::size_t>(number)]);
                   });
        std::sort(failures_.begin(), failures_.end(),
                  [](const Failed& a, const Failed& b) { return a.job < b.job; });
        BatchResult result{!ended_, {}};
        for (Failed& failed : failures_)
            result.failures.push_back({request_.folder + request_.jobs[failed.job].name, failed.error});
        return result;
    }

private:
    struct Failed {
        std::size_t job;
        std::exception_ptr error;
    };

    void write(std::size_t index) {
        const BatchJob& job = request_.jobs[index];
        int64_t shown = 0;
        try {
            ExportRequest file = job.request();
            file.path = request_.folder + job.name;
            file.file.makes_folder = true; // so late that nothing is left where the first one never ends
            convlens::run(file, [&](int64_t done, int64_t all) {
                return count(job.work * done / std::max<int64_t>(all, 1), shown);
            });
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failures_.push_back({index, std::current_exception()});
        }
        count(job.work, shown);
    }

    /// `shown` of this job's work is counted already.
    bool count(int64_t done, int64_t& shown) {
        const std::lock_guard lock(mutex_);
        done_ += done - shown;
        shown = done;
        if (!ended_ && progress_ && !progress_(done_, all_))
            ended_ = true;
        return !ended_;
    }

    const BatchRequest& request_;
    const Progress& progress_;
    std::vector<std::size_t> waiting_; // jobs
    std::atomic<bool> ended_ = false;
    std::mutex mutex_; // of all below and of progress_
    int64_t done_ = 0, all_ = 0;
    std::vector<Failed> failures_;
};

} // namespace

BatchResult write_batch(const BatchRequest& request, const Progress& progress) {
    require_names(request.jobs);
    require_folder(request.folder);
    return BatchWriter(request, progress).run();
}

} // namespace convlens
