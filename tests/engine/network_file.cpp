// Reads networks/networks.txt and networks.npy: lines of words, and all numbers in one row.
#include "engine/network_file.h"

#include "convlens/npy.h"
#include "support/source_folder.h"

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>

namespace convlens {

namespace {

const std::map<std::string, LayerKind>& kinds() {
    static const std::map<std::string, LayerKind> table = {
        {"conv", LayerKind::conv},         {"conv_transpose", LayerKind::conv_transpose},
        {"max_pool", LayerKind::max_pool}, {"avg_pool", LayerKind::avg_pool},
        {"lp_pool", LayerKind::lp_pool},   {"max_unpool", LayerKind::max_unpool},
        {"input", LayerKind::input},       {"dense", LayerKind::dense},
        {"relu", LayerKind::relu},         {"leaky_relu", LayerKind::leaky_relu},
        {"clip", LayerKind::clip},         {"sigmoid", LayerKind::sigmoid},
        {"tanh", LayerKind::tanh},         {"batch_norm", LayerKind::batch_norm},
        {"affine", LayerKind::affine},     {"global_avg_pool", LayerKind::global_avg_pool},
        {"flatten", LayerKind::flatten},   {"reshape", LayerKind::reshape},
        {"softmax", LayerKind::softmax},   {"log_softmax", LayerKind::log_softmax},
        {"add", LayerKind::add},           {"mul", LayerKind::mul},
        {"div", LayerKind::div},           {"cast", LayerKind::cast},
        {"concat", LayerKind::concat},     {"pad", LayerKind::pad},
        {"identity", LayerKind::identity},
    };
    return table;
}

PaddingMode mode_of(const std::string& name) {
    return name == "reflect"     ? PaddingMode::reflect
           : name == "replicate" ? PaddingMode::replicate
           : name == "circular"  ? PaddingMode::circular
                                 : PaddingMode::zeros;
}

NarrowType narrow_type(const std::string& name) {
    return name == "float16"    ? NarrowType::float16
           : name == "bfloat16" ? NarrowType::bfloat16
           : name == "uint8"    ? NarrowType::uint8
                                : NarrowType::int8;
}

/// The words key=value of a line.
class Settings {
public:
    explicit Settings(std::istream& words) {
        for (std::string word; words >> word;) {
            const std::size_t equals = word.find('=');
            values_[word.substr(0, equals)] = word.substr(equals + 1);
        }
    }
    std::string text(const std::string& key) const {
        const auto found = values_.find(key);
        return found == values_.end() ? "" : found->second;
    }
    Sizes sizes(const std::string& key) const {
        Sizes result;
        std::istringstream numbers(text(key));
        for (std::string number; std::getline(numbers, number, ',');)
            result.push_back(std::stoll(number));
        return result;
    }
    int64_t number(const std::string& key, int64_t otherwise) const {
        return text(key).empty() ? otherwise : sizes(key)[0];
    }
    double real(const std::string& key) const { return text(key).empty() ? 0 : std::stod(text(key)); }
    bool has(const std::string& key) const { return values_.count(key) > 0; }

private:
    std::map<std::string, std::string> values_;
};

Operation operation_of(LayerKind kind, const Settings& settings) {
    static constexpr Kind kinds_in_order[] = {Kind::conv,     Kind::conv_transpose, Kind::max_pool,
                                              Kind::avg_pool, Kind::lp_pool,        Kind::max_unpool};
    const Sizes kernel = settings.sizes("kernel");
    Operation operation = make_operation(kinds_in_order[static_cast<int>(kind)], kernel, kernel);
    operation.stride = settings.sizes("stride");
    operation.padding_begin = settings.sizes("begin");
    operation.padding_end = settings.sizes("end");
    if (settings.has("dilation"))
        operation.dilation = settings.sizes("dilation");
    if (settings.has("output_padding"))
        operation.output_padding = settings.sizes("output_padding");
    if (const Sizes channels = settings.sizes("channels"); !channels.empty()) {
        operation.in_channels = channels[0];
        operation.out_channels = channels[1];
        operation.groups = channels[2];
    }
    operation.padding_mode = mode_of(settings.text("mode"));
    operation.ceil_mode = settings.number("ceil", 0) != 0;
    operation.count_include_pad = settings.number("count_pad", 1) != 0;
    operation.norm_p = settings.has("p") ? settings.real("p") : 2;
    return operation;
}

Layer layer_of(LayerKind kind, const std::string& name, const Settings& settings) {
    Layer layer;
    layer.kind = kind;
    layer.name = name;
    for (const int64_t read : settings.sizes("reads"))
        layer.reads.push_back(static_cast<int>(read));
    if (is_operation(kind))
        layer.operation = operation_of(kind, settings);
    if (settings.has("weight"))
        layer.weight = Tensor<float>(settings.sizes("weight"));
    if (settings.has("bias"))
        layer.bias = Tensor<float>(settings.sizes("bias"));
    layer.alpha = settings.real("alpha");
    layer.low = settings.real("low");
    layer.high = settings.real("high");
    layer.axis = static_cast<int>(settings.number("axis", 1));
    layer.keep_axes = settings.number("keep", 1) != 0;
    if (kind == LayerKind::cast)
        layer.cast_to = narrow_type(settings.text("to"));
    if (kind == LayerKind::input)
        layer.shape = settings.sizes("shape");
    if (kind == LayerKind::reshape)
        layer.target = settings.sizes("target");
    if (kind == LayerKind::pad) {
        layer.pad_begin = settings.sizes("begin");
        layer.pad_end = settings.sizes("end");
        layer.padding_mode = mode_of(settings.text("mode"));
        layer.pad_value = settings.real("value");
    }
    return layer;
}

/// All numbers of the file, taken in order.
class Numbers {
public:
    explicit Numbers(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        const NpySource source = npy_source(bytes);
        NpyHeader header;
        if (read_npy_header(source, header) || read_npy_numbers(source, header, row_))
            throw std::runtime_error("cannot read " + path);
    }
    Tensor<float> next(const Sizes& shape) {
        Tensor<float> tensor(shape);
        for (float& value : tensor.data)
            value = row_.data.at(at_++);
        return tensor;
    }

private:
    Tensor<float> row_;
    std::size_t at_ = 0;
};

void read_numbers(Numbers& numbers, TorchNetwork& torch) {
    std::vector<Layer>& layers = torch.network.layers;
    torch.x = numbers.next(layers.front().shape);
    for (Layer& layer : layers)
        for (Tensor<float>* each : {&layer.weight, &layer.bias})
            if (!each->data.empty())
                *each = numbers.next(each->shape);
    if (const std::optional<NetworkIssue> issue = fit(torch.network, torch.x.shape))
        throw std::runtime_error(torch.name + " does not fit at layer " + std::to_string(issue->layer) +
                                 ", code " + std::to_string(static_cast<int>(issue->code)));
    const auto of_all_layers = [&] {
        std::vector<Tensor<float>> values;
        for (const Layer& layer : layers)
            values.push_back(numbers.next(layer.shape));
        return values;
    };
    torch.values = of_all_layers();
    for (int rule = 0; rule < 3; ++rule)
        torch.arrivals.push_back(of_all_layers());
}

} // namespace

std::vector<TorchNetwork> read_torch_networks() {
    const std::string folder = source_folder() + "/tests/engine/networks/";
    std::ifstream file(folder + "networks.txt");
    Numbers numbers(folder + "networks.npy");
    std::vector<TorchNetwork> networks;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string kind;
        words >> kind;
        if (kind == "start") {
            const Settings settings(words);
            networks.back().start = static_cast<int>(settings.number("layer", 0));
            networks.back().index = settings.number("index", 0);
            read_numbers(numbers, networks.back());
            continue;
        }
        std::string name;
        words >> name;
        if (kind == "network")
            networks.emplace_back().name = name;
        else
            networks.back().network.layers.push_back(layer_of(kinds().at(kind), name, Settings(words)));
    }
    return networks;
}

Tensor<float> one_at(const Sizes& shape, int64_t index) {
    Tensor<float> tensor(shape);
    tensor[index] = 1;
    return tensor;
}

} // namespace convlens
