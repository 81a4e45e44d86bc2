// Descriptors rather than names in its arguments: no name has a meaning for it, no text is too long, and what
// a signal leaves of the file has no name.
#include "output/video/ffmpeg.h"

#include "i18n/error.h"
#include "i18n/error_words.h"
#include "output/files/unfinished.h"
#include "output/files/write_path.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace convlens {
namespace {

constexpr const char* program = "ffmpeg"; // its package is called so, too

/// A text of ffmpeg's format of metadata.
std::string escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '=' || c == ';' || c == '#' || c == '\\' || c == '\n')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

Descriptor metadata_file(const FfmpegRequest& request) {
    std::string text = ";FFMETADATA1\n";
    for (const auto& [name, value] : request.metadata)
        text.append(name).append("=").append(escaped(value)).append("\n");
    Descriptor file(memfd_create("metadata", MFD_CLOEXEC));
    const int reason = file.get() < 0 ? errno : write_all(file.get(), text);
    if (reason != 0)
        throw_write_failed(request.path, reason);
    return file;
}

std::vector<std::string> arguments_of(const FfmpegRequest& request) {
    std::vector<std::string> arguments{program,   "-nostdin", "-hide_banner", "-loglevel", "error",
                                       "-xerror", "-y",       "-f",           "rawvideo"};
    const auto append = [&](const std::vector<std::string>& more) {
        arguments.insert(arguments.end(), more.begin(), more.end());
    };
    append(request.input);
    append({"-i", "pipe:0", "-f", "ffmetadata", "-i", "file:/proc/self/fd/3", "-map", "0:v", "-map_metadata",
            "1"});
    append(request.output);
    append({"file:/proc/self/fd/4"});
    return arguments;
}

} // namespace

Ffmpeg::Ffmpeg(const FfmpegRequest& request, AtomicFile& file)
    : path_(request.path), patience_{request.patience, request.goes_on},
      patience_seconds_(std::chrono::duration_cast<std::chrono::seconds>(request.patience).count()),
      file_(file) {
    const Descriptor metadata = metadata_file(request);
    ProcessRequest child{program, arguments_of(request)};
    child.extras = {metadata.get(), file.descriptor()};
    child.reads_errors = true;
    try {
        process_.emplace(child);
    } catch (const std::system_error& error) {
        const int reason = error.code().value();
        if (reason == ENOENT || reason == EACCES || reason == ENOTDIR)
            throw Error(Error::Fault::work, "error.encoder_missing",
                        {{"program", program}, {"package", program}}, path_);
        throw Error(Error::Fault::work, "error.encoder_start",
                    {{"program", program}, {"reason", system_reason(reason)}}, path_);
    }
    slot_ = unfinished::register_child(process_->id());
}

Ffmpeg::~Ffmpeg() {
    unfinished::unregister_cleanup(slot_);
}

void Ffmpeg::write(std::string_view bytes) {
    if (!process_->write(bytes, patience_))
        fail(process_->wait(patience_));
}

void Ffmpeg::finish() {
    const ProcessEnd end = process_->wait(patience_);
    struct stat written = {};
    const bool is_there = fstat(file_.descriptor(), &written) == 0 && written.st_size > 0;
    if (!end.is_success() || !is_there)
        fail(end);
}

void Ffmpeg::fail(ProcessEnd end) const {
    using How = ProcessEnd::How;
    if (end.how == How::given_up)
        throw FfmpegGivenUp();
    const auto thrown = [&](const char* key, Error::Values values) {
        values.insert(values.begin(), {"program", program});
        return Error(Error::Fault::work, key, std::move(values), path_);
    };
    if (end.how == How::timed_out)
        throw thrown("error.encoder_hangs", {{"value", std::to_string(patience_seconds_)}});
    if (const std::string line = process_->last_error_line(); !line.empty())
        throw thrown("error.encoder_failed", {{"reason", driver_reason(line)}});
    throw thrown(end.how == How::signalled ? "error.encoder_signal" : "error.encoder_status",
                 {{"value", std::to_string(end.value)}});
}

} // namespace convlens
