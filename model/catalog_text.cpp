#include "model/catalog.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <map>
#include <type_traits>

namespace schemawright {

namespace {

template <class T>
concept Named = HasFields<T> && requires(const T& value) { value.name; };

template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};

std::string text(const std::string& value)
{
    return value;
}
std::string text(bool value)
{
    return value ? "yes" : "no";
}
std::string text(const QualifiedName& value)
{
    return value.empty() ? std::string() : quoteName(value);
}
std::string text(const Option& value)
{
    return value.name + "=" + value.value;
}
std::string text(const SecurityLabel& value)
{
    return value.provider + ": " + value.label;
}
std::string text(const Grant& value)
{
    const auto role = [](const std::string& name) {
        return name.empty() ? "PUBLIC" : name.front() == '\x01' ? "owner" : name;
    };
    std::string out = role(value.grantee) + "=" + value.privileges;
    return value.grantable.empty() ? out : out + " (grantable " + value.grantable + ")";
}

template <class T>
    requires(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>)
std::string text(T value)
{
    return std::format("{}", value);
}
template <class E>
    requires std::is_enum_v<E>
std::string text(E value)
{
    return std::string(EnumNames<E>::names[static_cast<std::size_t>(value)]);
}
template <HasFields T> std::string text(const T& value);
template <class T> std::string text(const std::vector<T>& values)
{
    std::string out;
    for (const T& value : values)
        out += (out.empty() ? "" : ", ") + text(value);
    return out;
}
template <class T> std::string text(const std::optional<T>& value)
{
    return value ? "[" + text(*value) + "]" : "default";
}
template <HasFields T> std::string text(const T& value)
{
    std::string out;
    const T standard{};
    std::apply(
        [&](const auto&... field) {
            (..., [&] {
                if (value.*field.member == standard.*field.member)
                    return;
                if (!out.empty())
                    out += ' ';
                out += field.name == "name" || field.name == "column" || field.name == "expression"
                           ? text(value.*field.member)
                           : std::string(field.name) + "=" + text(value.*field.member);
            }());
        },
        T::fields());
    return out;
}

class Differences {
public:
    std::vector<FieldChange> found;

    template <HasFields T> void structs(const std::string& prefix, const T& before, const T& after)
    {
        std::apply(
            [&](const auto&... field) {
                (member(prefix + std::string(field.name), before.*field.member, after.*field.member), ...);
            },
            T::fields());
    }

private:
    template <class T> void member(const std::string& path, const T& before, const T& after)
    {
        if (before == after)
            return;
        if constexpr (HasFields<T> && !std::is_same_v<T, Option>) {
            structs(path + ".", before, after);
        } else if constexpr (IsVector<T>::value) {
            if constexpr (Named<typename T::value_type> && !std::is_same_v<typename T::value_type, Option>)
                named(path + ".", before, after);
            else
                found.push_back({path, text(before), text(after)});
        } else {
            found.push_back({path, text(before), text(after)});
        }
    }

    template <Named T> void named(const std::string& prefix, const std::vector<T>& before, const std::vector<T>& after)
    {
        const std::size_t sizeBefore = found.size();
        for (const T& old : before) {
            const auto match = std::ranges::find(after, old.name, &T::name);
            if (match == after.end())
                found.push_back({prefix + old.name, text(old), {}});
            else if (old != *match)
                structs(prefix + old.name + ".", old, *match);
        }
        for (const T& fresh : after)
            if (std::ranges::find(before, fresh.name, &T::name) == before.end())
                found.push_back({prefix + fresh.name, {}, text(fresh)});
        if (found.size() == sizeBefore) {
            const auto names = [](const std::vector<T>& values) {
                std::vector<std::string> out;
                for (const T& value : values)
                    out.push_back(value.name);
                return join(out, ", ");
            };
            found.push_back({prefix + "order", names(before), names(after)});
        }
    }
};

} // namespace

std::vector<FieldChange> fieldChanges(const Object& before, const Object& after)
{
    Differences differences;
    if (before.kind() != after.kind()) {
        differences.found.push_back(
            {"kind", std::string(kindName(before.kind())), std::string(kindName(after.kind()))});
    } else {
        std::visit([&]<class T>(const T& old) { differences.structs({}, old, std::get<T>(after.body)); }, before.body);
    }
    differences.structs({}, before.attributes, after.attributes);
    return std::move(differences.found);
}

std::vector<std::pair<std::string, std::string>> describe(const Object& object)
{
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](std::string_view name, const auto& value) {
        out.emplace_back(std::string(name), text(value));
    };
    std::visit([&](const auto& body) { forEachField(body, add); }, object.body);
    forEachField(object.attributes, add);
    return out;
}

} // namespace schemawright
