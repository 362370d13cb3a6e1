#pragma once

#include <string_view>
#include <tuple>

namespace schemawright {

/// One member of a value, with the name that messages, --json and the property form use for it.
/// Every struct of model/kinds has `static constexpr auto fields()` returning a std::tuple of these, so that
/// hashing, caching, --json, differences by field and the generic property form need no code per kind.
template <class Struct, class Member> struct Field {
    std::string_view name;
    Member Struct::* member;
    using Value = Member;
};
template <class Struct, class Member> Field(std::string_view, Member Struct::*) -> Field<Struct, Member>;

template <class T>
concept HasFields = requires { T::fields(); };

/// Calls visit(name, value) for each field of `object`, in declaration order.
template <HasFields T, class Visitor> constexpr void forEachField(T& object, Visitor&& visit)
{
    std::apply([&](const auto&... field) { (visit(field.name, object.*field.member), ...); },
               std::remove_const_t<T>::fields());
}

/// Specialised beside each enum that is a field: `static constexpr std::array names{std::string_view{...}...}`,
/// in the order of the enumerators.
template <class E> struct EnumNames;

} // namespace schemawright
