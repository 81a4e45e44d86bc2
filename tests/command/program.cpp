// The program is run as a child with files for its outputs.
#include "command/program.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace convlens::test {
namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

[[noreturn]] void become_program(const Folder& folder, const std::vector<std::string>& arguments,
                                 const Surroundings& surroundings, const std::filesystem::path& logs) {
    const std::string out =
        surroundings.standard_output.empty() ? (logs / "out").string() : surroundings.standard_output;
    dup2(open(surroundings.standard_input.c_str(), O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    dup2(open((logs / "err").c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
    if (surroundings.standard_output_closed)
        close(STDOUT_FILENO);
    const char* const path = std::getenv("PATH");
    std::vector<std::string> environment = {"LC_ALL=C", "HOME=" + logs.string(),
                                            std::string("PATH=") +
                                                (path != nullptr ? path : "/usr/bin:/bin")};
    for (const auto& [name, value] : surroundings.environment)
        environment.insert(environment.begin(), name + "=" + value); // the first one counts
    for (const char* const kept : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* const value = std::getenv(kept))
            environment.push_back(std::string(kept) + "=" + value);
    }
    std::vector<std::string> words = {CONVLENS_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv, envp;
    for (std::string& word : words)
        argv.push_back(word.data());
    for (std::string& variable : environment)
        envp.push_back(variable.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    if (chdir(folder.path().c_str()) == 0)
        execve(CONVLENS_PROGRAM, argv.data(), envp.data());
    _exit(127);
}

/// A file that has no name yet is seen among those that the child has open.
bool writes_into(pid_t child, const std::string& folder) {
    std::error_code gone;
    for (const auto& open :
         std::filesystem::directory_iterator("/proc/" + std::to_string(child) + "/fd", gone)) {
        const std::string file = std::filesystem::read_symlink(open.path(), gone).string();
        if (file.starts_with(folder + "/"))
            return true;
    }
    return false;
}

void signal_at_first_file(pid_t child, const Folder& folder, const Surroundings& surroundings) {
    const auto is_there = [&] {
        return surroundings.signal_file.empty()
                   ? !std::filesystem::is_empty(folder.path()) || writes_into(child, folder.path())
                   : std::filesystem::exists(folder.path() / surroundings.signal_file);
    };
    // Bounded by the child's own end: a child that is gone leaves nothing to wait for.
    const auto is_running = [&] {
        siginfo_t ended = {};
        return waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
               ended.si_pid == 0;
    };
    while (!is_there() && is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    kill(child, surroundings.signal);
}

} // namespace

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "convlens-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
}

std::string Folder::read(const std::string& name) const {
    return content(path_ / name);
}

std::vector<std::string> Folder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_))
        names.push_back(std::filesystem::relative(entry.path(), path_).string());
    std::sort(names.begin(), names.end());
    return names;
}

Outcome run(const Folder& folder, const std::vector<std::string>& arguments,
            const Surroundings& surroundings) {
    const Folder logs;
    const pid_t child = fork();
    if (child < 0)
        throw std::runtime_error("no process");
    if (child == 0)
        become_program(folder, arguments, surroundings, logs.path());
    if (surroundings.signal != 0)
        signal_at_first_file(child, folder, surroundings);
    int status = 0;
    waitpid(child, &status, 0);
    Outcome outcome;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = content(logs.path() / "out");
    outcome.err = content(logs.path() / "err");
    return outcome;
}

std::vector<std::string> words(const std::string& line) {
    std::istringstream stream(line);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::string fault_of_error_line(const std::string& err) {
    if (err.empty() || err.back() != '\n')
        return "no line end";
    const std::string line = err.substr(0, err.size() - 1);
    if (line.find('\n') != std::string::npos)
        return "more than one line";
    for (const char c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return "a control character";
    }
    const bool has_form = line.starts_with("convlens: error: ") && line.size() > 20 && line.back() == ')' &&
                          line.find(" (") != std::string::npos && line.find(" ()") == std::string::npos;
    return has_form ? "" : "not of the form `convlens: error: WHAT (WHERE)`";
}

} // namespace convlens::test
