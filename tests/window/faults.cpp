// Loaded before the program by autosave.py: SIGUSR1 lets every allocation of the window's thread fail,
// SIGUSR2 every thread that is to start.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <new>
#include <pthread.h>
#include <unistd.h>

namespace {

std::atomic<bool> no_memory = false, no_threads = false;

extern "C" void begin_fault(int signal_number) {
    (signal_number == SIGUSR1 ? no_memory : no_threads) = true;
}

[[gnu::constructor]] void wait_for_signals() {
    std::signal(SIGUSR1, begin_fault);
    std::signal(SIGUSR2, begin_fault);
}

} // namespace

void* operator new(std::size_t size) {
    void* const memory = no_memory && gettid() == getpid() ? nullptr : std::malloc(size > 0 ? size : 1);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                              void* argument) noexcept {
    using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
    static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
    return no_threads ? EAGAIN : create(thread, attributes, run, argument);
}
