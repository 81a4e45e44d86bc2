// The forms of an answer, and the keys of each form of a question.
#include "command/question_json.h"

#include "document/names.h"
#include "document/scene_file/scene_file.h"

#include <array>

namespace convlens {

OrderedJson json_of(const Answer& answer) {
    if (const auto* size = std::get_if<SizeAnswer>(&answer)) {
        OrderedJson axes = OrderedJson::array();
        for (const double axis : size->axes)
            axes.push_back(convlens::json_of(axis));
        return axes;
    }
    if (const auto* value = std::get_if<double>(&answer))
        return convlens::json_of(*value);
    if (const auto* comparison = std::get_if<Comparison>(&answer)) {
        constexpr std::array<const char*, 3> names{"larger", "same", "smaller"};
        return names[static_cast<std::size_t>(*comparison)];
    }
    if (const auto* choice = std::get_if<Choice>(&answer))
        return choice->figure;
    if (const auto* order = std::get_if<Order>(&answer))
        return order->items;
    return std::get<CellSet>(answer);
}

namespace {

OrderedJson network_ask_json(const NetworkQuestion& question) {
    OrderedJson ask{{"network", name_of(network_ask_names(), question.ask)}};
    if (question.ask == NetworkAsk::let_through)
        ask["difference"] = question.difference;
    if (question.changed)
        ask["change"] = {{"learning",
                          {{"learning_rate", question.changed->learning_rate},
                           {"momentum", question.changed->momentum},
                           {"batch", question.changed->batch}}}};
    return ask;
}

} // namespace

OrderedJson ask_json(const Question& question) {
    if (question.network)
        return network_ask_json(*question.network);
    OrderedJson ask;
    ask["of"] = name_of(asked_tensor_names(), question.of);
    if (!question.at.empty())
        ask["at"] = question.at;
    switch (question.ask) {
    case Ask::cells:
        ask["which"] = name_of(cell_rule_names(), question.cells);
        break;
    case Ask::compare:
        ask["what"] = name_of(quantity_names(), question.quantity);
        ask["change"] = OrderedJson::parse(write_scene(question.figures.front()));
        break;
    case Ask::parameter:
        ask = OrderedJson{{"parameter", name_of(parameter_names(), question.parameter)}};
        break;
    case Ask::order:
        ask["what"] = name_of(quantity_names(), question.quantity);
        ask["order"] = name_of(order_names(), question.order);
        break;
    case Ask::size:
    case Ask::value:
    case Ask::which:
        break;
    }
    if (question.ask == Ask::parameter || question.ask == Ask::which) {
        ask["goal"] = name_of(goal_names(), question.goal);
        if (question.goal == Goal::size)
            ask["size"] = convlens::json_of(question.goal_size);
        if (question.goal == Goal::receptive_field)
            ask["size"] = question.goal_number;
    }
    if (question.ask == Ask::which || (question.ask == Ask::order && question.order == OrderOf::figures))
        for (const Document& figure : question.figures)
            ask["figures"].push_back(OrderedJson::parse(write_scene(figure)));
    return ask;
}

} // namespace convlens
