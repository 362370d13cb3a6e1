#include "diff/difference/model_text.h"

#include "diff/compare/compare.h"
#include "diff/kinds/base/same.h"
#include "diff/plan/plan.h"
#include "diff/resolve/resolve.h"
#include "diff/script/script.h"
#include "model/rename.h"

#include <algorithm>
#include <map>
#include <set>

namespace schemawright {

namespace {

/// An edit of a text: what stands between two offsets is replaced.
struct TextEdit {
    std::size_t begin;
    std::size_t end;
    std::string replacement;
};

std::string applyEdits(const std::string& text, std::vector<TextEdit> edits)
{
    // What is inserted before a statement goes before what replaces it.
    std::ranges::stable_sort(edits, {}, [](const TextEdit& edit) { return std::pair(edit.begin, edit.end); });
    std::string out;
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        out.append(text, at, edit.begin - at);
        out += edit.replacement;
        at = edit.end;
    }
    return out.append(text, at);
}

/// The statements that make an object: those that stand together, and those that must come after other objects (foreign keys in a cycle).
struct ObjectText {
    std::string main;
    std::string late;
};

std::map<ObjectKey, ObjectText> objectTexts(const Plan& plan)
{
    std::map<ObjectKey, ObjectText> texts;
    std::optional<ObjectKey> previous;
    for (const Batch& batch : plan.batches) {
        for (const Statement& statement : batch.statements) {
            const ObjectKey owner = ownerOf(statement.origin);
            ObjectText& text = texts[owner];
            (text.main.empty() || (previous == owner && text.late.empty()) ? text.main : text.late) +=
                statement.sql + ";\n";
            previous = owner;
        }
    }
    return texts;
}

class ModelText {
public:
    ModelText(const std::string& text, const Catalog& before, const Catalog& after, const std::vector<Rename>& renames)
        : m_text(text), m_before(before), m_after(after), m_renames(spelledOut(before, renames))
    {
    }

    Result<std::string> rewrite()
    {
        auto statements = splitScript({"schema.sql", m_text});
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        auto plan = makePlan(baselineCatalog(), m_after);
        if (!plan)
            return std::unexpected(std::move(plan.error()));
        const auto texts = objectTexts(*plan);
        std::map<ObjectKey, std::vector<const ScriptStatement*>> placed; // by the name after the renames
        for (const ScriptStatement& statement : *statements)
            if (statement.object)
                if (const auto key = find(*statement.object))
                    placed[renamed(*key)].push_back(&statement);

        const std::set<ObjectKey> changed = changedObjects(placed);
        std::vector<TextEdit> edits;
        std::string end;
        std::map<std::size_t, std::string> insertions;
        for (const Batch& batch : plan->batches)
            for (const Statement& statement : batch.statements)
                m_order.try_emplace(ownerOf(statement.origin), m_order.size());
        for (const ObjectKey& key : inOrder(changed)) {
            const auto at = placed.find(key);
            const auto text = texts.find(key);
            const bool gone = text == texts.end() || !m_after.find(key);
            if (at != placed.end())
                for (const ScriptStatement* statement : at->second)
                    edits.push_back(replace(*statement, gone || statement != at->second.front() ? std::string()
                                                                                                : text->second.main));
            if (gone)
                continue;
            if (at == placed.end())
                insertions[firstUse(key, changed, placed)] += text->second.main + "\n";
            end += text->second.late;
        }
        for (auto& [position, inserted] : insertions)
            edits.push_back({position, position, position == m_text.size() ? "\n" + inserted : inserted});
        std::string result = applyEdits(m_text, std::move(edits));
        return end.empty() ? result : result + "\n" + end;
    }

private:
    /// The object that a statement of the file means: a name without schema is one of public, or the only one of that name.
    [[nodiscard]] std::optional<ObjectKey> find(ObjectKey key) const
    {
        key = ownerOf(key);
        if (m_before.find(key))
            return key;
        const auto means = [&](const ObjectKey& other) {
            const bool sameKind = other.kind == key.kind || (isRelationLike(other.kind) && isRelationLike(key.kind));
            const bool sameSchema = key.schema.empty() ? true : other.schema == key.schema;
            return sameKind && sameSchema && other.name == key.name &&
                   (key.parent.empty() || other.parent == key.parent);
        };
        std::optional<ObjectKey> found;
        for (const Catalog::Entry& entry : m_before) {
            if (!means(*entry.key))
                continue;
            if (entry.key->schema == "public")
                return *entry.key;
            found = *entry.key;
        }
        return found;
    }

    /// ALTER TABLE also serves views, sequences and materialized views.
    static bool isRelationLike(Kind kind) { return isRelation(kind) && kind != Kind::Index; }

    [[nodiscard]] ObjectKey renamed(ObjectKey key) const { return renamedBy(std::move(key), m_renames); }

    /// Objects whose text must be written, or removed: those that differ, and those that no statement of the file names (the sequence of
    /// a serial column...) where what makes them is written anew.
    std::set<ObjectKey> changedObjects(const std::map<ObjectKey, std::vector<const ScriptStatement*>>& placed) const
    {
        std::set<ObjectKey> changed;
        std::vector<ObjectKey> queue;
        const auto add = [&](const ObjectKey& key) {
            if (changed.insert(key).second)
                queue.push_back(key);
        };
        for (const Change& change : compare(m_before, m_after))
            add(change.after ? change.key : renamed(change.key));
        while (!queue.empty()) {
            const ObjectKey key = queue.back();
            queue.pop_back();
            for (const Catalog::Entry& entry : m_after) {
                if (placed.contains(*entry.key) || changed.contains(*entry.key) || baselineCatalog().find(*entry.key))
                    continue;
                const auto* sequence = entry.object->as<Sequence>();
                const auto* index = entry.object->as<Index>();
                if ((sequence && sequence->ownedByTable == QualifiedName{key.schema, key.name}) ||
                    (index &&
                     (index->parentIndex == QualifiedName{key.schema, key.name} || entry.key->parent == key.name)))
                    add(*entry.key);
            }
        }
        return changed;
    }

    [[nodiscard]] std::vector<ObjectKey> inOrder(const std::set<ObjectKey>& keys) const
    {
        std::vector<ObjectKey> ordered(keys.begin(), keys.end());
        std::ranges::stable_sort(ordered, {}, [&](const ObjectKey& key) {
            const auto found = m_order.find(key);
            return found == m_order.end() ? m_order.size() : found->second;
        });
        return ordered;
    }

    /// Where a new object goes: before the first rewritten statement that comes after it in the order of creation, else at the end.
    [[nodiscard]] std::size_t firstUse(const ObjectKey& key, const std::set<ObjectKey>& changed,
                                       const std::map<ObjectKey, std::vector<const ScriptStatement*>>& placed) const
    {
        std::size_t first = m_text.size();
        for (const ObjectKey& other : changed) {
            const auto at = placed.find(other);
            const auto order = m_order.find(other);
            if (at != placed.end() && order != m_order.end() && order->second > m_order.at(key))
                first = std::min(first, at->second.front()->begin);
        }
        return first;
    }

    [[nodiscard]] TextEdit replace(const ScriptStatement& statement, std::string replacement) const
    {
        std::size_t end = statement.end;
        if (end < m_text.size() && m_text[end] == ';')
            ++end;
        if (end < m_text.size() && m_text[end] == '\n')
            ++end;
        return {statement.begin, end, std::move(replacement)};
    }

    const std::string& m_text;
    const Catalog& m_before;
    const Catalog& m_after;
    std::vector<Rename> m_renames; ///< with what goes along
    std::map<ObjectKey, std::size_t> m_order;
};

} // namespace

Result<std::string> rewriteModelText(ScratchServer& scratch, const std::string& text, const Catalog& before,
                                     const Catalog& after, const std::vector<Rename>& renames, const Task& task)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return catalogScript(after);
    if (auto rewritten = ModelText(text, before, after, renames).rewrite()) {
        auto reading = resolveSql(scratch, {{"schema.sql", *rewritten}}, {}, task);
        if (reading && sameCatalog(reading->catalog, after))
            return rewritten;
        if (!reading && reading.error().code == ErrorCode::Cancelled)
            return std::unexpected(std::move(reading.error()));
    }
    return catalogScript(after);
}

} // namespace schemawright
