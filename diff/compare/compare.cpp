#include "diff/compare/compare.h"

#include "diff/kinds/base/same.h"

#include <format>

namespace schemawright {

namespace {

/// "columns.price.type" integer -> bigint, as a sentence.
std::string sentence(const FieldChange& change)
{
    std::string subject = change.path;
    for (const auto& [prefix, word] :
         {std::pair{"columns.", "column "}, {"constraints.", "constraint "}, {"attributes.", "attribute "}}) {
        if (!subject.starts_with(prefix))
            continue;
        subject = word + subject.substr(std::string_view(prefix).size());
        const std::size_t dot = subject.rfind('.');
        if (dot == std::string::npos && change.before.empty())
            return subject + " added: " + change.after;
        if (dot == std::string::npos && change.after.empty())
            return subject + " dropped";
        if (dot != std::string::npos)
            subject.replace(dot, 1, ": ");
    }
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
    return std::format("{}: {} -> {}", subject, shown(change.before), shown(change.after));
}

std::vector<std::string> sentences(const Object& before, const Object& after)
{
    std::vector<std::string> details;
    for (const FieldChange& change : fieldChanges(before, after)) {
        const bool unknown = change.before.empty() || change.after.empty();
        if (change.path == "columns.order" || (change.path == "owner" && unknown) ||
            (change.path.ends_with("not null constraint.name") && unknown))
            continue;
        details.push_back(sentence(change));
    }
    return details;
}

/// Calls `differs` with each key and the objects under it that are not the same object in memory; nullptr where a catalog has none.
template <class Differs> void walk(const Catalog& from, const Catalog& to, Differs&& differs)
{
    const std::shared_ptr<const Object> none;
    auto a = from.begin();
    auto b = to.begin();
    while (a != from.end() || b != to.end()) {
        const bool onlyBefore = b == to.end() || (a != from.end() && *a->key < *b->key);
        const bool onlyAfter = a == from.end() || (b != to.end() && *b->key < *a->key);
        if (onlyBefore)
            differs(*a->key, a->object, none);
        else if (onlyAfter)
            differs(*b->key, none, b->object);
        else if (a->object != b->object)
            differs(*a->key, a->object, b->object);
        if (!onlyAfter)
            ++a;
        if (!onlyBefore)
            ++b;
    }
}

} // namespace

std::vector<Change> compare(const Catalog& from, const Catalog& to)
{
    return compareBothWays(from, to).up;
}

Comparison compareBothWays(const Catalog& from, const Catalog& to)
{
    Comparison comparison;
    if (from.sameAs(to))
        return comparison;
    walk(from, to,
         [&](const ObjectKey& key, const std::shared_ptr<const Object>& before,
             const std::shared_ptr<const Object>& after) {
             const bool both = before && after;
             if (both && sameObject(*before, *after))
                 return;
             if (!both || !sameIn(from, to, key, *before, *after))
                 comparison.up.push_back({key, before, after, std::nullopt,
                                          both ? sentences(*before, *after) : std::vector<std::string>()});
             if (!both || !sameIn(to, from, key, *after, *before))
                 comparison.down.push_back({key, after, before, std::nullopt, {}});
         });
    return comparison;
}

} // namespace schemawright
