// The loop: wait for events, take a turn, until the window is closed.
#include "window/window.h"

#include "window/application/application.h"

#include <glad/gl.h>

#include <cstdio>
#include <cstdlib>

namespace convlens {
namespace {

void run_loop(const WindowOptions& options, ThreadExecutor& executor) {
    Application application(options, executor);
    double pause = 0;
    while (!application.is_closed()) {
        application.wait(pause);
        pause = application.tick();
        if (options.leave_after_first_picture && application.frames_drawn() > 0) {
            glFinish();
            std::printf("first picture after %.0f ms\n", platform_seconds() * 1000);
            break;
        }
    }
    executor.stop_waking();
}

} // namespace

int run_window(const WindowOptions& options) {
    ThreadExecutor executor(wake_platform);
    run_loop(options, executor);
    if (executor.is_busy()) { // somebody still computes or reads what nobody waits for
        std::fflush(nullptr);
        std::_Exit(0);
    }
    return 0;
}

} // namespace convlens
