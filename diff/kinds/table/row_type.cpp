#include "diff/kinds/table/row_type.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <vector>

namespace schemawright::tables {

namespace {

/// Whether the text names the type after `before` ("::" of a cast).
bool names(std::string_view text, std::string_view before, const std::string& type)
{
    const std::string wanted = std::string(before) + type;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        if (end == text.size() || (text[end] != '.' && endOfName(text, end) == end)) // else a longer name
            return true;
    }
    return false;
}

/// Some text of a value, whatever field it is in.
template <class Value> bool anyText(const Value& value, const auto& test)
{
    if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
        return test(value);
    } else if constexpr (HasFields<Value>) {
        bool found = false;
        forEachField(value, [&](std::string_view, const auto& member) { found = found || anyText(member, test); });
        return found;
    } else if constexpr (requires { value.begin(); }) {
        return std::ranges::any_of(value, [&](const auto& each) { return anyText(each, test); });
    } else {
        return false;
    }
}

/// Does the object's expressions hold values of the type? Of a routine, what its arguments and its parsed body say: text is nobody's concern.
bool evaluates(const Body& body, const std::string& type)
{
    const auto isCast = [&](std::string_view text) { return names(text, "::", type); };
    return std::visit(
        [&](const auto& value) {
            if constexpr (requires {
                              value.sqlBody;
                              value.arguments;
                              value.result;
                          })
                return isCast(value.sqlBody) || isCast(value.arguments) ||
                       ((!value.sqlBody.empty() || value.arguments.contains(" DEFAULT ")) &&
                        (names(value.arguments, "", type) || names(value.result, "", type)));
            else
                return anyText(value, isCast);
        },
        body);
}

/// Whether a column of a materialized view has the type.
bool storesValues(const Catalog& catalog, const ObjectKey& user, const Body& body, const ObjectKey& type)
{
    if (!factsOf(user.kind).storesRows)
        return false;
    return std::visit(
        [&](const auto& value) {
            if constexpr (requires { value.columns.front().type; })
                return std::ranges::any_of(value.columns,
                                           [&](const auto& column) { return typeKey(catalog, column.type) == type; });
            else
                return false;
        },
        body);
}

/// What a domain is over; empty: the object is none.
std::string typeUnder(const Object& object)
{
    return std::visit(
        [](const auto& value) -> std::string {
            if constexpr (requires { value.type.starts_with(""); })
                return value.type;
            else
                return {};
        },
        object.body);
}

/// A type that holds values of another one: a domain over it, a composite type or range with it, or arrays of it.
bool holdsValues(const Catalog& catalog, const ObjectKey& holder, const ObjectKey& type)
{
    const Object* object = factsOf(holder.kind).family == KindFacts::Family::Type ? catalog.find(holder) : nullptr;
    const std::string under = object ? typeUnder(*object) : std::string();
    return object && (under.empty() || typeKey(catalog, under) == type);
}

/// Checks and defaults of the table itself.
std::set<ObjectKey> ownUsers(const Catalog& catalog, const ObjectKey& table)
{
    std::set<ObjectKey> users;
    const auto* body = catalog.get<Table>(table);
    if (!body)
        return users;
    const std::string type = quoteName(table.schema, table.name);
    for (const Column& column : body->columns)
        if (names(std::string_view(column.defaultExpr), "::", type))
            users.insert(childKey(Kind::Default, table.schema, table.name, column.name));
    for (const Constraint& constraint : body->constraints)
        if (names(std::string_view(constraint.expression), "::", type))
            users.insert(childKey(Kind::Constraint, table.schema, table.name, constraint.name));
    return users;
}

/// The table, and the types that hold values of its rows, with the elements that depend on each.
void forEachUser(const Catalog& catalog, const ObjectKey& table, const auto& visit)
{
    std::set<ObjectKey> types{table};
    for (std::vector<ObjectKey> queue{table}; !queue.empty();) {
        const ObjectKey type = queue.back();
        queue.pop_back();
        for (const ObjectKey& user : catalog.dependencies().on(type)) {
            if (user.kind == Kind::Table || !holdsValues(catalog, user, type))
                visit(type, user);
            else if (types.insert(user).second)
                queue.push_back(user);
        }
    }
}

} // namespace

bool isColumnsRowType(const Catalog& catalog, const ObjectKey& table)
{
    bool found = false;
    forEachUser(catalog, table, [&](const ObjectKey& type, const ObjectKey& user) {
        const auto* other =
            user.kind == Kind::Column ? catalog.get<Table>(keyOf(Kind::Table, user.schema, user.parent)) : nullptr;
        const Column* column = other ? other->findColumn(user.name) : nullptr;
        found = found || (column && typeKey(catalog, column->type) == type);
    });
    return found;
}

std::set<ObjectKey> rowTypeUsers(const Catalog& catalog, const ObjectKey& table)
{
    std::set<ObjectKey> users = ownUsers(catalog, table);
    forEachUser(catalog, table, [&](const ObjectKey& type, const ObjectKey& user) {
        if (user.kind == Kind::Table || user.kind == Kind::Column)
            return;
        // A part of another table depends on the whole table for its rows only.
        const bool isOthersPart = (user.kind == Kind::Default || factsOf(user.kind).followsColumnType) &&
                                  !user.parent.empty() && (user.schema != table.schema || user.parent != table.name);
        const Object* object = catalog.find(user.kind == Kind::Default || user.kind == Kind::Constraint
                                                ? keyOf(Kind::Table, user.schema, user.parent)
                                                : user);
        if (isOthersPart || (object && (evaluates(object->body, quoteName(type.schema, type.name)) ||
                                        storesValues(catalog, user, object->body, type))))
            users.insert(user);
    });
    return users;
}

std::set<ObjectKey> tablesWithDomain(const Catalog& catalog, const ObjectKey& domain)
{
    std::set<ObjectKey> tables;
    std::set<ObjectKey> domains{domain};
    for (std::vector<ObjectKey> queue{domain}; !queue.empty();) {
        const ObjectKey type = queue.back();
        queue.pop_back();
        for (const ObjectKey& user : catalog.dependencies().on(type)) {
            if (user.kind == Kind::Column)
                tables.insert(keyOf(Kind::Table, user.schema, user.parent));
            else if (user.kind == domain.kind && domains.insert(user).second)
                queue.push_back(user);
        }
    }
    return tables;
}

} // namespace schemawright::tables
