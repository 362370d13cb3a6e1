#include "model/advice.h"

#include "model/sql.h"

#include <algorithm>
#include <map>

namespace schemawright {

namespace {

/// An index, or the one behind a key, as far as it can serve a search.
struct Access {
    ObjectKey key;
    std::vector<std::string> columns; ///< up to the first expression
    const Index* index = nullptr;     ///< nullptr: of a constraint
};

std::string list(const std::vector<std::string>& columns)
{
    return "(" + join(columns, ", ") + ")";
}

bool isPrefix(const std::vector<std::string>& shorter, const std::vector<std::string>& longer)
{
    return shorter.size() <= longer.size() && std::equal(shorter.begin(), shorter.end(), longer.begin());
}

/// A foreign key is looked up by equality: the order of its columns in the index does not matter.
bool startsWithAll(const std::vector<std::string>& columns, const std::vector<std::string>& wanted)
{
    return columns.size() >= wanted.size() &&
           std::is_permutation(wanted.begin(), wanted.end(), columns.begin(),
                               columns.begin() + static_cast<std::ptrdiff_t>(wanted.size()));
}

bool isKey(const Constraint& constraint)
{
    return constraint.type == ConstraintType::PrimaryKey || constraint.type == ConstraintType::Unique;
}

class Advisor {
public:
    Advisor(const Catalog& catalog, const NamingRules& naming) : m_catalog(catalog), m_naming(naming)
    {
        for (const Catalog::Entry& entry : catalog) {
            if (entry.key->kind == Kind::Index)
                m_indexes[{entry.key->schema, entry.key->parent}].push_back(entry);
        }
    }

    void table(const ObjectKey& key, const Table& table)
    {
        const std::vector<Access> accesses = accessesOf(key, table);
        const bool root = table.partitionOf.empty() && table.inherits.empty();
        if (root && table.primaryKey() == nullptr)
            noPrimaryKey(key, table);
        for (const Constraint& constraint : table.constraints) {
            if (!constraint.local)
                continue;
            const ObjectKey part = childKey(Kind::Constraint, key.schema, key.name, constraint.name);
            if (constraint.type == ConstraintType::ForeignKey)
                foreignKey(key, table, constraint, accesses);
            if (constraint.notValid)
                add(AdviceRule::NotValidated, part,
                    "rows that existed before " + constraint.name + " was added have not been checked",
                    repair::Validate{part});
            wantedName(part, patternFor(m_naming, constraint.type), key.name, constraint.columns,
                       constraint.refTable.name);
        }
        duplicateForeignKeys(key, table);
        if (root) {
            duplicateIndexes(accesses);
            for (const Column& column : table.columns) {
                const ObjectKey part = childKey(Kind::Column, key.schema, key.name, column.name);
                name(part);
                poorType(part, column);
            }
        }
    }

    void object(const Catalog::Entry& entry)
    {
        const ObjectKey& key = *entry.key;
        if (const Index* index = entry.object->as<Index>(); index != nullptr && index->parentIndex.empty()) {
            std::vector<std::string> columns;
            for (const IndexKey& part : index->keys)
                columns.push_back(part.column.empty() ? "expr" : part.column);
            wantedName(key, m_naming.index, key.parent, columns, {});
        }
        if (entry.object->as<Policy>() != nullptr) {
            const ObjectKey tableKey = keyOf(Kind::Table, key.schema, key.parent);
            const Table* table = m_catalog.get<Table>(tableKey);
            if (table != nullptr && !table->rowSecurity)
                add(AdviceRule::PolicyWithoutRowSecurity, key,
                    "the policy has no effect: row-level security of " + tableKey.name + " is disabled",
                    repair::EnableRowSecurity{tableKey});
        }
    }

    /// Names that PostgreSQL or the project would rather have otherwise.
    void name(const ObjectKey& key)
    {
        const std::string snake = snakeCase(key.name);
        if (m_naming.snakeCase && snake != key.name) {
            add(AdviceRule::NamingRule, key,
                key.name + " is not in snake_case, which this project's naming rules require",
                repair::RenameTo{key, snake});
            return;
        }
        // Nothing in it needs quotes, and yet it is quoted: a keyword.
        const bool plain = std::ranges::all_of(key.name, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
        if (plain && snake == key.name && quoteIdent(key.name) != key.name)
            add(AdviceRule::ReservedName, key, key.name + " is an SQL key word and must be quoted everywhere",
                repair::RenameTo{key, key.name + (key.kind == Kind::Column ? "_value" : "s")});
    }

    std::vector<Advice> take()
    {
        std::ranges::stable_sort(m_found, [](const Advice& a, const Advice& b) {
            return std::tie(a.rule, a.key) < std::tie(b.rule, b.key);
        });
        return std::move(m_found);
    }

private:
    void add(AdviceRule rule, const ObjectKey& key, std::string message, Repair repair)
    {
        m_found.push_back({rule, key, std::move(message), std::move(repair)});
    }

    [[nodiscard]] std::vector<Access> accessesOf(const ObjectKey& key, const Table& table) const
    {
        std::vector<Access> accesses;
        for (const Constraint& constraint : table.constraints) {
            if (isKey(constraint))
                accesses.push_back(
                    {childKey(Kind::Constraint, key.schema, key.name, constraint.name), constraint.columns, nullptr});
        }
        const auto found = m_indexes.find({key.schema, key.name});
        if (found == m_indexes.end())
            return accesses;
        for (const Catalog::Entry& entry : found->second) {
            Access access{*entry.key, {}, entry.object->as<Index>()};
            for (const IndexKey& part : access.index->keys) {
                if (part.column.empty())
                    break;
                access.columns.push_back(part.column);
            }
            accesses.push_back(std::move(access));
        }
        return accesses;
    }

    void noPrimaryKey(const ObjectKey& key, const Table& table)
    {
        repair::AddPrimaryKey repair{key, {}};
        // A key that is there already under another name, or a column that was meant to be it.
        for (const Constraint& constraint : table.constraints) {
            const bool complete = std::ranges::all_of(constraint.columns, [&](const std::string& name) {
                const Column* column = table.findColumn(name);
                return column != nullptr && column->notNull;
            });
            if (constraint.type == ConstraintType::Unique && complete && repair.columns.empty())
                repair.columns = constraint.columns;
        }
        if (repair.columns.empty() && table.findColumn("id") != nullptr)
            repair.columns = {"id"};
        add(AdviceRule::NoPrimaryKey, key, key.name + " has no primary key, so a row cannot be identified",
            std::move(repair));
    }

    void foreignKey(const ObjectKey& key, const Table& table, const Constraint& constraint,
                    const std::vector<Access>& accesses)
    {
        const ObjectKey part = childKey(Kind::Constraint, key.schema, key.name, constraint.name);
        const bool indexed = std::ranges::any_of(accesses, [&](const Access& access) {
            const bool whole = access.index == nullptr || (access.index->where.empty() && access.index->valid);
            return whole && startsWithAll(access.columns, constraint.columns);
        });
        if (!indexed && table.partitionOf.empty())
            add(AdviceRule::UnindexedForeignKey, part,
                "no index starts with " + list(constraint.columns) + ": each delete from " + constraint.refTable.name +
                    " scans all of " + key.name,
                repair::AddIndex{key, constraint.columns});
        const Table* target =
            m_catalog.get<Table>(keyOf(Kind::Table, constraint.refTable.schema, constraint.refTable.name));
        for (std::size_t i = 0; i < constraint.columns.size(); ++i) {
            const Column* own = table.findColumn(constraint.columns[i]);
            const Column* other = target != nullptr && i < constraint.refColumns.size()
                                      ? target->findColumn(constraint.refColumns[i])
                                      : nullptr;
            if (own == nullptr)
                continue;
            const ObjectKey column = childKey(Kind::Column, key.schema, key.name, own->name);
            if (other != nullptr && own->type != other->type)
                add(AdviceRule::KeyTypeMismatch, column,
                    own->name + " is " + own->type + ", but " + constraint.refTable.name + "." + other->name +
                        ", which it references, is " + other->type,
                    repair::Retype{column, other->type});
            const bool set =
                constraint.onDeleteColumns.empty() || std::ranges::contains(constraint.onDeleteColumns, own->name);
            if (constraint.onDelete == ForeignKeyAction::SetNull && own->notNull && set)
                add(AdviceRule::SetNullOnNotNull, column,
                    "deleting a referenced row of " + constraint.refTable.name + " sets " + own->name +
                        " to null and fails, because the column is NOT NULL",
                    repair::AllowNull{column});
        }
    }

    void duplicateForeignKeys(const ObjectKey& key, const Table& table)
    {
        for (std::size_t i = 0; i < table.constraints.size(); ++i) {
            const Constraint& later = table.constraints[i];
            if (later.type != ConstraintType::ForeignKey || !later.local)
                continue;
            for (std::size_t j = 0; j < i; ++j) {
                const Constraint& earlier = table.constraints[j];
                if (earlier.type != ConstraintType::ForeignKey || earlier.columns != later.columns ||
                    earlier.refTable != later.refTable || earlier.refColumns != later.refColumns)
                    continue;
                const ObjectKey part = childKey(Kind::Constraint, key.schema, key.name, later.name);
                add(AdviceRule::DuplicateForeignKey, part, later.name + " duplicates " + earlier.name,
                    repair::Remove{part});
                break;
            }
        }
    }

    /// Does `other` serve every search that `index` serves?
    static bool covers(const Access& other, const Access& access)
    {
        const Index& index = *access.index;
        if (index.method != "btree" || index.unique || access.columns.size() != index.keys.size() ||
            !index.include.empty() || index.clustered || index.replicaIdentity)
            return false;
        if (!isPrefix(access.columns, other.columns))
            return false;
        const bool same = access.columns.size() == other.columns.size();
        if (other.index == nullptr) // of a constraint: ascending, default operator classes, all rows
            return index.where.empty() && std::ranges::all_of(index.keys, [](const IndexKey& part) {
                       return part.opclass.empty() && part.collation.empty() && !part.descending && !part.nullsFirst;
                   });
        const Index& by = *other.index;
        const bool alike = by.method == index.method && by.where == index.where && by.valid &&
                           std::equal(index.keys.begin(), index.keys.end(), by.keys.begin());
        // Of two that are the same, the later one is the duplicate.
        return alike && (!same || by.unique || other.key < access.key);
    }

    void duplicateIndexes(const std::vector<Access>& accesses)
    {
        for (const Access& access : accesses) {
            if (access.index == nullptr || !access.index->parentIndex.empty())
                continue;
            const auto found = std::ranges::find_if(
                accesses, [&](const Access& other) { return other.key != access.key && covers(other, access); });
            if (found != accesses.end())
                add(AdviceRule::DuplicateIndex, access.key,
                    access.key.name + " is redundant: " + found->key.name + " " + list(found->columns) +
                        " serves the same searches",
                    repair::Remove{access.key});
        }
    }

    /// PostgreSQL wiki, "Don't Do This": types that are rarely what was meant.
    void poorType(const ObjectKey& key, const Column& column)
    {
        if (column.type == "timestamp without time zone")
            add(AdviceRule::PoorType, key,
                column.name + " does not store a point in time: its meaning depends on the reader's time zone",
                repair::Retype{key, "timestamp with time zone"});
        else if (column.type == "money")
            add(AdviceRule::PoorType, key, column.name + " is money, which has no currency and depends on lc_monetary",
                repair::Retype{key, "numeric(12,2)"});
        else if (column.type == "time with time zone")
            add(AdviceRule::PoorType, key,
                column.name + " has a time zone but no date, so daylight saving time is unknown",
                repair::Retype{key, "time without time zone"});
    }

    void wantedName(const ObjectKey& key, const std::string& pattern, const std::string& table,
                    const std::vector<std::string>& columns, const std::string& references)
    {
        if (pattern.empty())
            return;
        const std::string wanted = nameAfter(pattern, table, columns, references);
        // A number tells apart what would have the same name.
        const bool numbered = key.name.starts_with(wanted) &&
                              std::ranges::all_of(key.name.substr(wanted.size()),
                                                  [](char c) { return c == '_' || (c >= '0' && c <= '9'); });
        if (!numbered)
            add(AdviceRule::NamingRule, key,
                key.name + " should be named " + wanted + " by this project's naming rules",
                repair::RenameTo{key, wanted});
    }

    const Catalog& m_catalog;
    const NamingRules& m_naming;
    std::map<std::pair<std::string, std::string>, std::vector<Catalog::Entry>> m_indexes;
    std::vector<Advice> m_found;
};

} // namespace

std::string_view adviceName(AdviceRule rule)
{
    switch (rule) {
    case AdviceRule::NoPrimaryKey: return "no primary key";
    case AdviceRule::UnindexedForeignKey: return "foreign key without index";
    case AdviceRule::KeyTypeMismatch: return "foreign key with different types";
    case AdviceRule::DuplicateForeignKey: return "duplicate foreign key";
    case AdviceRule::DuplicateIndex: return "redundant index";
    case AdviceRule::ReservedName: return "key word as name";
    case AdviceRule::NamingRule: return "naming rule";
    case AdviceRule::SetNullOnNotNull: return "SET NULL on NOT NULL column";
    case AdviceRule::PolicyWithoutRowSecurity: return "policy without effect";
    case AdviceRule::NotValidated: return "constraint not validated";
    case AdviceRule::PoorType: return "discouraged type";
    }
    return "advice";
}

std::string repairLabel(const Repair& repair)
{
    struct Label {
        std::string operator()(const repair::AddPrimaryKey& each) const
        {
            return each.columns.empty() ? "Add a primary key column id"
                                        : "Make " + list(each.columns) + " the primary key";
        }
        std::string operator()(const repair::AddIndex& each) const { return "Add an index on " + list(each.columns); }
        std::string operator()(const repair::Retype& each) const { return "Change the type to " + each.type; }
        std::string operator()(const repair::RenameTo& each) const { return "Rename to " + each.name; }
        std::string operator()(const repair::Remove& each) const { return "Remove " + each.key.name; }
        std::string operator()(const repair::AllowNull& each) const { return "Allow null in " + each.column.name; }
        std::string operator()(const repair::EnableRowSecurity& each) const
        {
            return "Enable row-level security of " + each.table.name;
        }
        std::string operator()(const repair::Validate& each) const { return "Validate " + each.constraint.name; }
    };
    return std::visit(Label{}, repair);
}

std::vector<Advice> advise(const Catalog& catalog, const NamingRules& naming, const std::function<bool()>& stopped)
{
    Advisor advisor(catalog, naming);
    std::size_t seen = 0;
    for (const Catalog::Entry& entry : catalog) {
        if (stopped && ++seen % 256 == 0 && stopped())
            break;
        if (const Table* table = entry.object->as<Table>())
            advisor.table(*entry.key, *table);
        if (factsOf(entry.key->kind).namingRules)
            advisor.name(*entry.key);
        advisor.object(entry);
    }
    return advisor.take();
}

} // namespace schemawright
