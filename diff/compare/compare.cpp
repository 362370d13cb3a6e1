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
        if (change.path == "columns.order" ||
            (change.path == "owner" && (change.before.empty() || change.after.empty())))
            continue;
        details.push_back(sentence(change));
    }
    return details;
}

} // namespace

std::vector<Change> compare(const Catalog& from, const Catalog& to)
{
    std::vector<Change> changes;
    auto a = from.begin();
    auto b = to.begin();
    while (a != from.end() || b != to.end()) {
        const bool onlyBefore = b == to.end() || (a != from.end() && *a->key < *b->key);
        const bool onlyAfter = a == from.end() || (b != to.end() && *b->key < *a->key);
        if (onlyBefore) {
            changes.push_back({*a->key, a->object, nullptr, std::nullopt, {}});
            ++a;
        } else if (onlyAfter) {
            changes.push_back({*b->key, nullptr, b->object, std::nullopt, {}});
            ++b;
        } else {
            if (a->object != b->object && !sameIn(to, *a->object, *b->object))
                changes.push_back({*a->key, a->object, b->object, std::nullopt, sentences(*a->object, *b->object)});
            ++a;
            ++b;
        }
    }
    return changes;
}

} // namespace schemawright
