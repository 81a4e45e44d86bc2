// The loop: wait for events, take a turn, until the window is closed or a signal asks for the end.
#include "window/window.h"

#include "window/application/application.h"
#include "window/application/termination.h"

#include <glad/gl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace convlens {
namespace {

void run(Application& application, const WindowOptions& options, const Termination& termination) {
    double pause = 0;
    while (!application.is_closed() && termination.signal() == 0) {
        application.wait(pause);
        pause = application.tick();
        if (options.leave_after_first_picture && application.frames_drawn() > 0) {
            glFinish();
            std::printf("first picture after %.0f ms\n", platform_seconds() * 1000);
            return;
        }
    }
}

/// Returns the signal that ended it; 0: it was closed.
int open_and_run(const WindowOptions& options, ThreadExecutor& executor) {
    const Termination termination(wake_platform);
    Application application(options, executor);
    try {
        run(application, options, termination);
    } catch (...) {
        application.save_before_bad_end();
        throw;
    }
    application.end();
    executor.stop_waking();
    return termination.signal();
}

} // namespace

int run_window(const WindowOptions& options) {
    ThreadExecutor executor(wake_platform);
    if (const int signal = open_and_run(options, executor); signal != 0)
        std::raise(signal);   // the parent sees by what it ended
    if (executor.is_busy()) { // somebody still computes or reads what nobody waits for
        std::fflush(nullptr);
        std::_Exit(0);
    }
    return 0;
}

} // namespace convlens
