#include "diff/kinds/base/same.h"

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/not_null_name.h"

#include <algorithm>

namespace schemawright {

namespace {

std::vector<const Column*> columnsByName(const Table& table)
{
    std::vector<const Column*> columns;
    columns.reserve(table.columns.size());
    for (const Column& column : table.columns)
        columns.push_back(&column);
    std::ranges::sort(columns, {}, [](const Column* column) -> const std::string& { return column->name; });
    return columns;
}

bool sameColumn(const Column& a, const Column& b)
{
    return a == b || (isNotNullUnknown(a, b) && withNotNullOf(a, b) == b);
}

bool sameTable(const Table& a, const Table& b)
{
    const auto sameColumns = [&] {
        return std::ranges::equal(columnsByName(a), columnsByName(b),
                                  [](const Column* x, const Column* y) { return sameColumn(*x, *y); });
    };
    const auto sameField = [&](const auto& field) {
        if constexpr (requires { (a.*field.member).front().identity; })
            return true;
        else
            return a.*field.member == b.*field.member;
    };
    return std::apply([&](const auto&... field) { return (sameField(field) && ...); }, Table::fields()) &&
           sameColumns();
}

bool sameBody(const Object& a, const Object& b)
{
    if (const auto* tableA = a.as<Table>())
        if (const auto* tableB = b.as<Table>())
            return sameTable(*tableA, *tableB);
    if (a.body == b.body)
        return true;
    const KindOps* room = a.body.index() == b.body.index() ? kindOps(a.kind()) : nullptr;
    return room && room->same && room->same(a.body, b.body);
}

/// Takes over what no statement changes: whether a column or check that a table inherits is its own besides. PostgreSQL decides that when
/// it is made or inherited. PostgreSQL 17 manual, "Inheritance", "pg_attribute" (attislocal).
template <class Part, class IsInherited>
void takeLocal(std::vector<Part>& parts, const std::vector<Part>& wanted, IsInherited&& isInherited)
{
    for (Part& part : parts) {
        const auto other = std::ranges::find(wanted, part.name, &Part::name);
        if (other != wanted.end() && other->local != part.local && isInherited(part.name))
            part.local = other->local;
    }
}

bool samePart(const Column& a, const Column& b)
{
    Column withoutDefault = b;
    withoutDefault.defaultExpr = a.defaultExpr;
    return sameColumn(a, withoutDefault);
}

bool inheritsFrom(const Catalog& catalog, const ObjectKey& table, const ObjectKey& parent)
{
    const auto* child = catalog.get<Table>(table);
    const QualifiedName name{parent.schema, parent.name};
    return child && (child->partitionOf == name || std::ranges::contains(child->inherits, name));
}

/// Nor can the name of NOT NULL be changed where it is inherited, nor of one that goes down to tables where it has another.
void takeNotNull(const Catalog& from, const Catalog& catalog, const ObjectKey& key, Table& table, const Table& wanted)
{
    const auto given = [&](const QualifiedName& name, const std::string& column) {
        const auto* parent = name.empty() ? nullptr : catalog.get<Table>(keyOf(Kind::Table, name.schema, name.name));
        const Column* above = parent ? parent->findColumn(column) : nullptr;
        return above && above->notNull && !above->notNullConstraint.noInherit;
    };
    for (Column& column : table.columns) {
        const Column* other = wanted.findColumn(column.name);
        if (!other || column.notNullConstraint == other->notNullConstraint)
            continue;
        const bool inherited =
            given(wanted.partitionOf, column.name) ||
            std::ranges::any_of(wanted.inherits, [&](const auto& name) { return given(name, column.name); });
        const NotNullConstraint& now = other->notNullConstraint;
        if (inherited || !isNotNullNamedAlike(from, catalog, key, column))
            column.notNullConstraint.name = now.name;
        if (inherited)
            column.notNullConstraint.local = now.local;
    }
}

} // namespace

bool isNotNullNamedAlike(const Catalog& from, const Catalog& to, const ObjectKey& table, const Column& column)
{
    return column.notNullConstraint.noInherit ||
           std::ranges::all_of(from.dependencies().on(table), [&](const ObjectKey& child) {
               if (!inheritsFrom(from, child, table) || !inheritsFrom(to, child, table))
                   return true;
               const Column* below = from.get<Table>(child)->findColumn(column.name);
               return !below || !below->notNull ||
                      (below->notNullConstraint.name == column.notNullConstraint.name &&
                       isNotNullNamedAlike(from, to, child, *below));
           });
}

namespace {

template <class T> bool bothSame(const T* a, const T* b, bool (*same)(const T&, const T&))
{
    return a && b ? same(*a, *b) : a == b;
}

} // namespace

bool sameObject(const Object& a, const Object& b)
{
    return sameAttributes(a.attributes, b.attributes) && sameBody(a, b);
}

bool sameIn(const Catalog& from, const Catalog& to, const ObjectKey& key, const Object& a, const Object& b)
{
    if (sameObject(a, b))
        return true;
    const auto* found = a.as<Table>();
    const auto* wanted = b.as<Table>();
    if (!found || !wanted)
        return false;
    const auto parentsHave = [&](auto find) {
        return std::ranges::any_of(wanted->inherits, [&](const QualifiedName& name) {
            const auto* parent = to.get<Table>(keyOf(Kind::Table, name.schema, name.name));
            return parent && find(*parent);
        });
    };
    Object copy = a;
    auto& table = std::get<Table>(copy.body);
    takeNotNull(from, to, key, table, *wanted);
    takeLocal(table.columns, wanted->columns, [&](const std::string& name) {
        return parentsHave([&](const Table& parent) { return parent.findColumn(name) != nullptr; });
    });
    takeLocal(table.constraints, wanted->constraints, [&](const std::string& name) {
        return parentsHave([&](const Table& parent) { return parent.findConstraint(name) != nullptr; });
    });
    return sameObject(copy, b);
}

bool sameCatalog(const Catalog& a, const Catalog& b)
{
    return a.sameAs(b) ||
           std::ranges::equal(a.entries(), b.entries(), [&](const Catalog::Entry& x, const Catalog::Entry& y) {
               return *x.key == *y.key && (x.object == y.object || sameIn(a, b, *x.key, *x.object, *y.object));
           });
}

bool sameElement(const ObjectKey& element, const Object& a, const Object& b)
{
    const auto* tableA = a.as<Table>();
    const auto* tableB = b.as<Table>();
    if (!tableA || !tableB)
        return sameBody(a, b);
    if (element.kind == Kind::Column)
        return bothSame(tableA->findColumn(element.name), tableB->findColumn(element.name), samePart);
    if (element.kind == Kind::Default) {
        return bothSame<Column>(tableA->findColumn(element.name), tableB->findColumn(element.name),
                                [](const Column& x, const Column& y) {
                                    return x.defaultExpr == y.defaultExpr && x.generated == y.generated;
                                });
    }
    if (element.kind == Kind::Constraint) {
        return bothSame<Constraint>(tableA->findConstraint(element.name), tableB->findConstraint(element.name),
                                    [](const Constraint& x, const Constraint& y) { return x == y; });
    }
    return sameBody(a, b);
}

ObjectKey ownerOf(const ObjectKey& element)
{
    const std::optional<Kind> whole = factsOf(element.kind).partOf;
    return whole ? keyOf(*whole, element.schema, element.parent) : element;
}

} // namespace schemawright
