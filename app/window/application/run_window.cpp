// The loop: wait for events, take a turn, until the window is closed.
#include "window/window.h"

#include "window/application/application.h"

#include <glad/gl.h>

#include <cstdio>

namespace convlens {

int run_window(const WindowOptions& options) {
    ThreadExecutor executor(wake_platform);
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
    return 0;
}

} // namespace convlens
