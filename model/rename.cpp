#include "model/rename.h"

#include "model/sql.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

namespace schemawright {

namespace {

template <class T> bool replace(T& value, const T& from, const T& to)
{
    if (value != from)
        return false;
    value = to;
    return true;
}

bool replaceIn(std::vector<std::string>& names, const std::string& from, const std::string& to)
{
    bool changed = false;
    for (std::string& name : names)
        changed |= replace(name, from, to);
    return changed;
}

template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};

/// Calls `rename` with every qualified name that stands in a field; it says whether it changed it.
template <class T, class Function> bool renameQualified(T& value, const Function& rename)
{
    if constexpr (std::is_same_v<T, QualifiedName>) {
        return rename(value);
    } else if constexpr (HasFields<T>) {
        bool changed = false;
        forEachField(value, [&](std::string_view, auto& member) { changed |= renameQualified(member, rename); });
        return changed;
    } else if constexpr (IsVector<T>::value) {
        bool changed = false;
        for (auto& item : value)
            changed |= renameQualified(item, rename);
        return changed;
    } else {
        return false;
    }
}

/// The table, its partitions and the tables that inherit from it: a column is renamed in all of them.
std::set<QualifiedName> withDescendants(const Catalog& catalog, const QualifiedName& root)
{
    std::set<QualifiedName> found{root};
    for (std::size_t before = 0; before != found.size();) {
        before = found.size();
        for (const auto& entry : catalog) {
            const Table* table = entry.object->as<Table>();
            if (table == nullptr)
                continue;
            const bool inherits = std::ranges::any_of(
                table->inherits, [&](const QualifiedName& parent) { return found.contains(parent); });
            if (inherits || found.contains(table->partitionOf))
                found.insert({entry.key->schema, entry.key->name});
        }
    }
    return found;
}

/// An identity column's sequence keeps its name when the table or column is renamed.
void keepIdentitySequence(Column& column, const std::string& table)
{
    if (column.identity != Identity::None && column.identitySequence.empty())
        column.identitySequence = table + "_" + column.name + "_seq";
}

/// The sequences of serial columns, which are always in the schema of their table.
std::vector<ObjectKey> sequencesOf(const Catalog& catalog, const ObjectKey& table)
{
    std::vector<ObjectKey> sequences;
    for (const auto& entry : catalog)
        if (const Sequence* sequence = entry.object->as<Sequence>();
            sequence && sequence->ownedByTable == QualifiedName{table.schema, table.name})
            sequences.push_back(*entry.key);
    return sequences;
}

class Renamer {
public:
    Renamer(const Catalog& catalog, const Rename& rename)
        : m_catalog(catalog), m_from(rename.from), m_to(renamedKey(rename))
    {
        if (m_from.kind == Kind::Column)
            m_tables = withDescendants(catalog, {m_from.schema, m_from.parent});
        else if (m_from.kind != Kind::Schema && m_from.kind != Kind::Constraint && m_from.kind != Kind::EnumValue &&
                 m_from.kind != Kind::Attribute)
            findNames();
    }

    Catalog run()
    {
        Catalog::Entries entries;
        entries.reserve(m_catalog.size());
        for (const auto& entry : m_catalog) {
            const ObjectKey key = rename(*entry.key);
            Object object = *entry.object;
            if (!apply(*entry.key, object) && key == *entry.key)
                entries.push_back(entry);
            else
                entries.push_back(
                    {std::make_shared<const ObjectKey>(key), std::make_shared<const Object>(std::move(object))});
        }
        std::vector<Dependencies::Edge> edges = m_catalog.dependencies().edges();
        for (auto& [dependent, referenced] : edges) {
            dependent = rename(dependent);
            referenced = rename(referenced);
        }
        return {std::move(entries), Dependencies(std::move(edges))};
    }

private:
    /// What changes its qualified name: the thing itself and, where it moves, what goes along.
    void findNames()
    {
        m_names.emplace(QualifiedName{m_from.schema, m_from.name}, QualifiedName{m_to.schema, m_to.name});
        if (m_from.schema == m_to.schema || !isTableOrView(m_from.kind))
            return;
        const auto along = [&](const ObjectKey& key) {
            m_names.emplace(QualifiedName{key.schema, key.name}, QualifiedName{m_to.schema, key.name});
        };
        for (const auto& child : m_catalog.childrenOf(m_from.schema, m_from.name))
            if (child.key->kind == Kind::Index)
                along(*child.key);
        for (const ObjectKey& sequence : sequencesOf(m_catalog, m_from)) {
            along(sequence);
            m_keys.emplace(sequence, keyOf(Kind::Sequence, m_to.schema, sequence.name));
        }
        // Statistics name their table in their key only where they share its schema.
        for (const auto& entry : m_catalog)
            if (const Statistics* statistics = entry.object->as<Statistics>();
                statistics && statistics->table == QualifiedName{m_from.schema, m_from.name} &&
                entry.key->schema == m_to.schema)
                m_keys.emplace(*entry.key, childKey(Kind::Statistics, m_to.schema, m_to.name, entry.key->name));
    }

    bool renameName(QualifiedName& name) const
    {
        if (m_from.kind == Kind::Schema)
            return replace(name.schema, m_from.name, m_to.name);
        const auto found = m_names.find(name);
        if (found == m_names.end())
            return false;
        name = found->second;
        return true;
    }

    [[nodiscard]] ObjectKey rename(ObjectKey key) const
    {
        if (key == m_from)
            return m_to;
        if (m_from.kind == Kind::Schema)
            replace(key.schema, m_from.name, m_to.name);
        if (const auto found = m_keys.find(key); found != m_keys.end())
            return found->second;
        if (m_from.kind == Kind::Column && key.kind == Kind::Default && key.schema == m_from.schema &&
            key.parent == m_from.parent && key.name == m_from.name)
            key.name = m_to.name;
        if (isTableOrView(m_from.kind) && key.schema == m_from.schema && key.parent == m_from.name) {
            key.schema = m_to.schema;
            key.parent = m_to.name;
        }
        return key;
    }

    bool apply(const ObjectKey& key, Object& object) const
    {
        if (m_from.kind == Kind::Column)
            return applyColumn(key, object);
        if (m_from.kind == Kind::Constraint)
            return applyConstraint(key, object);
        if (m_from.kind == Kind::EnumValue || m_from.kind == Kind::Attribute)
            return key == ownerIn(m_catalog, m_from) && applyTypePart(object);
        bool changed = std::visit(
            [&](auto& body) { return renameQualified(body, [&](QualifiedName& name) { return renameName(name); }); },
            object.body);
        if (Table* table = std::get_if<Table>(&object.body); table && key == m_from && m_from.name != m_to.name) {
            for (Column& column : table->columns)
                keepIdentitySequence(column, m_from.name);
            changed = true;
        }
        if (Extension* extension = std::get_if<Extension>(&object.body); extension && m_from.kind == Kind::Schema)
            changed |= replace(extension->schema, m_from.name, m_to.name);
        return changed;
    }

    bool applyColumn(const ObjectKey& key, Object& object) const
    {
        const QualifiedName here{key.schema, key.name};
        bool changed = false;
        if (Table* table = std::get_if<Table>(&object.body)) {
            const bool mine = m_tables.contains(here);
            for (Column& column : table->columns) {
                if (mine && column.name == m_from.name) {
                    keepIdentitySequence(column, key.name);
                    column.name = m_to.name;
                    changed = true;
                }
            }
            for (Constraint& constraint : table->constraints) {
                if (mine) {
                    changed |= replaceIn(constraint.columns, m_from.name, m_to.name);
                    changed |= replaceIn(constraint.include, m_from.name, m_to.name);
                    changed |= replaceIn(constraint.onDeleteColumns, m_from.name, m_to.name);
                }
                if (m_tables.contains(constraint.refTable))
                    changed |= replaceIn(constraint.refColumns, m_from.name, m_to.name);
            }
        } else if (Index* index = std::get_if<Index>(&object.body);
                   index && m_tables.contains({key.schema, key.parent})) {
            for (IndexKey& part : index->keys)
                changed |= replace(part.column, m_from.name, m_to.name);
            changed |= replaceIn(index->include, m_from.name, m_to.name);
        } else if (Sequence* sequence = std::get_if<Sequence>(&object.body);
                   sequence && m_tables.contains(sequence->ownedByTable)) {
            changed |= replace(sequence->ownedByColumn, m_from.name, m_to.name);
        } else if (here == QualifiedName{m_from.schema, m_from.parent}) {
            if (View* view = std::get_if<View>(&object.body))
                changed = replaceNamed(view->columns);
            if (MaterializedView* stored = std::get_if<MaterializedView>(&object.body)) {
                changed = replaceNamed(stored->columns);
                changed |= replaceSettings(stored->columnSettings);
            }
        }
        return changed;
    }

    template <class Part> bool replaceNamed(std::vector<Part>& parts) const
    {
        bool changed = false;
        for (Part& part : parts)
            changed |= replace(part.name, m_from.name, m_to.name);
        return changed;
    }

    /// "name STORAGE EXTERNAL" of a materialized view's column.
    bool replaceSettings(std::vector<std::string>& settings) const
    {
        bool changed = false;
        const std::string old = quoteIdent(m_from.name) + " ";
        for (std::string& setting : settings)
            if (setting.starts_with(old)) {
                setting = quoteIdent(m_to.name) + " " + setting.substr(old.size());
                changed = true;
            }
        std::ranges::sort(settings);
        return changed;
    }

    bool applyTypePart(Object& object) const
    {
        if (Enum* type = std::get_if<Enum>(&object.body))
            return replaceIn(type->values, m_from.name, m_to.name);
        if (CompositeType* type = std::get_if<CompositeType>(&object.body))
            return replaceNamed(type->attributes);
        return false;
    }

    bool applyTypeConstraint(Object& object) const
    {
        return std::visit(
            [&](auto& body) {
                if constexpr (requires { body.constraints; }) {
                    const bool changed = replaceNamed(body.constraints);
                    std::ranges::sort(body.constraints, {}, [](const auto& each) { return each.name; });
                    return changed;
                } else {
                    return false;
                }
            },
            object.body);
    }

    bool applyConstraint(const ObjectKey& key, Object& object) const
    {
        Table* table = std::get_if<Table>(&object.body);
        if (table == nullptr)
            return key == ownerIn(m_catalog, m_from) && applyTypeConstraint(object);
        bool changed = false;
        const bool mine = key.schema == m_from.schema && key.name == m_from.parent;
        const bool partition = table->partitionOf == QualifiedName{m_from.schema, m_from.parent};
        for (Constraint& constraint : table->constraints) {
            if (mine)
                changed |= replace(constraint.name, m_from.name, m_to.name);
            if (partition)
                changed |= replace(constraint.parentConstraint, m_from.name, m_to.name);
        }
        if (changed)
            std::ranges::sort(table->constraints, {}, &Constraint::name);
        return changed;
    }

    const Catalog& m_catalog;
    const ObjectKey m_from;
    const ObjectKey m_to;
    std::set<QualifiedName> m_tables;
    std::map<QualifiedName, QualifiedName> m_names;
    std::map<ObjectKey, ObjectKey> m_keys;
};

/// What `mine` keeps of its parts, taking those it did not touch from `theirs`.
template <class Part>
std::vector<Part> mergeParts(const std::vector<Part>& old, std::vector<Part> mine, const std::vector<Part>& theirs)
{
    for (Part& part : mine) {
        const auto same = std::ranges::find(old, part.name, &Part::name);
        const auto fresh = std::ranges::find(theirs, part.name, &Part::name);
        if (same != old.end() && fresh != theirs.end() && *same == part)
            part = *fresh;
    }
    return mine;
}

std::shared_ptr<const Object> mergeObject(const Object& old, const std::shared_ptr<const Object>& mine,
                                          const Object& theirs)
{
    const Table* oldTable = old.as<Table>();
    const Table* myTable = mine->as<Table>();
    const Table* theirTable = theirs.as<Table>();
    if (oldTable == nullptr || myTable == nullptr || theirTable == nullptr)
        return mine;
    Table merged = *myTable;
    merged.columns = mergeParts(oldTable->columns, std::move(merged.columns), theirTable->columns);
    merged.constraints = mergeParts(oldTable->constraints, std::move(merged.constraints), theirTable->constraints);
    return std::make_shared<const Object>(Object{std::move(merged), mine->attributes});
}

/// Each rename with what goes along with it, itself first.
std::vector<std::vector<Rename>> spelledOutEach(const Catalog& from, const std::vector<Rename>& renames)
{
    std::vector<std::vector<Rename>> all;
    const bool moves = std::ranges::any_of(renames, [](const Rename& r) { return !r.newSchema.empty(); });
    Catalog state = from;
    for (const Rename& rename : renames) {
        all.push_back({rename});
        if (!moves)
            continue;
        if (!rename.newSchema.empty())
            for (const ObjectKey& sequence : sequencesOf(state, rename.from))
                all.back().push_back({sequence, sequence.name, rename.newSchema});
        state = renameNames(state, rename);
    }
    return all;
}

/// Both, one after the other, as one.
Rename combined(const Rename& first, const Rename& second)
{
    const ObjectKey end = renamedKey(second);
    Rename both{first.from, end.name};
    if (end.schema != first.from.schema) {
        both.newSchema = end.schema;
        both.newParent = end.parent;
    }
    return both;
}

} // namespace

ObjectKey renamedKey(const Rename& rename)
{
    ObjectKey key = rename.from;
    key.name = rename.newName;
    if (!rename.newSchema.empty()) {
        key.schema = rename.newSchema;
        key.parent = rename.newParent;
    }
    return key;
}

bool hasOwnSchema(const ObjectKey& key)
{
    return factsOf(key.kind).place == KindFacts::Place::Schema && !key.schema.empty();
}

Rename moveOf(const Catalog& catalog, const ObjectKey& key, const std::string& schema, const std::string& name)
{
    Rename move{key, name};
    if (schema == key.schema)
        return move;
    move.newSchema = schema;
    if (const auto* statistics = catalog.get<Statistics>(key); statistics && statistics->table.schema == schema)
        move.newParent = statistics->table.name;
    return move;
}

ObjectKey renamedBy(ObjectKey key, std::span<const Rename> renames)
{
    for (const Rename& rename : renames) {
        const ObjectKey& from = rename.from;
        // Relations and types share their names, functions do not.
        const bool whole = hasParts(from.kind);
        if (from == key) {
            key = renamedKey(rename);
        } else if (from.kind == Kind::Schema && key.schema == from.name) {
            key.schema = rename.newName;
        } else if (whole && key.schema == from.schema && key.parent == from.name) {
            key.parent = rename.newName;
            if (!rename.newSchema.empty())
                key.schema = rename.newSchema;
        }
    }
    return key;
}

Rename inverse(const Rename& rename)
{
    Rename back{renamedKey(rename), rename.from.name};
    if (!rename.newSchema.empty()) {
        back.newSchema = rename.from.schema;
        back.newParent = rename.from.parent;
    }
    return back;
}

std::vector<Rename> spelledOut(const Catalog& from, const std::vector<Rename>& renames)
{
    std::vector<Rename> all;
    for (const std::vector<Rename>& each : spelledOutEach(from, renames))
        all.insert(all.end(), each.begin(), each.end());
    return all;
}

std::vector<ObjectKey> finalKeys(const Catalog& from, const std::vector<Rename>& renames)
{
    std::vector<ObjectKey> keys;
    std::vector<Rename> later;
    for (const std::vector<Rename>& each : spelledOutEach(from, renames) | std::views::reverse) {
        keys.push_back(renamedBy(renamedKey(each.front()), later));
        later.insert(later.begin(), each.begin(), each.end());
    }
    std::ranges::reverse(keys);
    return keys;
}

ObjectKey ownerIn(const Catalog& catalog, const ObjectKey& key)
{
    if (key.kind == Kind::Column)
        for (const Kind kind : tablesAndViews())
            if (ObjectKey relation = keyOf(kind, key.schema, key.parent); catalog.find(relation) != nullptr)
                return relation;
    if (key.kind == Kind::Constraint && !catalog.find(keyOf(Kind::Table, key.schema, key.parent)))
        for (std::size_t i = 0; i < kindCount; ++i) // a domain's
            if (const auto kind = static_cast<Kind>(i); factsOf(kind).family == KindFacts::Family::Type)
                if (ObjectKey type = keyOf(kind, key.schema, key.parent); catalog.find(type))
                    return type;
    const std::optional<Kind> whole = factsOf(key.kind).partOf;
    return whole ? keyOf(*whole, key.schema, key.parent) : key;
}

bool hasElement(const Catalog& catalog, const ObjectKey& key)
{
    const ObjectKey owner = ownerIn(catalog, key);
    const Object* object = catalog.find(owner);
    if (object == nullptr || owner == key)
        return object != nullptr;
    const auto names = [&](const auto& parts) {
        return std::ranges::any_of(parts, [&](const auto& part) { return part.name == key.name; });
    };
    if (key.kind == Kind::Constraint)
        return std::visit(
            [&](const auto& body) {
                if constexpr (requires { body.constraints; })
                    return names(body.constraints);
                else
                    return false;
            },
            object->body);
    if (const Table* table = object->as<Table>())
        return names(table->columns);
    if (const std::vector<ViewColumn>* columns = viewColumns(*object))
        return names(*columns);
    if (const Enum* type = object->as<Enum>())
        return std::ranges::contains(type->values, key.name);
    const CompositeType* type = object->as<CompositeType>();
    return type != nullptr && names(type->attributes);
}

Catalog renameNames(const Catalog& catalog, const Rename& rename)
{
    return Renamer(catalog, rename).run();
}

bool nameTaken(const Catalog& catalog, const ObjectKey& key)
{
    if (hasElement(catalog, key))
        return true;
    const auto hasIndex = [&](const Table& table) {
        const Constraint* constraint = table.findConstraint(key.name);
        return constraint && constraint->type != ConstraintType::Check &&
               constraint->type != ConstraintType::ForeignKey;
    };
    return std::ranges::any_of(catalog, [&](const Catalog::Entry& entry) {
        const ObjectKey& other = *entry.key;
        if (other.schema != key.schema)
            return false;
        if (const Table* table = entry.object->as<Table>();
            table && shareNames(key.kind, Kind::Index) && hasIndex(*table))
            return true;
        return other.name == key.name && shareNames(key.kind, other.kind) &&
               (!isRoutine(key.kind) || other.args == key.args);
    });
}

std::vector<Rename> applicableRenames(const std::vector<Rename>& renames, const Catalog& from, const Catalog& to)
{
    std::vector<Rename> applicable;
    Catalog state = from;
    for (const Rename& rename : renames) {
        if (!hasElement(state, rename.from) || hasElement(state, renamedKey(rename)))
            continue;
        state = renameNames(state, rename);
        applicable.push_back(rename);
    }
    // From the end: a rename whose outcome is gone (dropped later, or renamed back) need not be done, unless a later one starts from it.
    // Where it ends, the later ones may have taken it further.
    std::set<ObjectKey> starts;
    std::vector<Rename> kept;
    std::vector<Rename> later;
    for (const std::vector<Rename>& spelled : spelledOutEach(from, applicable) | std::views::reverse) {
        const Rename& rename = spelled.front();
        const bool lasts = hasElement(to, renamedBy(renamedKey(rename), later));
        if (!starts.contains(renamedKey(rename)) && !lasts)
            continue;
        starts.insert(rename.from);
        if (!rename.from.parent.empty())
            for (const Kind kind : kindsWithParts())
                starts.insert(keyOf(kind, rename.from.schema, rename.from.parent));
        kept.insert(kept.begin(), rename);
        later.insert(later.begin(), spelled.begin(), spelled.end());
    }
    return kept;
}

std::vector<Rename> renamesBetween(const std::vector<Rename>& before, const std::vector<Rename>& after)
{
    const auto [b, a] = std::ranges::mismatch(before, after);
    std::vector<Rename> steps;
    for (auto it = before.end(); it != b;)
        recordRename(steps, inverse(*--it));
    for (const Rename& rename : std::ranges::subrange(a, after.end()))
        recordRename(steps, rename);
    return steps;
}

void recordRename(std::vector<Rename>& renames, Rename rename)
{
    if (renames.empty() || renamedKey(renames.back()) != rename.from) {
        renames.push_back(std::move(rename));
        return;
    }
    Rename& last = renames.back();
    last = combined(last, rename);
    if (renamedKey(last) == last.from)
        renames.pop_back();
}

Catalog mergeCatalogs(const Catalog& old, const Catalog& mine, const Catalog& theirs)
{
    Catalog::Entries entries;
    entries.reserve(mine.size());
    for (const auto& entry : mine) {
        const Object* before = old.find(*entry.key);
        const Catalog::Entry* fresh = theirs.findEntry(*entry.key);
        if (before == nullptr || fresh == nullptr)
            entries.push_back(entry);
        else if (before == entry.object.get() || *before == *entry.object)
            entries.push_back(*fresh);
        else
            entries.push_back({entry.key, mergeObject(*before, entry.object, *fresh->object)});
    }
    // What PostgreSQL made by itself (the sequence of a serial column).
    for (const auto& entry : theirs) {
        if (old.find(*entry.key) == nullptr && mine.find(*entry.key) == nullptr)
            entries.push_back(entry);
    }
    return {std::move(entries), theirs.dependencies()};
}

} // namespace schemawright
