#include "diff/revision/revision_lint.h"

namespace schemawright {

Result<std::vector<LintedStatement>> lintRevision(ScratchServer& scratch, const Catalog& base, const Revision& revision,
                                                  const Task& task)
{
    auto statements = lintScripts(scratch, base, {{revision.path.string(), revision.upText}}, task);
    if (statements)
        for (LintedStatement& statement : *statements)
            std::erase_if(statement.hazards, [](const Hazard& each) { return each.rule == "missing-lock-timeout"; });
    return statements;
}

} // namespace schemawright
