// All figures at once, on several threads.
#include "document/presets.h"
#include "export/figures.h"
#include "i18n/error.h"
#include "output/child_status.h"
#include "output/files/atomic_file.h"
#include "output/temporary_folder.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/stat.h>

namespace convlens {
namespace {

using test::put_content;
using test::system_fonts;
using test::TemporaryFolder;

FiguresRequest request_for(const std::string& folder) {
    FiguresRequest request;
    request.fonts = system_fonts();
    request.folder = folder;
    return request;
}

TEST(Figures, all_are_written_and_progress_never_goes_back) {
    const TemporaryFolder folder;
    int64_t last = 0, whole = 0;
    EXPECT_TRUE(export_figures(request_for(folder / "all/"), [&](int64_t done, int64_t all) {
        EXPECT_GE(done, last);
        last = done;
        whole = all;
        return true;
    }));
    EXPECT_EQ(last, whole);
    for (const Preset& preset : presets())
        EXPECT_TRUE(std::filesystem::exists(folder / ("all/" + preset.document.name + ".gif")));
    EXPECT_EQ(folder.entries(), 1);
}

TEST(Figures, cancelled_they_leave_nothing) {
    const TemporaryFolder folder;
    EXPECT_FALSE(
        export_figures(request_for(folder / "all/"), [](int64_t done, int64_t) { return done < 30; }));
    EXPECT_EQ(folder.entries(), 0);
}

TEST(Figures, one_that_cannot_take_its_name_leaves_the_others_away) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "all/dilation.gif");
    EXPECT_THROW(export_figures(request_for(folder / "all/"), {}), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "all"), {}), 1);
}

TEST(Figures, a_figure_without_room_on_the_disk_is_named) {
    const TemporaryFolder folder;
    const int status = test::status_of_child([&] {
        install_signal_cleanup(); // so that the limit is an error of write() and no signal
        const rlimit limit{2'000, 2'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            export_figures(request_for(folder / "all/"), {});
        } catch (const Error& error) {
            const bool named = error.where.starts_with(folder / "all/") && error.where.ends_with(".gif") &&
                               error.where.find('~') == std::string::npos;
            _exit(named ? 0 : 1);
        }
        _exit(2);
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(folder.entries(), 0);
}

} // namespace
} // namespace convlens
