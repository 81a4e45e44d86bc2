// The size formula in the guide's letters and with numbers. Both strings are built by the same steps, so that
// they always agree.
#include "convlens/arithmetic.h"
#include "engine/detail/axis.h"

namespace convlens {

using namespace detail;

namespace {

/// The formula so far, symbolic and numeric side by side.
class Writer {
public:
    Writer& both(const std::string& text) {
        symbolic_ += text;
        numeric_ += text;
        return *this;
    }
    Writer& put(const std::string& symbol, const std::string& number) {
        symbolic_ += symbol;
        numeric_ += number;
        return *this;
    }
    Writer& first(const std::string& symbol, Wide value) { return put(symbol, signed_number(value)); }
    /// A summand with its sign in front; a negative number turns the sign.
    Writer& plus(const std::string& symbol, Wide value) {
        return put(" + " + symbol, (value < 0 ? " − " : " + ") + number(value < 0 ? -value : value));
    }
    Writer& minus(const std::string& symbol, Wide value) {
        return put(" − " + symbol, (value < 0 ? " + " : " − ") + number(value < 0 ? -value : value));
    }
    Formula finish(Wide value) const { return {symbolic_, numeric_, saturated(value)}; }

    static std::string number(Wide value) { return std::to_string(saturated(value)); }
    static std::string signed_number(Wide value) {
        return (value < 0 ? "−" : "") + number(value < 0 ? -value : value);
    }

private:
    std::string symbolic_;
    std::string numeric_;
};

void put_dilation(Writer& writer, const Axis& a, const std::string& sign) {
    writer.put(sign + "(k − 1)(d − 1)",
               sign + "(" + Writer::number(a.kernel) + " − 1)·(" + Writer::number(a.dilation) + " − 1)");
}

Formula windows_formula(const Axis& a) {
    const std::string open = a.ceil_mode ? "⌈" : "⌊";
    const std::string close = a.ceil_mode ? "⌉" : "⌋";
    Writer writer;
    writer.put("o = ", "").both(open + "(");
    writer.first(a.input_dilation == 1 ? "i" : "ĩ", a.stretched());
    if (a.begin == a.end && a.begin >= 0)
        writer.put(" + 2p", " + 2·" + Writer::number(a.begin));
    else
        writer.plus("p₁", a.begin).plus("p₂", a.end);
    writer.minus("k", a.kernel);
    if (a.dilation > 1)
        put_dilation(writer, a, " − ");
    writer.put(") / s", ") / " + Writer::number(a.stride)).both(close);
    if (!a.drops_last_window())
        writer.both(" + 1");
    return writer.finish(a.output());
}

Formula transposed_formula(const Axis& a) {
    Writer writer;
    writer.put("o′ = s(i′ − 1)", Writer::number(a.stride) + "·(" + Writer::number(a.input) + " − 1)");
    writer.plus("a", a.output_padding).plus("k", a.kernel);
    if (a.dilation > 1)
        put_dilation(writer, a, " + ");
    if (a.begin == a.end)
        writer.put(" − 2p", " − 2·" + Writer::number(a.begin));
    else
        writer.minus("p₁", a.begin).minus("p₂", a.end);
    return writer.finish(a.output());
}

/// k − 1, the kernel's elements but one.
void put_rest(Writer& writer, const std::string& sign, Wide kernel) {
    writer.put(sign + "(k − 1)", sign + "(" + Writer::number(kernel) + " − 1)");
}

/// Relationships 1 to 7: what is 0, 1 or cancels out is left out.
Formula direct_case(const Axis& a, int number) {
    Writer writer;
    writer.put("o = ", "");
    switch (number) {
    case 1:
    case 2:
        writer.both("(").first("i", a.input).minus("k", a.kernel).both(")");
        if (number == 2)
            writer.put(" + 2p", " + 2·" + Writer::number(a.begin));
        return writer.both(" + 1").finish(a.output());
    case 3:
        return writer.first("i", a.input).finish(a.output());
    case 4:
        writer.first("i", a.input);
        put_rest(writer, " + ", a.kernel);
        return writer.finish(a.output());
    case 5:
    case 7:
        writer.both("⌊(").first("i", a.input).minus("k", a.kernel);
        return writer.put(") / s⌋ + 1", ") / " + Writer::number(a.stride) + "⌋ + 1").finish(a.output());
    default:
        return windows_formula(a);
    }
}

/// Relationships 8 to 14.
Formula transposed_case(const Axis& a, int number) {
    Writer writer;
    writer.put("o′ = ", "");
    switch (number) {
    case 8:
    case 9:
    case 11:
        writer.first("i′", a.input);
        put_rest(writer, number == 11 ? " − " : " + ", a.kernel);
        if (number == 9)
            writer.put(" − 2p", " − 2·" + Writer::number(a.begin));
        return writer.finish(a.output());
    case 10:
        return writer.first("i′", a.input).finish(a.output());
    case 12:
    case 13:
        writer.put("s(i′ − 1)", Writer::number(a.stride) + "·(" + Writer::number(a.input) + " − 1)");
        writer.plus("k", a.kernel);
        if (number == 13)
            writer.put(" − 2p", " − 2·" + Writer::number(a.begin));
        return writer.finish(a.output());
    default:
        return transposed_formula(a);
    }
}

} // namespace

Formula formula(const Operation& operation, std::size_t axis) {
    const Axis a = axis_of(operation, axis);
    return is_swapped(operation.kind) ? transposed_formula(a) : windows_formula(a);
}

std::optional<Formula> relationship_formula(const Operation& operation, std::size_t axis) {
    const std::optional<int> number = relationship(operation);
    if (!number)
        return std::nullopt;
    const Axis a = axis_of(operation, axis);
    return is_swapped(operation.kind) ? transposed_case(a, *number) : direct_case(a, *number);
}

} // namespace convlens
