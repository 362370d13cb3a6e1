#include "diff/kinds/base/definition.h"

#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <format>

namespace schemawright {

std::string definitionList(const std::vector<Option>& definition)
{
    std::vector<std::string> parts;
    parts.reserve(definition.size());
    for (const Option& option : definition)
        parts.push_back(option.name + " = " + option.value);
    return "(" + join(parts, ", ") + ")";
}

void createByDefinition(const ObjectKey& key, const Object& object, const std::vector<Option>& definition,
                        std::string_view middle, Steps& steps)
{
    steps.push_back(creatingStep(key, {statement(key,
                                                 std::format("CREATE {} {}{}", kindOps(key.kind)->identity(key, object),
                                                             middle, definitionList(definition)),
                                                 {})}));
}

} // namespace schemawright
