// Children of every kind of end: none there, exit statuses, signals, too slow, input that is too big for a
// pipe.
#include "process/process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <iterator>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>

namespace convlens {
namespace {

using How = ProcessEnd::How;
using namespace std::chrono_literals;

class ProcessTest : public testing::Test {
protected:
    ProcessTest() : before_(open_descriptors()) { std::signal(SIGPIPE, SIG_IGN); }
    ~ProcessTest() override {
        EXPECT_EQ(open_descriptors(), before_) << "descriptors are left open";
        EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child is left behind";
    }

    static ProcessRequest shell(const std::string& script) { return {"sh", {"sh", "-c", script}}; }

private:
    static std::ptrdiff_t open_descriptors() {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    }
    std::ptrdiff_t before_;
};

TEST_F(ProcessTest, a_missing_program_is_an_error) {
    try {
        const Process process({"convlens-no-such-program", {"convlens-no-such-program"}});
        FAIL() << "it was started";
    } catch (const std::system_error& error) {
        EXPECT_EQ(error.code().value(), ENOENT);
    }
}

TEST_F(ProcessTest, the_exit_status_is_reported) {
    for (const int status : {0, 1, 13}) {
        const ProcessEnd end = Process(shell("exit " + std::to_string(status))).wait();
        EXPECT_EQ(end.how, How::exited);
        EXPECT_EQ(end.value, status);
        EXPECT_EQ(end.is_success(), status == 0);
    }
}

TEST_F(ProcessTest, death_by_a_signal_is_reported) {
    const ProcessEnd end = Process(shell("kill -SEGV $$")).wait();
    EXPECT_EQ(end.how, How::signalled);
    EXPECT_EQ(end.value, SIGSEGV);
    EXPECT_FALSE(end.is_success());
}

TEST_F(ProcessTest, a_child_that_sleeps_is_ended) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(Process(shell("exec sleep 60")).wait(50ms).how, How::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
    EXPECT_EQ(Process(shell("exit 0")).wait(10s).how, How::exited);
}

TEST_F(ProcessTest, a_child_is_ended_with_its_owner) {
    const auto start = std::chrono::steady_clock::now();
    { const Process forgotten(shell("exec sleep 60")); }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
}

TEST_F(ProcessTest, big_input_arrives_whole) {
    const std::string million(1'000'000, 'x');
    Process process(shell("test $(wc -c) -eq 2000001"));
    EXPECT_TRUE(process.write(million));
    EXPECT_TRUE(process.write(million));
    EXPECT_TRUE(process.write("y"));
    EXPECT_TRUE(process.wait().is_success());
}

TEST_F(ProcessTest, a_child_that_stops_reading_ends_the_writing) {
    Process process(shell("exit 3"));
    EXPECT_FALSE(process.write(std::string(4'000'000, 'x')));
    EXPECT_EQ(process.wait().value, 3);
}

TEST_F(ProcessTest, descriptors_are_handed_over) {
    const Descriptor input(memfd_create("input", MFD_CLOEXEC)), output(memfd_create("output", MFD_CLOEXEC));
    ASSERT_EQ(write(input.get(), "seven", 5), 5);
    ASSERT_EQ(lseek(input.get(), 0, SEEK_SET), 0);
    ProcessRequest request = shell("cat >&3");
    request.input = input.get();
    request.extras = {output.get()};
    EXPECT_TRUE(Process(request).wait().is_success());
    char text[5] = {};
    ASSERT_EQ(pread(output.get(), text, 5, 0), 5);
    EXPECT_EQ(std::string(text, 5), "seven");
}

TEST_F(ProcessTest, the_last_line_of_its_errors_is_known) {
    ProcessRequest request =
        shell("i=0; while [ $i -lt 3000 ]; do echo \"line $i of many\" >&2; i=$((i + 1)); done; "
              "printf 'the reason\\n\\n' >&2; exit 4");
    request.reads_errors = true;
    Process process(request);
    EXPECT_EQ(process.wait(ProcessPatience{}).value, 4);
    EXPECT_EQ(process.last_error_line(), "the reason");
    Process silent(shell("exit 0"));
    EXPECT_TRUE(silent.wait(ProcessPatience{}).is_success());
    EXPECT_EQ(silent.last_error_line(), "");
}

TEST_F(ProcessTest, one_that_talks_while_it_is_written_to_is_not_blocked) {
    ProcessRequest request = shell("while read line; do echo \"$line\" >&2; done");
    request.reads_errors = true;
    Process process(request);
    std::string text;
    for (int i = 0; i < 20000; ++i)
        text += "line " + std::to_string(i) + "\n";
    EXPECT_TRUE(process.write(text, ProcessPatience{}));
    EXPECT_TRUE(process.wait(ProcessPatience{}).is_success());
    EXPECT_EQ(process.last_error_line(), "line 19999");
}

TEST_F(ProcessTest, one_that_gives_no_sign_of_life_is_killed) {
    const ProcessPatience patience{100ms, {}};
    Process deaf(shell("exec sleep 1000"));
    EXPECT_FALSE(deaf.write(std::string(4'000'000, 'x'), patience));
    EXPECT_EQ(deaf.wait(patience).how, How::timed_out);
    Process endless(shell("cat > /dev/null; exec sleep 1000"));
    EXPECT_TRUE(endless.write(std::string(4'000'000, 'x'), patience));
    EXPECT_EQ(endless.wait(patience).how, How::timed_out);
}

TEST_F(ProcessTest, waiting_can_be_ended) {
    int asked = 0;
    const ProcessPatience patience{{}, [&] { return ++asked < 3; }};
    Process process(shell("exec sleep 1000"));
    EXPECT_FALSE(process.write(std::string(4'000'000, 'x'), patience));
    EXPECT_EQ(asked, 3);
    EXPECT_EQ(process.wait(patience).how, How::given_up);
}

TEST_F(ProcessTest, one_that_works_is_waited_for) {
    const ProcessPatience patience{300ms, {}};
    Process busy(shell("i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done"));
    EXPECT_TRUE(busy.wait(patience).is_success());
}

TEST_F(ProcessTest, other_descriptors_stay_here) {
    const Descriptor secret(open("/dev/null", O_RDONLY | O_CLOEXEC));
    const std::string place = "/proc/$$/fd/" + std::to_string(secret.get());
    EXPECT_TRUE(Process(shell("test ! -e " + place)).wait().is_success());
}

} // namespace
} // namespace convlens
