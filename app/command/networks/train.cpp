// Epoch by epoch: the file of weights is whole after each, so that who ends the program keeps the last one.
#include "command/arguments/words.h"
#include "command/networks/tasks.h"
#include "command/output_arrays.h"
#include "command/standard_output.h"
#include "i18n/refuse.h"
#include "input/gate.h"
#include "input/limits.h"
#include "network/built_in.h"
#include "network/evaluate.h"
#include "network/folder.h"
#include "network/learning/training.h"
#include "network/put_in.h"
#include "network_files/weights_file.h"
#include "output/files/atomic_file.h"

#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using Named = std::vector<std::pair<std::string, const Tensor<float>*>>;

constexpr std::string_view velocity_ending = ".velocity";
constexpr std::string_view log_heading = "epoch,loss,accuracy,held_out_loss,held_out_accuracy\n";

std::string decimal(double value) {
    std::array<char, 32> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 4);
    return {text.data(), end};
}

std::string shortest(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

/// Quoted where a shell would take it apart.
std::string shell_word(const std::string& word) {
    const bool is_plain =
        !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                "0123456789._-/:=,+@") == std::string::npos;
    if (is_plain)
        return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

/// The command that makes the same weights: what changes no number is left out.
std::string command_of(const CommandLine& request) {
    std::string text = "convlens network train " + shell_word(request.target);
    for (const auto& [option, value] : request.given)
        if (option != "--resume" && option != "--log" && option != "--threads" && option != "--progress" &&
            option != "--lang" && option != "--theme" && option != "--max-memory")
            text += " " + option + (value.empty() ? "" : " " + shell_word(value));
    return text;
}

/// Of the weights and of the order of pictures; 1 where none is given, as the program's own weights have.
uint64_t asked_seed(const CommandLine& request) {
    for (const auto& [option, value] : request.given)
        if (option == "--seed")
            return request.seed;
    return 1;
}

NetworkData asked_data(const CommandLine& request) {
    if (request.network.data == "digits")
        return digits_data();
    NetworkData data = read_idx_folder(request.network.data);
    if (data.indices(true).empty())
        refuse("error.idx_few", {{"value", std::to_string(data.count())}, {"needed", "5"}},
               request.network.data);
    return data;
}

/// Layers with their first weights, fitted to the data. The built-in ones are made for the size of the
/// pictures; an own network has its layers, and new weights.
Network first_network(const CommandLine& request, const NetworkData& data, uint64_t seed) {
    const NetworkDocument document = network_document(request);
    const BuiltInNetwork* const built_in = built_in_network(document.network.built_in);
    if (built_in != nullptr && built_in->data == nullptr)
        refuse("error.network_no_classes", {}, request.target);
    Network network =
        document.network.built_in == "digits" ? layers_for(data) : *network_of(document.network);
    Sizes shape{1};
    for (const int64_t size : data.item)
        shape.push_back(size);
    std::optional<NetworkMisfit> misfit;
    const auto fitted = fitted_network(network, shape, misfit);
    if (misfit)
        refuse("error.network_data", {{"value", size_words(data.item)}, {"layer", misfit->layer}},
               request.target);
    network = *fitted;
    if (const auto layer = untrainable_layer(network)) {
        const Layer& of = network.layers[static_cast<std::size_t>(*layer)];
        refuse("error.network_untrainable",
               {{"layer", of.name}, {"kind", std::string(name_of(layer_kind_names(), of.kind))}},
               request.target);
    }
    if (network.layers.back().shape.size() != 2)
        refuse("error.network_no_classes", {}, request.target);
    const int64_t outputs = network.layers.back().shape.back();
    if (outputs < data.classes)
        refuse("error.network_classes",
               {{"value", std::to_string(outputs)}, {"needed", std::to_string(data.classes)}},
               request.target);
    start_weights(network, seed);
    return network;
}

TrainingOptions asked_options(const CommandLine& request, const UsualTraining& usual, int64_t epochs) {
    TrainingOptions options = usual.options;
    const NetworkRequest& network = request.network;
    options.learning_rate = network.learning_rate.value_or(options.learning_rate);
    options.momentum = network.momentum.value_or(options.momentum);
    options.batch = network.batch.value_or(options.batch);
    options.seed = asked_seed(request);
    options.falls_for = epochs;
    options.threads = asked_threads(request);
    return options;
}

/// One training with its files.
class Training {
public:
    Training(const CommandLine& request, const Texts& texts)
        : request_(request), texts_(texts), data_(asked_data(request)),
          held_out_(labelled_images(data_, true)),
          epochs_(request.network.epochs.value_or(usual_training(data_).epochs)),
          trainer_(first_network(request, data_, asked_seed(request)), labelled_images(data_, false),
                   asked_options(request, usual_training(data_), epochs_)) {
        if (request.network.resume)
            resume();
        else
            log_ = log_heading;
    }

    void run() {
        require_writable(request_.output);
        if (!request_.network.log.empty())
            require_writable(request_.network.log);
        while (trainer_.epoch() < epochs_) {
            const std::optional<TrainingResult> met = trainer_.run_epoch();
            after_epoch(*met);
        }
        if (accuracy_.empty())
            measure();
        write_standard_output(texts_("network.trained", {{"accuracy", accuracy_},
                                                         {"count", std::to_string(held_out_->count())},
                                                         {"epochs", std::to_string(trainer_.epoch())}}) +
                              "\n");
    }

private:
    /// Refused now, where it cannot be written. Throws Error.
    static void require_writable(const std::string& path) { const AtomicFile tried(path); }

    TrainingResult measure() {
        NetworkOptions options;
        options.threads = asked_threads(request_);
        const TrainingResult result = evaluate(trainer_.network(), *held_out_, options)->result;
        accuracy_ = decimal(result.accuracy());
        return result;
    }

    void after_epoch(const TrainingResult& met) {
        const TrainingResult held_out = measure();
        log_ += std::to_string(trainer_.epoch()) + "," + decimal(met.loss) + "," + decimal(met.accuracy()) +
                "," + decimal(held_out.loss) + "," + accuracy_ + "\n";
        write_files();
        show_progress(met);
    }

    /// Weights and log are of the same epoch, whenever the program is ended.
    void write_files() const {
        AtomicFile weights(request_.output);
        weights.write(weights_file());
        std::optional<AtomicFile> log;
        std::vector<AtomicFile*> files{&weights};
        if (!request_.network.log.empty()) {
            log.emplace(request_.network.log);
            log->write(log_);
            files.push_back(&*log);
        }
        AtomicFile::commit_all(files);
    }

    std::string weights_file() const {
        const Network& network = trainer_.network();
        Named arrays = named_weights(network);
        const std::vector<Learned>& velocities = trainer_.velocities();
        for (std::size_t i = 0; i < network.layers.size(); ++i)
            for (const auto& [name, tensor] : learned_arrays(network.layers[i].name, velocities[i]))
                arrays.emplace_back(name + std::string(velocity_ending), tensor);
        std::map<std::string, std::string> metadata{{"command", command_of(request_)},
                                                    {"epoch", std::to_string(trainer_.epoch())},
                                                    {"accuracy", accuracy_}};
        for (const Setting& setting : settings())
            metadata.emplace(setting.name, setting.value);
        return safetensors_of(arrays, metadata);
    }

    /// What a training that goes on must have as it had: with another one it would be neither of the two.
    struct Setting {
        const char* name; // of the file's metadata
        std::string value;
        const char* option;
    };
    std::vector<Setting> settings() const {
        const TrainingOptions& options = trainer_.options();
        return {{"seed", std::to_string(options.seed), "--seed"},
                {"batch", std::to_string(options.batch), "--batch"},
                {"learning_rate", shortest(options.learning_rate), "--learning-rate"},
                {"momentum", shortest(options.momentum), "--momentum"},
                {"pictures", std::to_string(data_.count()), "--data"}};
    }

    static Named learned_arrays(const std::string& layer, const Learned& learned) {
        Named arrays;
        if (!learned.weight.data.empty())
            arrays.emplace_back(layer + ".weight", &learned.weight);
        if (!learned.bias.data.empty())
            arrays.emplace_back(layer + ".bias", &learned.bias);
        return arrays;
    }

    void show_progress(const TrainingResult& met) const {
        if (!request_.progress.value_or(isatty(STDERR_FILENO) != 0))
            return;
        const std::string line = texts_("network.epoch", {{"epoch", std::to_string(trainer_.epoch())},
                                                          {"epochs", std::to_string(epochs_)},
                                                          {"loss", decimal(met.loss)},
                                                          {"accuracy", decimal(met.accuracy())},
                                                          {"held_out", accuracy_}}) +
                                 "\n";
        std::fwrite(line.data(), 1, line.size(), stderr);
    }

    /// Weights, momenta and the epoch of the file that is to be written; its log up to there.
    void resume() {
        const WeightsFile file = WeightsFile::at(request_.output);
        const std::map<std::string, std::string> metadata = file.metadata();
        const auto number = [&](const char* key) -> std::optional<int64_t> {
            const auto found = metadata.find(key);
            int64_t value = 0;
            if (found == metadata.end())
                return {};
            const char* const end = found->second.data() + found->second.size();
            const auto read = std::from_chars(found->second.data(), end, value);
            return read.ec == std::errc() && read.ptr == end && value >= 0 ? std::optional(value)
                                                                           : std::nullopt;
        };
        const std::optional<int64_t> epoch = number("epoch");
        if (!epoch)
            refuse("error.network_resume", {}, request_.output);
        for (const Setting& setting : settings())
            if (const auto had = metadata.find(setting.name);
                had != metadata.end() && had->second != setting.value)
                refuse("error.network_resume_other", {{"value", setting.value}, {"needed", had->second}},
                       setting.option);
        Network network = trainer_.network();
        set_weights(network, file);
        std::vector<Learned> velocities = trainer_.velocities();
        for (std::size_t i = 0; i < velocities.size(); ++i) {
            const std::string& layer = network.layers[i].name;
            take_array(file, layer + ".weight", velocities[i].weight);
            take_array(file, layer + ".bias", velocities[i].bias);
        }
        trainer_ = Trainer(std::move(network), labelled_images(data_, false), trainer_.options());
        trainer_.resume(*epoch, std::move(velocities));
        read_log(*epoch);
    }

    void take_array(const WeightsFile& file, const std::string& of, Tensor<float>& into) const {
        const std::string name = of + std::string(velocity_ending);
        if (into.data.empty())
            return;
        if (!file.has(name) || file.shape(name) != into.shape)
            refuse("error.network_resume", {}, request_.output);
        const Tensor<double> numbers = file.array(name);
        into.data.assign(numbers.data.begin(), numbers.data.end());
    }

    /// Lines of epochs that were done; one more than that was not kept.
    void read_log(int64_t epoch) {
        log_ = log_heading;
        const std::string& path = request_.network.log;
        if (path.empty() || !std::filesystem::exists(path))
            return;
        const std::string before = read_file(path, limits::table_bytes);
        std::size_t at = before.find('\n');
        for (int64_t line = 0; line < epoch && at != std::string::npos; ++line) {
            const std::size_t end = before.find('\n', at + 1);
            if (end != std::string::npos)
                log_.append(before, at + 1, end - at);
            at = end;
        }
    }

    const CommandLine& request_;
    const Texts& texts_;
    NetworkData data_;
    std::shared_ptr<const LabelledImages> held_out_;
    int64_t epochs_;
    Trainer trainer_;
    std::string accuracy_, log_;
};

} // namespace

void train_network(const CommandLine& request, const Texts& texts) {
    OutputArrays::require_different({{"-o", request.output}, {"--log", request.network.log}});
    Training(request, texts).run();
}

} // namespace convlens
