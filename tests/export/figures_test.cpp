// Many files at once, on several threads: all figures, and what happens where one of them cannot be.
#include "document/presets.h"
#include "export/export_name.h"
#include "export/figures.h"
#include "i18n/error.h"
#include "output/child_status.h"
#include "output/files/atomic_file.h"
#include "output/temporary_folder.h"
#include "support/no_nameless_files.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <csignal>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>

namespace convlens {
namespace {

using test::put_content;
using test::system_fonts;
using test::TemporaryFolder;

BatchRequest all_figures(const std::string& folder) {
    FiguresRequest request;
    request.fonts = system_fonts();
    return {folder, figure_jobs(request), 0, false};
}

bool exists(const std::string& path) {
    return std::filesystem::exists(path);
}

TEST(Batch, all_are_written_and_progress_never_goes_back) {
    const TemporaryFolder folder;
    int64_t last = 0, whole = 0;
    const BatchResult result = write_batch(all_figures(folder / "all/"), [&](int64_t done, int64_t all) {
        EXPECT_GE(done, last);
        last = done;
        whole = all;
        return true;
    });
    EXPECT_TRUE(result.came_to_end);
    EXPECT_TRUE(result.failures.empty());
    EXPECT_EQ(last, whole);
    for (const Preset& preset : presets())
        EXPECT_TRUE(exists(folder / ("all/" + preset.document.name + ".gif")));
    EXPECT_EQ(folder.entries(), 1);
}

TEST(Batch, pages_have_the_languages_that_are_asked_for) {
    FiguresRequest request;
    request.fonts = system_fonts();
    request.format = &export_format("a.html", ExportKind::movie);
    for (const auto& languages : {std::vector{Language::zh}, {Language::zh, Language::en}}) {
        request.languages = languages;
        for (const BatchJob& job : figure_jobs(request))
            EXPECT_EQ(job.request().languages, languages) << job.name;
    }
}

TEST(Batch, cancelled_it_leaves_whole_files_only) {
    const TemporaryFolder folder;
    BatchRequest request = all_figures(folder / "all/");
    EXPECT_FALSE(write_batch(request, [](int64_t done, int64_t) { return done < 30; }).came_to_end);
    request.resumes = true;
    int64_t left = 0;
    EXPECT_TRUE(write_batch(request, [&](int64_t, int64_t all) {
                    left = all;
                    return true;
                }).came_to_end);
    EXPECT_GT(left, 0);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "all"))
        EXPECT_TRUE(entry.path().filename().string().ends_with(".gif")) << entry.path();
}

/// Of files, and of folders of pictures.
std::vector<BatchRequest> small_batches(const std::string& folder) {
    std::vector<BatchRequest> batches;
    for (const char* const format : {"gif", "apng", "webp", "pages", "html", "folder", "svg-folder"}) {
        FiguresRequest request;
        request.fonts = system_fonts();
        for (const ExportFormat& known : export_formats)
            if (known.name == format)
                request.format = &known;
        EXPECT_NE(request.format, nullptr) << format;
        request.size = Vec2{200, 150};
        batches.push_back({folder, figure_jobs(request), 2, false});
        batches.back().jobs.resize(3);
    }
    return batches;
}

TEST(Batch, killed_before_its_first_file_it_leaves_nothing) {
    for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
        const TemporaryFolder folder;
        for (const BatchRequest& batch : small_batches(folder / "new/")) {
            const int status = test::status_of_child([&] {
                install_signal_cleanup();
                write_batch(batch, [&](int64_t, int64_t) { return raise(signal) == 0; });
            });
            ASSERT_TRUE(WIFSIGNALED(status)) << batch.jobs[0].name;
            EXPECT_EQ(folder.entries(), 0) << batch.jobs[0].name << ", signal " << signal;
        }
    }
}

TEST(Batch, its_folder_is_made_with_the_first_file) {
    for (const bool forbids : {false, true}) {
        const TemporaryFolder folder;
        for (const BatchRequest& batch : small_batches(folder / "new/")) {
            const int status = test::status_of_child([&] {
                if (forbids && !test::forbid_nameless_files())
                    _exit(0);
                const BatchResult result = write_batch(batch, {});
                _exit(result.failures.empty() && result.came_to_end ? 0 : 1);
            });
            EXPECT_EQ(status, 0) << batch.jobs[0].name;
            if (forbids && !exists(folder / "new"))
                GTEST_SKIP() << "system calls cannot be forbidden here";
            for (const BatchJob& job : batch.jobs)
                EXPECT_TRUE(exists(folder / ("new/" + job.name))) << job.name;
            EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "new"), {}), 3);
            std::filesystem::remove_all(folder / "new");
            EXPECT_EQ(folder.entries(), 0);
        }
    }
}

TEST(Batch, without_a_folder_above_it_is_refused) {
    const TemporaryFolder folder;
    EXPECT_THROW(write_batch(all_figures(folder / "none/new/"), {}), Error);
    put_content(folder / "file", "");
    EXPECT_THROW(write_batch(all_figures(folder / "file/"), {}), Error);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(Batch, what_is_there_is_left_where_it_resumes) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "all");
    put_content(folder / "all/dilation.gif", "as it was");
    BatchRequest request = all_figures(folder / "all/");
    std::erase_if(request.jobs, [](const BatchJob& job) { return !job.name.starts_with("dilation"); });
    ASSERT_FALSE(request.jobs.empty());
    request.resumes = true;
    EXPECT_TRUE(write_batch(request, {}).failures.empty());
    EXPECT_EQ(std::filesystem::file_size(folder / "all/dilation.gif"), 9U);
    request.resumes = false;
    EXPECT_TRUE(write_batch(request, {}).failures.empty());
    EXPECT_GT(std::filesystem::file_size(folder / "all/dilation.gif"), 1000U);
}

TEST(Batch, one_that_fails_is_named_and_the_others_are_there) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "all/dilation.gif");
    const BatchResult result = write_batch(all_figures(folder / "all/"), {});
    EXPECT_TRUE(result.came_to_end);
    ASSERT_EQ(result.failures.size(), 1U);
    EXPECT_EQ(result.failures[0].path, folder / "all/dilation.gif");
    EXPECT_THROW(std::rethrow_exception(result.failures[0].error), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "all"), {}),
              static_cast<std::ptrdiff_t>(presets().size()));
}

TEST(Batch, two_files_of_one_name_are_refused) {
    const TemporaryFolder folder;
    BatchRequest request = all_figures(folder / "all/");
    request.jobs.push_back(request.jobs.front());
    EXPECT_THROW(write_batch(request, {}), Error);
    EXPECT_EQ(folder.entries(), 0);
}

/// A thread's stack is to be larger than all there is.
void refuse_threads() {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, std::size_t{1} << 47U);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

TEST(Batch, without_a_thread_to_be_had_it_is_written_by_the_callers) {
    const TemporaryFolder folder;
    const int status = test::status_of_child([&] {
        refuse_threads();
        try {
            std::thread([] {}).join();
            _exit(3);
        } catch (const std::system_error&) {
        }
        BatchRequest request = all_figures(folder / "all/");
        request.jobs.resize(3);
        request.threads = 4;
        const BatchResult result = write_batch(request, {});
        _exit(result.came_to_end && result.failures.empty() ? 0 : 1);
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "all"), {}), 3);
}

TEST(Batch, without_room_on_the_disk_all_are_named_and_nothing_is_left) {
    const TemporaryFolder folder;
    const int status = test::status_of_child([&] {
        install_signal_cleanup(); // so that the limit is an error of write() and no signal
        const rlimit limit{2'000, 2'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        const BatchResult result = write_batch(all_figures(folder / "all/"), {});
        _exit(result.failures.size() == presets().size() ? 0 : 1);
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(folder.entries(), 0);
}

} // namespace
} // namespace convlens
