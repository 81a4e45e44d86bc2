// xdotool needs a moment between press and release, for Dear ImGui sees states and not events.
#include "driver.h"

#include "screen.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace convlens::test {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

Driver::Driver(const std::string& folder, std::vector<std::string> arguments) : folder_(folder) {
    std::filesystem::create_directories(folder);
    xdotool("mousemove 640 710"); // off the figure: nothing is pointed at
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        return;
    process_ = fork();
    if (process_ == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        setenv("XDG_CONFIG_HOME", (folder + "/config").c_str(), 1);
        setenv("XDG_STATE_HOME", (folder + "/state").c_str(), 1);
        if (chdir(folder.c_str()) != 0)
            _exit(126);
        std::vector<char*> list{const_cast<char*>(CONVLENS_PROBE)};
        for (std::string& argument : arguments)
            list.push_back(argument.data());
        list.push_back(nullptr);
        execv(CONVLENS_PROBE, list.data());
        _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
    const double start = now();
    while (state_.empty() && now() - start < patience && is_alive())
        read_some(0.1);
    // Without a window manager nobody gives it the focus where it asked before it was seen.
    for (int tries = 0; asked_ == 0 && tries < 20 && is_alive(); ++tries) {
        xdotool("search --class convlens windowfocus");
        key("F12");
        const double sent = now();
        while (asked_ == 0 && now() - sent < 1 && is_alive())
            read_some(0.1);
    }
}

Driver::~Driver() {
    stop();
}

bool Driver::read_some(double seconds) {
    pollfd wait{output_, POLLIN, 0};
    if (output_ < 0 || poll(&wait, 1, static_cast<int>(seconds * 1000)) <= 0)
        return false;
    std::array<char, 4096> bytes{};
    const ssize_t count = read(output_, bytes.data(), bytes.size());
    if (count <= 0) {
        close(output_);
        output_ = -1;
        return false;
    }
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    for (std::size_t end = buffer_.find('\n'); end != std::string::npos; end = buffer_.find('\n')) {
        line_ = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        std::istringstream words(line_);
        std::string word;
        state_.clear();
        while (words >> word)
            if (const std::size_t equals = word.find('='); equals != std::string::npos)
                state_[word.substr(0, equals)] = word.substr(equals + 1);
        asked_ += state_.count("asked") > 0 ? 1 : 0;
    }
    return true;
}

std::string Driver::field(const std::string& name) {
    while (read_some(0.0)) {
    }
    return state_[name];
}

bool Driver::reaches(const std::string& name, const std::string& value, double seconds) {
    const double start = now();
    while (field(name) != value && now() - start < seconds && is_alive())
        read_some(0.1);
    return state_[name] == value;
}

bool Driver::leaves(const std::string& name, const std::string& value) {
    const double start = now();
    while (field(name) == value && now() - start < patience && is_alive())
        read_some(0.1);
    return state_[name] != value;
}

std::map<std::string, std::string> Driver::asked() {
    const int before = asked_;
    const double start = now();
    key("F12");
    while (asked_ == before && now() - start < patience && is_alive())
        read_some(0.1);
    return state_;
}

void Driver::xdotool(const std::string& commands) {
    if (std::system(("xdotool " + commands + " 2>/dev/null").c_str()) != 0)
        std::fprintf(stderr, "xdotool %s failed\n", commands.c_str());
}

std::string Driver::answer_of(const std::string& commands) {
    FILE* pipe = popen(("xdotool " + commands + " 2>/dev/null").c_str(), "r");
    std::string answer;
    for (int c = 0; pipe != nullptr && (c = std::fgetc(pipe)) != EOF;)
        answer += static_cast<char>(c);
    if (pipe != nullptr)
        pclose(pipe);
    return answer;
}

void Driver::key(const std::string& name) {
    xdotool("keydown " + name + " sleep 0.05 keyup " + name + " sleep 0.02");
}

void Driver::type(const std::string& text) {
    xdotool("type --delay 40 -- '" + text + "'");
}

void Driver::click(int x, int y, const std::string& modifier) {
    const std::string at = "mousemove " + std::to_string(x) + " " + std::to_string(y) + " sleep 0.12 ";
    const std::string press = "mousedown 1 sleep 0.12 mouseup 1 sleep 0.12";
    xdotool(modifier.empty() ? at + press
                             : at + "keydown " + modifier + " sleep 0.05 " + press + " keyup " + modifier);
}

void Driver::drag(int x0, int y0, int x1, int y1, int button) {
    const std::string which = std::to_string(button) + " ";
    std::string commands = "mousemove " + std::to_string(x0) + " " + std::to_string(y0) +
                           " sleep 0.12 mousedown " + which + "sleep 0.12 ";
    for (int i = 1; i <= 4; ++i)
        commands += "mousemove " + std::to_string(x0 + (x1 - x0) * i / 4) + " " +
                    std::to_string(y0 + (y1 - y0) * i / 4) + " sleep 0.08 ";
    xdotool(commands + "mouseup " + which + "sleep 0.1");
}

void Driver::drag(Place from, Place to, const std::string& modifier, int button) {
    if (!modifier.empty())
        xdotool("keydown " + modifier + " sleep 0.05");
    drag(from.x, from.y, to.x, to.y, button);
    if (!modifier.empty())
        xdotool("keyup " + modifier + " sleep 0.05");
}

void Driver::double_click(Place at) {
    point(at);
    xdotool("mousedown 1 sleep 0.03 mouseup 1 sleep 0.03 mousedown 1 sleep 0.03 mouseup 1 sleep 0.1");
}

void Driver::point(Place at) {
    xdotool("mousemove " + std::to_string(at.x) + " " + std::to_string(at.y) + " sleep 0.12");
}

void Driver::wheel(Place at, int turns, const std::string& modifier) {
    point(at);
    std::string commands = modifier.empty() ? "" : "keydown " + modifier + " sleep 0.05 ";
    for (int i = 0; i < std::abs(turns); ++i)
        commands += std::string("click ") + (turns > 0 ? "4" : "5") + " sleep 0.05 ";
    xdotool(commands + (modifier.empty() ? "" : "keyup " + modifier) + " sleep 0.05");
}

void Driver::press_export() {
    const Place at = place("at_export");
    click(at.x, at.y);
}

Place Driver::place(const std::string& name, std::size_t index) {
    std::istringstream all(asked()[name]);
    std::string one;
    for (std::size_t i = 0; i <= index; ++i)
        std::getline(all, one, ';');
    Place at;
    std::sscanf(one.c_str(), "%d,%d", &at.x, &at.y);
    return at;
}

std::set<std::array<unsigned char, 3>> Driver::colors_of(int x, int y, int width, int height) const {
    const std::string pixels = screen_pixels(x, y, width, height);
    std::set<std::array<unsigned char, 3>> seen;
    for (std::size_t i = 0; i + 2 < pixels.size(); i += 3)
        seen.insert({static_cast<unsigned char>(pixels[i]), static_cast<unsigned char>(pixels[i + 1]),
                     static_cast<unsigned char>(pixels[i + 2])});
    return seen;
}

int Driver::colors(int x, int y, int width, int height) const {
    return static_cast<int>(colors_of(x, y, width, height).size());
}

bool Driver::has_color(int x, int y, int width, int height, std::array<unsigned char, 3> color) const {
    return colors_of(x, y, width, height).contains(color);
}

std::string Driver::geometry() {
    std::istringstream words(answer_of("search --onlyvisible --class convlens getwindowgeometry --shell"));
    std::map<std::string, std::string> found;
    for (std::string word; words >> word;)
        if (const std::size_t equals = word.find('='); equals != std::string::npos)
            found[word.substr(0, equals)] = word.substr(equals + 1);
    return found["WIDTH"] + "x" + found["HEIGHT"] + "+" + found["X"] + "+" + found["Y"];
}

bool Driver::is_alive() {
    if (process_ > 0 && waitpid(process_, &status_, WNOHANG) == process_)
        process_ = 0;
    return process_ > 0;
}

void Driver::end_by(int signal) {
    if (!is_alive())
        return;
    kill(process_, signal);
    waitpid(process_, &status_, 0);
    process_ = 0;
}

int Driver::stop() {
    if (is_alive()) {
        key("ctrl+q");
        const double start = now();
        while (is_alive() && now() - start < patience)
            usleep(20000);
        end_by(SIGKILL);
    }
    if (output_ >= 0)
        close(output_);
    output_ = -1;
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

} // namespace convlens::test
