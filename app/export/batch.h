// Many files of one command, on several processors: every figure, several scenes, the values of a sweep.
#pragma once

#include "export/export.h"

#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace convlens {

struct BatchJob {
    std::string name; // of the file in the folder, with / at its end: of a folder there
    int64_t work = 1; // how long it takes beside others, for the progress
    std::function<ExportRequest()>
        request; // asked for on a thread of its own, its path is put there; may throw
};

struct BatchRequest {
    std::string folder; // with / at its end; made with the first file where it is missing
    std::vector<BatchJob> jobs;
    int64_t threads = 0;  // 0: as many as there are processors
    bool resumes = false; // what is there already is complete, and is left
};

struct BatchFailure {
    std::string path;
    std::exception_ptr error;
};

struct BatchResult {
    bool came_to_end = true;            // false: `progress` ended it
    std::vector<BatchFailure> failures; // in the order of the jobs; all other files are there
};

/// Each file appears when it is complete. `progress` counts the work of all, one call at a time, and ends it
/// by false. Throws Error where the folder cannot be, and (request) where two jobs have one name or there are
/// over limits::batch_files.
BatchResult write_batch(const BatchRequest& request, const Progress& progress);

} // namespace convlens
