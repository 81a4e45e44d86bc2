// Whole numbers are combined with a check for overflow; all others as doubles.
#include "codegen/pasted/python_arithmetic.h"

#include <cmath>

namespace convlens::python {
namespace {

Value real_number(double number) {
    Value value;
    value.kind = Value::Kind::number;
    value.number = number;
    return value;
}

int64_t floor_quotient(int64_t a, int64_t b) {
    const int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::optional<int64_t> whole_power(int64_t base, int64_t exponent) {
    int64_t power = 1;
    for (; exponent > 0; --exponent) {
        if (__builtin_mul_overflow(power, base, &power))
            return {};
        if (power == 0 || power == 1)
            return exponent % 2 == 1 || base != -1 ? power : -power;
    }
    return power;
}

std::optional<int64_t> whole_result(std::string_view sign, int64_t a, int64_t b) {
    int64_t result = 0;
    if (sign == "+" && !__builtin_add_overflow(a, b, &result))
        return result;
    if (sign == "-" && !__builtin_sub_overflow(a, b, &result))
        return result;
    if (sign == "*" && !__builtin_mul_overflow(a, b, &result))
        return result;
    const bool divides = b != 0 && (b != -1 || a > -INT64_MAX);
    if (sign == "//" && divides)
        return floor_quotient(a, b);
    if (sign == "%" && divides)
        return a - floor_quotient(a, b) * b;
    if (sign == "**" && b >= 0)
        return whole_power(a, b);
    return {};
}

double real_result(std::string_view sign, double a, double b) {
    if (sign == "+")
        return a + b;
    if (sign == "-")
        return a - b;
    if (sign == "*")
        return a * b;
    if (sign == "/")
        return a / b;
    if (sign == "//")
        return std::floor(a / b);
    if (sign == "%")
        return a - std::floor(a / b) * b;
    return std::pow(a, b);
}

} // namespace

Value whole_number(int64_t whole) {
    Value value = real_number(static_cast<double>(whole));
    value.whole = whole;
    return value;
}

Value combined(std::string_view sign, const Value& a, const Value& b) {
    const bool divides = sign == "/" || sign == "//" || sign == "%";
    if (a.kind != Value::Kind::number || b.kind != Value::Kind::number || (divides && b.number == 0)) {
        Value none;
        none.unknown = a.unknown.empty() ? b.unknown : a.unknown;
        return none;
    }
    if (a.whole && b.whole)
        if (const auto whole = whole_result(sign, *a.whole, *b.whole))
            return whole_number(*whole);
    return real_number(real_result(sign, a.number, b.number));
}

Value negated(const Value& a) {
    if (a.kind != Value::Kind::number)
        return combined("-", whole_number(0), a);
    return a.whole && *a.whole != 0 ? combined("-", whole_number(0), a)
           : a.whole                ? a
                                    : real_number(-a.number);
}

Value truncated(const Value& a) {
    if (a.kind != Value::Kind::number || a.whole)
        return a;
    constexpr double limit = 9e18;
    return std::abs(a.number) < limit ? whole_number(static_cast<int64_t>(a.number)) : Value{};
}

} // namespace convlens::python
