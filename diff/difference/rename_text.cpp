#include "diff/difference/rename_text.h"

#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>

/// Renames as --rename takes them and as suggestions are written.
namespace schemawright {

namespace {

std::vector<std::string> splitName(std::string_view text)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
            parts.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::string_view nameOf(const std::string& value)
{
    return value;
}

template <class Part> std::string_view nameOf(const Part& part)
{
    return part.name;
}

/// Where the first `=` outside of quoted names is.
std::size_t findEquals(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '=' && !quoted)
            return i;
    }
    return std::string_view::npos;
}

/// A name in parts, and the arguments of a routine or operator that may stand behind it: "app.total(integer, text)".
struct Words {
    std::vector<std::string> parts;
    std::optional<std::string> args;
};

Words splitWords(std::string_view text)
{
    Words words;
    bool quoted = false;
    for (std::size_t i = 0; text.ends_with(')') && i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        if (text[i] != '(' || quoted)
            continue;
        words.args = text.substr(i + 1, text.size() - i - 2);
        text = text.substr(0, i);
    }
    words.parts = splitName(text);
    return words;
}

/// Every object and part of a catalog that the words (name, relation.name, schema.name, schema.relation.name) can mean.
std::vector<ObjectKey> meanings(const Catalog& catalog, const Words& all)
{
    const std::vector<std::string>& words = all.parts;
    std::vector<ObjectKey> found;
    const std::string& name = words.back();
    const auto consider = [&](const ObjectKey& key) {
        if (key.name != name || (all.args && *all.args != key.args))
            return;
        // Two relations of a schema, indexes as well, cannot have the same name.
        const bool alone = key.parent.empty() || hasOwnSchema(key) || isRelation(key.kind);
        const bool one = words.size() == 1 && alone;
        const bool two = words.size() == 2 && ((alone && key.schema == words[0]) || key.parent == words[0]);
        const bool three = words.size() == 3 && !key.parent.empty() && key.schema == words[0] && key.parent == words[1];
        if (one || two || three)
            found.push_back(key);
    };
    for (const Catalog::Entry& entry : catalog) {
        consider(*entry.key);
        const auto considerParts = [&](Kind kind, const auto& parts) {
            for (const auto& part : parts)
                consider(childKey(kind, entry.key->schema, entry.key->name, std::string(nameOf(part))));
        };
        std::visit(
            [&](const auto& body) {
                if constexpr (requires { body.constraints; })
                    considerParts(Kind::Constraint, body.constraints);
            },
            entry.object->body);
        if (const auto* table = entry.object->as<Table>()) {
            considerParts(Kind::Column, table->columns);
        } else if (const auto* columns = viewColumns(*entry.object)) {
            considerParts(Kind::Column, *columns);
        } else if (const auto* labels = entry.object->as<Enum>()) {
            considerParts(Kind::EnumValue, labels->values);
        } else if (const auto* composite = entry.object->as<CompositeType>()) {
            considerParts(Kind::Attribute, composite->attributes);
        }
    }
    return found;
}

/// What the words after the = say of the thing: a new name, or a schema and a name.
Result<Rename> toNewName(const Catalog& from, const ObjectKey& key, const std::vector<std::string>& words)
{
    const std::string& name = words.back();
    if (hasOwnSchema(key))
        return moveOf(from, key, words.size() < 2 ? key.schema : words[words.size() - 2], name);
    const bool sameSchema = words.size() < 3 || words[words.size() - 3] == key.schema;
    const bool sameRelation = words.size() < 2 || key.parent.empty() || words[words.size() - 2] == key.parent ||
                              (key.kind == Kind::Index && words.size() == 2 && words.front() == key.schema);
    if (!sameSchema || !sameRelation)
        return fail(ErrorCode::Usage, key.display() + " cannot be moved on its own",
                    "move the object that it belongs to: SCHEMA.TABLE=OTHER.TABLE");
    return Rename{key, name};
}

} // namespace

Result<Rename> parseRename(std::string_view text, const Catalog& from)
{
    const std::size_t equals = findEquals(text);
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
        return fail(ErrorCode::Usage, "\"" + std::string(text) + "\" is not a rename",
                    "use OLD=NEW, for example public.orders.state=status");
    const std::vector<ObjectKey> found = meanings(from, splitWords(text.substr(0, equals)));
    if (found.empty())
        return fail(ErrorCode::NotFound,
                    std::string(text.substr(0, equals)) + " cannot be renamed, because it does not exist");
    if (found.size() > 1) {
        std::string all;
        for (const ObjectKey& key : found)
            all += (all.empty() ? "" : ", ") + key.display();
        return fail(ErrorCode::Usage, std::string(text.substr(0, equals)) + " is ambiguous: " + all,
                    "add its schema and relation, or the arguments of a function");
    }
    return toNewName(from, found.front(), splitWords(text.substr(equals + 1)).parts);
}

std::string renameText(const Rename& rename)
{
    const ObjectKey& key = rename.from;
    const std::string args = key.args.empty() ? std::string() : "(" + key.args + ")";
    const std::string name = quoteIdent(key.name) + args + "=" +
                             (rename.newSchema.empty() ? std::string() : quoteIdent(rename.newSchema) + ".") +
                             quoteIdent(rename.newName);
    if (key.parent.empty() || hasOwnSchema(key))
        return (key.schema.empty() ? std::string() : quoteIdent(key.schema) + ".") + name;
    return quoteName(key.schema, key.parent) + "." + name;
}

} // namespace schemawright
