#include "model/object_key.h"

#include "model/sql.h"

namespace schemawright {

std::string ObjectKey::display() const
{
    const KindFacts& facts = factsOf(kind);
    // The names of operators, casts... are no identifiers: quotes around them would only confuse.
    const std::string shown = facts.identifier ? quoteIdent(name) : name;
    std::string out(facts.name);
    switch (facts.written) {
    case KindFacts::Written::Name: out += schema.empty() ? " " + shown : " " + quoteIdent(schema) + "." + shown; break;
    case KindFacts::Written::Dotted: out += " " + quoteName(schema, parent) + "." + shown; break;
    case KindFacts::Written::On: out += " " + shown + " on " + quoteName(schema, parent); break;
    }
    if (facts.arguments)
        out += "(" + args + ")";
    return commentText(out);
}

} // namespace schemawright
