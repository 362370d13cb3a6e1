#include "model/naming.h"

#include "model/sql.h"

namespace schemawright {

namespace {

constexpr std::size_t maxNameBytes = 63;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void replaceAll(std::string& text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

Column column(std::string name, std::string type, bool notNull, Expression value)
{
    Column made;
    made.name = std::move(name);
    made.type = std::move(type);
    made.notNull = notNull;
    made.defaultExpr = std::move(value);
    return made;
}

} // namespace

std::string snakeCase(std::string_view name)
{
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (isUpper(c)) {
            // orderID is order_id, HTTPServer is http_server.
            const bool afterLower = i > 0 && isLower(name[i - 1]);
            const bool beforeLower =
                i > 0 && isUpper(name[i - 1]) && i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
            if ((afterLower || beforeLower) && !out.empty() && out.back() != '_')
                out += '_';
            out += static_cast<char>(c - 'A' + 'a');
        } else if (isLower(c) || static_cast<unsigned char>(c) >= 0x80U) {
            out += c;
        } else if (!out.empty() && out.back() != '_') {
            out += '_';
        }
    }
    while (!out.empty() && out.back() == '_')
        out.pop_back();
    if (out.empty() || (out.front() >= '0' && out.front() <= '9'))
        out.insert(0, "_");
    return out;
}

std::string nameAfter(std::string_view pattern, std::string_view table, const std::vector<std::string>& columns,
                      std::string_view references)
{
    std::string name(pattern);
    replaceAll(name, "{table}", table);
    replaceAll(name, "{columns}", join(columns, "_"));
    replaceAll(name, "{references}", references);
    if (name.size() > maxNameBytes) {
        std::size_t end = maxNameBytes;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
            --end;
        name.resize(end);
    }
    return name;
}

const std::string& patternFor(const NamingRules& rules, ConstraintType type)
{
    static const std::string none;
    switch (type) {
    case ConstraintType::PrimaryKey: return rules.primaryKey;
    case ConstraintType::Unique: return rules.unique;
    case ConstraintType::ForeignKey: return rules.foreignKey;
    case ConstraintType::Check: return rules.check;
    case ConstraintType::Exclude: return none;
    }
    return none;
}

const std::vector<ColumnTemplate>& usualTemplates()
{
    static const std::vector<ColumnTemplate> templates{
        {"Audit columns",
         {column("created_at", "timestamp with time zone", true, "now()"),
          column("updated_at", "timestamp with time zone", true, "now()")},
         {}},
        {"Soft delete", {column("deleted_at", "timestamp with time zone", false, {})}, {}},
        {"UUID key", {column("id", "uuid", true, "gen_random_uuid()")}, {"id"}},
        {"Row version", {column("version", "integer", true, "1")}, {}},
    };
    return templates;
}

} // namespace schemawright
